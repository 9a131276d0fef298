//===-- CatchRest.cpp - One more handler for all that is left ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   try {
//     deregister();
//   } catch (const std::exception &) {
//   } catch (...) {
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool catchesAll(const CXXTryStmt &Try) {
  return !Try.getHandler(Try.getNumHandlers() - 1)->getExceptionDecl();
}

bool make(const Site &At, Draft &D) {
  const auto *Try = At->around<CXXTryStmt>();
  if (!Try || catchesAll(*Try) || At->around<CXXCatchStmt>() || !At->In ||
      Try == At->In->getBody()) // its handlers rethrow
    return false;
  const auto *Type = At->In->getType()->getAs<FunctionProtoType>();
  D.Is = Type && Type->isNothrow() ? Tier::Safe : Tier::Suggested;
  D.Sentence = "catch what the handlers leave";
  D.insertBehind(Try->getEndLoc(),
                 " catch (...) {\n// Nothing may leave the cleanup. Log it "
                 "here, with what cannot throw.\n}");
  return true;
}

} // namespace

extern const RepairKind CatchRest;
const RepairKind CatchRest = {"cleanup-unguarded-throw",
                              "adds `catch (...)` to handlers that catch only "
                              "a part",
                              make};

} // namespace cleanexit
