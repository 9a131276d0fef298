//===-- DeclareBefore.cpp - Declare an object before the lock ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   Child child;                                  ends after the unlock
//   std::lock_guard<std::mutex> lock(mutex_);
//
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// A pointer that owns is empty until it is set, under the lock as before.
bool setLater(const Site &At, const Held &H, const VarDecl &V,
              const DeclStmt &Declared, Draft &D) {
  std::string Class = className(V.getType());
  const Expr *Init = V.getInit();
  if ((Class != "std::shared_ptr" && Class != "std::unique_ptr") || !Init ||
      V.getInitStyle() != VarDecl::CInit || V.getType().isConstQualified() ||
      V.getType()->isReferenceType() || V.getType()->isDependentType())
    return false;
  D.before(*H.Declared, fullTypeName(V.getType(), At.Context) + " " +
                            V.getNameAsString() + "; // ends after the lock");
  D.replace(SourceRange(Declared.getBeginLoc(), V.getLocation()), V.getName());
  return true;
}

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const auto *Variable = dyn_cast_or_null<VarDecl>(At->Named);
  if (!H || !Variable || H->InLoop)
    return false;
  const auto *Declared = dyn_cast<DeclStmt>(H->Child);
  if (!Declared || !Declared->isSingleDecl() || Declared == H->Declared ||
      Declared->getSingleDecl() != Variable || uses(*Declared, *H->Declared))
    return false;
  D.Sentence = "declare '" + Variable->getNameAsString() +
               "' before the lock, so that it ends after it";
  for (const Stmt *S : H->between())
    if (uses(*Declared, *S))
      return setLater(At, *H, *Variable, *Declared, D);
  D.before(*H->Declared, At.text(Declared->getSourceRange()));
  D.remove(*Declared);
  return true;
}

} // namespace

extern const RepairKind DeclareBefore;
const RepairKind DeclareBefore = {
    "cleanup-lock-held-over-wait",
    "declares an object or guard before the lock, so that it ends after it",
    make};

} // namespace cleanexit
