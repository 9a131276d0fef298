//===-- InnerTry.cpp - A try block that does not rethrow --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The handlers of a destructor's function-try-block rethrow when they end.
//
//   ~Session() try {            ~Session() {
//     close();                    try {
//   } catch (...) {        →        close();
//   }                             } catch (...) {
//                                 }
//                               }
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const CXXDestructorDecl *In = At.destructor();
  const auto *Try = In ? dyn_cast_or_null<CXXTryStmt>(In->getBody()) : nullptr;
  if (!Try || Try->getHandler(Try->getNumHandlers() - 1)->getExceptionDecl() ||
      At->around<CXXCatchStmt>())
    return false;
  D.Is = Tier::Safe;
  D.Sentence = "set the try block into the body, where its handlers do not "
               "rethrow";
  D.wrap(*Try, *Try, "{", "}");
  return true;
}

} // namespace

extern const RepairKind InnerTry;
const RepairKind InnerTry = {
    "cleanup-unguarded-throw",
    "makes a destructor's function-try-block, which rethrows, a try block in "
    "its body",
    make};

} // namespace cleanexit
