//===-- DoNotWait.cpp - Send what the socket takes at once ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ::send(socket_, "bye", 3, MSG_DONTWAIT);   was 0
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  Located Act = At.act();
  const auto *Call = Act.begins<CallExpr>();
  std::string Name = calleeName(Call);
  const bool Message = Name == "sendmsg" || Name == "recvmsg";
  if (Name != "send" && Name != "recv" && Name != "sendto" &&
      Name != "recvfrom" && !Message)
    return false;
  const unsigned Index = Message ? 2 : 3;
  if (Call->getNumArgs() <= Index)
    return false;
  const Expr *Chosen = chosenAt(At, Act, *Call->getArg(Index));
  if (!Chosen)
    return false;
  // What is received later would still be waited for.
  for (const Stmt *S : Act.Path)
    if (isa<ForStmt, WhileStmt, DoStmt>(S) && Act.In != At->In)
      return false;
  D.Sentence = "let the socket take what it can at once (MSG_DONTWAIT); the "
               "rest is lost";
  D.addFlag(*Chosen, "MSG_DONTWAIT");
  return true;
}

} // namespace

extern const RepairKind DoNotWait;
const RepairKind DoNotWait = {
    "cleanup-network-io",
    "sends or receives by `MSG_DONTWAIT` what can be done at once", make};

} // namespace cleanexit
