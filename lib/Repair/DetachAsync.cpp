//===-- DetachAsync.cpp - Run it and do not wait for it ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   std::thread(compute, 1).detach();
//   was std::async(std::launch::async, compute, 1);
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const auto *Call = At->begins<CallExpr>();
  const auto *Whole = dyn_cast_or_null<Expr>(At->statement());
  if (calleeName(Call) != "std::async" || !Whole || Call->getNumArgs() < 2 ||
      !At.hasStd("thread"))
    return false;
  const Expr *Callee = Whole->IgnoreImplicit();
  if (const auto *Void = dyn_cast<CStyleCastExpr>(Callee))
    Callee = Void->getSubExpr()->IgnoreImplicit();
  if (Callee != Call || className(Call->getArg(0)->getType()) != "std::launch")
    return false;
  D.Sentence = "run it in a thread that is not waited for; what it throws ends "
               "the process, and what it uses must live on";
  std::string Rest =
      At.text(SourceRange(Call->getArg(1)->getBeginLoc(), Call->getRParenLoc()))
          .str();
  D.replace(Whole->getSourceRange(), "std::thread(" + Rest + ".detach()");
  return true;
}

} // namespace

extern const RepairKind DetachAsync;
const RepairKind DetachAsync = {
    "cleanup-blocking-call",
    "runs in a detached thread what a discarded `std::async` ran", make};

} // namespace cleanexit
