//===-- AskUnlocked.cpp - A value that is waited for, unlocked --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   lock.unlock();
//   auto answer = await();
//   lock.lock();
//   if (answer < 0)       was if (await() < 0)
//     return;             what is done about it stays under the lock
//
//===----------------------------------------------------------------------===//
#include "Repair/Loops.h"
#include "Repair/Repairs.h"
#include "Repair/WaitedValue.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const Stmt *Statement = innermost(At);
  if (!H || !Statement || At->Named || Statement == H->Declared ||
      Statement != outsideOtherLocks(At, *H) || mayWalk(At, *H->Block))
    return false;
  const Expr *Value = waitedValue(At, *Statement);
  std::optional<Unlocking> By =
      Value ? unlocking(At, *H, D) : std::optional<Unlocking>();
  if (!By)
    return false;
  D.Sentence = "ask for this without '" + H->Guard->getNameAsString() +
               "'; what it protects may change meanwhile";
  if (isCalledLocked(At))
    D.refuse("what is called asks for the lock to be held");
  return waitForValue(At, *By, *Statement, *Value, D);
}

} // namespace

extern const RepairKind AskUnlocked;
const RepairKind AskUnlocked = {
    "cleanup-lock-held-over-wait",
    "asks without the lock for a value that an `if` tests or that is assigned",
    make, RepairKind::General};

} // namespace cleanexit
