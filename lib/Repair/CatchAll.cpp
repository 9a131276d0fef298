//===-- CatchAll.cpp - try { … } catch (...) around a throw -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ~Transaction() {
//     try {
//       rollback();
//     } catch (...) {
//       // … a place to log
//     }
//   }
//
// Nothing changes for those who did not throw; those who did ended the process.
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// A jump into the try block, or a declaration that is used behind it, would
/// not compile.
bool canBeSetApart(const Stmt &S) {
  return !isa<DeclStmt, LabelStmt, SwitchCase, GotoStmt, CXXThrowExpr>(S);
}

bool make(const Site &At, Draft &D) {
  const Stmt *Statement = At->statement();
  if (!Statement || !At->In || !canBeSetApart(*Statement) ||
      (At->begins<CXXThrowExpr>() && !Statement->getBeginLoc().isMacroID()))
    return false;
  const auto *Type = At->In->getType()->getAs<FunctionProtoType>();
  const bool Never = Type && Type->isNothrow();
  D.Is = Never ? Tier::Safe : Tier::Suggested;
  D.Sentence = "catch it where it would leave the cleanup";
  D.wrap(*Statement, *Statement, "try {",
         "} catch (...) {\n// It must not leave the cleanup. Log it here, "
         "with what cannot throw.\n}");
  return true;
}

} // namespace

extern const RepairKind CatchAll;
const RepairKind CatchAll = {
    "cleanup-unguarded-throw",
    "catches with `catch (...)` what a statement throws, with a place to log",
    make, RepairKind::General};

} // namespace cleanexit
