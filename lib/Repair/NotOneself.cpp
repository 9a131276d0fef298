//===-- NotOneself.cpp - A thread does not join itself ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   if (thread_.get_id() == std::this_thread::get_id()) {
//     thread_.detach();
//   } else {
//     thread_.join();
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  if (!llvm::StringRef(At.Of.Message).contains("on the very thread"))
    return false;
  Located Act = At.act();
  const auto *Join = Act.begins<CXXMemberCallExpr>();
  const Stmt *Statement = Act.statement();
  if (!Join || !Statement || !Act.In || outermostLoop(Act) ||
      className(Join->getImplicitObjectArgument()->getType()) != "std::thread")
    return false;
  // Below an `if` without braces the call is the statement.
  if (const auto *If = dyn_cast<IfStmt>(Statement))
    Statement = If->getThen();
  if (wholeCall(*Statement) != Join)
    return false;
  std::string On =
      At.text(
            SourceRange(Join->getBeginLoc(),
                        cast<MemberExpr>(Join->getCallee())->getOperatorLoc()))
          .str();
  D.Sentence = "ask whether it is the thread itself that ends the object, "
               "which cannot join itself";
  D.replace(*Statement, "{\nif (" + On +
                            "get_id() == std::this_thread::get_id())\n" + On +
                            "detach();\nelse\n" + On + "join();\n}");
  return true;
}

} // namespace

extern const RepairKind NotOneself;
const RepairKind NotOneself = {
    "cleanup-blocking-call",
    "detaches a thread that ends its own object, and joins it otherwise", make,
    RepairKind::Early};

} // namespace cleanexit
