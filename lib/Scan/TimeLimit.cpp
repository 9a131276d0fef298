//===-- TimeLimit.cpp - Loops that ask a clock whether to go on -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A loop begins no turn after a constant time, if it compares the time it is
// with a deadline that was made beside it, or the time it has taken with one:
//
//   auto end = steady_clock::now() + 5s;
//   while (!done && steady_clock::now() < end) …                        5000
//   for (;;) { …; if (steady_clock::now() - start > 2s) return false; }  2000
//===----------------------------------------------------------------------===//
#include "Scan/Chrono.h"
#include "Scan/Lowering.h"
#include "clang/AST/ExprCXX.h"
#include <limits>

using namespace clang;

namespace cleanexit {
namespace {

constexpr int64_t NanosecondsPerMillisecond = 1000000;

const Expr *bare(const Expr &E) {
  return E.IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit();
}

struct Comparison {
  const Expr *Less = nullptr;
  const Expr *More = nullptr;
};

/// Less < More, or no more than that, where E is Truth.
Comparison ordered(const Expr &Any, bool Truth) {
  const Expr *E = bare(Any);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return ordered(*Not->getSubExpr(), !Truth);
  const Expr *Left = nullptr, *Right = nullptr;
  BinaryOperatorKind Kind = BO_EQ;
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    Kind = B->getOpcode();
    Left = B->getLHS();
    Right = B->getRHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
             Call && Call->getNumArgs() == 2 && Call->isComparisonOp()) {
    Kind = BinaryOperator::getOverloadedOpcode(Call->getOperator());
    Left = Call->getArg(0);
    Right = Call->getArg(1);
  } else if (const auto *Again = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    const auto Parts = Again->getDecomposedForm();
    Kind = Parts.Opcode;
    Left = Parts.LHS;
    Right = Parts.RHS;
  }
  const bool IsLess = Kind == BO_LT || Kind == BO_LE;
  if (!IsLess && Kind != BO_GT && Kind != BO_GE)
    return {};
  return IsLess == Truth ? Comparison{Left, Right} : Comparison{Right, Left};
}

const VarDecl *local(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(bare(E));
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && V->getInit() ? V : nullptr;
}

bool isAssignedIn(const Stmt *S, const VarDecl &V) {
  if (!S)
    return false;
  const Expr *To = nullptr;
  if (const auto *Assign = dyn_cast<BinaryOperator>(S);
      Assign && Assign->isAssignmentOp())
    To = Assign->getLHS();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
      Call && Call->isAssignmentOp())
    To = Call->getArg(0);
  if (To && local(*To) == &V)
    return true;
  return llvm::any_of(
      S->children(), [&](const Stmt *Child) { return isAssignedIn(Child, V); });
}

bool isDeclaredIn(const Stmt *S, const VarDecl &V) {
  const auto *D = dyn_cast_or_null<DeclStmt>(S);
  return (D && llvm::is_contained(D->decls(), &V)) ||
         (S && llvm::any_of(S->children(), [&](const Stmt *Child) {
            return isDeclaredIn(Child, V);
          }));
}

/// A way out of the loop, as its last statement says.
bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    S = E->IgnoreImplicit();
  return S && isa<BreakStmt, ReturnStmt, CXXThrowExpr>(S);
}

/// now() - start
std::pair<const Expr *, const Expr *> difference(const Expr &Any) {
  const Expr *E = bare(Any);
  if (const auto *Cast = dyn_cast<CallExpr>(E))
    if (const FunctionDecl *F = Cast->getDirectCallee();
        F && F->getIdentifier() && F->getName() == "duration_cast" &&
        Cast->getNumArgs() == 1)
      return difference(*Cast->getArg(0));
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && B->getOpcode() == BO_Sub)
    return {B->getLHS(), B->getRHS()};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_Minus && Call->getNumArgs() == 2)
    return {Call->getArg(0), Call->getArg(1)};
  return {};
}

