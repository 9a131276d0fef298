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

/// The `throw;` that a handler ends with.
const CXXThrowExpr *rethrowIn(const CXXCatchStmt &Handler) {
  const auto *Body = dyn_cast<CompoundStmt>(Handler.getHandlerBlock());
  const auto *Throw = Body && !Body->body_empty()
                          ? dyn_cast<CXXThrowExpr>(Body->body_back())
                          : nullptr;
  return Throw && !Throw->getSubExpr() ? Throw : nullptr;
}

/// The site is in the handler, or in the block that a last one catches all of.
const CXXThrowExpr *rethrowFor(const Site &At) {
  if (const auto *Handler = At->around<CXXCatchStmt>()) {
    const CXXThrowExpr *Throw = rethrowIn(*Handler);
    return Throw && At->begins<CXXThrowExpr>() == Throw ? Throw : nullptr;
  }
  const auto *Try = At->around<CXXTryStmt>();
  const CXXCatchStmt *Last =
      Try ? Try->getHandler(Try->getNumHandlers() - 1) : nullptr;
  return Last && !Last->getExceptionDecl() ? rethrowIn(*Last) : nullptr;
}

bool make(const Site &At, Draft &D) {
  const CXXThrowExpr *Throw = rethrowFor(At);
  if (!Throw)
    return false;
  D.Is = Tier::Safe;
  D.Sentence = "do not pass it on from the handler";
  D.replace(*Throw, "// Nothing may leave the cleanup, so it is not rethrown.");
  return true;
}

} // namespace

extern const RepairKind DropRethrow;
const RepairKind DropRethrow = {"cleanup-unguarded-throw",
                                "takes the `throw;` out of a handler", make};

} // namespace cleanexit
