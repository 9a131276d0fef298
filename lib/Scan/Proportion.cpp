//===-- Proportion.cpp - Numbers computed from a parameter ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Proportion.h"
#include "clang/AST/ExprCXX.h"
#include <cmath>

using namespace clang;

namespace cleanexit {

/// What an expression is, should the parameter be Sample.
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
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Leaf)) {
    if (const auto *P = dyn_cast<ParmVarDecl>(Ref->getDecl())) {
      if (Of && Of != P)
        return std::nullopt;
      Of = P;
      return Sample;
    }
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && V->hasLocalStorage() && V->getType().isConstQualified() &&
                   V->getInit() && Leaf == E
               ? value(*V->getInit(), Sample)
               : std::nullopt;
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
