//===-- LowerConditions.cpp - What a branch may take for granted *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Emptiness.h"
#include "Scan/ErrorCodes.h"
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace cleanexit {

static constexpr uint8_t Both = Value::HoldsInThen | Value::HoldsInElse;

/// The condition that `({ int b; if (x) b = 1; else b = 0; b; })` passes on, as
/// GLib's hints are written; null if it is something else.
static const Expr *passedOn(const StmtExpr &E) {
  const CompoundStmt &All = *E.getSubStmt();
  const auto *Last =
      All.body_empty() ? nullptr : dyn_cast<Expr>(All.body_back());
  const auto *Is =
      Last ? dyn_cast<DeclRefExpr>(Last->IgnoreParenImpCasts()) : nullptr;
  const auto *If =
      All.size() == 3 ? dyn_cast<IfStmt>(*(All.body_begin() + 1)) : nullptr;
  auto Sets = [&](const Stmt *Branch, bool To) {
    const auto *B = dyn_cast_or_null<BinaryOperator>(Branch);
    const auto *Into =
        B && B->getOpcode() == BO_Assign
            ? dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParenImpCasts())
            : nullptr;
    const auto *Number =
        Into ? dyn_cast<IntegerLiteral>(B->getRHS()->IgnoreParenImpCasts())
             : nullptr;
    return Number && Into->getDecl() == Is->getDecl() &&
           Number->getValue() == To;
  };
  return Is && If && Sets(If->getThen(), true) && Sets(If->getElse(), false)
             ? If->getCond()
             : nullptr;
}

/// unlikely(x): __builtin_expect(!!(x), 0) is as true as x.
static const Expr *withoutHint(const Expr &Any) {
  const Expr *E = Any.IgnoreParenImpCasts();
  while (true) {
    const auto *Call = dyn_cast<CallExpr>(E);
    const unsigned Builtin = Call ? Call->getBuiltinCallee() : 0;
    if (Builtin != Builtin::BI__builtin_expect &&
        Builtin != Builtin::BI__builtin_expect_with_probability)
      return E;
    E = Call->getArg(0)->IgnoreParenCasts();
    if (const auto *Block = dyn_cast<StmtExpr>(E))
      if (const Expr *Condition = passedOn(*Block))
        E = Condition->IgnoreParenImpCasts();
  }
}

llvm::SmallVector<Value, 4> Lowering::condition(const Expr &E) {
  llvm::SmallVector<Value, 4> Facts;
  open(LexicalScope::Expression);
  condition(E, Both, false, Facts);
  close();
  return Facts;
}

/// The optional, function or the like of which E asks whether it holds anything.
static const Expr *askedHolder(const Expr &E) {
  auto IsHolder = [](const Expr &Object) {
    const auto *Class = Object.getType()->getAsCXXRecordDecl();
    return Class && isStd(*Class, {"optional", "expected", "any", "function",
                                   "move_only_function", "copyable_function"});
  };
  if (IsHolder(E))
    return &E; // compared with null
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method ||
      !(isa<CXXConversionDecl>(Method) ||
        (Method->getIdentifier() && Method->getName() == "has_value")))
    return nullptr;
  const Expr *Object = Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
  return IsHolder(*Object) ? Object : nullptr;
}

/// What `p == nullptr` or `q != std::nullopt` asks of a library's object.
const Expr *Lowering::comparedWithNull(const Expr &E, bool &Equal) {
  const Expr *Left = nullptr, *Right = nullptr;
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(&E)) {
    Left = Rewritten->getLHS();
    Right = Rewritten->getRHS();
    Equal = Rewritten->getOperator() == BO_EQ;
    if (!Equal && Rewritten->getOperator() != BO_NE)
      return nullptr;
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E);
             Call && (Call->getOperator() == OO_EqualEqual ||
                      Call->getOperator() == OO_ExclaimEqual)) {
    Left = Call->getArg(0);
    Right = Call->getArg(1);
    Equal = Call->getOperator() == OO_EqualEqual;
  } else {
    return nullptr;
  }
  auto IsNull = [](const Expr &Side) {
    const auto *Class = Side.getType()->getAsCXXRecordDecl();
    return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(
               Side.IgnoreParenImpCasts()) ||
           (Class && isStd(*Class, {"nullopt_t"}));
  };
  if (IsNull(*Left))
    std::swap(Left, Right);
  const auto *Class = Left->getType()->getAsCXXRecordDecl();
  return IsNull(*Right) && Class &&
                 U.From.of(Class->getLocation()) == Origins::Toolchain
             ? Left
             : nullptr;
}

