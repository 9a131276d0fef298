//===-- SpinLocks.h - Locks that a class makes of an atomic -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   class Spinlock {
//     void lock() { while (taken_.test_and_set()) pause(); }
//     void unlock() { taken_.clear(); }
//     std::atomic_flag taken_;
//   };
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SPINLOCKS_H
#define CLEANEXIT_SUMMARY_SPINLOCKS_H

#include "Effects/Facts.h"

namespace cleanexit {

/// Makes a class's lock(), which goes round until a member of its own is as
/// unlock() sets it, take a lock there as pthread_spin_lock() does, and unlock()
/// give it back. Not one that knows its owner, may give up, or counts.
Facts withSpinLocks(Facts United);

} // namespace cleanexit

#endif
