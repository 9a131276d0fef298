//===-- OptionalLocks.h - Locks that callers ask for ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   if (needs_locking) mutex_.lock();
//
// A condition around nothing but the lock is there for callers that have it.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_OPTIONALLOCKS_H
#define CLEANEXIT_CHECKS_OPTIONALLOCKS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a lock that a chain ends with is taken, somewhere on the way, behind
/// such a condition, and not because the object that takes it was made to: with a
/// constant, Hold hold(mutex_, true).
bool isLockedByFlag(const Summary &P, llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