/// Known says in which branches the truth of E is known: in `a && b` both are
/// true in the first, but which is false in the second is not known.
void Lowering::condition(const Expr &Any, uint8_t Known, bool Negated,
                         llvm::SmallVectorImpl<Value> &Facts) {
  const Expr *E = withoutHint(Any);
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return condition(*Full->getSubExpr(), Known, Negated, Facts);
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
      Cast && Cast->getType()->isBooleanType())
    return condition(*Cast->getSubExpr(), Known, Negated, Facts);
  bool Equal = true;
  if (const Expr *Tested = comparedWithNull(*E, Equal))
    return condition(*Tested, Known, Negated != Equal, Facts);
  // a != b, which asks `a == b`
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return condition(*Rewritten->getSemanticForm(), Known, Negated, Facts);
  if (std::optional<bool> Unwinding = tellsUnwinding(*E)) {
    Value V;
    V.K = Value::Unwinding;
    V.Flags = Known | (*Unwinding == Negated ? Value::Negated : 0);
    Facts.push_back(V);
    return;
  }
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return condition(*Not->getSubExpr(), Known, !Negated, Facts);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    bool Constant = false;
    if (B->isLogicalOp() && constantTruth(*B->getLHS(), Constant)) {
      if (Constant == (B->getOpcode() == BO_LAnd))
        condition(*B->getRHS(), Known, Negated, Facts);
      return;
    }
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
    if ((B->isRelationalOp() || B->isEqualityOp()) &&
        comparison(*B, Known, Negated, Facts))
      return;
    if (B->getOpcode() == BO_And && maskedTest(*B, Known, Negated, Facts))
      return;
  }
  if (const Expr *Code = askedErrorCode(*E)) {
    Value V = expression(Code);
    if (V.K == Value::Path) {
      V.Flags = Known | (Negated ? Value::Negated : 0);
      Facts.push_back(V);
    }
    return;
  }
  const Expr *Holder = askedHolder(*E);
  const bool IsHinted = E != Any.IgnoreParenImpCasts();
  Value V = expression(Holder ? Holder : IsHinted ? E : &Any);
  if (V.K == Value::Path) {
    V.Flags =
        Known | (Negated ? Value::Negated : 0) | (Holder ? Value::Held : 0);
    Facts.push_back(V);
  } else if (V.K == Value::Unknown && !Dead &&
             !elementsAsked(*E, Known, Negated, Facts)) {
    mentioned(*E, Facts);
  }
}

/// `queue.empty()`
bool Lowering::elementsAsked(const Expr &E, uint8_t Known, bool Negated,
                             llvm::SmallVectorImpl<Value> &Facts) {
  bool Filled = true;
  const Expr *Of = askedElements(E, Filled, U.Context);
  const CXXRecordDecl *Class =
      Of ? Of->getType()->getAsCXXRecordDecl() : nullptr;
  const PathId Path = Class && U.isLibrarys(*Class) ? plainPath(*Of) : 0;
  if (!Path)
    return false;
  Value V = pathValue(Path);
  V.Flags = (Known & Value::HoldsInThen ? Value::FilledInThen : 0) |
            (Known & Value::HoldsInElse ? Value::FilledInElse : 0) |
            (Negated == Filled ? Value::Negated : 0);
  Facts.push_back(V);
  return true;
}

