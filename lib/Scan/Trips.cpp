//===-- Trips.cpp - How often a loop turns ----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A loop is bounded if one of the conditions that must all hold compares a
// counter, which starts and moves by constants, with a constant:
//
//   for (int i = 0; i < 10 && busy(); ++i)      10
//   for (i = 0; i < 10 && busy(); ++i)          10
//   int tries = 5; while (tries-- && !done())    5
//   do { … } while (++i <= 3);                   4, from 0
//
// or if it is left as soon as it has turned once:
//
//   for (bool once = true; once; once = false)   1
//   while (true) { …; break; }                   1
//===----------------------------------------------------------------------===//
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Of this loop, or of one within: who knows.
bool hasContinue(const Stmt *S) {
  return S &&
         (isa<ContinueStmt>(S) || llvm::any_of(S->children(), hasContinue));
}

/// More turns than anybody waits for.
constexpr int64_t Many = 1 << 30;

class Counter {
  const ASTContext &Context;
  const Stmt *Init;
  const Expr *Increment;
  const Stmt *Body;
  bool Do;

public:
  Counter(const ASTContext &Context, const Stmt *Init, const Expr *Increment,
          const Stmt *Body, bool Do)
      : Context(Context), Init(Init), Increment(Increment), Body(Body), Do(Do) {
  }

  int64_t turns(const Expr *Condition) const {
    const Expr *E = Condition->IgnoreParenImpCasts();
    const auto *Test = dyn_cast<BinaryOperator>(E);
    if (Test && Test->getOpcode() == BO_LAnd) {
      int64_t Left = turns(Test->getLHS()), Right = turns(Test->getRHS());
      return Left && Right ? std::min(Left, Right) : std::max(Left, Right);
    }
    if (!Test)
      return isOnce(E) ? 1 : count(E, 0, true);
    if (!Test->isRelationalOp() && Test->getOpcode() != BO_NE)
      return 0;
    const Expr *Left = Test->getLHS(), *Right = Test->getRHS();
    std::optional<int64_t> Limit = constant(Right);
    if (!Limit) {
      Limit = constant(Left);
      std::swap(Left, Right);
    }
    const bool Includes =
        Test->getOpcode() == BO_LE || Test->getOpcode() == BO_GE;
    return Limit ? count(Left->IgnoreParenImpCasts(), *Limit, false, Includes)
                 : 0;
  }

  std::pair<const VarDecl *, int64_t> most(const Expr *Condition) const {
    const auto *Test =
        dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts());
    if (Test && Test->getOpcode() == BO_LAnd) {
      auto Left = most(Test->getLHS());
      return Left.first ? Left : most(Test->getRHS());
    }
    if (!Test || (Test->getOpcode() != BO_LT && Test->getOpcode() != BO_LE))
      return {};
    const VarDecl *V = variable(Test->getLHS());
    const std::optional<int64_t> Limit = constant(Test->getRHS());
    if (!V || !Limit || !V->hasLocalStorage() || changes(Body, *V) ||
        moveWithin(Increment, *V) <= 0 || start(*V).value_or(-1) < 0)
      return {};
    return {V, *Limit - (Test->getOpcode() == BO_LT)};
  }

private:
  std::optional<int64_t> constant(const Expr *E) const {
    Expr::EvalResult R;
    if (E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() ||
        !E->EvaluateAsInt(R, Context))
      return std::nullopt;
    return R.Val.getInt().getExtValue();
  }

  static const VarDecl *variable(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  }

  /// By how much a statement moves the variable; 0 if it does not.
  int64_t move(const Stmt *S, const VarDecl &V) const {
    if (const auto *Step = dyn_cast_or_null<UnaryOperator>(S);
        Step && Step->isIncrementDecrementOp() &&
        variable(Step->getSubExpr()) == &V)
      return Step->isIncrementOp() ? 1 : -1;
    const auto *Add = dyn_cast_or_null<CompoundAssignOperator>(S);
    if (Add && variable(Add->getLHS()) == &V &&
        (Add->getOpcode() == BO_AddAssign || Add->getOpcode() == BO_SubAssign))
      if (std::optional<int64_t> By = constant(Add->getRHS()))
        return Add->getOpcode() == BO_AddAssign ? *By : -*By;
    return 0;
  }

  /// In the increment, or anywhere in the body.
  int64_t moveWithin(const Stmt *S, const VarDecl &V) const {
    if (!S)
      return 0;
    if (int64_t By = move(S, V))
      return By;
    for (const Stmt *Child : S->children())
      if (int64_t By = moveWithin(Child, V))
        return By;
    return 0;
  }

  /// Is the variable assigned to, or given away, anywhere in a statement?
  bool changes(const Stmt *S, const VarDecl &V) const {
    const auto *One = dyn_cast_or_null<UnaryOperator>(S);
    const auto *Two = dyn_cast_or_null<BinaryOperator>(S);
    if ((One &&
         (One->isIncrementDecrementOp() || One->getOpcode() == UO_AddrOf) &&
         variable(One->getSubExpr()) == &V) ||
        (Two && Two->isAssignmentOp() && variable(Two->getLHS()) == &V))
      return true;
    return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
             return changes(Child, V);
           });
  }

  /// What an expression assigns to the variable: i = 0, n = 3
  static const Expr *assigned(const Stmt *S, const VarDecl &V) {
    const auto *E = dyn_cast_or_null<BinaryOperator>(S);
    if (E && E->getOpcode() == BO_Comma) {
      const Expr *Last = assigned(E->getRHS(), V);
      return Last ? Last : assigned(E->getLHS(), V);
    }
    return E && E->getOpcode() == BO_Assign && variable(E->getLHS()) == &V
               ? E->getRHS()
               : nullptr;
  }

  std::optional<bool> truth(const Expr *E) const {
    bool Is = false;
    if (!E || E->isValueDependent() ||
        !E->EvaluateAsBooleanCondition(Is, Context))
      return std::nullopt;
    return Is;
  }

  /// A flag that holds at first, and no more after one turn.
  bool isOnce(const Expr *Condition) const {
    const auto *Not = dyn_cast<UnaryOperator>(Condition);
    const bool Holds = !(Not && Not->getOpcode() == UO_LNot);
    const VarDecl *V = variable(Holds ? Condition : Not->getSubExpr());
    if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V))
      return false;
    const Expr *From = assigned(Init, *V);
    if (truth(From ? From : V->getInit()) != Holds)
      return false;
    if (truth(assigned(Increment, *V)) == !Holds)
      return true;
    const auto *Block = dyn_cast<CompoundStmt>(Body);
    return Block && !hasContinue(Body) &&
           llvm::any_of(Block->body(), [&](const Stmt *S) {
             return truth(assigned(S, *V)) == !Holds;
           });
  }

  std::optional<int64_t> start(const VarDecl &V) const {
    const Expr *From = assigned(Init, V);
    if (!From)
      From = V.getInit();
    return From ? constant(From) : std::nullopt;
  }

  int64_t count(const Expr *Counted, int64_t Limit, bool Truth,
                bool Includes = false) const {
    // `tries-- > 0` moves it and tests it in one.
    const VarDecl *V = variable(Counted);
    int64_t By = 0;
    bool Before = false, InCondition = false;
    if (const auto *Step = dyn_cast<UnaryOperator>(Counted);
        Step && Step->isIncrementDecrementOp()) {
      V = variable(Step->getSubExpr());
      By = V ? move(Step, *V) : 0;
      Before = Step->isPrefix();
      InCondition = true;
    }
    if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V))
      return 0;
    std::optional<int64_t> From = start(*V);
    if (!By)
      By = Increment ? moveWithin(Increment, *V) : 0;
    if (!By)
      By = moveWithin(Body, *V);
    if (!From || !By || (Truth && By > 0))
      return 0;
    int64_t Distance = By > 0 ? Limit - *From : *From - Limit;
    int64_t Length = By > 0 ? By : -By;
    int64_t Turns = (Distance + Length - 1) / Length + Includes - Before +
                    (Do && InCondition);
    return Distance >= 0 && Turns > 0 && Turns < Many ? Turns : 0;
  }
};

} // namespace

