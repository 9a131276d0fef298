//===-- AwaitedLocks.h - Does who is waited for want the lock? --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   lock(mutex_);
//   thread_.join();       and what the thread runs takes
//                           mutex_ of this object      a deadlock
//                           mutex_ of some object      one, if it is this one
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_AWAITEDLOCKS_H
#define CLEANEXIT_CHECKS_AWAITEDLOCKS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a thread, or what a future comes from, takes the lock that is held
/// over the wait for it.
bool awaitedNeeds(const Summary &P, const Witness &W, const HeldLock &L);

/// Whether a thread takes the same member of some object, anywhere below what it
/// runs: it may have been given any.
bool awaitedTakesSuch(const Summary &P, const Witness &W, const HeldLock &L);

} // namespace cleanexit

#endif