/// The members and globals that something is computed of, of which nothing else
/// is known: `n > 0`, `!queue.empty()`.
void Lowering::mentioned(const Stmt &E, llvm::SmallVectorImpl<Value> &Facts) {
  if (isa<LambdaExpr, UnaryExprOrTypeTraitExpr>(E))
    return;
  if (PathId Path = plainPath(E)) {
    Facts.push_back(pathValue(Path));
    return;
  }
  for (const Stmt *Child : E.children())
    if (Child)
      mentioned(*Child, Facts);
}

/// Turns `0 < x` round; false if neither side is null or 0.
static bool putZeroRight(const Expr *&Left, const Expr *&Right,
                         BinaryOperatorKind &Op, const ASTContext &Context) {
  auto IsZero = [&](const Expr &Side) {
    Expr::EvalResult R;
    if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(Side.IgnoreParenImpCasts()))
      return true;
    return !Side.isValueDependent() &&
           Side.getType()->isIntegralOrEnumerationType() &&
           Side.EvaluateAsInt(R, Context) && R.Val.getInt() == 0;
  };
  if (IsZero(*Left)) {
    std::swap(Left, Right);
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  return IsZero(*Right);
}

static bool isWholeNumber(const Expr &E) {
  return E.getType()->isIntegerType() && !E.getType()->isBooleanType();
}

/// What `rc < 0` or another comparison with 0 says: what is less, or more, is not
/// 0; what is not less may be.
static uint8_t ofComparison(BinaryOperatorKind Op, uint8_t Known,
                            bool Negated) {
  const bool Strictly = Op == BO_LT || Op == BO_GT;
  return Strictly != Negated ? Known & Value::HoldsInThen
                             : (Known & Value::HoldsInElse) | Value::Negated;
}

/// `err == EAGAIN`, of a variable or member: that it is asked for that number.
void Lowering::comparedWithNumber(const Expr &Left, const Expr &Right,
                                  llvm::SmallVectorImpl<Value> &Facts) {
  PathId Path = plainPath(*Left.IgnoreParenImpCasts());
  // errno, as the C library has it: *__errno_location(), called just before
  if (const auto *Star = dyn_cast<UnaryOperator>(Left.IgnoreParenImpCasts());
      Star && Star->getOpcode() == UO_Deref)
    if (const auto *Call =
            dyn_cast<CallExpr>(Star->getSubExpr()->IgnoreParenImpCasts());
        Call && Call->getDirectCallee())
      for (uint32_t I = Steps.size(); I-- && !Path;)
        if (Steps[I].Kind == Op::Call &&
            Steps[I].Callee == U.function(*Call->getDirectCallee()))
          Path = U.path({PathNode::Result, 0, 0, I});
  Expr::EvalResult R;
  if (!Path || Right.isValueDependent() || !isWholeNumber(Left) ||
      !Right.EvaluateAsInt(R, U.Context) ||
      !R.Val.getInt().isRepresentableByInt64())
    return;
  Facts.push_back(pathValue(Path));
  Facts.back().Number = R.Val.getInt().getExtValue();
  Facts.back().Flags = Value::Masked | Value::Equals;
}

