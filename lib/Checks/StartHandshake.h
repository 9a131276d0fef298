//===-- StartHandshake.h - Waits for a thread to have begun -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   thread_.start(*this);           void run() {
//   started_.wait();                  started_.set();   its first act
//                                     while (…) …
//
// Such a wait lasts as long as the system takes to begin a thread.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_STARTHANDSHAKE_H
#define CLEANEXIT_CHECKS_STARTHANDSHAKE_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a call waits for no more than that a thread, which was started just
/// before, has begun.
bool awaitsStart(const Summary &P, StepRef At);
/// The same, of a call that leads to a wait.
bool awaitsStart(const Summary &P, llvm::ArrayRef<Link> Chain);
/// Whether the thread that is awaited so takes a lock, by class and member, that is
/// held meanwhile, before it says that it has begun.
bool startedNeeds(const Summary &P, llvm::ArrayRef<Link> Chain,
                  const HeldLock &Held);

} // namespace cleanexit

#endif
