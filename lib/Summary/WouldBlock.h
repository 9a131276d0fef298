//===-- WouldBlock.h - Calls that may say EAGAIN ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   n = recv(fd, …);
//   if (n < 0 && errno == EAGAIN)   who asks has a descriptor that does not
//     return later();               block, or a timeout on it
//
//   do n = read(fd, …); while (n < 0 && (errno == EINTR || errno == EAGAIN));
//
// only tries again, and tells nothing.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_WOULDBLOCK_H
#define CLEANEXIT_SUMMARY_WOULDBLOCK_H

#include "Summary/Calls.h"
#include "Summary/Program.h"

namespace cleanexit {

/// Whether the code behind a call asks if it would have blocked, and then does
/// something else than call again. Of a call that a function only hands on, the
/// code behind each call of that.
bool expectsToBlock(const Program &P, const Calls &Graph, StepId Call);

} // namespace cleanexit

#endif