/// What `return stop_ || !queue_.empty();` is computed of, with what follows
/// from the result: stop_ is false where that is.
void Lowering::decisive(const Expr &Any, llvm::SmallVectorImpl<Value> &Facts,
                        uint8_t Known, bool Negated) {
  const Expr *E = withoutHint(Any);
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return decisive(*Full->getSubExpr(), Facts, Known, Negated);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return decisive(*Not->getSubExpr(), Facts, Known, !Negated);
  bool Equal = true;
  if (const Expr *Tested = comparedWithNull(*E, Equal))
    return decisive(*Tested, Facts, Known, Negated != Equal);
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isLogicalOp()) {
    const bool And = (B->getOpcode() == BO_LAnd) != Negated;
    Known &= And ? Value::HoldsInThen : Value::HoldsInElse;
    decisive(*B->getLHS(), Facts, Known, Negated);
    return decisive(*B->getRHS(), Facts, Known, Negated);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && (B->isRelationalOp() || B->isEqualityOp())) {
    const Expr *Left = B->getLHS(), *Right = B->getRHS();
    BinaryOperatorKind Op = B->getOpcode();
    const bool WithZero = putZeroRight(Left, Right, Op, U.Context);
    if (WithZero && (Op == BO_EQ || Op == BO_NE))
      return decisive(*Left, Facts, Known, Negated != (Op == BO_EQ));
    const PathId Path = WithZero && isWholeNumber(*Left)
                            ? plainPath(*Left->IgnoreParenImpCasts())
                            : 0;
    if (Path) {
      Facts.push_back(pathValue(Path));
      Facts.back().Flags = ofComparison(Op, Known, Negated);
      return;
    }
    if (Op == BO_EQ || Op == BO_NE)
      comparedWithNumber(*Left, *Right, Facts);
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    if (const CXXMethodDecl *Read = Call->getMethodDecl();
        Read && isAtomic(*Read->getParent()) &&
        (isa<CXXConversionDecl>(Read) || Read->getNameAsString() == "load"))
      E = Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
  if (PathId Path = plainPath(*E)) {
    Value V = pathValue(Path);
    V.Flags = Known | (Negated ? Value::Negated : 0);
    Facts.push_back(V);
    return;
  }
  if (!elementsAsked(*E, Known, Negated, Facts))
    mentioned(*E, Facts);
}

/// The path of a chain of members, or a variable, that needs no step.
PathId Lowering::plainPath(const Stmt &E) {
  if (isa<CXXThisExpr>(E))
    return U.path({PathNode::This, 0, 0, 0});
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
    return Variable ? pathOf(reference(*Ref)) : 0;
  }
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(&E))
    return plainPath(*Cast->getSubExpr());
  const auto *M = dyn_cast<MemberExpr>(&E);
  if (!M || !isa<FieldDecl>(M->getMemberDecl()))
    return 0;
  const PathId Base = plainPath(*M->getBase());
  return Base ? U.field(Base, M->getMemberDecl()->getName()) : 0;
}

/// What a function that only returns something returns.
static const Expr *onlyReturned(const FunctionDecl *F) {
  const auto *Body = F && F->getNumParams() == 0
                         ? dyn_cast_or_null<CompoundStmt>(F->getBody())
                         : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(*Body->body_begin())
                           : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

/// How many exceptions are in flight: itself, by a function that only returns it,
/// or as the C++ ABI counts them, `__cxa_get_globals()->uncaughtExceptions`.
static bool countsExceptions(const Expr &Any, unsigned Depth = 0) {
  constexpr unsigned MostHelpers = 2;
  const Expr *E = Any.IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    E = Full->getSubExpr()->IgnoreParenImpCasts();
  const auto *Member = dyn_cast<MemberExpr>(E);
  const auto *Call =
      dyn_cast<CallExpr>(Member ? Member->getBase()->IgnoreParenCasts() : E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !E->getType()->isIntegerType())
    return false;
  if (Member)
    return F->getIdentifier() && F->getName() == "__cxa_get_globals";
  if (isStd(*F, {"uncaught_exceptions", "uncaught_exception"}))
    return true;
  const Expr *Result = Depth < MostHelpers ? onlyReturned(F) : nullptr;
  return Result && countsExceptions(*Result, Depth + 1);
}

/// Whether E, if true, says that an exception is in flight, or that none is:
/// `std::uncaught_exceptions() > before`, a variable or a function that keeps
/// the answer. Nothing if it says neither.
std::optional<bool> Lowering::tellsUnwinding(const Expr &Any, unsigned Depth) {
  const Expr *E = withoutHint(Any)->IgnoreParenCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    E = Full->getSubExpr()->IgnoreParenCasts();
  if (Depth > 4)
    return std::nullopt;
  if (countsExceptions(*E))
    return true;
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = tellsUnwinding(*Not->getSubExpr(), Depth + 1);
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && V->isLocalVarDecl() && V->getType()->isBooleanType() &&
                   V->getInit() && !V->getInit()->isValueDependent()
               ? tellsUnwinding(*V->getInit(), Depth + 1)
               : std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const Expr *Result = onlyReturned(Call->getDirectCallee());
    return Result ? tellsUnwinding(*Result, Depth + 1) : std::nullopt;
  }
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || !(B->isRelationalOp() || B->isEqualityOp()))
    return std::nullopt;
  const Expr *Left = B->getLHS(), *Right = B->getRHS();
  BinaryOperatorKind Op = B->getOpcode();
  if (countsExceptions(*Right)) {
    std::swap(Left, Right);
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  if (!countsExceptions(*Left))
    return std::nullopt;
  Expr::EvalResult Limit;
  const bool AtZero = !Right->isValueDependent() &&
                      Right->EvaluateAsInt(Limit, U.Context) &&
                      Limit.Val.getInt() == 0;
  // "more than before" is unwinding; "as many as before", "none" is not.
  return Op == BO_GT || Op == BO_NE || (Op == BO_GE && !AtZero);
}

