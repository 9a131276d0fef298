//===-- Handshake.h - Who ends a wait, or has ended it? ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   stop_ = true;
//   cv_.wait(lk, [&] { return stop_ || !queue_.empty(); });    ends at once
//   cv_.wait(lk, [&] { return !running_; });      ends when the thread sets it,
//                                                 so it is a join
//   if (result.wait_for(0s) == std::future_status::ready)
//     result.get();                               ends at once
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_HANDSHAKE_H
#define CLEANEXIT_CHECKS_HANDSHAKE_H

#include "Checks/Stopping.h"

namespace cleanexit {

/// Whether what the cleanup has set before makes a wait for a condition end
/// without anybody else.
bool isFulfilled(const Summary &P, const Witness &Wait,
                 const StopRequest &Before);

/// Whether a step may wait, for anything but a lock or a file.
bool waits(const Summary &P, StepRef At);

/// Whether what a chain ends with is in a loop that does not turn, or behind a
/// condition that does not hold, since a member that is asked was set by the
/// function, or by one that leads there, before.
///   core_.broken = true; core_.close();   while (!broken && busy()) usleep(…);
///   closing_ = true; stop();              if (closing_) return; send(fd_, …);
bool isSetBefore(const Summary &P, llvm::ArrayRef<Link> Chain);

/// Whether a wait for a result is there only for when it was asked before, with
/// no wait, whether that is ready.
bool isReady(const Summary &P, const Witness &Wait);

/// Whether a thread is joined only where it has said, as the last thing that its
/// body does, that it is done.
bool saidDone(const Summary &P, const Witness &Join, FunctionId Body);

/// The bodies of the program's threads that set what a wait for a condition
/// asks for.
llvm::SmallVector<FunctionId, 2> threadsThatEnd(const Summary &P,
                                                const Witness &Wait);

/// Whether what spins is a loop around test_and_set() or compare_exchange(): for
/// a lock that others hold for a moment, or a list that changes under it.
bool spinsForLock(const Summary &P, const Witness &W);

} // namespace cleanexit

#endif
