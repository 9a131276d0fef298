//===-- MentionStop.cpp - Wait for the request to stop, too -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   changed_.wait(lock, [this] { return ready_ || stop_; });   was ready_
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

/// The value that the predicate of a wait returns.
const Expr *predicate(const Stmt &S) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
  if (!Call || !Call->getMethodDecl() || Call->getNumArgs() != 2 ||
      Call->getMethodDecl()->getNameAsString() != "wait")
    return nullptr;
  const auto *Lambda = dyn_cast<LambdaExpr>(Call->getArg(1)->IgnoreImplicit());
  if (!Lambda) {
    anyBelow(Call->getArg(1), [&](const Stmt &Below) {
      Lambda = dyn_cast<LambdaExpr>(&Below);
      return Lambda != nullptr;
    });
    if (!Lambda)
      return nullptr;
  }
  const auto *Body = dyn_cast<CompoundStmt>(Lambda->getBody());
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

bool make(const Site &At, Draft &D) {
  const CXXRecordDecl *Class = At.self();
  Located Act = At.act();
  if (!Class || !Act.In || !At->In || !isJoin(Act))
    return false;
  StopFlag Flag = stopFlag(*Class);
  if (!Flag.Field)
    return false;
  std::optional<bool> To = assigned(*At->In, *Flag.Field);
  if (!To)
    To = assigned(*Act.In, *Flag.Field);
  const Expr *Asked = nullptr;
  bool Several = anyIn(*Class, [&](const Stmt &S) {
    const Expr *P = predicate(S);
    const bool Other = P && Asked;
    Asked = P ? P : Asked;
    return Other;
  });
  if (!To || !Asked || Several || anyBelow(Asked, [&](const Stmt &S) {
        const auto *E = dyn_cast<Expr>(&S);
        return E && memberOfThis(E) == Flag.Field;
      }))
    return false;
  std::string Name = Flag.Field->getNameAsString();
  D.Sentence = "let the thread's wait end by '" + Name + "', too";
  D.insertBehind(Asked->getEndLoc(), (*To ? " || " : " || !") + Name);
  return true;
}

} // namespace

extern const RepairKind MentionStop;
const RepairKind MentionStop = {
    "cleanup-blocking-call",
    "lets the predicate of the thread's wait ask for the request to stop",
    make};

} // namespace cleanexit