/// `rc < 0`
bool Lowering::comparedWithZero(const Expr &E, BinaryOperatorKind Op,
                                uint8_t Known, bool Negated,
                                llvm::SmallVectorImpl<Value> &Facts) {
  if (!isWholeNumber(E))
    return false;
  Value V = expression(&E);
  if (V.K != Value::Path)
    return false;
  V.Flags = ofComparison(Op, Known, Negated);
  Facts.push_back(V);
  return true;
}

/// `&none`, of what is sure to be there, or `&this->none`.
static bool isPlace(const Expr &E) {
  const auto *Of = dyn_cast<UnaryOperator>(E.IgnoreParenCasts());
  if (!Of || Of->getOpcode() != UO_AddrOf)
    return false;
  const Expr *Place = Of->getSubExpr()->IgnoreParens();
  while (const auto *Member = dyn_cast<MemberExpr>(Place)) {
    Place = Member->getBase()->IgnoreParens();
    if (Member->isArrow())
      return isa<CXXThisExpr>(Place->IgnoreImpCasts());
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Place);
  return Ref && !Ref->getDecl()->isWeak();
}

/// The same, or a global that is made to point to such a place.
static bool isAddress(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  const Expr *Init = Var && Var->hasGlobalStorage() && !Var->isWeak() &&
                             Var->getType()->isPointerType()
                         ? Var->getAnyInitializer()
                         : nullptr;
  return isPlace(E) || (Init && isPlace(*Init));
}

/// `x == nullptr`, `rc != 0`.
bool Lowering::comparison(const BinaryOperator &E, uint8_t Known, bool Negated,
                          llvm::SmallVectorImpl<Value> &Facts) {
  const Expr *Left = E.getLHS(), *Right = E.getRHS();
  BinaryOperatorKind Op = E.getOpcode();
  const bool WithZero = putZeroRight(Left, Right, Op, U.Context);
  if (Op != BO_EQ && Op != BO_NE)
    return WithZero && comparedWithZero(*Left, Op, Known, Negated, Facts);
  if (!WithZero) {
    // What is compared with what is not kept, but that what equals a constant
    // other than 0, or an address, is not 0.
    const bool Equal = (Op == BO_EQ) != Negated;
    if (allBitsTest(*Left, *Right, Known, !Equal, Facts))
      return true;
    for (const Expr *Side : {Left, Right}) {
      Value V = expression(Side);
      if (V.K == Value::Path) {
        V.Flags &= Value::Lifted;
        const Expr &Other = Side == Left ? *Right : *Left;
        Expr::EvalResult R;
        const bool IsConstant =
            !Other.isValueDependent() &&
            Other.getType()->isIntegralOrEnumerationType() &&
            Other.EvaluateAsInt(R, U.Context);
        const bool IsPointer = Side->getType()->isPointerType() &&
                               !isa<UnaryOperator>(Side->IgnoreParenCasts());
        if (IsConstant || (IsPointer && isAddress(Other)))
          V.Flags = Equal ? Known & Value::HoldsInThen
                          : (Known & Value::HoldsInElse) | Value::Negated;
        Facts.push_back(V);
        if (IsConstant && R.Val.getInt().isRepresentableByInt64()) {
          V.Number = R.Val.getInt().getExtValue();
          V.Flags = Known | Value::Masked | Value::Equals |
                    (Equal ? 0 : Value::Negated);
          Facts.push_back(V);
        }
      }
    }
    return true;
  }
  condition(*Left, Known, Negated != (Op == BO_EQ), Facts);
  return true;
}

