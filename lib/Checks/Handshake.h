//===-- Handshake.h - Who ends a wait for a condition? ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   stop_ = true;
//   cv_.wait(lk, [&] { return stop_ || !queue_.empty(); });    ends at once
//   cv_.wait(lk, [&] { return !running_; });      ends when the thread sets it,
//                                                 so it is a join
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_HANDSHAKE_H
#define CLEANEXIT_CHECKS_HANDSHAKE_H

#include "Checks/Stopping.h"

namespace cleanexit {

/// Whether what the cleanup has set before makes a wait for a condition end
/// without anybody else.
bool isFulfilled(const Summary &P, const Witness &Wait,
                 const StopRequest &Before);

/// The bodies of the program's threads that set what a wait for a condition
/// asks for.
llvm::SmallVector<FunctionId, 2> threadsThatEnd(const Summary &P,
                                                const Witness &Wait);

} // namespace cleanexit

#endif
