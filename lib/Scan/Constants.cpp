//===-- Constants.cpp - Values that are known when compiling ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "Scan/Proportion.h"
#include "clang/AST/Expr.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace clang;

namespace cleanexit {
namespace {

/// The largest that a number of unknown value can be, by how it is computed:
/// `x % 5`, `x & 7`, `std::min(x, 5)`, `1 << turn`, what a short function
/// returns.
class UpperLimit {
  using Limit = std::optional<int64_t>;
  const ASTContext &Context;
  llvm::SmallDenseMap<const VarDecl *, Limit, 4> Given;
  static constexpr unsigned Deepest = 3;

  static Limit smaller(Limit A, Limit B) {
    return A && B ? std::min(*A, *B) : A ? A : B;
  }

  Limit ofCall(const CallExpr &Call, unsigned Depth) {
    const FunctionDecl *F = Call.getDirectCallee();
    if (!F || Depth == Deepest)
      return std::nullopt;
    if (isStd(*F, {"min"}) && Call.getNumArgs() == 2)
      return smaller(of(*Call.getArg(0), Depth), of(*Call.getArg(1), Depth));
    if (isStd(*F, {"clamp"}) && Call.getNumArgs() == 3)
      return of(*Call.getArg(2), Depth);
    const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody());
    const auto *Return = Body && Body->size() == 1
                             ? dyn_cast<ReturnStmt>(Body->body_front())
                             : nullptr;
    if (!Return || !Return->getRetValue() ||
        Call.getNumArgs() < F->getNumParams())
      return std::nullopt;
    for (unsigned I = 0; I != F->getNumParams(); ++I)
      Given[F->getParamDecl(I)] = of(*Call.getArg(I), Depth + 1);
    return of(*Return->getRetValue(), Depth + 1);
  }

public:
  UpperLimit(const ASTContext &Context,
             const llvm::DenseMap<const VarDecl *, int64_t> &Counters)
      : Context(Context) {
    for (auto [Counter, Most] : Counters)
      Given[Counter] = Most;
  }

  Limit of(const Expr &Any, unsigned Depth = 0) {
    Expr::EvalResult R;
    if (!Any.isValueDependent() &&
        Any.getType()->isIntegralOrEnumerationType() &&
        Any.EvaluateAsInt(R, Context))
      return R.Val.getInt().isNegative()
                 ? std::nullopt
                 : Limit(R.Val.getInt().getLimitedValue(INT64_MAX));
    const Expr *E = Any.IgnoreParenCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      return of(*Full->getSubExpr(), Depth);
    if (const auto *Made = dyn_cast<MaterializeTemporaryExpr>(E))
      return of(*Made->getSubExpr(), Depth);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
      auto Known = Variable ? Given.find(Variable) : Given.end();
      return Known == Given.end() ? std::nullopt : Known->second;
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      Limit A = of(*Choice->getTrueExpr(), Depth),
            B = of(*Choice->getFalseExpr(), Depth);
      return A && B ? Limit(std::max(*A, *B)) : std::nullopt;
    }
    if (const auto *Call = dyn_cast<CallExpr>(E))
      return ofCall(*Call, Depth);
    const auto *B = dyn_cast<BinaryOperator>(E);
    if (B && B->getOpcode() == BO_Rem)
      if (Limit Of = of(*B->getRHS(), Depth); Of && *Of > 0)
        return *Of - 1;
    if (B && B->getOpcode() == BO_And)
      return smaller(of(*B->getLHS(), Depth), of(*B->getRHS(), Depth));
    if (B && B->getOpcode() == BO_Add) {
      const Limit Left = of(*B->getLHS(), Depth),
                  Right = of(*B->getRHS(), Depth);
      int64_t Sum = 0;
      if (!Left || !Right || __builtin_add_overflow(*Left, *Right, &Sum))
        return std::nullopt;
      return Sum;
    }
    if (B && (B->getOpcode() == BO_Mul || B->getOpcode() == BO_Shl)) {
      const Limit Left = of(*B->getLHS(), Depth),
                  Right = of(*B->getRHS(), Depth);
      const bool Shifts = B->getOpcode() == BO_Shl;
      if (!Left || !Right || (Shifts && *Right > 62))
        return std::nullopt;
      int64_t Product = INT64_MAX;
      (void)__builtin_mul_overflow(
          *Left, Shifts ? int64_t(1) << *Right : *Right, &Product);
      return Product;
    }
    return std::nullopt;
  }
};

} // namespace

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
