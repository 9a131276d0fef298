//===-- LowerConstructions.cpp - What libraries construct -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The body that would have called the constructor is skipped, so which one it
// would have called is asked of overload resolution:
//
//   std::make_unique<Session>(Host, 80)    Session::Session<std::string &, int>
//   Sessions.emplace_back(Host, 80)        likewise
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"
#include "clang/Sema/Initialization.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace cleanexit {

/// The constructor that forwarded arguments choose; null if it is none.
static const CXXConstructorDecl *resolved(Sema &S, QualType T,
                                          llvm::ArrayRef<const Expr *> Given,
                                          SourceLocation Loc) {
  llvm::SmallVector<Expr *, 4> Forwarded;
  for (const Expr *E : Given) {
    if (E->isTypeDependent())
      return nullptr;
    Forwarded.push_back(new (S.Context) OpaqueValueExpr(
        Loc, E->getType(), E->isLValue() ? VK_LValue : VK_XValue));
  }
  InitializationSequence Sequence(
      S, InitializedEntity::InitializeTemporary(T),
      InitializationKind::CreateDirect(Loc, Loc, Loc), Forwarded);
  if (!Sequence)
    return nullptr;
  for (const InitializationSequence::Step &Step : Sequence.steps())
    if (Step.Kind == InitializationSequence::SK_ConstructorInitialization)
      return cast<CXXConstructorDecl>(Step.Function.Function);
  return nullptr;
}

/// Those that take as many arguments: one of them it is.
static llvm::SmallVector<const CXXConstructorDecl *, 4>
thatTake(size_t NumArgs, const CXXRecordDecl &Class) {
  llvm::SmallVector<const CXXConstructorDecl *, 4> Fit;
  for (const CXXConstructorDecl *C : Class.ctors())
    if (C->getMinRequiredArguments() <= NumArgs &&
        (C->getNumParams() >= NumArgs || C->isVariadic()) && !C->isDeleted() &&
        !(NumArgs == 1 && C->isCopyOrMoveConstructor()))
      Fit.push_back(C);
  return Fit;
}

/// A defaulted constructor that only a library's body uses has none yet.
void Lowering::defines(const CXXConstructorDecl &C, SourceLocation Loc) {
  if (U.Sema && !C.isUserProvided() && !C.isTrivial() && !C.isDeleted() &&
      !C.isInvalidDecl() && !C.isDependentContext() && !C.getBody())
    U.Sema->MarkFunctionReferenced(Loc, const_cast<CXXConstructorDecl *>(&C));
}

/// Something makes a T from these arguments out of sight.
void Lowering::constructs(QualType T, llvm::ArrayRef<Value> Args,
                          llvm::ArrayRef<const Expr *> Given, PathId Object,
                          SourceLocation Loc) {
  T = T.getNonReferenceType();
  const auto *Class = T->getAsCXXRecordDecl();
  if (U.Sema && !T->isDependentType())
    (void)U.Sema->isCompleteType(Loc, T);
  if (!Class || !Class->hasDefinition() || Dead)
    return;
  Class = Class->getDefinition();
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Constructs | Step::Implicit;
  S.At = U.place(Loc);
  S.Subject = Object;
  if (U.From.of(Class->getLocation()) == Origins::Toolchain) {
    std::string Key = keyOf(*Class) + "::" + Class->getNameAsString();
    S.Callee = U.synthesize(Key, Key, Key, cleanexit::Function::Constructor,
                            U.place(Class->getLocation()));
    U.Made.Functions[S.Callee].Flags |=
        cleanexit::Function::Toolchain | cleanexit::Function::System;
    emit(S, Args);
    pairs(T, Args, Object, Loc);
    return;
  }
  llvm::SmallVector<const CXXConstructorDecl *, 4> Fit;
  if (const CXXConstructorDecl *One = U.Sema && !T->isDependentType()
                                          ? resolved(*U.Sema, T, Given, Loc)
                                          : nullptr)
    Fit.push_back(One);
  else
    Fit = thatTake(Args.size(), *Class);
  if (Fit.size() > 1)
    emit(Op::Switch, Loc);
  for (const CXXConstructorDecl *C : Fit) {
    if (Fit.size() > 1)
      emit(Op::Case, Loc, {}, C == Fit.back());
    defines(*C, Loc);
    S.Callee = U.function(*C);
    emit(S, Args);
  }
  if (Fit.size() > 1)
    emit(Op::End, Loc);
  for (const Value &V : Args)
    if (V.K == Value::Function)
      cleanup(Cleanup::Guard, V.Id, U.destructor(T), Object, U.place(Loc));
}

/// std::piecewise_construct, std::forward_as_tuple(a), std::forward_as_tuple(b):
/// each part of a pair is made of what its tuple has.
bool Lowering::piecewise(llvm::ArrayRef<const Expr *> Given, QualType First,
                         QualType Second, PathId Object, SourceLocation Loc) {
  const auto *Tag =
      Given.size() == 3 ? Given[0]->getType()->getAsCXXRecordDecl() : nullptr;
  if (!Tag || !isStd(*Tag, {"piecewise_construct_t"}))
    return false;
  for (unsigned Part : {0, 1}) {
    const auto *Tuple =
        dyn_cast<CallExpr>(Given[1 + Part]->IgnoreUnlessSpelledInSource());
    const FunctionDecl *Maker = Tuple ? Tuple->getDirectCallee() : nullptr;
    if (!Maker || !isStd(*Maker, {"forward_as_tuple", "make_tuple", "tie"}))
      continue;
    llvm::ArrayRef<const Expr *> Of(Tuple->getArgs(), Tuple->getNumArgs());
    llvm::SmallVector<Value, 4> Args;
    for (const Expr *E : Of)
      Args.push_back(
          constant(*E->IgnoreUnlessSpelledInSource()).value_or(Value()));
    constructs(Part ? Second : First, Args, Of, Object, Loc);
  }
  return true;
}

/// std::optional<T>(std::in_place, ...) and its kin.
void Lowering::inPlace(const CXXConstructExpr &E, llvm::ArrayRef<Value> Args,
                       PathId Object) {
  const CXXRecordDecl *Class = E.getConstructor()->getParent();
  const auto *Owner = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  const llvm::ArrayRef<const Expr *> Given(E.getArgs(), E.getNumArgs());
  if (Owner && isStd(*Owner, {"pair"}) &&
      piecewise(Given, Owner->getTemplateArgs()[0].getAsType(),
                Owner->getTemplateArgs()[1].getAsType(), Object,
                E.getBeginLoc()))
    return;
  const auto *Tag = E.getNumArgs() > 0
                        ? E.getArg(0)->getType()->getAsCXXRecordDecl()
                        : nullptr;
  const auto *Which = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Tag);
  if (!Tag || (!Owner && !(Which && isStd(*Class, {"any"}))) ||
      Args.size() != E.getNumArgs() ||
      !isStd(*Tag, {"in_place_t", "in_place_type_t"}))
    return;
  const TemplateArgument &Made = (Which ? Which : Owner)->getTemplateArgs()[0];
  if (Made.getKind() != TemplateArgument::Type)
    return;
  constructs(Made.getAsType(), Args.drop_front(), Given.drop_front(), Object,
             E.getBeginLoc());
  if (!Owner)
    set(Object, newOf(Made.getAsType()), E.getBeginLoc());
}

} // namespace cleanexit