/// `flags & NoWait`.
bool Lowering::maskedTest(const BinaryOperator &E, uint8_t Known, bool Negated,
                          llvm::SmallVectorImpl<Value> &Facts) {
  const Expr *Left = E.getLHS(), *Right = E.getRHS();
  std::optional<Value> Bits = constant(*Right);
  if (!Bits) {
    std::swap(Left, Right);
    Bits = constant(*Right);
  }
  if (!Bits || Bits->K != Value::Integer || !Bits->Number)
    return false;
  Value V = expression(Left);
  if (V.K != Value::Path)
    return false;
  V.Number = Bits->Number;
  V.Flags = Known | Value::Masked | (Negated ? Value::Negated : 0);
  Facts.push_back(V);
  return true;
}

/// `(flags & Both) == Both`.
bool Lowering::allBitsTest(const Expr &Left, const Expr &Right, uint8_t Known,
                           bool Negated, llvm::SmallVectorImpl<Value> &Facts) {
  const auto *Mask = dyn_cast<BinaryOperator>(Left.IgnoreParenImpCasts());
  const std::optional<Value> All = constant(Right);
  const size_t Before = Facts.size();
  if (!Mask || Mask->getOpcode() != BO_And || !All ||
      All->K != Value::Integer || !maskedTest(*Mask, Known, Negated, Facts))
    return false;
  if (Facts.back().Number == All->Number) {
    Facts.back().Flags |= Value::AddsBits;
    return true;
  }
  Facts.truncate(Before);
  return false;
}

static bool yields(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreImplicit()) : nullptr;
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !F->getIdentifier())
    return false;
  llvm::StringRef Name = F->getName();
  // sched_yield, yield_thread, yieldProcessor; ucp_worker_progress: what comes in
  // meanwhile is looked at
  return Name.starts_with_insensitive("yield") ||
         Name.ends_with("worker_progress") ||
         Name.ends_with("engine_progress") || Name == "opal_progress" ||
         Name.ends_with_insensitive("yield") || Name == "_mm_pause" ||
         Name == "cpu_relax" || Name == "__builtin_ia32_pause" ||
         Name == "SwitchToThread";
}

static bool isZero(const Expr &E) {
  const auto *Number = dyn_cast<IntegerLiteral>(E.IgnoreParenImpCasts());
  return Number && Number->getValue() == 0;
}

static bool calls(const Stmt *S) {
  return S && (isa<CallExpr>(S) || llvm::any_of(S->children(), calls));
}

/// Does nothing but yield: until something else changes the condition. Or does
/// so when a call, by which it helps meanwhile, finds nothing to do.
static bool doesNothing(const Stmt *S, bool &Yields) {
  if (!S || isa<NullStmt, ContinueStmt>(S))
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(Block->body(), [&](const Stmt *Part) {
      return doesNothing(Part, Yields);
    });
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    bool Idles = false;
    const Stmt *Idle = If->getElse() ? If->getElse() : If->getThen();
    return calls(If->getCond()) && doesNothing(Idle, Idles) && Idles &&
           (Yields = true);
  }
  if (const auto *Once = dyn_cast<DoStmt>(S)) // a macro's do { … } while (0)
    return isZero(*Once->getCond()) && doesNothing(Once->getBody(), Yields);
  if (!isa<GCCAsmStmt, MSAsmStmt>(S) && !yields(S))
    return false;
  return Yields = true;
}

