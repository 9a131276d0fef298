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
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "Repair/WaitedValue.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Whether a loop walks over locals only, which no lock protects.
bool walksLocals(const Stmt &Loop) {
  auto IsLocal = [](const Stmt *Part) {
    return !Part || !anyBelow(Part, [](const Stmt &S) {
      const auto *Ref = dyn_cast<DeclRefExpr>(&S);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      return isa<CXXThisExpr>(S) ||
             (V && (!V->hasLocalStorage() || V->getType()->isReferenceType() ||
                    V->getType()->isPointerType()));
    });
  };
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Loop))
    return IsLocal(Range->getRangeInit());
  const auto &For = cast<ForStmt>(Loop);
  return For.getInit() && IsLocal(For.getInit()) && IsLocal(For.getCond());
}

/// A loop may walk over what the lock protects, unless it asks again each time.
bool mayWalk(const Site &At, const Held &H) {
  bool Inside = false;
  for (const Stmt *S : At->Path) {
    Inside |= S == H.Block;
    if (Inside && isa<ForStmt, CXXForRangeStmt>(S) && !walksLocals(*S))
      return true;
  }
  return false;
}

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const Stmt *Statement = innermost(At);
  if (!H || !Statement || mayWalk(At, *H) || At->Named ||
      Statement == H->Declared ||
      isa<WhileStmt, DoStmt, SwitchStmt, SwitchCase>(Statement))
    return false;
  std::optional<Unlocking> By = unlocking(At, *H, D);
  // That a variable is set to the lock again is not followed around a loop.
  if (!By || (H->InLoop && H->Guard->hasAttr<CleanupAttr>()))
    return false;
  D.Sentence = "unlock '" + H->Guard->getNameAsString() +
               "' before this; what it protects may change meanwhile";
  if (const Expr *Value = waitedValue(At, *Statement))
    return waitForValue(At, *By, *Statement, *Value, D);
  return !isa<IfStmt>(Statement) && unlockAround(At, *H, *By, *Statement, D);
}

} // namespace

extern const RepairKind UnlockBefore;
const RepairKind UnlockBefore = {
    "cleanup-lock-held-over-wait",
    "unlocks before the wait, and locks again if anything follows", make,
    RepairKind::General};

} // namespace cleanexit