uint32_t Lowering::trips(const Stmt *Init, const Expr *Condition,
                         const Expr *Increment, const Stmt *Body, bool Do) {
  return Condition
             ? Counter(U.Context, Init, Increment, Body, Do).turns(Condition)
             : 0;
}

uint32_t Lowering::elementsOf(const VarDecl &Range) const {
  QualType T = Range.getType().getNonReferenceType();
  if (const auto *List = dyn_cast_or_null<CXXStdInitializerListExpr>(
          Range.getInit() ? Range.getInit()->IgnoreImplicit() : nullptr))
    T = List->getSubExpr()->getType();
  const ConstantArrayType *Array = U.Context.getAsConstantArrayType(T);
  return Array ? Array->getZExtSize() : 0;
}

/// How often a statement names a variable, but for reading its value.
static unsigned writes(const Stmt *S, const VarDecl &V) {
  if (!S)
    return 0;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
      Cast && Cast->getCastKind() == CK_LValueToRValue &&
      isa<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens()))
    return 0;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() == &V;
  unsigned Found = 0;
  for (const Stmt *Child : S->children())
    Found += writes(Child, V);
  return Found;
}

/// `for (int ms : {1, 10, 100})`, or over an array of constants that nothing
/// else names.
std::optional<int64_t> Lowering::mostOf(const VarDecl &Element,
                                        const VarDecl &Range,
                                        const Stmt *Body) const {
  const Expr *Init =
      Range.getInit() ? Range.getInit()->IgnoreImplicit() : nullptr;
  if (const auto *Listed = dyn_cast_or_null<CXXStdInitializerListExpr>(Init))
    Init = Listed->getSubExpr()->IgnoreImplicit();
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Init)) {
    const auto *Array = dyn_cast<VarDecl>(Ref->getDecl());
    const auto *In =
        Array ? dyn_cast<FunctionDecl>(Array->getDeclContext()) : nullptr;
    const bool IsConst =
        Array &&
        U.Context.getBaseElementType(Array->getType()).isConstQualified();
    if (!Array || !(IsConst || (In && writes(In->getBody(), *Array) == 1)))
      return std::nullopt;
    Init = Array->getInit() ? Array->getInit()->IgnoreImplicit() : nullptr;
  }
  const auto *List = dyn_cast_or_null<InitListExpr>(Init);
  if (!List || writes(Body, Element))
    return std::nullopt;
  int64_t Most = 0;
  for (const Expr *E : List->inits()) {
    Expr::EvalResult R;
    if (E->isValueDependent() || !E->EvaluateAsInt(R, U.Context) ||
        R.Val.getInt().isNegative())
      return std::nullopt;
    Most = std::max<int64_t>(Most, R.Val.getInt().getLimitedValue(INT64_MAX));
  }
  return Most;
}

bool Lowering::isLeftAtOnce(const Stmt *Body) {
  const auto *Block = dyn_cast<CompoundStmt>(Body);
  return Block && !Block->body_empty() && isa<BreakStmt>(Block->body_back()) &&
         !hasContinue(Body);
}

std::pair<const VarDecl *, int64_t> Lowering::counter(const Stmt *Init,
                                                      const Expr *Condition,
                                                      const Expr *Increment,
                                                      const Stmt *Body) {
  return Counter(U.Context, Init, Increment, Body, false).most(Condition);
}

} // namespace cleanexit
