//===-- UpperLimit.cpp - What a number is no more than ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/UpperLimit.h"
#include "Scan/Chrono.h"
#include "Scan/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace cleanexit {
namespace {

using Limit = std::optional<int64_t>;

constexpr unsigned Deepest = 3;

Limit smaller(Limit A, Limit B) {
  return A && B ? std::min(*A, *B) : A ? A : B;
}

/// What is returned at the end of nothing but declarations.
const Expr *returned(const FunctionDecl &F) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F.getBody());
  if (!Body || Body->body_empty() ||
      !llvm::all_of(llvm::drop_end(Body->body()),
                    [](const Stmt *S) { return isa<DeclStmt>(S); }))
    return nullptr;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_back());
  return Return ? Return->getRetValue() : nullptr;
}

} // namespace

UpperLimit::UpperLimit(const ASTContext &Context,
                       const llvm::DenseMap<const VarDecl *, int64_t> &Counters)
    : Context(Context) {
  for (auto [Counter, Most] : Counters)
    Given[Counter] = Most;
}

Limit UpperLimit::ofConstant(const Expr &E) const {
  Expr::EvalResult R;
  if (E.isValueDependent())
    return std::nullopt;
  if (E.getType()->isIntegralOrEnumerationType() && E.EvaluateAsInt(R, Context))
    return R.Val.getInt().isNegative()
               ? std::nullopt
               : Limit(R.Val.getInt().getLimitedValue(INT64_MAX));
  const double Tick = tick(E.getType());
  if (!Tick || !E.EvaluateAsRValue(R, Context) || R.HasSideEffects)
    return std::nullopt;
  const std::optional<double> Count = number(R.Val);
  return Count && *Count >= 0 ? Limit(saturated(*Count * Tick)) : std::nullopt;
}

Limit UpperLimit::ofCall(const CallExpr &Call, unsigned Depth) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F || Depth == Deepest)
    return std::nullopt;
  if (isStd(*F, {"min"}) && Call.getNumArgs() == 2)
    return smaller(of(*Call.getArg(0), Depth), of(*Call.getArg(1), Depth));
  if (isStd(*F, {"clamp"}) && Call.getNumArgs() == 3)
    return of(*Call.getArg(2), Depth);
  const FunctionDecl *Written = F->getDefinition();
  const Expr *Result = Written ? returned(*Written) : nullptr;
  if (!Result || Call.getNumArgs() < Written->getNumParams() ||
      isa<CXXOperatorCallExpr>(Call))
    return std::nullopt;
  for (unsigned I = 0; I != Written->getNumParams(); ++I)
    Given[Written->getParamDecl(I)] = of(*Call.getArg(I), Depth + 1);
  for (const Stmt *S :
       llvm::drop_end(cast<CompoundStmt>(Written->getBody())->body()))
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && Variable->getInit() && !Variable->isStaticLocal())
        Given[Variable] = of(*Variable->getInit(), Depth + 1);
  return of(*Result, Depth + 1);
}

/// std::chrono::milliseconds(of a number, or of another length)
Limit UpperLimit::ofTime(const CXXConstructExpr &Made, unsigned Depth) {
  const double Tick = tick(Made.getType());
  if (!Tick || !Made.getNumArgs())
    return std::nullopt;
  const Expr &Given = *Made.getArg(0);
  const Limit Most = of(Given, Depth);
  if (!Most || tick(Given.getType()))
    return Most;
  return saturated(double(*Most) * Tick);
}

Limit UpperLimit::computed(const BinaryOperator &E, unsigned Depth) {
  const BinaryOperatorKind Opcode = E.getOpcode();
  if (Opcode == BO_Rem) {
    const Limit Of = of(*E.getRHS(), Depth);
    return Of && *Of > 0 ? Limit(*Of - 1) : std::nullopt;
  }
  const Limit Left = of(*E.getLHS(), Depth), Right = of(*E.getRHS(), Depth);
  if (Opcode == BO_And)
    return smaller(Left, Right);
  if (!Left || !Right)
    return std::nullopt;
  int64_t Result = INT64_MAX;
  if (Opcode == BO_Add)
    return __builtin_add_overflow(*Left, *Right, &Result) ? std::nullopt
                                                          : Limit(Result);
  const bool Shifts = Opcode == BO_Shl;
  if ((Opcode != BO_Mul && !Shifts) || (Shifts && *Right > 62))
    return std::nullopt;
  (void)__builtin_mul_overflow(*Left, Shifts ? int64_t(1) << *Right : *Right,
                               &Result);
  return Result;
}

Limit UpperLimit::of(const Expr &Any, unsigned Depth) {
  if (const Limit Known = ofConstant(Any))
    return Known;
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
    const Limit A = of(*Choice->getTrueExpr(), Depth),
                B = of(*Choice->getFalseExpr(), Depth);
    return A && B ? Limit(std::max(*A, *B)) : std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(*Call, Depth);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return ofTime(*Made, Depth);
  const auto *Computes = dyn_cast<BinaryOperator>(E);
  return Computes ? computed(*Computes, Depth) : std::nullopt;
}

} // namespace cleanexit
