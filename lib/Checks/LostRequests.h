//===-- LostRequests.h - Requests to stop that a thread misses --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_LOSTREQUESTS_H
#define CLEANEXIT_CHECKS_LOSTREQUESTS_H

#include "Checks/Stopping.h"
#include "Summary/Summary.h"

namespace cleanexit {

/// A flag that threads set when they begin, if only then the one
/// that ends their loops is set on the way to a join:
///   if (running_) stop_ = true;   thread_.join();
/// 0 if there is none, or somebody waits for the flag.
PathId askedOnlyOnceBegun(const Summary &P, llvm::ArrayRef<Link> Chain,
                          llvm::ArrayRef<FunctionId> Threads,
                          const StopRequest &Asked);

/// The member, by name, that ends a thread's loop, if the thread itself sets it back
/// when it begins: a request that comes before that is lost.
///   void run() { running_ = true; while (running_) … }
/// 0 if there is none, or somebody waits for the thread to have begun.
StringId setBackAtStart(const Summary &P, llvm::ArrayRef<Link> Chain,
                        llvm::ArrayRef<FunctionId> Threads,
                        const StopRequest &Asked);

} // namespace cleanexit

#endif
