//===-- LowerExpressions.cpp - Expressions to steps and values --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/ExprObjC.h"

using namespace clang;

namespace cleanexit {

/// An expression whose temporaries end with it.
Value Lowering::full(const Expr *E, PathId Into) {
  open(LexicalScope::Expression);
  std::optional<Value> Length;
  // Recovered from an error, an expression may have no type. What a variable
  // is made of is told field by field.
  if (E && !E->getType().isNull() && E->getType()->isRecordType() &&
      !isa<InitListExpr>(E->IgnoreParenCasts()))
    Length = duration(*E);
  Value V = Length ? *Length : expression(E, Into);
  close();
  return V;
}

void Lowering::children(const Stmt &E) {
  for (const Stmt *Child : E.children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      expression(Sub);
    else
      statement(Child);
}

/// An exception of this type, or the one that is handled.
void Lowering::throws(RecordId Type, SourceLocation Loc) {
  Step S;
  S.Kind = Type ? Op::Throw : Op::Rethrow;
  S.At = U.place(Loc);
  S.Type = Type;
  emit(S);
  Dead = true;
}

/// The language throws here, or does not.
void Lowering::mayThrow(llvm::StringRef Class, SourceLocation Loc) {
  if (Dead)
    return;
  emit(Op::If, Loc);
  Step S;
  S.Kind = Op::Throw;
  S.Flags = Step::Implicit;
  S.At = U.place(Loc);
  S.Type = U.thrownType(Class);
  emit(S);
  emit(Op::End, Loc);
}

Value Lowering::callable(FunctionId F, SourceLocation At) {
  Value V;
  if (!F)
    return V;
  V.K = Value::Function;
  V.Id = F;
  Callables.push_back({F, U.place(At)});
  return V;
}

/// An object that can be called is handed on: its operator may be run.
void Lowering::functor(const Expr &E, size_t FirstCallable) {
  const auto *Class = E.getType()->getAsCXXRecordDecl();
  if (!Class || Callables.size() != FirstCallable || Dead ||
      U.From.of(Class->getLocation()) == Origins::Toolchain)
    return;
  if (FunctionId F = callOperator(*Class))
    Callables.push_back({F, U.place(E.getBeginLoc())});
}

Value Lowering::reference(const DeclRefExpr &E) {
  const ValueDecl *D = E.getDecl();
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return callable(U.function(*F), E.getLocation());
  if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holding = Binding->getHoldingVar())
      return pathValue(U.variable(*Holding));
    return Binding->getBinding() ? expression(Binding->getBinding()) : Value();
  }
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    const PathId Variable = U.variable(*V);
    if (V->hasGlobalStorage())
      object(V->getType(), Variable);
    return pathValue(Variable);
  }
  return {};
}

Value Lowering::temporary(const MaterializeTemporaryExpr &E, PathId Into) {
  const auto *Extending = dyn_cast_or_null<VarDecl>(E.getExtendingDecl());
  PathId Object = Extending && !Into
                      ? U.path({PathNode::Local, 0,
                                U.Made.Strings.intern(
                                    (Extending->getName() + "@extended").str()),
                                0})
                      : Into;
  if (Extending) {
    Value V = expression(E.getSubExpr()->IgnoreParens(), Object);
    if (FunctionId Destructor =
            Extending->hasLocalStorage()
                ? U.destructor(E.getSubExpr()
                                   ->skipRValueSubobjectAdjustments()
                                   ->getType())
                : 0)
      endsWith({Destructor, Object, U.place(Extending->getLocation()),
                Step::Destroys | Step::AtScopeEnd, nullptr},
               LexicalScope::Plain);
    return V;
  }
  return expression(E.getSubExpr(), Into);
}

/// A variable for what the source gives no name.
PathId Lowering::unnamed(llvm::StringRef What, SourceLocation Loc) {
  const Place P = U.place(Loc);
  return U.path({PathNode::Local, 0,
                 U.Made.Strings.intern((What + "@" + llvm::Twine(P.Line) + ":" +
                                        llvm::Twine(P.Column))
                                           .str()),
                 0});
}

