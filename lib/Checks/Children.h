//===-- Children.h - Forked children, and those that are killed -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   if ((pid = fork()) == 0) { poll(&ready, 1, -1); execv(…); _exit(127); }
//
// The child has a copy of the parent's locks: nobody else waits for those.
//
//   kill(pid, SIGKILL); waitpid(pid, nullptr, 0);        which only reaps it
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_CHILDREN_H
#define CLEANEXIT_CHECKS_CHILDREN_H

#include "Checks/Chain.h"

namespace cleanexit {

/// Whether a step is only come to by the child that its function has forked.
bool isOfChild(const Summary &P, StepRef At);

/// Whether a process that is waited for was killed before, so that it is only
/// reaped: kill(pid, SIGKILL), which none can ignore. Or it does no more than to
/// fork again, and end.
bool isKilled(const Summary &P, const Witness &Wait);

} // namespace cleanexit

#endif
