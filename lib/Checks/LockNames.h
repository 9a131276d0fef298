//===-- LockNames.h - Which lock is it? -------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Of two functions, `this.mutex_` and `$0.session.mutex_` may be one lock: the
// member, with its class, tells.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_LOCKNAMES_H
#define CLEANEXIT_CHECKS_LOCKNAMES_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a class has, with its bases, one member and no more: what there is to a
/// project's own mutex.
bool hasOneMember(const Facts &F, RecordId Of);

/// A lock as the code that takes it says: `mutex_`, and not the handle within.
PathId named(const Summary &P, const HeldLock &L);

/// The class with the member that a lock is, as those on the way to where it is
/// taken have it; 0 if none knows.
RecordId classWith(const Summary &P, const TakenLock &T);

/// `Session::mutex_`: a class and its lock, the same wherever it is taken. Empty
/// if it is no member, or the class is not known.
std::string memberName(const Summary &P, const HeldLock &L);
std::string memberName(const Summary &P, const TakenLock &T);

/// The class that memberName() names; 0 if it names none.
RecordId memberClass(const Summary &P, const HeldLock &L);

/// The same of what is locked within an object that has more than that: the
/// `Loop::lock` of loop_lock(&player->loop), which memberName() calls
/// `Player::loop`.
std::string handleName(const Summary &P, const HeldLock &L);

/// `Document::lock_` for whatever way a function has to it, or what a global is
/// called; empty if it is neither, or the class is not known.
std::string innermostName(const Summary &P, FunctionId In, PathId Lock);

/// The class of what a path leads to, through owners, as a function has it; 0 where
/// a step of the way is not known.
RecordId classAlong(const Summary &P, FunctionId In, PathId Path);

/// The class that has a member, as the function of a step names it; 0 if it is
/// no member, or the class is not known.
RecordId classAround(const Summary &P, StepRef At, PathId Member);

} // namespace cleanexit

#endif
