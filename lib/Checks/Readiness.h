//===-- Readiness.h - Was it asked whether a receive waits? -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   pollfd p{fd_, POLLIN, 0};
//   if (poll(&p, 1, 5) > 0)          asked, for 5 ms
//     recv(fd_, …);                  so there is something
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_READINESS_H
#define CLEANEXIT_CHECKS_READINESS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a condition that leads to a step, which receives, has asked whether
/// there is something to receive, and has waited for that no longer than MaxMs
/// milliseconds.
bool isKnownReady(const Summary &P, StepRef Receives, unsigned MaxMs);

/// while (!queue_.empty()) take(queue_.pop());   Whether a call on the way to a wait
/// for others is behind a question of the same object: what is waited for is there.
bool isKnownFilled(const Summary &P, llvm::ArrayRef<Link> Chain);

/// if (!thread_.joinable()) thread_ = std::jthread(…);   There is none to wait for.
bool isNotRunning(const Summary &P, StepRef Assigns);

} // namespace cleanexit

#endif