/// Only asks: reads members and globals, and calls methods that are const.
static bool onlyAsks(const Stmt *S) {
  if (!S)
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const auto *Method =
        dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (!Method || !Method->isConst())
      return false;
  }
  if (const auto *Step = dyn_cast<UnaryOperator>(S);
      Step && Step->isIncrementDecrementOp())
    return false;
  if (const auto *Set = dyn_cast<BinaryOperator>(S);
      Set && Set->isAssignmentOp())
    return false;
  return llvm::all_of(S->children(), onlyAsks);
}

static bool readsMember(const Stmt *S) {
  return S && (isa<MemberExpr>(S) || llvm::any_of(S->children(), readsMember));
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

/// `if (idle()) break;`: the condition under which a loop is left.
static const Expr *leavesIf(const Stmt *S) {
  const auto *If = dyn_cast<IfStmt>(S);
  if (!If || If->getElse() || If->getInit() || If->getConditionVariable())
    return nullptr;
  const Stmt *Then = If->getThen();
  if (const auto *Block = dyn_cast<CompoundStmt>(Then))
    Then = Block->size() == 1 ? Block->body_front() : nullptr;
  return Then && isa<BreakStmt, ReturnStmt>(Then) ? If->getCond() : nullptr;
}

static bool asksClock(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *F = Call->getDirectCallee();
        F && F->getIdentifier() &&
        llvm::StringSwitch<bool>(F->getName())
            .Cases({"now", "time", "clock", "clock_gettime"}, true)
            .Cases({"gettimeofday", "elapsed", "GetTickCount"}, true)
            .Cases({"GetTickCount64", "g_get_monotonic_time"}, true)
            .Default(false))
      return true;
  return llvm::any_of(S->children(), asksClock);
}

static bool mentions(const Stmt *S, const ValueDecl &Of) {
  if (!S)
    return false;
  const auto *Ref = dyn_cast<DeclRefExpr>(S);
  return (Ref && Ref->getDecl() == &Of) ||
         llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return mentions(Child, Of); });
}

static const ValueDecl *named(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
  return Ref ? Ref->getDecl() : nullptr;
}

/// T *p = from.load(); while (!tryProtect(p, from));   A variable that a function
/// brings up to date with what it was read from.
static const ValueDecl *updatedBy(const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  const unsigned First = isa<CXXOperatorCallExpr>(Call); // the receiver
  for (unsigned I = First; F && I != Call.getNumArgs(); ++I) {
    const auto *V = dyn_cast_or_null<VarDecl>(named(*Call.getArg(I)));
    if (!V || !V->hasLocalStorage() || !V->getInit() ||
        I - First >= F->getNumParams())
      continue;
    const QualType T = F->getParamDecl(I - First)->getType();
    if (!T->isLValueReferenceType() ||
        T.getNonReferenceType().isConstQualified() ||
        !T.getNonReferenceType()->isScalarType())
      continue;
    for (const Expr *Other : Call.arguments())
      if (const ValueDecl *From = named(*Other);
          From && From != V && mentions(V->getInit(), *From))
        return V;
  }
  return nullptr;
}

/// Of a parameter: whether the callee may change what it is given by it.
static bool isChangeable(QualType T) {
  return (T->isLValueReferenceType() || T->isPointerType()) &&
         !T->getPointeeType().isConstQualified();
}

