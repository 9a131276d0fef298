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
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const Stmt *Statement = At->statement();
  // A loop may walk over what the lock protects.
  if (!H || !Statement || H->InLoop || At->Named || Statement == H->Declared)
    return false;
  if (!makeUnlockable(At, *H, D))
    return false;
  D.Sentence = "unlock '" + H->Guard->getNameAsString() +
               "' before this; what it protects may change meanwhile";
  unlockAround(At, *H, *Statement, D);
  return true;
}

} // namespace

extern const RepairKind UnlockBefore;
const RepairKind UnlockBefore = {
    "cleanup-lock-held-over-wait",
    "unlocks before the wait, and locks again if anything follows", make,
    RepairKind::General};

} // namespace cleanexit
