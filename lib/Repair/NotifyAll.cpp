//===-- NotifyAll.cpp - Wake all threads that are joined --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   stop_ = true;
//   changed_.notify_all();             was notify_one()
//   for (std::thread &t : threads_)
//     t.join();
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace cleanexit {
namespace {

llvm::StringRef wakingAll(llvm::StringRef WakesOne) {
  const size_t Scope = WakesOne.rfind(':');
  return llvm::StringSwitch<llvm::StringRef>(
             Scope == llvm::StringRef::npos ? WakesOne
                                            : WakesOne.drop_front(Scope + 1))
      .Case("notify_one", "notify_all")
      .Case("pthread_cond_signal", "pthread_cond_broadcast")
      .Case("cnd_signal", "cnd_broadcast")
      .Case("g_cond_signal", "g_cond_broadcast")
      .Default("");
}

bool make(const Site &At, Draft &D) {
  if (!llvm::StringRef(At.Of.Message).contains("wakes only one thread"))
    return false;
  Located Act = At.act();
  llvm::SmallVector<const CallExpr *, 2> Wakes;
  for (const FunctionDecl *F : {At->In, Act.In})
    if (F)
      anyBelow(F->getBody(), [&](const Stmt &S) {
        const auto *Call = dyn_cast<CallExpr>(&S);
        if (Call && !wakingAll(calleeName(Call)).empty() &&
            !llvm::is_contained(Wakes, Call))
          Wakes.push_back(Call);
        return false;
      });
  if (Wakes.size() != 1)
    return false;
  const auto *Member = dyn_cast<MemberExpr>(Wakes[0]->getCallee());
  const SourceLocation Name =
      Member ? Member->getMemberLoc() : Wakes[0]->getBeginLoc();
  D.Sentence = "wake all who wait, since all are joined";
  D.replace(SourceRange(Name), wakingAll(calleeName(Wakes[0])));
  return true;
}

} // namespace

extern const RepairKind NotifyAll;
const RepairKind NotifyAll = {
    "cleanup-blocking-call",
    "wakes all threads that are joined, where only one was woken", make};

} // namespace cleanexit