Value Lowering::conditional(const AbstractConditionalOperator &E, PathId Into) {
  const bool Matters = std::exchange(ChoosesNumbers, false);
  const Expr *Condition = E.getCond();
  if (const auto *Elvis = dyn_cast<BinaryConditionalOperator>(&E)) {
    Condition = Elvis->getCommon();
    Value V = expression(Condition);
    if (Elvis->getOpaqueValue())
      Opaque[Elvis->getOpaqueValue()] = V;
    expression(Elvis->getFalseExpr());
    return V;
  }
  bool Constant = false;
  if (constantTruth(*Condition, Constant))
    return expression(Constant ? E.getTrueExpr() : E.getFalseExpr(), Into);
  llvm::SmallVector<Value, 4> Conditions = this->condition(*Condition);
  if (Dead)
    return {};
  size_t At = Steps.size(), AtValues = Values.size();
  emit(Op::If, E.getBeginLoc(), Conditions);
  // What can be called is told apart by where it is put.
  PathId Chosen = 0;
  auto IsConstant = [&](const Expr &Branch) {
    Expr::EvalResult R;
    return !Branch.isValueDependent() && Branch.EvaluateAsInt(R, U.Context);
  };
  const bool Numbers = Matters && E.getType()->isIntegralOrEnumerationType() &&
                       IsConstant(*E.getTrueExpr()) &&
                       IsConstant(*E.getFalseExpr());
  auto Choose = [&](const Value &V) {
    const bool IsResult =
        V.K == Value::Path && U.Made.Paths[V.Id].K == PathNode::Result &&
        (E.getType()->isRecordType() || E.getType()->isPointerType());
    // set(handler ? handler : &toStderr)
    const bool IsCallable =
        V.K == Value::Path && E.getType()->isFunctionPointerType();
    if (Dead || (V.K != Value::Function && V.K != Value::New && !IsResult &&
                 !IsCallable && !(Numbers && V.K == Value::Integer)))
      return;
    Chosen = Into ? Into : unnamed("?", E.getBeginLoc());
    set(Chosen, V, E.getBeginLoc());
  };
  Value Then = expression(E.getTrueExpr(), Into);
  Choose(Then);
  bool ThenDead = Dead;
  Dead = false;
  size_t BeforeElse = Steps.size();
  emit(Op::Else, E.getBeginLoc());
  Value Else = expression(E.getFalseExpr(), Into);
  Choose(Else);
  bool ElseDead = Dead;
  Dead = false;
  if (BeforeElse == At + 1 && Steps.size() == BeforeElse + 1) {
    Steps.resize(At); // neither branch does anything
    Values.resize(AtValues);
  } else {
    emit(Op::End, E.getEndLoc());
  }
  Dead = ThenDead && ElseDead;
  if (Then.K == Else.K && Then.Id == Else.Id && Then.Number == Else.Number)
    return Then;
  if (Then.K == Value::Null || Else.K == Value::Null) {
    Value Other = Then.K == Value::Null ? Else : Then;
    Other.Flags &= ~Value::Lifted; // of an address one knows that it is none
    return Other;
  }
  return pathValue(Chosen);
}

static bool isNumber(QualType T) { return T->isIntegralOrEnumerationType(); }

/// ({ lock(m); m; }): the value of the last statement.
Value Lowering::statements(const CompoundStmt &S) {
  Value V;
  open(LexicalScope::Plain);
  for (const Stmt *Part : S.body()) {
    const auto *Last = Part == S.body_back() ? dyn_cast<Expr>(Part) : nullptr;
    if (Last)
      V = full(Last);
    else
      statement(Part);
  }
  close();
  return V;
}

