//===-- StopCallbacks.h - What the end of a callback waits for --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   std::unique_lock lock(mutex_);
//   std::stop_callback wake(token, [&] { std::lock_guard l(mutex_); … });
//   …
// Where wake ends, another thread may be running the lambda: the end waits for
// it, and it waits for mutex_. ([stopcallback.cons])
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_STOPCALLBACKS_H
#define CLEANEXIT_CHECKS_STOPCALLBACKS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a class's model says that its end waits for the callable that a stop
/// request runs.
bool isStopCallback(const Summary &P, RecordId Class);

/// How the callable of a stop callback, whose end is W's act, comes to a lock
/// that is a member of the same class as L is: the first link runs it. Empty if
/// it does not, or W is something else.
std::vector<Link> wantedByStopCallback(const Summary &P, const Witness &W,
                                       const HeldLock &L);

} // namespace cleanexit

#endif
