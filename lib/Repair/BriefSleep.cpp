//===-- BriefSleep.cpp - Sleep no longer than may be ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   for (int turn = 0; turn < 10 && !removed(); ++turn)   was while
//   (!removed())
//     std::this_thread::sleep_for(std::chrono::milliseconds(1));
//
//===----------------------------------------------------------------------===//
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

/// A local that only the sleep uses goes with it: `timespec pause = …`. A
/// parameter stays, and no warning is to come of that.
void removeUnused(const Located &Act, const CallExpr &Sleep, Draft &D) {
  const DeclStmt *Declared = nullptr;
  unsigned Uses = 0;
  const VarDecl *Used = nullptr;
  mentions(Sleep, [&](const ValueDecl &V) {
    if (const auto *Local = dyn_cast<VarDecl>(&V);
        Local && Local->isLocalVarDeclOrParm())
      Used = Local;
    return false;
  });
  anyBelow(Act.In->getBody(), [&](const Stmt &S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&S);
    Uses += Ref && Ref->getDecl() == Used;
    const auto *D = dyn_cast<DeclStmt>(&S);
    if (D && D->isSingleDecl() && D->getSingleDecl() == Used)
      Declared = D;
    return false;
  });
  if (!Used || Uses != 1)
    return;
  if (Declared)
    D.remove(*Declared);
  else if (isa<ParmVarDecl>(Used))
    D.before(*Act.statement(), "(void)" + Used->getName() + ";");
}

/// Sleeping so many milliseconds instead.
bool sleepFor(const Site &At, const Located &Act, const CallExpr &Sleep,
              unsigned Milliseconds, Draft &D) {
  const FunctionModel *M = modelOf(Sleep);
  const std::string Number = std::to_string(Milliseconds);
  const std::string Duration = "std::chrono::milliseconds(" + Number + ")";
  for (const ActModel &A : M->Acts) {
    if (A.What != Effect::Sleep || A.BoundArg < 0 ||
        unsigned(A.BoundArg) >= Sleep.getNumArgs())
      continue;
    const Expr *Arg = Sleep.getArg(A.BoundArg);
    std::string Brief;
    if (className(Arg->getType()) == "std::chrono::duration")
      Brief = Duration;
    else if (A.BoundUnit == ActModel::Milliseconds)
      Brief = Number;
    else if (A.BoundUnit == ActModel::Microseconds)
      Brief = Number + "000";
    else if (A.BoundUnit == ActModel::Nanoseconds)
      Brief = Number + "000000";
    else
      continue;
    if (At.text(Arg->getSourceRange()) == Brief)
      return true;
    removeUnused(Act, Sleep, D);
    D.replace(SourceRange(At.Sources.getExpansionLoc(Arg->getBeginLoc()),
                          At.Sources.getExpansionLoc(Arg->getEndLoc())),
              Brief);
    return true;
  }
  // The unit is too long, or is written elsewhere.
  removeUnused(Act, Sleep, D);
  if (At.Context.getLangOpts().CPlusPlus11) {
    D.replace(Sleep.getSourceRange(),
              "std::this_thread::sleep_for(" + Duration + ")");
    D.include("<chrono>", "");
    D.include("<thread>", "");
  } else {
    D.replace(Sleep.getSourceRange(), "usleep(" + Number + "000)");
    D.include("<unistd.h>", "");
  }
  return true;
}

bool isAlways(llvm::StringRef Condition) {
  return Condition.empty() || Condition == "true" || Condition == "1";
}

std::string alsoTurn(const Site &At, const Expr *Condition,
                     const std::string &Turn) {
  std::string Text =
      Condition ? At.text(Condition->getSourceRange()).str() : "";
  if (isAlways(Text))
    return Turn + " < 10";
  const auto *Binary = dyn_cast<BinaryOperator>(Condition->IgnoreImplicit());
  const bool Loose =
      isa<ConditionalOperator>(Condition->IgnoreImplicit()) ||
      (Binary && (Binary->getOpcode() == BO_LOr || Binary->isAssignmentOp() ||
                  Binary->isCommaOp()));
  return Turn + " < 10 && " + (Loose ? "(" + Text + ")" : Text);
}

/// Sleeping in turns until something has happened: ten turns at most.
bool boundTurns(const Site &At, const Stmt &Loop, Draft &D) {
  std::string Turn = freshName(At, "turn");
  std::string Declared = "int " + Turn + " = 0";
  if (const auto *While = dyn_cast<WhileStmt>(&Loop)) {
    if (While->getConditionVariable())
      return false;
    D.replace(SourceRange(While->getWhileLoc(), While->getRParenLoc()),
              "for (" + Declared + "; " + alsoTurn(At, While->getCond(), Turn) +
                  "; ++" + Turn + ")");
    return true;
  }
  if (const auto *Do = dyn_cast<DoStmt>(&Loop)) {
    D.before(Loop, Declared + ";");
    D.replace(Do->getCond()->getSourceRange(),
              "++" + alsoTurn(At, Do->getCond(), Turn));
    return true;
  }
  const auto *For = dyn_cast<ForStmt>(&Loop);
  if (!For || For->getConditionVariable())
    return false;
  if (For->getInit())
    D.before(Loop, Declared + ";");
  std::string Init = For->getInit()
                         ? At.text(For->getInit()->getSourceRange()).str()
                         : Declared;
  if (!llvm::StringRef(Init).ends_with(";"))
    Init += ";";
  std::string Step = For->getInc()
                         ? ", " + At.text(For->getInc()->getSourceRange()).str()
                         : "";
  D.replace(SourceRange(For->getForLoc(), For->getRParenLoc()),
            "for (" + Init + " " + alsoTurn(At, For->getCond(), Turn) + "; ++" +
                Turn + Step + ")");
  return true;
}

bool make(const Site &At, Draft &D) {
  Located Act = At.act();
  const auto *Sleep = Act.begins<CallExpr>();
  const FunctionModel *M = Sleep ? modelOf(*Sleep) : nullptr;
  const Stmt *Statement = Act.statement();
  if (!M || !M->Does(Effect::Sleep) || !Statement || !isOnlyForTheEnd(At, Act))
    return false;
  // Brief as each may be, they come to more.
  for (const ChainNote &Step : llvm::ArrayRef(At.Of.Chain).drop_back())
    if (outermostLoop(At.locate(Step.At)))
      return false;
  if (Act.In != At->In && outermostLoop(At.here()))
    return false;
  const Stmt *Loop = nullptr;
  bool Whole = false;
  for (const Stmt *S : Act.Path) {
    Whole |= isa<Expr>(S) && wholeCall(*cast<Expr>(S)) == Sleep;
    if (!isa<WhileStmt, ForStmt, DoStmt, CXXForRangeStmt>(S))
      continue;
    if (Loop)
      return false;
    Loop = S;
  }
  if (!Whole || (Loop && !boundTurns(At, *Loop, D)))
    return false;
  D.Sentence = Loop ? "give up after 10 ms" : "sleep for no longer than 10 ms";
  return sleepFor(At, Act, *Sleep, Loop ? 1 : 10, D);
}

} // namespace

extern const RepairKind BriefSleep;
const RepairKind BriefSleep = {
    "cleanup-blocking-call",
    "sleeps, or sleeps in turns, for no longer than 10 ms", make};

} // namespace cleanexit
