//===-- NoHang.cpp - Ask for a process, do not wait for it ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ::waitpid(pid, nullptr, WNOHANG);   was 0
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
  const unsigned Options = Name == "waitid" ? 3 : 2;
  if ((Name != "waitpid" && Name != "waitid") ||
      Call->getNumArgs() != Options + 1)
    return false;
  const Expr *Chosen = chosenAt(At, Act, *Call->getArg(Options));
  if (!Chosen)
    return false;
  D.Sentence = "ask whether the process has ended (WNOHANG), and do not wait "
               "for it; one that is still running is to be reaped elsewhere";
  D.addFlag(*Chosen, "WNOHANG");
  return true;
}

} // namespace

extern const RepairKind NoHang;
const RepairKind NoHang = {
    "cleanup-blocking-call",
    "asks by `WNOHANG` whether a process has ended, and does not wait", make};

} // namespace cleanexit
