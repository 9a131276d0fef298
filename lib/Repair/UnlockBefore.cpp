//===-- UnlockBefore.cpp - Unlock, wait, lock again -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   std::unique_lock<std::mutex> lock(mutex_);    was a lock_guard
//   running_ = false;
//   lock.unlock();
//   thread_.join();
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
  const Stmt *Innermost = innermost(At);
  const Stmt *Statement = H ? outsideOtherLocks(At, *H) : nullptr;
  if (!Statement || At->Named || Statement == H->Declared ||
      mayWalk(At, *H->Block, Statement == Innermost ? nullptr : Statement) ||
      isa<WhileStmt, DoStmt, SwitchStmt, SwitchCase, IfStmt>(Statement) ||
      waitedValue(At, *Statement))
    return false;
  std::optional<Unlocking> By = unlocking(At, *H, D);
  if (!By)
    return false;
  D.Sentence = "unlock '" + H->Guard->getNameAsString() +
               "' before this; what it protects may change meanwhile";
  if (isCalledLocked(At))
    D.refuse("what is called asks for the lock to be held");
  return unlockAround(At, *H, *By, *Statement, D);
}

} // namespace

extern const RepairKind UnlockBefore;
const RepairKind UnlockBefore = {
    "cleanup-lock-held-over-wait",
    "unlocks before the wait, and locks again if anything follows", make,
    RepairKind::General};

} // namespace cleanexit
