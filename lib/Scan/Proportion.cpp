//===-- Proportion.cpp - Numbers computed from a variable -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Proportion.h"
#include "clang/AST/ExprCXX.h"
#include <cmath>

using namespace clang;

namespace cleanexit {

static const Expr *bare(const Expr &E) {
  return E.IgnoreImplicit()->IgnoreParenImpCasts()->IgnoreImplicit();
}

/// const int ms = 1000;
static const VarDecl *constantLocal(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) &&
                 V->getType().isConstQualified() && V->getInit()
             ? V
             : nullptr;
}

static const ValueDecl *lastOf(const Expr &E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    return Ref->getDecl();
  const auto *M = dyn_cast<MemberExpr>(&E);
  return M ? M->getMemberDecl() : nullptr;
}

static bool isSame(const Expr &A, const Expr &B) {
  if (isa<CXXThisExpr>(A) || isa<CXXThisExpr>(B))
    return isa<CXXThisExpr>(A) && isa<CXXThisExpr>(B);
  if (!lastOf(A) || lastOf(A) != lastOf(B))
    return false;
  const auto *M = dyn_cast<MemberExpr>(&A), *N = dyn_cast<MemberExpr>(&B);
  return !M || !N ||
         isSame(*M->getBase()->IgnoreParenImpCasts(),
                *N->getBase()->IgnoreParenImpCasts());
}

/// x, this->x, p->x.y
static bool isPlain(const Expr &E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    return isa<VarDecl>(Ref->getDecl());
  const auto *M = dyn_cast<MemberExpr>(&E);
  return isa<CXXThisExpr>(E) || (M && isa<FieldDecl>(M->getMemberDecl()) &&
                                 isPlain(*M->getBase()->IgnoreParenImpCasts()));
}

/// Is it the variable, or the first one that is found?
bool Proportion::isOf(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (V ? V->hasLocalStorage() && !isa<ParmVarDecl>(V)
        : !isa<MemberExpr>(E) || !isPlain(E))
    return false;
  if (!Of)
    Of = &E;
  return isSame(*Of, E);
}

/// What an expression is, should the variable be Sample.
std::optional<double> Proportion::value(const Expr &Any, double Sample) {
  Expr::EvalResult R;
  if (Any.isValueDependent())
    return std::nullopt;
  if (Any.getType()->isIntegralOrEnumerationType() &&
      Any.EvaluateAsInt(R, Context))
    return double(R.Val.getInt().getExtValue());
  if (const auto *Real = dyn_cast<FloatingLiteral>(Any.IgnoreParenImpCasts()))
    return Real->getValueAsApproximateDouble();
  const Expr *E = Any.IgnoreParens();
  if (isa<ImplicitValueInitExpr>(E))
    return 0;
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    std::optional<double> Inner = value(*Cast->getSubExpr(), Sample);
    return Inner && E->getType()->isIntegerType() ? std::trunc(*Inner) : Inner;
  }
  const Expr *Leaf = E;
  // timeout.count()
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    if (const CXXMethodDecl *Method = Call->getMethodDecl();
        Method && Method->getIdentifier() && Method->getName() == "count" &&
        Method->getParent()->getName() == "duration")
      Leaf = Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
  if (const VarDecl *V = Leaf == E ? constantLocal(*E) : nullptr)
    return value(*V->getInit(), Sample);
  if (isOf(*Leaf))
    return Sample;
  // interval / 10   where interval is a std::chrono::duration
  const auto *Scaled = dyn_cast<CXXOperatorCallExpr>(E->IgnoreImplicit());
  if (Scaled && Scaled->getNumArgs() == 2 &&
      (Scaled->getOperator() == OO_Star || Scaled->getOperator() == OO_Slash)) {
    std::optional<double> L = value(*bare(*Scaled->getArg(0)), Sample),
                          R2 = value(*bare(*Scaled->getArg(1)), Sample);
    if (!L || !R2 || *R2 == 0)
      return std::nullopt;
    return Scaled->getOperator() == OO_Star ? *L * *R2 : *L / *R2;
  }
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || !(B->isAdditiveOp() || B->isMultiplicativeOp()))
    return std::nullopt;
  std::optional<double> L = value(*B->getLHS(), Sample),
                        R2 = value(*B->getRHS(), Sample);
  if (!L || !R2)
    return std::nullopt;
  switch (B->getOpcode()) {
  case BO_Add:
    return *L + *R2;
  case BO_Sub:
    return *L - *R2;
  case BO_Mul:
    return *L * *R2;
  case BO_Div:
    if (*R2 == 0)
      return std::nullopt;
    return E->getType()->isIntegerType() ? std::trunc(*L / *R2) : *L / *R2;
  default:
    return *R2 == 0 ? std::nullopt : std::optional(std::fmod(*L, *R2));
  }
}

std::optional<double> Proportion::sum(double Sample) {
  double Sum = 0;
  for (auto [E, Times] : Terms) {
    std::optional<double> Each = value(*E, Sample);
    if (!Each)
      return std::nullopt;
    Sum += *Each * Times;
  }
  return Sum;
}

std::optional<double> Proportion::factor() {
  // Large enough for what is cut off by a division, or added, not to matter.
  constexpr double Samples[] = {1e9, 7000000123.0};
  std::optional<double> Found;
  for (double Sample : Samples) {
    std::optional<double> Sum = sum(Sample);
    if (!Of || !Sum || *Sum <= 0)
      return std::nullopt;
    const double Each = *Sum / Sample;
    if (Found && std::abs(Each - *Found) > *Found * 1e-3)
      return std::nullopt;
    if (!Found)
      Found = Each;
  }
  return Found;
}

} // namespace cleanexit
