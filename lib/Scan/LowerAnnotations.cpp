//===-- LowerAnnotations.cpp - What thread-safety attributes say ----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// An attribute tells what a body does that is not seen, so it becomes one:
//
//   void Enter() ACQUIRE();             call lock on this
//   Holder(Mutex *m) ACQUIRE(m);        call lock on $0
//                                       set this.{lock} = $0, {held} = 1
//   ~Holder() RELEASE();                if this.{held}: unlock this.{lock}
//   void f() REQUIRES(m) { … }          call require on this.m, before the body
//===----------------------------------------------------------------------===//
#include "Scan/Lowering.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace cleanexit {

/// What models/thread-safety.yaml knows.
static constexpr llvm::StringLiteral Acquire = "cleanexit::acquire",
                                     AcquireShared =
                                         "cleanexit::acquire_shared",
                                     Try = "cleanexit::try_acquire",
                                     Release = "cleanexit::release",
                                     Require = "cleanexit::require",
                                     RequireShared =
                                         "cleanexit::require_shared";

void Lowering::lockCall(llvm::StringRef Key, PathId Lock, SourceLocation Loc) {
  if (!Lock)
    return;
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Implicit;
  S.At = U.place(Loc);
  S.Callee = U.synthesize(Key, Key.drop_front(strlen("cleanexit::")), Key,
                          cleanexit::Function::Free, {});
  U.Made.Functions[S.Callee].Flags |=
      cleanexit::Function::Toolchain | cleanexit::Function::System;
  S.Subject = Lock;
  emit(S);
}

/// The locks that an attribute names.
llvm::SmallVector<PathId, 2> Lowering::named(const Expr *const *First,
                                             const Expr *const *Last) {
  llvm::SmallVector<PathId, 2> Locks;
  for (; First != Last; ++First)
    if (!(*First)->isTypeDependent())
      if (PathId Lock = pathOf(expression(*First)))
        Locks.push_back(Lock);
  return Locks;
}

/// Parameters of every declaration: the attribute stands at one of them.
static void nameParameters(const FunctionDecl &D, Unit &U) {
  for (const FunctionDecl *Again : D.redecls())
    for (const ParmVarDecl *P : Again->parameters())
      U.Aliases[P->getCanonicalDecl()] =
          U.path({PathNode::Param, 0, 0, P->getFunctionScopeIndex()});
}

static const CXXRecordDecl *scopedClass(const FunctionDecl &D) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&D);
  return Method && Method->getParent()->hasAttr<ScopedLockableAttr>()
             ? Method->getParent()
             : nullptr;
}

/// REQUIRES: whoever calls it holds the lock.
void Lowering::required(const FunctionDecl &D) {
  if (scopedClass(D) || !D.hasAttr<RequiresCapabilityAttr>())
    return;
  nameParameters(D, U);
  for (const auto *A : D.specific_attrs<RequiresCapabilityAttr>())
    for (PathId Lock : named(A->args_begin(), A->args_end()))
      lockCall(A->isShared() ? RequireShared : Require, Lock, A->getLocation());
}

/// What a scoped capability was made with, for the methods and the destructor
/// of which only attributes are known.
void Lowering::remembers(const FunctionDecl &D) {
  if (!isa<CXXConstructorDecl>(D) || !scopedClass(D))
    return;
  nameParameters(D, U);
  PathId This = U.path({PathNode::This, 0, 0, 0});
  auto Remember = [&](const Expr *const *First, const Expr *const *Last,
                      bool Held, SourceLocation Loc) {
    for (PathId Lock : named(First, Last))
      set(U.field(This, "{lock}"), pathValue(Lock), Loc);
    Value Is;
    Is.K = Value::Integer;
    Is.Number = Held;
    set(U.field(This, "{held}"), Is, Loc);
  };
  for (const Attr *Any : D.attrs()) {
    SourceLocation Loc = Any->getLocation();
    if (const auto *A = dyn_cast<AcquireCapabilityAttr>(Any))
      Remember(A->args_begin(), A->args_end(), true, Loc);
    else if (const auto *A = dyn_cast<RequiresCapabilityAttr>(Any))
      Remember(A->args_begin(), A->args_end(), true, Loc); // it adopts
    else if (const auto *A = dyn_cast<LocksExcludedAttr>(Any))
      Remember(A->args_begin(), A->args_end(), false, Loc); // it defers
  }
}

