//===-- TimeoutLength.h - How long does a timeout let a call take? --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   timeval brief{0, 10000};
//   setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &brief, sizeof brief);
//              ^ the handle                  ^ 10 ms
//   sendAll(fd_);                            that governs this
//
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_TIMEOUTLENGTH_H
#define CLEANEXIT_CHECKS_TIMEOUTLENGTH_H

#include "Summary/Summary.h"

namespace cleanexit {

/// The act's bound, or the constant one that was set on its handle: in front of
/// a step of the chain, or else by a constructor; then the longest that its
/// class sets. What a loop repeats stays as it is.
Bound withTimeout(const Summary &P, const Witness &W);

} // namespace cleanexit

#endif
