//===-- AskFunction.cpp - Call a function only if there is one --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ~OnExit() {
//     if (run_)
//       run_();
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const auto *Call = At->begins<CXXOperatorCallExpr>();
  const Stmt *Statement = At->statement();
  if (!Call || Call->getOperator() != OO_Call || !Statement ||
      className(Call->getArg(0)->getType()) != "std::function")
    return false;
  const auto *Whole = dyn_cast<Expr>(Statement);
  if (!Whole || Whole->IgnoreImplicit() != Call) // its value is used
    return false;
  std::string Name = At.text(Call->getArg(0)->getSourceRange()).str();
  D.Is = Tier::Safe;
  D.Sentence = "call '" + Name + "' only if something is in it";
  D.before(*Statement, "if (" + Name + ")");
  return true;
}

} // namespace

extern const RepairKind AskFunction;
const RepairKind AskFunction = {
    "cleanup-unguarded-throw",
    "asks whether a `std::function` holds anything before it is called", make};

} // namespace cleanexit
