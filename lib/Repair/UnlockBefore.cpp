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
#include "Repair/Threads.h"
#include "Repair/WaitedValue.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Takes a lock, by the name of its class: `UniqueLock`, `scoped_lock`.
bool takesLock(const Stmt &S) {
  const auto *Declares = dyn_cast<DeclStmt>(&S);
  return declaresGuard(S) && llvm::any_of(Declares->decls(), [](const Decl *D) {
           const auto *V = dyn_cast<VarDecl>(D);
           return V && llvm::StringRef(className(V->getType()))
                           .contains_insensitive("lock");
         });
}

/// Whoever takes another lock on the way takes it behind this one: it is to be
/// unlocked around that block, or the two are locked again in another order.
const Stmt *outsideOtherLocks(const Site &At, const Held &H,
                              const Stmt *Innermost) {
  bool Inside = false;
  for (size_t I = 0; I + 1 < At->Path.size(); ++I) {
    const auto *Block = dyn_cast<CompoundStmt>(At->Path[I]);
    if (Block && Inside)
      for (const Stmt *S : Block->body()) {
        if (S == At->Path[I + 1])
          break;
        if (takesLock(*S))
          return jumpsOut(*Block) ? Innermost : Block;
      }
    Inside |= Block == H.Block;
  }
  return Innermost;
}

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const Stmt *Innermost = innermost(At);
  const Stmt *Statement = H ? outsideOtherLocks(At, *H, Innermost) : nullptr;
  if (!Statement || At->Named || Statement == H->Declared ||
      mayWalk(At, *H->Block, Statement == Innermost ? nullptr : Statement) ||
      isa<WhileStmt, DoStmt, SwitchStmt, SwitchCase>(Statement))
    return false;
  std::optional<Unlocking> By = unlocking(At, *H, D);
  if (!By)
    return false;
  D.Sentence = "unlock '" + H->Guard->getNameAsString() +
               "' before this; what it protects may change meanwhile";
  if (isCalledLocked(At))
    D.refuse("what is called asks for the lock to be held");
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
