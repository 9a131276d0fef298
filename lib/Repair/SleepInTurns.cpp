//===-- SleepInTurns.cpp - A thread that hears it while it sleeps ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The thread that is joined sleeps long between two looks at its flag.
//
//   for (const auto until = std::chrono::steady_clock::now() + interval_;
//        !stop_ && std::chrono::steady_clock::now() < until;)
//     std::this_thread::sleep_for(std::chrono::milliseconds(10));
//
// or, where the flag is behind a lock and has a condition, a wait for that.
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

/// The one sleep of the class that is a statement.
const CallExpr *onlySleep(const CXXRecordDecl &Class) {
  const CallExpr *Only = nullptr;
  bool Several = anyIn(Class, [&](const Stmt &S) {
    const auto *Call = dyn_cast<CallExpr>(&S);
    std::string Name = calleeName(Call);
    if (Name != "std::this_thread::sleep_for" && Name != "sleep" &&
        Name != "usleep")
      return false;
    const bool Other = Only;
    Only = Call;
    return Other;
  });
  return Several ? nullptr : Only;
}

bool make(const Site &At, Draft &D) {
  const CXXRecordDecl *Class = At.self();
  Located Act = At.act();
  const Stmt *Join = wholeStatement(Act);
  if (!Class || !Act.In || !At->In || !Join || !waitsForThread(At) ||
      !llvm::StringRef(At.Of.Message).contains("at a time"))
    return false;
  StopFlag Flag = stopFlag(*Class);
  const CallExpr *Sleep = onlySleep(*Class);
  if (!Flag.Field || !Sleep || Sleep->getNumArgs() != 1)
    return false;
  std::string Time = At.text(Sleep->getArg(0)->getSourceRange()).str();
  std::string Name = calleeName(Sleep);
  if (Name == "sleep")
    Time = "std::chrono::seconds(" + Time + ")";
  else if (Name == "usleep")
    Time = "std::chrono::microseconds(" + Time + ")";
  std::string Field = Flag.Field->getNameAsString();
  std::string Stops = (Flag.StopsWhen ? "" : "!") + Field;
  std::string Goes = (Flag.StopsWhen ? "!" : "") + Field;
  const FieldDecl *Condition = onlyMember(
      *Class, {"std::condition_variable", "std::condition_variable_any"});
  const FieldDecl *Mutex = onlyMember(*Class, {"std::mutex"});
  const Stmt &Whole = *Sleep;
  D.Sentence = "let the thread ask for '" + Field + "' while it sleeps";
  D.include("<chrono>", "");
  if (!Condition || !Mutex) {
    if (Flag.Field->getType()->isBooleanType())
      return false; // it may not be asked for without a lock
    D.replace(
        Whole,
        "for (const auto until = std::chrono::steady_clock::now() + " + Time +
            "; " + Goes +
            " && std::chrono::steady_clock::now() < until;)\n"
            "std::this_thread::sleep_for(std::chrono::milliseconds(10));");
    return true;
  }
  std::string Wake = Condition->getNameAsString();
  D.replace(Whole, "{\nstd::unique_lock<std::mutex> wake(" +
                       Mutex->getNameAsString() + ");\n" + Wake +
                       ".wait_for(wake, " + Time + ", [this] { return " +
                       Stops + "; });\n}");
  for (const FunctionDecl *F : {At->In, Act.In})
    if (anyBelow(F->getBody(), [&](const Stmt &S) {
          const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
          return Call &&
                 memberOfThis(Call->getImplicitObjectArgument()) == Condition;
        }))
      return true;
  D.before(*Join, Wake + ".notify_all();");
  return true;
}

} // namespace

extern const RepairKind SleepInTurns;
const RepairKind SleepInTurns = {
    "cleanup-blocking-call",
    "lets a thread that sleeps long ask for the request to stop meanwhile",
    make};

} // namespace cleanexit
