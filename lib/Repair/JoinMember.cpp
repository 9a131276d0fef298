//===-- JoinMember.cpp - Join a member in the destructor --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ~Poller() {
//     stop_ = true;
//     if (thread_.joinable())
//       thread_.join();
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  const auto *Thread = dyn_cast_or_null<FieldDecl>(At->Named);
  const auto *Class =
      Thread ? dyn_cast<CXXRecordDecl>(Thread->getParent()) : nullptr;
  if (!Class || className(Thread->getType()) != "std::thread" ||
      !Class->getDestructor())
    return false;
  const FunctionDecl *Defined = nullptr;
  const auto *Body =
      dyn_cast_or_null<CompoundStmt>(Class->getDestructor()->getBody(Defined));
  StopFlag Flag = stopFlag(*Class);
  // A join that nobody has asked for may last for ever.
  if (!Body || !Flag.Field || !assigned(*Defined, *Flag.Field))
    return false;
  std::string Name = Thread->getNameAsString();
  D.Sentence = "join it in the destructor, which has asked it to stop";
  D.insert(Body->getRBracLoc(),
           "\nif (" + Name + ".joinable())\n" + Name + ".join();\n");
  return true;
}

} // namespace

extern const RepairKind JoinMember;
const RepairKind JoinMember = {
    "cleanup-unguarded-throw",
    "joins a member in a destructor that has asked its thread to stop", make};

} // namespace cleanexit
