//===-- UnlockCall.cpp - Unlock by a call, wait, lock again -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Where a lock is taken and given back by calls, without a guard.
//
//   pthread_mutex_lock(&c->lock);
//   c->shutdown = 1;
//   pthread_mutex_unlock(&c->lock);    was behind the join
//   pthread_join(c->poller, NULL);
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Loops.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "Repair/WaitedValue.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Whether a loop behind the lock may walk over what it protects.
bool walks(const Site &At, const Located &Taken) {
  const Stmt *From = Taken.block();
  if (!From || !llvm::is_contained(At->Path, From))
    From = At->In->getBody();
  return mayWalk(At, *From);
}

bool make(const Site &At, Draft &D) {
  if (At.Of.Chain.empty() || At->Named)
    return false;
  Located Taken = At.locate(At.Of.Chain.front().At);
  const auto *Lock = Taken.begins<CallExpr>();
  const Stmt *Statement = innermost(At);
  const CompoundStmt *Block = At->block();
  if (!Lock || !Statement || !Block || Taken.In != At->In || walks(At, Taken) ||
      isa<DeclStmt, ReturnStmt>(Statement))
    return false;
  const Stmt *Takes = Taken.statement();
  std::string Locking = At.text(Lock->getSourceRange()).str();
  std::string Unlocking = unlockOf(At, *Lock);
  if (!Takes || wholeCall(*Takes) != Lock || Unlocking.empty() ||
      Lock->getBeginLoc().isMacroID())
    return false;
  // Behind the wait it is given back anyway, or taken again.
  const Stmt *Next = nullptr;
  bool Behind = false, Gives = false;
  for (const Stmt *S : Block->body()) {
    Next = Behind && !Next ? S : Next;
    Behind |= S == Statement;
  }
  anyBelow(At->In->getBody(), [&](const Stmt &S) {
    const auto *Call = dyn_cast<CallExpr>(&S);
    Gives |= Call && At.text(Call->getSourceRange()) == Unlocking;
    return Gives;
  });
  if (!Gives)
    return false;
  const auto *NextCall = Next ? wholeCall(*Next) : nullptr;
  D.Sentence = "unlock before this; what it protects may change meanwhile";
  if (isCalledLocked(At))
    D.refuse("what is called asks for the lock to be held");
  // What leaves is to leave with the lock, as before.
  const bool Leaves = anyBelow(Statement, [](const Stmt &S) {
    return isa<GotoStmt, ReturnStmt, BreakStmt, ContinueStmt>(S);
  });
  if (const Expr *Value = waitedValue(At, *Statement); Value && Leaves)
    return waitForValue(At, {Unlocking + ";", Locking + ";"}, *Statement,
                        *Value, D);
  if (Leaves)
    return false;
  if (!llvm::is_contained(Block->body(), Statement)) {
    D.wrap(*Statement, *Statement, "{\n" + Unlocking + ";", Locking + ";\n}");
    return true;
  }
  D.before(*Statement, Unlocking + ";");
  if (NextCall && At.text(NextCall->getSourceRange()) == Unlocking)
    D.remove(*Next);
  else
    D.after(*Statement, Locking + ";");
  return true;
}

} // namespace

extern const RepairKind UnlockCall;
const RepairKind UnlockCall = {
    "cleanup-lock-held-over-wait",
    "unlocks by a call before the wait what was locked by a call", make,
    RepairKind::General};

} // namespace cleanexit
