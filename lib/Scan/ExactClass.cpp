//===-- ExactClass.cpp - Virtual methods that are called for sure -*- C++ -*-=//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   Db *db = new Db(name);     and never anything else
//   db->flush();               is Db's own, whoever is derived from it
//===----------------------------------------------------------------------===//
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cleanexit {

static const VarDecl *variable(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParens());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// Whether a pointer is read in all places that name it.
static bool isOnlyRead(const Stmt *S, const VarDecl &V) {
  if (!S)
    return true;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
      Cast && Cast->getCastKind() == CK_LValueToRValue &&
      variable(*Cast->getSubExpr()) == &V)
    return true;
  if (const auto *E = dyn_cast<Expr>(S); E && variable(*E) == &V)
    return false;
  for (const Stmt *Child : S->children())
    if (!isOnlyRead(Child, V))
      return false;
  return true;
}

const CXXRecordDecl *Unit::madeInto(const VarDecl &Pointer) {
  auto [Known, IsNew] = MadeInto.try_emplace(&Pointer, nullptr);
  if (!IsNew)
    return Known->second;
  const auto *New = dyn_cast_or_null<CXXNewExpr>(
      Pointer.getInit() ? Pointer.getInit()->IgnoreImpCasts() : nullptr);
  const auto *In = dyn_cast<FunctionDecl>(Pointer.getDeclContext());
  if (!New || New->isArray() || !In || !Pointer.hasLocalStorage() ||
      !isOnlyRead(In->getBody(), Pointer))
    return nullptr;
  return Known->second = New->getAllocatedType()->getAsCXXRecordDecl();
}

const CXXMethodDecl *Lowering::exactMethod(const CXXMethodDecl &Method,
                                           const Expr &Receiver) {
  if (ThisIsExact && ThisClass &&
      isa<CXXThisExpr>(Receiver.IgnoreParenImpCasts()))
    if (const CXXMethodDecl *Own =
            Method.getCorrespondingMethodInClass(ThisClass, /*MayBeBase=*/true))
      return Own;
  if (const CXXMethodDecl *Exact =
          Method.getDevirtualizedMethod(&Receiver, /*IsAppleKext=*/false))
    return Exact;
  const VarDecl *Named = variable(*Receiver.IgnoreParenImpCasts());
  if (!Named || !Named->getInit())
    return nullptr;
  const CXXRecordDecl *Class = nullptr;
  if (Named->getType()->isPointerType())
    Class = U.madeInto(*Named);
  // A reference to a local object, whose class is known.
  else if (Named->getType()->isReferenceType())
    if (const VarDecl *Object =
            variable(*Named->getInit()->IgnoreParenImpCasts()))
      Class = Object->getType()->getAsCXXRecordDecl();
  return Class ? Method.getCorrespondingMethodInClass(Class, /*MayBeBase=*/true)
               : nullptr;
}

} // namespace cleanexit
