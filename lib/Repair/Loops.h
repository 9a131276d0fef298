//===-- Loops.h - Loops around a place, and what they walk over -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   for (Item &item : items_)      walks over what a lock may protect
//     item.flush();
//   for (Item &item : copy)        walks over a local
//     item.flush();
//
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_LOOPS_H
#define CLEANEXIT_REPAIR_LOOPS_H

#include "Repair/Site.h"

namespace cleanexit {

/// Whether a loop on the way from one statement down to another one, or to the
/// finding, may walk over what is not a local. One that asks again each time
/// (`while`) does not.
bool mayWalk(const Site &At, const clang::Stmt &From,
             const clang::Stmt *To = nullptr);

/// Whether a `break`, `continue` or `goto` leaves a statement.
bool jumpsOut(const clang::Stmt &S);

} // namespace cleanexit

#endif
