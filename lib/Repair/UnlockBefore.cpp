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
#include "Repair/Threads.h"

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
             (V && (!V->hasLocalStorage() || V->getType()->isReferenceType()));
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

/// The innermost statement around the finding, with or without braces.
const Stmt *innermost(const Site &At) {
  const Stmt *Spot = nullptr;
  for (size_t I = 0; I + 1 < At->Path.size(); ++I) {
    const Stmt *Around = At->Path[I], *Below = At->Path[I + 1];
    const auto *If = dyn_cast<IfStmt>(Around);
    if (isa<CompoundStmt, SwitchCase>(Around) ||
        (If && (Below == If->getThen() || Below == If->getElse())))
      Spot = Below;
  }
  return Spot && isa<CompoundStmt>(Spot) ? nullptr : Spot;
}

/// The call that an `if` asks first: its condition, or what that negates.
const Expr *askedFirst(const Site &At, const IfStmt &If) {
  const Expr *Asked = If.getCond()->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Asked);
      Not && Not->getOpcode() == UO_LNot)
    Asked = Not->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Compared = dyn_cast<BinaryOperator>(Asked);
      Compared && Compared->isComparisonOp() &&
      Compared->getRHS()->isEvaluatable(At.Context))
    Asked = Compared->getLHS()->IgnoreParenImpCasts();
  return isa<CallExpr>(Asked) && llvm::is_contained(At->Path, Asked) ? Asked
                                                                     : nullptr;
}

const Expr *assignedIn(const Stmt &S) {
  const auto *E = dyn_cast<Expr>(&S);
  E = E ? E->IgnoreImplicit() : nullptr;
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(E);
      B && B->getOpcode() == BO_Assign)
    return B->getRHS();
  if (const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E);
      O && O->getOperator() == OO_Equal && O->getNumArgs() == 2)
    return O->getArg(1);
  return nullptr;
}

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const Stmt *Statement = innermost(At);
  if (!H || !Statement || mayWalk(At, *H) || At->Named ||
      Statement == H->Declared ||
      isa<WhileStmt, DoStmt, SwitchStmt, SwitchCase>(Statement))
    return false;
  std::optional<Unlocking> By = unlocking(At, *H, D);
  if (!By)
    return false;
  D.Sentence = "unlock '" + H->Guard->getNameAsString() +
               "' before this; what it protects may change meanwhile";
  const auto *If = dyn_cast<IfStmt>(Statement);
  const Expr *Value = assignedIn(*Statement);
  if (!If && !Value)
    return unlockAround(At, *H, *By, *Statement, D);
  // What is done with the result stays under the lock.
  if (If)
    Value = If->getInit() || If->getConditionVariable() ? nullptr
                                                        : askedFirst(At, *If);
  if (!Value || By->Lock.empty() ||
      Value->IgnoreImplicit()->getType()->isVoidType())
    return false;
  std::string Name = freshName(At, If ? "answer" : "result");
  std::string Text = At.text(Value->getSourceRange()).str();
  const std::string Type =
      At.Context.getLangOpts().CPlusPlus
          ? "auto"
          : Value->getType().getUnqualifiedType().getAsString();
  std::string Head =
      By->Unlock + "\n" + Type + " " + Name + " = " + Text + ";\n" + By->Lock;
  if (At->block() && llvm::is_contained(At->block()->body(), Statement))
    D.before(*Statement, Head);
  else
    D.wrap(*Statement, *Statement, "{\n" + Head, "}");
  const CXXRecordDecl *Class = Value->getType()->getAsCXXRecordDecl();
  D.replace(Value->getSourceRange(),
            Class && !If ? "std::move(" + Name + ")" : Name);
  return true;
}

} // namespace

extern const RepairKind UnlockBefore;
const RepairKind UnlockBefore = {
    "cleanup-lock-held-over-wait",
    "unlocks before the wait, and locks again if anything follows", make,
    RepairKind::General};

} // namespace cleanexit
