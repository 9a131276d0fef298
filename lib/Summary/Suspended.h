//===-- Suspended.h - Coroutines that are made and not run ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   Task work() { … co_return; }       begins suspended
//   Task start() { return work(); }    makes it, and runs nothing of it
//   start();                           neither does this
//   co_await start();                  this runs work()
//
// Who does anything with what was made, but hand it on, may run it.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SUSPENDED_H
#define CLEANEXIT_SUMMARY_SUSPENDED_H

#include "Summary/Calls.h"

namespace cleanexit {

/// Marks, as if of something moved from, calls of coroutines that run nothing
/// of them.
Facts withoutSuspended(Facts United);

/// Calls for Calls::add: of functions that hand on what they made, by who may
/// run it.
std::vector<Lists::Entry> runsOfSuspended(const Program &P, const Calls &Graph);

} // namespace cleanexit

#endif
