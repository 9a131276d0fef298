//===-- TakeStopToken.cpp - A jthread that hears the request ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   std::jthread thread_{[this](std::stop_token stop) {
//     while (!stop.stop_requested() && poll())
//       …
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

/// The first loop of a body, if its condition can be added to.
const Expr *loopCondition(const Stmt *Body) {
  const Expr *Condition = nullptr;
  anyBelow(Body, [&](const Stmt &S) {
    if (const auto *While = dyn_cast<WhileStmt>(&S))
      Condition = While->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(&S))
      Condition = For->getCond();
    return Condition != nullptr;
  });
  return Condition;
}

bool make(const Site &At, Draft &D) {
  const CXXRecordDecl *Class = At.self();
  const FieldDecl *Thread =
      Class ? onlyMember(*Class, {"std::jthread"}) : nullptr;
  const Expr *Init = Thread ? Thread->getInClassInitializer() : nullptr;
  const LambdaExpr *Runs = nullptr;
  anyBelow(Init, [&](const Stmt &S) {
    Runs = dyn_cast<LambdaExpr>(&S);
    return Runs != nullptr;
  });
  if (!Runs || Runs->hasExplicitParameters())
    return false;
  const Expr *Condition = loopCondition(Runs->getBody());
  if (!Condition)
    return false;
  const bool Loose =
      isa<ConditionalOperator>(Condition->IgnoreImplicit()) ||
      (isa<BinaryOperator>(Condition->IgnoreImplicit()) &&
       cast<BinaryOperator>(Condition->IgnoreImplicit())->getOpcode() ==
           BO_LOr);
  D.Sentence = "let the thread take a stop_token and ask it in its loop";
  D.insertBehind(Runs->getIntroducerRange().getEnd(), "(std::stop_token stop)");
  const auto *True = dyn_cast<CXXBoolLiteralExpr>(Condition->IgnoreImplicit());
  if (True && True->getValue()) {
    D.replace(Condition->getSourceRange(), "!stop.stop_requested()");
    return true;
  }
  D.insert(Condition->getBeginLoc(), Loose ? "!stop.stop_requested() && ("
                                           : "!stop.stop_requested() && ");
  if (Loose)
    D.insertBehind(Condition->getEndLoc(), ")");
  return true;
}

} // namespace

extern const RepairKind TakeStopToken;
const RepairKind TakeStopToken = {
    "cleanup-blocking-call",
    "gives the callable of a `std::jthread` a stop_token, and its loop asks it",
    make};

} // namespace cleanexit
