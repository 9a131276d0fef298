//===-- Cleanups.h - The steps of cleanups that checks judge ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_CLEANUPS_H
#define CLEANEXIT_CHECKS_CLEANUPS_H

#include "Summary/Summary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cleanexit {

/// A step that runs because something ends.
struct CleanupStep {
  StepRef At;
  /// The cleanup it belongs to. Runs is 0 for a step that is itself the
  /// cleanup: a library's destructor at the end of a scope or of a member.
  Cleanup Of;
};

/// Calls Each for every step of every cleanup in user code that can act
/// (calls, runs, throws, acts), in order of text:
///   - bodies of user-written destructors, guards, deleters, handlers, …;
///   - destructions of members in destructors that nobody wrote, and of
///     locals and temporaries, where what is destroyed is a library's object.
/// A member or local of a user's class is that class's own business.
void forEachCleanupStep(const Summary &P,
                        llvm::function_ref<void(const CleanupStep &)> Each);

/// Whether a step ends a library's guard of a lock: what the project wrote as
/// unlock() runs there.
bool endsLockGuard(const Summary &P, StepRef At);

/// Whether a chain goes through a destructor of user code below its first
/// step: what it does is that destructor's finding.
bool belongsToInner(const Summary &P, llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
