//===-- ShutDownFirst.cpp - End a thread's receive --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   running_ = false;
//   ::shutdown(socket_, SHUT_RDWR);   recv() in the thread returns 0
//   reader_.join();
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

/// The descriptor that the class receives from; null if there are several.
const FieldDecl *receivesFrom(const CXXRecordDecl &Class) {
  const FieldDecl *Only = nullptr;
  bool Several = anyIn(Class, [&](const Stmt &S) {
    const auto *Call = dyn_cast<CallExpr>(&S);
    std::string Name = calleeName(Call);
    if (Name != "recv" && Name != "recvfrom" && Name != "recvmsg" &&
        Name != "accept" && Name != "accept4")
      return false;
    const FieldDecl *From = memberOfThis(Call->getArg(0));
    const bool Other = !From || (Only && Only != From);
    Only = From;
    return Other;
  });
  return Several ? nullptr : Only;
}

bool make(const Site &At, Draft &D) {
  const CXXRecordDecl *Class = At.self();
  Located Act = At.act();
  const Stmt *Join = wholeStatement(Act);
  if (!Class || !Join || !Act.In || !isJoin(Act) ||
      anyBelow(Act.In->getBody(), [](const Stmt &S) {
        return calleeName(dyn_cast<CallExpr>(&S)) == "shutdown";
      }))
    return false;
  const FieldDecl *Socket = receivesFrom(*Class);
  if (!Socket)
    return false;
  D.Sentence = "shut '" + Socket->getNameAsString() +
               "' down before the join, so that the thread's receive returns";
  D.before(*Join, "::shutdown(" + Socket->getNameAsString() + ", SHUT_RDWR);");
  return true;
}

} // namespace

extern const RepairKind ShutDownFirst;
const RepairKind ShutDownFirst = {
    "cleanup-blocking-call",
    "shuts down the socket that the thread receives from, before the join",
    make};

} // namespace cleanexit
