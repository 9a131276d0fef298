//===-- WaitedValue.h - What a wait gives, and who wants it -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   lock.unlock();
//   auto answer = await();      Value, of the Statement that wants it
//   lock.lock();
//   if (answer < 0) return;
//
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_WAITEDVALUE_H
#define CLEANEXIT_REPAIR_WAITEDVALUE_H

#include "Repair/Held.h"

namespace cleanexit {

/// The innermost statement around the finding, with or without braces.
const clang::Stmt *innermost(const Site &At);

/// The same, but around a block that takes another lock: that is taken behind
/// this one, and unlocking within would lock the two in another order.
const clang::Stmt *outsideOtherLocks(const Site &At, const Held &H);

/// The value that waits, if an `if` asks it first, or it is assigned: what is
/// done with it stays under the lock. Null if it is none of these.
const clang::Expr *waitedValue(const Site &At, const clang::Stmt &Statement);

/// Computes the value in front of its statement, without the lock. False if
/// that cannot be.
bool waitForValue(const Site &At, const Unlocking &By,
                  const clang::Stmt &Statement, const clang::Expr &Value,
                  Draft &D);

} // namespace cleanexit

#endif
