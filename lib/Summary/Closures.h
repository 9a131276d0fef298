//===-- Closures.h - What ends with a stored callable -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What a lambda has captured ends with it, and that is where the std::function
// ends that it was put into, whose class tells nothing of it:
//
//   pool.post([self = shared_from_this()] { … });   is in Pool::tasks_.* now
//   tasks_.clear();                                 ends what self points to
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_CLOSURES_H
#define CLEANEXIT_SUMMARY_CLOSURES_H

#include "Summary/Carried.h"

namespace cleanexit {

/// Calls for Calls::add: the end of a stored callable, or an assignment to it,
/// and the destructor of a lambda that may be in there.
std::vector<Lists::Entry> endsOfClosures(Program &P, Stores &Kept,
                                         const Calls &Graph);

} // namespace cleanexit

#endif
