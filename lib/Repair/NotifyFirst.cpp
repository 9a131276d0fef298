//===-- NotifyFirst.cpp - Wake a thread before joining it -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   stop_ = true;
//   changed_.notify_all();
//   thread_.join();
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

bool notifies(const Stmt &S, const FieldDecl &Condition) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
  return Call && memberOfThis(Call->getImplicitObjectArgument()) == &Condition;
}

bool make(const Site &At, Draft &D) {
  const CXXRecordDecl *Class = At.self();
  Located Act = At.act();
  const Stmt *Join = wholeStatement(Act);
  if (llvm::StringRef(At.Of.Message).contains("at a time"))
    return false; // it sleeps
  if (!Class || !Join || !Act.In || !At->In || !isJoin(Act))
    return false;
  const FieldDecl *Condition = onlyMember(
      *Class, {"std::condition_variable", "std::condition_variable_any"});
  StopFlag Flag = stopFlag(*Class);
  if (!Condition || !Flag.Field ||
      !(assigned(*At->In, *Flag.Field) || assigned(*Act.In, *Flag.Field)))
    return false;
  for (const FunctionDecl *F : {At->In, Act.In})
    if (anyBelow(F->getBody(),
                 [&](const Stmt &S) { return notifies(S, *Condition); }))
      return false;
  D.Sentence = "notify '" + Condition->getNameAsString() +
               "', for which the thread waits, before the join";
  D.before(*Join, Condition->getNameAsString() + ".notify_all();");
  return true;
}

} // namespace

extern const RepairKind NotifyFirst;
const RepairKind NotifyFirst = {
    "cleanup-blocking-call",
    "notifies the condition that the thread waits for, before the join", make};

} // namespace cleanexit