/// By ++, += and the like. A local pointer that moves on stays where it points.
void Lowering::changed(const Value &Place, const Expr &By) {
  Value To;
  if (const auto *Or = dyn_cast<CompoundAssignOperator>(&By);
      Or && Or->getOpcode() == BO_OrAssign)
    if (std::optional<Value> Bits = constant(*Or->getRHS());
        Bits && Bits->K == Value::Integer) {
      To.Flags = Value::AddsBits;
      To.Number = Bits->Number;
    }
  if (PathId P = pathOf(Place);
      P && (U.Made.Paths[P].K != PathNode::Local || isNumber(By.getType())))
    set(P, To, By.getBeginLoc());
}

static bool isLocalNumber(const VarDecl &V) {
  return V.isLocalVarDecl() && V.hasLocalStorage() && isNumber(V.getType());
}

static const VarDecl *localNumber(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && isLocalNumber(*V) ? V : nullptr;
}

void Lowering::follow(const VarDecl &V) {
  if (!V.getInit() || !isLocalNumber(V))
    return;
  std::optional<Value> C = constant(*V.getInit());
  if (C && C->K == Value::Integer)
    Straight[&V] = C->Number;
}

/// `flags |= MSG_DONTWAIT;` and the like, of a local variable.
void Lowering::follow(const BinaryOperator &E) {
  const VarDecl *V = localNumber(*E.getLHS());
  if (!V)
    return;
  std::optional<int64_t> Now;
  if (auto Known = Straight.find(V); Known != Straight.end())
    Now = Known->second;
  Straight.erase(V);
  std::optional<Value> By = constant(*E.getRHS());
  if (!By || By->K != Value::Integer)
    return;
  switch (E.getOpcode()) {
  case BO_Assign:
    Straight[V] = By->Number;
    return;
  case BO_OrAssign:
    if (Now)
      Straight[V] = *Now | By->Number;
    return;
  case BO_AndAssign:
    if (Now)
      Straight[V] = *Now & By->Number;
    return;
  default:
    return;
  }
}

/// A number that a variable was set to on the way here, instead of its path.
/// Who is handed the variable itself may change it.
Value Lowering::straight(const Expr &E, Value V) {
  const VarDecl *Variable = localNumber(E);
  auto Known = Variable ? Straight.find(Variable) : Straight.end();
  if (Known == Straight.end())
    return V;
  if (E.isGLValue()) {
    Straight.erase(Known);
    return V;
  }
  V = Value();
  V.K = Value::Integer;
  V.Number = Known->second;
  return V;
}

Value Lowering::unary(const UnaryOperator &E) {
  Value V = expression(E.getSubExpr());
  if (const VarDecl *Variable = localNumber(*E.getSubExpr()))
    if (E.getOpcode() == UO_AddrOf || E.isIncrementDecrementOp())
      Straight.erase(Variable);
  switch (E.getOpcode()) {
  case UO_AddrOf:
    V.Flags |= Value::Lifted;
    return V;
  case UO_Deref:
  case UO_Plus:
  case UO_Extension:
  case UO_Coawait:
    return V;
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec:
    changed(V, E);
    return V;
  default:
    return {};
  }
}

