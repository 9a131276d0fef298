//===-- ThreadWrappers.h - Classes that wrap a thread -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A class that wraps a thread is given what it runs by its users, one by one:
//
//   Thread(std::function<void()> f) : f_(f) {}     Reader() : thread_([this] {
//   static void *start(void *t) { …->f_(); }         read(); }) {}
//
//   void Thread::main() { target_->run(); }        thread_.start(*this);
//   void Thread::main() { run(); }                 thread_ = new Reader;
//
// so for a user what counts is what it hands to calls on its own member, or what
// the member is.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_THREADWRAPPERS_H
#define CLEANEXIT_CHECKS_THREADWRAPPERS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// A thread that is a global variable, or a field of some struct, as C knows
/// it: by its name; 0 for others.
StringId keptIn(const Facts &F, PathId Thread);

/// What methods of User, 0 for all functions, hand to constructors and methods
/// of Wrapper, to keep, on this member.
llvm::SmallVector<FunctionId, 2> givenTo(const Summary &P, RecordId User,
                                         StringId Member, RecordId Wrapper);

/// What a call starts as threads, itself or by a wrapper, as far as is seen.
llvm::SmallVector<FunctionId, 2> startedBy(const Summary &P, StepRef Call);

/// Adds to what an awaited thread runs, or puts in its place, what the wrapper's
/// user on the way to the wait has it run.
void askUsers(const Summary &P, const Witness &Wait,
              llvm::SmallVector<FunctionId, 2> &Bodies);

} // namespace cleanexit

#endif
