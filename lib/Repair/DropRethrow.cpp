//===-- DropRethrow.cpp - A handler that does not pass it on ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   try {
//     leave();
//   } catch (...) {
//     log();
//     // not passed on       was throw;
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const auto *Try = At->around<CXXTryStmt>();
  if (!Try || At->around<CXXCatchStmt>())
    return false;
  const CXXCatchStmt *Last = Try->getHandler(Try->getNumHandlers() - 1);
  const auto *Body = dyn_cast<CompoundStmt>(Last->getHandlerBlock());
  if (Last->getExceptionDecl() || !Body || Body->body_empty())
    return false;
  const auto *Throw = dyn_cast<CXXThrowExpr>(Body->body_back());
  if (!Throw || Throw->getSubExpr())
    return false;
  D.Is = Tier::Safe;
  D.Sentence = "do not pass it on from the handler";
  D.replace(*Throw, "// Nothing may leave the cleanup, so it is not rethrown.");
  return true;
}

} // namespace

extern const RepairKind DropRethrow;
const RepairKind DropRethrow = {
    "cleanup-unguarded-throw",
    "takes the `throw;` out of the handler that catches everything", make};

} // namespace cleanexit