Value Lowering::binary(const BinaryOperator &E, PathId Into) {
  switch (E.getOpcode()) {
  case BO_Comma:
    expression(E.getLHS());
    return expression(E.getRHS(), Into);
  case BO_PtrMemD:
  case BO_PtrMemI:
    expression(E.getLHS());
    return expression(E.getRHS());
  case BO_LAnd:
  case BO_LOr: {
    bool Constant = false;
    if (constantTruth(*E.getLHS(), Constant))
      return Constant == (E.getOpcode() == BO_LAnd) ? expression(E.getRHS())
                                                    : Value();
    llvm::SmallVector<Value, 4> Left = condition(*E.getLHS());
    if (Dead)
      return {};
    if (E.getOpcode() == BO_LOr)
      for (Value &V : Left) { // the right side runs where the left is false
        uint8_t Holds = V.Flags & (Value::HoldsInThen | Value::HoldsInElse);
        if (Holds == Value::HoldsInThen || Holds == Value::HoldsInElse)
          V.Flags ^= Value::HoldsInThen | Value::HoldsInElse;
        else if (Holds)
          V.Flags ^= Value::Negated;
      }
    size_t At = Steps.size(), AtValues = Values.size();
    emit(Op::If, E.getBeginLoc(), Left);
    expression(E.getRHS());
    Dead = false;
    if (Steps.size() == At + 1) {
      Steps.resize(At);
      Values.resize(AtValues);
    } else {
      emit(Op::End, E.getEndLoc());
    }
    return {};
  }
  case BO_Assign: {
    Value Right = expression(E.getRHS());
    Value Left = expression(E.getLHS());
    if (const auto *Member =
            dyn_cast<MemberExpr>(E.getLHS()->IgnoreParenImpCasts()))
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        keeps(*Field, Right, E.getBeginLoc());
    PathId To = pathOf(Left);
    const QualType T = E.getType();
    if (To && (U.Made.Paths[To].K != PathNode::Local || isNumber(T) ||
               T->isAnyPointerType() || T->isRecordType()))
      set(To, Right, E.getBeginLoc());
    follow(E);
    return Left;
  }
  default:
    expression(E.getLHS());
    expression(E.getRHS());
    if (E.isCompoundAssignmentOp()) {
      Value Left = expression(E.getLHS()->IgnoreParenImpCasts());
      changed(Left, E);
      follow(E);
      return Left;
    }
    return {};
  }
}

/// What is handed on within an aggregate that has no name: push_back({n, f}),
/// unique_ptr<Conn, Return>(c, {this}).
static bool keepsObject(const FieldDecl *Field) {
  const QualType T = Field->getType();
  return T->isRecordType() || T->isFunctionPointerType() ||
         (!T->getPointeeType().isNull() && T->getPointeeType()->isRecordType());
}

Value Lowering::initList(const InitListExpr &Any, PathId Into) {
  const InitListExpr &E = Any.isSemanticForm() || !Any.getSemanticForm()
                              ? Any
                              : *Any.getSemanticForm();
  if (!E.getNumInits() &&
      (E.getType()->isNullPtrType() || E.getType()->isAnyPointerType())) {
    Value Nothing; // f_ = {};
    Nothing.K = Value::Null;
    return Nothing;
  }
  if (E.isTransparent() && E.getNumInits() == 1)
    return expression(E.getInit(0), Into);
  const auto *Class = E.getType()->getAsCXXRecordDecl();
  if (!Class && E.getType()->isRecordType())
    Class = nullptr;
  const auto *Plain = E.getType()->getAsRecordDecl();
  unsigned Index = 0;
  if (Plain && !Into && llvm::any_of(Plain->fields(), keepsObject))
    object(E.getType(), Into = unnamed("{}", E.getBeginLoc()));
  else if (Plain && U.Made.Paths[Into].K == PathNode::Returned)
    object(E.getType(), Into);
  if (Class)
    for (const CXXBaseSpecifier &Base : Class->bases()) {
      (void)Base;
      if (Index < E.getNumInits())
        expression(E.getInit(Index++), Into);
    }
  if (Plain) {
    // k_timeout_t{-1}: a number with a type of its own.
    Value Only;
    for (const FieldDecl *Field : Plain->fields()) {
      if (Field->isUnnamedBitField() || Index >= E.getNumInits())
        continue;
      PathId To = Into ? U.field(Into, Field->getName()) : 0;
      const Expr *Init = E.getInit(Index++);
      size_t FirstCallable = Callables.size();
      Value V = expression(Init, To);
      functor(*Init, FirstCallable);
      keeps(*Field, V, Init->getBeginLoc());
      if (To && V.K != Value::Unknown && pathOf(V) != To)
        set(To, V, E.getBeginLoc());
      Only = V;
    }
    if (Into)
      return pathValue(Into);
    return E.getNumInits() == 1 && Only.K == Value::Integer ? Only : Value();
  }
  for (const Expr *Init : E.inits()) {
    Value V = expression(Init, Into ? U.element(Into) : 0);
    if (V.K == Value::Function && E.getNumInits() == 1 &&
        !E.getType()->isArrayType())
      return V;
    if (Into && (V.K == Value::Function || V.K == Value::New))
      set(U.element(Into), V, Init->getBeginLoc());
  }
  if (E.getNumInits() == 1 && !E.getType()->isRecordType() &&
      !E.getType()->isArrayType())
    return {};
  return Into ? pathValue(Into) : Value();
}

