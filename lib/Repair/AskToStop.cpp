//===-- AskToStop.cpp - Ask a thread to stop before joining it --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   stop_ = true;      the flag that a loop of the class asks for
//   wake_.notify_all();
//   thread_.join();
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const CXXRecordDecl *Class = At.self();
  const Stmt *Statement = wholeStatement(At.here());
  Located Act = At.act();
  if (!Class || !Statement || !At->In || !Act.In || !isJoin(Act))
    return false;
  StopFlag Flag = stopFlag(*Class);
  if (!Flag.Field || assigned(*At->In, *Flag.Field) ||
      assigned(*Act.In, *Flag.Field))
    return false;
  std::string Set = Flag.Field->getNameAsString() +
                    (Flag.StopsWhen ? " = true;" : " = false;");
  const FieldDecl *Mutex = onlyMember(*Class, {"std::mutex"});
  if (Flag.Field->getType()->isBooleanType() && Mutex)
    Set = "{\nstd::lock_guard<std::mutex> lock(" + Mutex->getNameAsString() +
          ");\n" + Set + "\n}";
  if (const FieldDecl *Wake = onlyMember(
          *Class, {"std::condition_variable", "std::condition_variable_any"}))
    Set += "\n" + Wake->getNameAsString() + ".notify_all();";
  D.Sentence = "ask the thread to stop by '" + Flag.Field->getNameAsString() +
               "' before it is joined";
  D.before(*Statement, Set);
  return true;
}

} // namespace

extern const RepairKind AskToStop;
const RepairKind AskToStop = {
    "cleanup-blocking-call",
    "sets the flag that the thread's loop asks for, and wakes it, before the "
    "join",
    make};

} // namespace cleanexit
