//===-- Tested.h - What conditions say of an object -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Who takes a value out of an optional has asked whether there is one, but of
// this optional, and in the branch that says so:
//
//   if (q) use(q.value());            asked
//   if (!q) return;   q.value();      asked
//   if (ready_) use(q.value());       asked: the flag may well imply it
//   if (!q) use(q.value());           empty for sure
//   if (other) use(q.value());        not asked: of another optional
//   if (q) log(*q);   q.value();      not asked: it may be empty here
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_TESTED_H
#define CLEANEXIT_CHECKS_TESTED_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Does a condition in the body before a step mention a place, or ask it?
bool isMentioned(const Summary &P, StepRef At, PathId Place);

/// Is there something in the optional, function or the like, as far as
/// conditions before a step say, or may imply?
bool isTested(const Summary &P, StepRef At, PathId Place);

/// Is nothing in it, since a condition that leads to the step says so?
bool isKnownEmpty(const Summary &P, StepRef At, PathId Place);

} // namespace cleanexit

#endif
