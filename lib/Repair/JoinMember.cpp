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
  // The finding may stand at the destructor, or at the class without one.
  if (const auto *In = dyn_cast_or_null<CXXDestructorDecl>(At->Named)) {
    Class = In->getParent();
    Thread = onlyMember(*Class, {"std::thread"});
  }
  if (!Class || !Thread || className(Thread->getType()) != "std::thread" ||
      !Class->getDestructor())
    return false;
  const FunctionDecl *Defined = nullptr;
  const auto *Body =
      dyn_cast_or_null<CompoundStmt>(Class->getDestructor()->getBody(Defined));
  StopFlag Flag = stopFlag(*Class);
  // A join that nobody has asked for may last for ever.
  std::string Name = Thread->getNameAsString();
  std::string Join = "if (" + Name + ".joinable())\n" + Name + ".join();\n";
  if (!Body || !Flag.Field)
    return false;
  D.Sentence = "join it in the destructor, which has asked it to stop";
  if (!assigned(*Defined, *Flag.Field)) {
    D.Sentence = "ask it to stop in the destructor, and join it";
    Join = Flag.Field->getNameAsString() +
           (Flag.StopsWhen ? " = true;\n" : " = false;\n") + Join;
  }
  D.insert(Body->getRBracLoc(), "\n" + Join);
  return true;
}

} // namespace

extern const RepairKind JoinMember;
const RepairKind JoinMember = {
    "cleanup-unguarded-throw",
    "joins a member in the destructor, once its thread is asked to stop", make};

} // namespace cleanexit
