//===-- OnlyCalm.cpp - Only while no exception is in flight -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ~Flush() noexcept(false) {
//     if (std::uncaught_exceptions() == 0)
//       flush();
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const CXXDestructorDecl *In = At.destructor();
  const Stmt *Statement = At->statement();
  if (!In || At.neverThrows() || !Statement || !isa<Expr>(Statement))
    return false;
  D.Sentence = "do this only while no exception is in flight";
  D.include("<exception>", "uncaught_exception");
  D.before(*Statement, At.Context.getLangOpts().CPlusPlus17
                           ? "if (std::uncaught_exceptions() == 0)"
                           : "if (!std::uncaught_exception())");
  return true;
}

} // namespace

extern const RepairKind OnlyCalm;
const RepairKind OnlyCalm = {
    "cleanup-unguarded-throw",
    "asks in a `noexcept(false)` destructor whether an exception is in flight",
    make};

} // namespace cleanexit
