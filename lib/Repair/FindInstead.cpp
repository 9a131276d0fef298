//===-- FindInstead.cpp - find() where at() throws --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   if (auto found = sinks_.find(id_); found != sinks_.end())
//     found->second.detach();       was sinks_.at(id_).detach();
//
//===----------------------------------------------------------------------===//
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const auto *Statement = dyn_cast_or_null<Expr>(At->statement());
  const CXXMemberCallExpr *Call = nullptr;
  for (const Stmt *S : llvm::ArrayRef(At->Path).drop_front(At->NumAround))
    if (const auto *Each = dyn_cast<CXXMemberCallExpr>(S);
        Each && Each->getMethodDecl() &&
        Each->getMethodDecl()->getDeclName().isIdentifier() &&
        Each->getMethodDecl()->getName() == "at")
      Call = Each;
  if (!Statement || !Call || Call->getNumArgs() != 1 ||
      !At.Context.getLangOpts().CPlusPlus17)
    return false;
  const Expr *Object = Call->getImplicitObjectArgument();
  std::string Class = className(Object->getType());
  if ((Class != "std::map" && Class != "std::unordered_map") ||
      Object->getType()->isPointerType() || !isQuick(*Object))
    return false;
  std::string On = At.text(Object->getSourceRange()).str();
  std::string Key = At.text(Call->getArg(0)->getSourceRange()).str();
  std::string Name = freshName(At, "found");
  D.Is = At.neverThrows() ? Tier::Safe : Tier::Suggested;
  D.Sentence = "look it up by find(), and do nothing where it is not";
  D.before(*Statement, "if (auto " + Name + " = " + On + ".find(" + Key +
                           "); " + Name + " != " + On + ".end())");
  D.replace(Call->getSourceRange(), Name + "->second");
  return true;
}

} // namespace

extern const RepairKind FindInstead;
const RepairKind FindInstead = {
    "cleanup-unguarded-throw",
    "looks up by `find` what `at` throws for if it is not there", make};

} // namespace cleanexit
