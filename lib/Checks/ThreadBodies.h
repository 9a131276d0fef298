//===-- ThreadBodies.h - What an awaited thread runs ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_THREADBODIES_H
#define CLEANEXIT_CHECKS_THREADBODIES_H

#include "Summary/Summary.h"

namespace cleanexit {

/// The functions that the awaited thread may run: those started on the same
/// field of the same class, else all that the class starts. Of a class that
/// wraps a thread, also what its user on the way to the wait has given it.
llvm::SmallVector<FunctionId, 2> threadBodies(const Summary &P,
                                              const Witness &Wait);

/// The class of the object that is called to wait for its thread, if it is seen to
/// be below the one that has the thread; 0 if not.
RecordId awaitedClass(const Summary &P, const Witness &Wait);

/// The functions that users of the class which waits hand it to run on a thread
/// that it keeps: executor_->submit([self] { … }).
llvm::SmallVector<FunctionId, 2> givenBodies(const Summary &P,
                                             const Witness &Wait);

/// Whether a future that is waited for is seen to be a task's of std::async, and
/// of no other.
bool isOfTask(const Summary &P, const Witness &Wait);

/// Whether what is waited for, by a call that takes handles of any kind, is a
/// thread: WaitForSingleObject(thread_, INFINITE).
bool isOfThread(const Summary &P, const Witness &Wait);

} // namespace cleanexit

#endif
