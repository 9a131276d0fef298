//===-- LowerConditions.cpp - What a branch may take for granted *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace cleanexit {

static constexpr uint8_t Both = Value::HoldsInThen | Value::HoldsInElse;

llvm::SmallVector<Value, 4> Lowering::condition(const Expr &E) {
  llvm::SmallVector<Value, 4> Facts;
  open(LexicalScope::Expression);
  condition(E, Both, false, Facts);
  close();
  return Facts;
}

/// Known says in which branches the truth of E is known: in `a && b` both are
/// true in the first, but which is false in the second is not known.
void Lowering::condition(const Expr &Any, uint8_t Known, bool Negated,
                         llvm::SmallVectorImpl<Value> &Facts) {
  const Expr *E = Any.IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return condition(*Full->getSubExpr(), Known, Negated, Facts);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return condition(*Not->getSubExpr(), Known, !Negated, Facts);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isLogicalOp()) {
      const bool And = (B->getOpcode() == BO_LAnd) != Negated;
      uint8_t Sure = Known & (And ? Value::HoldsInThen : Value::HoldsInElse);
      size_t First = Facts.size();
      condition(*B->getLHS(), Sure, Negated, Facts);
      if (Dead)
        return;
      // The right side may not run: its steps stand in a block of their own.
      llvm::SmallVector<Value, 4> Left(Facts.begin() + First, Facts.end());
      if (B->getOpcode() == BO_LOr)
        for (Value &V : Left)
          V.Flags &= ~Both;
      size_t At = Steps.size(), AtValues = Values.size();
      emit(Op::If, B->getBeginLoc(), Left);
      condition(*B->getRHS(), Sure, Negated, Facts);
      bool Ended = Dead;
      Dead = false;
      if (Steps.size() == At + 1) {
        Steps.resize(At);
        Values.resize(AtValues);
      } else {
        emit(Op::End, B->getEndLoc());
      }
      (void)Ended;
      return;
    }
    if (B->isComparisonOp() && comparison(*B, Known, Negated, Facts))
      return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (const FunctionDecl *F = Call->getDirectCallee();
        F && isStd(*F, {"uncaught_exception", "uncaught_exceptions"})) {
      Value V;
      V.K = Value::Unwinding;
      V.Flags = Known | (Negated ? Value::Negated : 0);
      Facts.push_back(V);
      return;
    }
  Value V = expression(&Any);
  if (V.K == Value::Path) {
    V.Flags = Known | (Negated ? Value::Negated : 0);
    Facts.push_back(V);
  }
}

static bool countsExceptions(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(E.IgnoreParenImpCasts());
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && isStd(*F, {"uncaught_exceptions", "uncaught_exception"});
}

/// `x == nullptr`, `rc != 0`, `std::uncaught_exceptions() > before`.
bool Lowering::comparison(const BinaryOperator &E, uint8_t Known, bool Negated,
                          llvm::SmallVectorImpl<Value> &Facts) {
  const Expr *Left = E.getLHS(), *Right = E.getRHS();
  BinaryOperatorKind Op = E.getOpcode();
  if (countsExceptions(*Right)) {
    std::swap(Left, Right);
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  if (countsExceptions(*Left)) {
    Value V;
    V.K = Value::Unwinding;
    Expr::EvalResult Limit;
    const bool AtZero = !Right->isValueDependent() &&
                        Right->EvaluateAsInt(Limit, U.Context) &&
                        Limit.Val.getInt() == 0;
    // "more than before" is unwinding; "as many as before", "none" is not.
    const bool More = Op == BO_GT || Op == BO_NE || (Op == BO_GE && !AtZero);
    V.Flags = Known | (More == Negated ? Value::Negated : 0);
    expression(Right);
    Facts.push_back(V);
    return true;
  }
  auto Zero = [&](const Expr &Side) {
    Expr::EvalResult R;
    const Expr *Plain = Side.IgnoreParenImpCasts();
    if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(Plain))
      return true;
    return !Side.isValueDependent() && Side.getType()->isIntegralOrEnumerationType() &&
           Side.EvaluateAsInt(R, U.Context) && R.Val.getInt() == 0;
  };
  if (Op != BO_EQ && Op != BO_NE)
    return false;
  if (Zero(*Left))
    std::swap(Left, Right);
  if (!Zero(*Right)) {
    // Read, nothing more: what is compared with what is not kept.
    for (const Expr *Side : {Left, Right}) {
      Value V = expression(Side);
      if (V.K == Value::Path) {
        V.Flags = 0;
        Facts.push_back(V);
      }
    }
    return true;
  }
  condition(*Left, Known, Negated != (Op == BO_EQ), Facts);
  return true;
}

/// Does nothing but yield: until something else changes the condition.
static bool doesNothing(const Stmt *S) {
  if (!S || isa<NullStmt, GCCAsmStmt, MSAsmStmt, ContinueStmt>(S))
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(Block->body(), doesNothing);
  if (const auto *E = dyn_cast<Expr>(S)) {
    const auto *Call = dyn_cast<CallExpr>(E->IgnoreImplicit());
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || !F->getIdentifier())
      return false;
    llvm::StringRef Name = F->getName();
    return Name == "yield" || Name == "sched_yield" || Name == "thrd_yield" ||
           Name == "pthread_yield" || Name == "_mm_pause" ||
           Name == "__builtin_ia32_pause" || Name == "SwitchToThread";
  }
  return false;
}

static bool readsShared(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (E->getType().isVolatileQualified() || E->getType()->isAtomicType())
      return true;
    if (const auto *Class = E->getType()->getAsCXXRecordDecl();
        Class && isAtomic(*Class))
      return true;
    if (const auto *Load = dyn_cast<AtomicExpr>(E))
      return (void)Load, true;
    if (const auto *Call = dyn_cast<CallExpr>(E))
      if (const FunctionDecl *F = Call->getDirectCallee();
          F && F->getIdentifier() && F->getName().starts_with("__sync_"))
        return true;
  }
  return llvm::any_of(S->children(), readsShared);
}

bool Lowering::waitsBySpinning(const Expr *Condition, const Stmt *Body) {
  return doesNothing(Body) && readsShared(Condition);
}

} // namespace cleanexit