/// The variable that a compare-and-swap leaves what it has found in.
static const ValueDecl *expectedBy(const Expr &Tries) {
  const Expr *Expected = nullptr;
  if (const auto *Atomic = dyn_cast<AtomicExpr>(&Tries);
      Atomic && Atomic->isCmpXChg())
    Expected = Atomic->getVal1();
  else if (const auto *Call = dyn_cast<CallExpr>(&Tries))
    if (const FunctionDecl *F = Call->getDirectCallee();
        F && F->getIdentifier() && F->getName().contains("compare_exchange"))
      if (const unsigned Index = isa<CXXMemberCallExpr>(Call) ? 0 : 1;
          Index < Call->getNumArgs() && Index < F->getNumParams() &&
          isChangeable(F->getParamDecl(Index)->getType()))
        Expected = Call->getArg(Index);
  if (const auto *Call = dyn_cast<CallExpr>(&Tries); Call && !Expected)
    if (const ValueDecl *Updated = updatedBy(*Call))
      return Updated;
  if (Expected) {
    Expected = Expected->IgnoreParenImpCasts();
    if (const auto *Of = dyn_cast<UnaryOperator>(Expected))
      Expected = Of->getSubExpr()->IgnoreParenImpCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(Expected);
    return Ref ? Ref->getDecl() : nullptr;
  }
  return nullptr;
}

static bool setsVariable(const Stmt *S, const ValueDecl &V) {
  if (!S)
    return false;
  if (const auto *Sets = dyn_cast<BinaryOperator>(S);
      Sets && Sets->isAssignmentOp())
    if (const auto *Ref =
            dyn_cast<DeclRefExpr>(Sets->getLHS()->IgnoreParenImpCasts());
        Ref && Ref->getDecl() == &V)
      return true;
  if (const auto *Declares = dyn_cast<DeclStmt>(S);
      Declares && llvm::is_contained(Declares->decls(), &V))
    return true;
  return llvm::any_of(
      S->children(), [&](const Stmt *Child) { return setsVariable(Child, V); });
}

/// while (!count_.compare_exchange_weak(was, was + 1));   The next turn tries with
/// what this one has found: it waits for nobody.
static bool isRetry(const Expr *Condition, const Stmt *Body,
                    const Expr *Increment) {
  const Expr *Tries = Condition ? Condition->IgnoreParenImpCasts() : nullptr;
  // Joined with another question, it may wait for that.
  while (const auto *Not = dyn_cast_or_null<UnaryOperator>(Tries)) {
    if (Not->getOpcode() != UO_LNot)
      return false;
    Tries = Not->getSubExpr()->IgnoreParenImpCasts();
  }
  if (!isa_and_nonnull<CallExpr, AtomicExpr>(Tries))
    return false;
  const ValueDecl *Expected = expectedBy(*Tries);
  return Expected && !setsVariable(Body, *Expected) &&
         !setsVariable(Increment, *Expected);
}

/// for (;;) { if (idle()) break; yield(); }
bool Lowering::spinsUntilLeft(const Expr *Increment, const Stmt *Body) {
  if (!Body || asksClock(Body))
    return false;
  llvm::SmallVector<const Stmt *, 4> Parts{Body};
  if (const auto *Block = dyn_cast<CompoundStmt>(Body))
    Parts.assign(Block->body_begin(), Block->body_end());
  bool Yields = false, Asks = false;
  for (const Stmt *Part : Parts)
    if (const Expr *Condition = leavesIf(Part);
        isRetry(Condition, Body, Increment))
      return false;
    else if (Condition)
      Asks |= Yields || readsShared(Condition) ||
              (!Increment && readsMember(Condition) && onlyAsks(Condition));
    else if (!doesNothing(Part, Yields))
      return false;
  return Asks;
}

bool Lowering::waitsBySpinning(const Expr *Condition, const Expr *Increment,
                               const Stmt *Body) {
  bool Yields = false;
  return doesNothing(Body, Yields) && !isRetry(Condition, Body, Increment) &&
         !asksClock(Condition) && !asksClock(Body) &&
         (Yields || readsShared(Condition) ||
          (!Increment && readsMember(Condition) && onlyAsks(Condition)));
}

} // namespace cleanexit