/// start + 2s
std::pair<const Expr *, const Expr *> sum(const Expr &Any) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(bare(Any));
  if (!Call || Call->getOperator() != OO_Plus || Call->getNumArgs() != 2)
    return {};
  return {Call->getArg(0), Call->getArg(1)};
}

/// duration_cast<milliseconds>(now - start).count()   The duration, and what one of
/// its ticks is in nanoseconds.
std::pair<const Expr *, double> counted(const Expr &Any) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(bare(Any));
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !Method->getIdentifier() || Method->getName() != "count" ||
      Call->getNumArgs())
    return {};
  return {Call->getImplicitObjectArgument(), tick(Call->getObjectType())};
}

} // namespace

/// Nanoseconds for which Condition can go on being Truth; 0 if that is not said.
int64_t Lowering::timeWhile(const Expr &Condition, bool Truth,
                            const Stmt *Body) {
  const Expr *E = bare(Condition);
  if (const auto *Both = dyn_cast<BinaryOperator>(E);
      Both && Both->getOpcode() == (Truth ? BO_LAnd : BO_LOr)) {
    const int64_t Left = timeWhile(*Both->getLHS(), Truth, Body);
    return Left ? Left : timeWhile(*Both->getRHS(), Truth, Body);
  }
  auto [Less, More] = ordered(*E, Truth);
  if (!Less || !More)
    return 0;
  // auto now = clock::now(); if (now > end) break;
  auto OfTurn = [&](const Expr *Of) {
    const VarDecl *Each = local(*Of);
    return Each && isDeclaredIn(Body, *Each) ? Each->getInit() : Of;
  };
  Less = OfTurn(Less);
  auto Fixed = [&](const Expr &Of) {
    const VarDecl *V = local(Of);
    return V && !isAssignedIn(Body, *V) ? V->getInit() : nullptr;
  };
  if (isNow(*Less)) {
    const Expr *Init = Fixed(*More);
    const auto [Since, Length] = sum(*More);
    const Expr *Start = Since ? Fixed(*Since) : nullptr;
    const std::optional<Value> Way = Init ? deadline(*Init)
                                     : Start && isNow(*Start)
                                         ? duration(*Length)
                                         : std::nullopt;
    return Way && Way->K == Value::Duration ? Way->Number : 0;
  }
  const auto [Ticks, Tick] = counted(*Less);
  auto [Until, Since] = difference(Tick > 0 ? *Ticks : *Less);
  if (Until)
    Until = OfTurn(Until);
  if (!Until || !isNow(*Until))
    return 0;
  const Expr *Start = Fixed(*Since);
  const Expr *Length = Fixed(*More) ? Fixed(*More) : More;
  if (!Start || !isNow(*Start))
    return 0;
  if (Tick > 0) {
    const std::optional<Value> Number = constant(*Length);
    return Number && Number->K == Value::Integer
               ? saturated(double(Number->Number) * Tick)
               : 0;
  }
  if (const FunctionModel *Clock = givesTime(*bare(*Until)))
    if (std::optional<Value> Number = constant(*Length))
      return Number->Number * nanoseconds(Clock->GivesUnit);
  const std::optional<Value> Way = duration(*Length);
  return Way && Way->K == Value::Duration ? Way->Number : 0;
}

uint32_t Lowering::timeLimit(const Expr *Condition, const Stmt *Body) {
  int64_t Nanoseconds = Condition ? timeWhile(*Condition, true, Body) : 0;
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Body))
    for (const Stmt *S : Block->body())
      if (const auto *If = dyn_cast<IfStmt>(S);
          If && !Nanoseconds && leaves(If->getThen()) && If->getCond())
        Nanoseconds = timeWhile(*If->getCond(), false, Body);
  if (Nanoseconds <= 0)
    return 0;
  const int64_t Milliseconds =
      (Nanoseconds - 1) / NanosecondsPerMillisecond + 1;
  return Milliseconds <= std::numeric_limits<uint32_t>::max() ? Milliseconds
                                                              : 0;
}

} // namespace cleanexit