/// options.c_cc[VMIN]   A numbered part of a C library's struct means something of
/// its own, and is the field "c_cc[6]"; 0 for any other element.
PathId Lowering::slotOfSystems(const ArraySubscriptExpr &E, PathId Array) {
  const auto *Member = dyn_cast<MemberExpr>(E.getBase()->IgnoreParenImpCasts());
  Expr::EvalResult R;
  if (!Member || U.Made.Paths[Array].K != PathNode::Field ||
      U.From.of(Member->getMemberDecl()->getLocation()) != Origins::Toolchain ||
      E.getIdx()->isValueDependent() ||
      !E.getIdx()->EvaluateAsInt(R, U.Context))
    return 0;
  llvm::SmallString<32> Name(Member->getMemberDecl()->getName());
  Name += '[';
  R.Val.getInt().toString(Name);
  Name += ']';
  return U.field(U.Made.Paths[Array].Parent, Name);
}

/// A conversion that keeps the value: what the class wraps is the operand.
Value Lowering::expression(const Expr *E, PathId Into) {
  if (!E)
    return {};
  E = E->IgnoreParens();
  if (E->getType().isNull()) {
    children(*E);
    return {};
  }
  if (std::optional<Value> Constant = constant(*E))
    return *Constant;
  switch (E->getStmtClass()) {
  case Stmt::ExprWithCleanupsClass:
  case Stmt::ConstantExprClass:
    return expression(cast<FullExpr>(E)->getSubExpr(), Into);
  case Stmt::MaterializeTemporaryExprClass:
    return temporary(*cast<MaterializeTemporaryExpr>(E), Into);
  case Stmt::CXXBindTemporaryExprClass: {
    Value V = expression(cast<CXXBindTemporaryExpr>(E)->getSubExpr(), Into);
    if (Into || Dead)
      return V; // it becomes the variable, field or returned object
    if (FunctionId Destructor = U.destructor(E->getType())) {
      Ending End;
      End.Runs = Destructor;
      End.Object = pathOf(V);
      End.At = U.place(E->getBeginLoc());
      End.Flags = Step::Destroys | Step::Temporary;
      endsWith(End, LexicalScope::Expression);
    }
    return V;
  }
  case Stmt::DeclRefExprClass:
    return reference(*cast<DeclRefExpr>(E));
  case Stmt::MemberExprClass: {
    const auto *M = cast<MemberExpr>(E);
    if (const auto *Static = dyn_cast<VarDecl>(M->getMemberDecl()))
      return pathValue(U.variable(*Static));
    Value Base = expression(M->getBase());
    if (M->getMemberDecl()->getDeclName().isIdentifier() &&
        M->getMemberDecl()->getName() == "second" &&
        isMapsPair(M->getBase()->getType()))
      return Base;
    if (isa<FieldDecl>(M->getMemberDecl()))
      return pathValue(U.field(pathOf(Base), M->getMemberDecl()->getName()));
    return Base;
  }
  case Stmt::CXXThisExprClass:
    return pathValue(U.path({PathNode::This, 0, 0, 0}));
  case Stmt::UnaryOperatorClass:
    return unary(*cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binary(*cast<BinaryOperator>(E), Into);
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(*cast<AbstractConditionalOperator>(E), Into);
  case Stmt::AtomicExprClass:
    return atomicExpression(*cast<AtomicExpr>(E));
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return call(*cast<CallExpr>(E), Into);
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return construct(*cast<CXXConstructExpr>(E), Into);
  case Stmt::CXXInheritedCtorInitExprClass:
    return inherited(*cast<CXXInheritedCtorInitExpr>(E), Into);
  case Stmt::CXXNewExprClass:
    return newObject(*cast<CXXNewExpr>(E), Into);
  case Stmt::CXXDeleteExprClass:
    deleteObject(*cast<CXXDeleteExpr>(E));
    return {};
  case Stmt::LambdaExprClass:
    Straight.clear();
    return lambda(*cast<LambdaExpr>(E));
  case Stmt::InitListExprClass:
    return initList(*cast<InitListExpr>(E), Into);
  case Stmt::CompoundLiteralExprClass:
    return expression(cast<CompoundLiteralExpr>(E)->getInitializer(), Into);
  case Stmt::CXXParenListInitExprClass:
    for (const Expr *Init : cast<CXXParenListInitExpr>(E)->getInitExprs())
      expression(Init);
    return Into ? pathValue(Into) : Value();
  case Stmt::CXXStdInitializerListExprClass:
    return expression(cast<CXXStdInitializerListExpr>(E)->getSubExpr());
  case Stmt::CXXDefaultInitExprClass:
    return expression(cast<CXXDefaultInitExpr>(E)->getExpr(), Into);
  case Stmt::CXXDefaultArgExprClass:
    // Written elsewhere; what it makes ends with this full expression.
    return expression(cast<CXXDefaultArgExpr>(E)->getExpr(), Into);
  case Stmt::CXXScalarValueInitExprClass:
  case Stmt::ImplicitValueInitExprClass: {
    Value V;
    if (E->getType()->isPointerType())
      V.K = Value::Null;
    return V;
  }
  case Stmt::ArraySubscriptExprClass: {
    const auto *A = cast<ArraySubscriptExpr>(E);
    expression(A->getIdx());
    const PathId Array = pathOf(expression(A->getBase()));
    if (const PathId Slot = slotOfSystems(*A, Array))
      return pathValue(Slot);
    return pathValue(U.element(Array));
  }
  case Stmt::OpaqueValueExprClass: {
    auto Known = Opaque.find(E);
    if (Known != Opaque.end())
      return Known->second;
    return expression(cast<OpaqueValueExpr>(E)->getSourceExpr(), Into);
  }
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return expression(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement(),
                      Into);
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass: {
    Value V;
    V.K = Value::Null;
    return V;
  }
  case Stmt::CXXThrowExprClass: {
    const auto *T = cast<CXXThrowExpr>(E);
    if (T->getSubExpr())
      expression(T->getSubExpr(), U.path({PathNode::Unknown, 0, 0, 1}));
    throws(T->getSubExpr() ? U.thrownType(T->getSubExpr()->getType()) : 0,
           T->getBeginLoc());
    return {};
  }
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass: {
    expression(cast<CoroutineSuspendExpr>(E)->getOperand());
    suspend(E->getBeginLoc());
    return {};
  }
  case Stmt::StmtExprClass:
    return statements(*cast<StmtExpr>(E)->getSubStmt());
  case Stmt::PseudoObjectExprClass:
    return expression(cast<PseudoObjectExpr>(E)->getResultExpr());
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::SizeOfPackExprClass:
    return {};
  case Stmt::CXXTypeidExprClass:
    if (cast<CXXTypeidExpr>(E)->isPotentiallyEvaluated())
      children(*E);
    return {};
  case Stmt::GenericSelectionExprClass:
    return expression(cast<GenericSelectionExpr>(E)->getResultExpr(), Into);
  case Stmt::ChooseExprClass:
    return expression(cast<ChooseExpr>(E)->getChosenSubExpr(), Into);
  default:
    break;
  }
  if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(E);
      Cast && Cast->getTypeAsWritten()->isReferenceType() &&
      Cast->getCastKind() == CK_Dynamic) {
    Value V = expression(Cast->getSubExpr(), Into);
    mayThrow("std::bad_cast", E->getBeginLoc());
    return V;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_NullToPointer ||
        Cast->getCastKind() == CK_NullToMemberPointer) {
      Value V;
      V.K = Value::Null;
      return V;
    }
    return expression(Cast->getSubExpr(), Into);
  }
  children(*E);
  return {};
}

} // namespace cleanexit
