//===-- Loops.cpp - Loops around a place, and what they walk over ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Loops.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {

/// Whether a loop walks over locals only, which no lock protects.
static bool walksLocals(const Stmt &Loop) {
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

bool mayWalk(const Site &At, const Stmt &From, const Stmt *To) {
  bool Inside = false;
  for (const Stmt *S : At->Path) {
    if (S == To)
      return false;
    Inside |= S == &From;
    if (Inside && isa<ForStmt, CXXForRangeStmt>(S) && !walksLocals(*S))
      return true;
  }
  return false;
}

static bool jumpsOut(const Stmt &S, bool InLoop, bool InSwitch) {
  if (isa<GotoStmt, IndirectGotoStmt>(S))
    return true;
  if (isa<BreakStmt>(S))
    return !InLoop && !InSwitch;
  if (isa<ContinueStmt>(S))
    return !InLoop;
  if (isa<LambdaExpr>(S))
    return false;
  InLoop |= isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(S);
  InSwitch |= isa<SwitchStmt>(S);
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && jumpsOut(*Child, InLoop, InSwitch);
  });
}

bool jumpsOut(const Stmt &S) { return jumpsOut(S, false, false); }

} // namespace cleanexit