void Lowering::annotated(const FunctionDecl &D) {
  if (!D.hasAttr<AcquireCapabilityAttr>() &&
      !D.hasAttr<ReleaseCapabilityAttr>() &&
      !D.hasAttr<TryAcquireCapabilityAttr>() &&
      !D.hasAttr<LockReturnedAttr>() && !D.hasAttr<LocksExcludedAttr>())
    return;
  const CXXRecordDecl *Scoped = scopedClass(D);
  const bool IsDestructor = isa<CXXDestructorDecl>(D);
  // Of a scope whose end is read, no half is taken from its attributes.
  if (const CXXDestructorDecl *End = Scoped ? Scoped->getDestructor() : nullptr;
      End && !IsDestructor && End->isDefined())
    return;
  open(LexicalScope::Plain);
  nameParameters(D, U);
  PathId This = U.path({PathNode::This, 0, 0, 0});
  PathId Own = Scoped ? U.field(This, "{lock}") : This;
  PathId Held = Scoped ? U.field(This, "{held}") : 0;
  Value Yes, No;
  Yes.K = No.K = Value::Integer;
  Yes.Number = 1;
  auto Locks = [&](const auto &A) {
    llvm::SmallVector<PathId, 2> Named = named(A.args_begin(), A.args_end());
    if (Named.empty() && A.args_size() == 0)
      Named.push_back(Own);
    return Named;
  };
  for (const Attr *Any : D.attrs()) {
    SourceLocation Loc = Any->getLocation();
    if (const auto *A = dyn_cast<AcquireCapabilityAttr>(Any)) {
      for (PathId Lock : Locks(*A))
        lockCall(A->isShared() ? AcquireShared : Acquire, Lock, Loc);
      if (!isa<CXXConstructorDecl>(D))
        set(Held, Yes, Loc);
    } else if (const auto *A = dyn_cast<ReleaseCapabilityAttr>(Any)) {
      Value IsHeld = pathValue(Held);
      IsHeld.Flags = Value::HoldsInThen | Value::HoldsInElse;
      const bool Asks = IsDestructor && Held;
      if (Asks)
        emit(Op::If, Loc, IsHeld);
      for (PathId Lock : Locks(*A))
        lockCall(Release, Lock, Loc);
      if (Asks)
        emit(Op::End, Loc);
      set(Held, No, Loc);
    } else if (const auto *A = dyn_cast<TryAcquireCapabilityAttr>(Any)) {
      bool WhenTrue = true;
      (void)A->getSuccessValue()->EvaluateAsBooleanCondition(WhenTrue,
                                                             U.Context);
      PathId First = 0;
      for (PathId Lock : Locks(*A)) {
        lockCall(Try, Lock, Loc);
        if (!First && !Dead)
          First = U.path({PathNode::Result, 0, 0, uint32_t(Steps.size() - 1)});
      }
      Value Got = pathValue(First);
      Got.Flags = Value::HoldsInThen | Value::HoldsInElse;
      emit(Op::If, Loc, Got);
      emit(Op::Return, Loc, WhenTrue ? Yes : No);
      emit(Op::End, Loc);
      emit(Op::Return, Loc, WhenTrue ? No : Yes);
    } else if (const auto *A = dyn_cast<LockReturnedAttr>(Any)) {
      Value Given = expression(A->getArg());
      emit(Op::Return, Loc, Given);
    }
  }
  remembers(D);
  close();
  if (Steps.empty())
    return;
  U.Made.Functions[Id].Flags |= cleanexit::Function::Annotated;
  finish();
}

} // namespace cleanexit
