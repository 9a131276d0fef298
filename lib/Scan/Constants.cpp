//===-- Constants.cpp - Values that are known when compiling ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "Scan/Proportion.h"
#include "Scan/UpperLimit.h"
#include "clang/AST/Expr.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace clang;

namespace cleanexit {
/// Keeps of a number what it is no more than.
void Lowering::limit(const Expr &E, Value &V) {
  const bool IsResult =
      V.K == Value::Path && U.Made.Paths[V.Id].K == PathNode::Result;
  if ((V.K != Value::Unknown && !IsResult) || V.Flags ||
      !E.getType()->isIntegralOrEnumerationType())
    return;
  if (std::optional<int64_t> Most = UpperLimit(U.Context, Counters).of(E)) {
    V = Value();
    V.Flags = Value::AtMost;
    V.Number = *Most;
  }
}

/// send(fd, p, n, flags | MSG_NOSIGNAL)   whatever flags may be.
void Lowering::addBits(const Expr &E, Value &V) {
  const auto *Or = dyn_cast<BinaryOperator>(E.IgnoreParenImpCasts());
  if (!Or || Or->getOpcode() != BO_Or || V.K != Value::Unknown || V.Flags)
    return;
  const Expr *Variable = Or->getLHS();
  std::optional<Value> Bits = constant(*Or->getRHS());
  if (!Bits) {
    Variable = Or->getRHS();
    Bits = constant(*Or->getLHS());
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Variable->IgnoreParenImpCasts());
  if (!Bits || Bits->K != Value::Integer)
    return;
  if (const auto *Local = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr)
    if (auto Known = Straight.find(Local); Known != Straight.end()) {
      V.K = Value::Integer;
      V.Number = Known->second | Bits->Number;
      return;
    }
  if (Ref && isa<ParmVarDecl>(Ref->getDecl()))
    V = expression(Variable);
  V.Flags |= Value::AddsBits;
  V.Number = Bits->Number;
}

/// usleep(ms * 1000), sleep_for(interval / 10)   where those are parameters or
/// members.
std::optional<Value> Lowering::multiple(const Expr &E) {
  Proportion Of(U.Context);
  Of.add(E, 1);
  std::optional<double> Factor = Of.factor();
  if (!Factor)
    return std::nullopt;
  const bool Over = *Factor < 1;
  const double Number = std::round(Over ? 1 / *Factor : *Factor);
  const PathId Variable = plainPath(*Of.variable());
  if (!Variable || Number > 1e15)
    return std::nullopt;
  Value V = pathValue(Variable);
  V.Flags |= Value::Times;
  V.Number = Over ? -int64_t(Number) : int64_t(Number);
  return V;
}

void Lowering::scale(const Expr &E, Value &V) {
  if (V.K == Value::Unknown && !V.Flags && E.getType()->isIntegerType())
    if (std::optional<Value> Scaled = multiple(E))
      V = *Scaled;
}

/// Whether a condition is the same each time, and reading it does nothing.
bool Lowering::constantTruth(const Expr &E, bool &Truth) {
  Expr::EvalResult R;
  return !E.isValueDependent() && !E.isTypeDependent() &&
         E.EvaluateAsRValue(R, U.Context) && !R.HasSideEffects &&
         E.EvaluateAsBooleanCondition(Truth, U.Context);
}

std::optional<Value> Lowering::constant(const Expr &E) {
  QualType T = E.getType();
  if (E.isValueDependent() || E.isTypeDependent() || T.isNull())
    return std::nullopt;
  Value V;
  if (!T->isIntegralOrEnumerationType() || !E.isPRValue()) {
    // Tags such as std::defer_lock keep their name as a path.
    return std::nullopt;
  }
  Expr::EvalResult R;
  if (!E.EvaluateAsInt(R, U.Context) || R.HasSideEffects)
    return std::nullopt;
  V.K = Value::Integer;
  llvm::APSInt N = R.Val.getInt();
  V.Number = N.isSigned()
                 ? N.getExtValue()
                 : int64_t(std::min<uint64_t>(N.getLimitedValue(), INT64_MAX));
  return V;
}

} // namespace cleanexit
