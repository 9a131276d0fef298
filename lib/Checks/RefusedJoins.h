//===-- RefusedJoins.h - Joins that do not end a thread ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   if (!running_) return;      running_ is what the thread clears when it has
//   running_ = false;           failed: then it is not joined, and joinable
//   thread_.join();
//
//   if (thread_.joinable()) thread_.join();     of the last one: at the end of
//   thread_ = std::thread(…);                   this there is another
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_REFUSEDJOINS_H
#define CLEANEXIT_CHECKS_REFUSEDJOINS_H

#include "Summary/Summary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cleanexit {

/// Whether a step that joins or detaches a thread is behind a flag, a member or a
/// global, other than what is known to be the thread.
bool hasFlag(const Summary &P, StepRef Join, StringId Thread);

/// A flag, if a thread, one of which IsOf holds, may set it so that
/// Join is not come to, and is not asked to by who joins; else 0.
PathId refusedBy(const Summary &P, StepRef Join, StringId Thread,
                 llvm::function_ref<bool(const StartedThread &)> IsOf);

/// The flag that allows Join, if nobody but these threads sets it: it is joined
/// when it has ended, and not if it runs; else 0.
PathId joinedOnceDone(const Summary &P, StepRef Join, StringId Thread,
                      llvm::ArrayRef<FunctionId> Threads);

/// Whether the same body starts a thread there again, once it has come to End.
bool isStartedAgain(const Summary &P, StepRef End, PathId Thread);

} // namespace cleanexit

#endif
