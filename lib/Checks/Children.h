//===-- Children.h - What only a forked child does --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   if ((pid = fork()) == 0) { poll(&ready, 1, -1); execv(…); _exit(127); }
//
// The child has a copy of the parent's locks: nobody else waits for those.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_CHILDREN_H
#define CLEANEXIT_CHECKS_CHILDREN_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a step is only come to by the child that its function has forked.
bool isOfChild(const Summary &P, StepRef At);

} // namespace cleanexit

#endif
