//===-- LeaveToCaller.cpp - A wait that callers ask for ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What waits is a public method already: who wants it calls it.
//
//   void flush();
//   ~Writer() {}      was { flush(); }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool isQuickCondition(const IfStmt &If) {
  return !If.getElse() && !If.getInit() && !If.getConditionVariable() &&
         isQuick(*If.getCond());
}

/// The largest statement that does nothing but that one.
const Stmt *nothingBut(const Site &At, const Stmt &S) {
  const Stmt *Largest = &S;
  bool Below = false;
  for (const Stmt *Around : llvm::reverse(At->Path)) {
    if (Around == &S) {
      Below = true;
      continue;
    }
    if (!Below)
      continue;
    const auto *Block = dyn_cast<CompoundStmt>(Around);
    const auto *If = dyn_cast<IfStmt>(Around);
    if (Block && Block->size() == 1)
      continue;
    if (isa<CXXTryStmt>(Around) || (If && isQuickCondition(*If)))
      Largest = Around;
    else
      break;
  }
  return Largest;
}

bool make(const Site &At, Draft &D) {
  std::optional<Ending> E = endingAt(At);
  const Stmt *Statement = At->statement();
  if (const auto *If = dyn_cast_or_null<IfStmt>(Statement);
      If && !If->getElse() && isQuickCondition(*If))
    Statement = If->getThen();
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(
      Statement ? wholeCall(*Statement) : nullptr);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  if (!E || !M || At->around<CXXCatchStmt>() || waitsForThread(At) ||
      M->getAccess() != AS_public || endsByName(M->getNameAsString()) ||
      !isa<CXXThisExpr>(
          Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
    return false;
  for (const Expr *Arg : Call->arguments())
    if (!Arg->isEvaluatable(At.Context) && !isa<CXXDefaultArgExpr>(Arg))
      return false;
  const Stmt *Removed = nothingBut(At, *Statement);
  for (const Stmt *Other : E->Block->body())
    if (Other != E->Child && Other != Removed && mayWait(*Other, At.Of.Check))
      return false;
  D.Sentence = "leave it to callers to call '" + M->getNameAsString() +
               "' before the end; the destructor no longer does";
  D.remove(*Removed);
  return true;
}

} // namespace

extern const RepairKind LeaveToCaller;
const RepairKind LeaveToCaller = {
    "cleanup-network-io",
    "takes the call of a public method out of the destructor: callers call it "
    "before the end",
    make, RepairKind::Usual, "cleanup-blocking-call"};

} // namespace cleanexit
