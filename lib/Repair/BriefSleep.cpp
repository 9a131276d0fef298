//===-- BriefSleep.cpp - Sleep no longer than may be ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   for (int turn = 0; turn < 10 && !removed(); ++turn)   was while
//   (!removed())
//     std::this_thread::sleep_for(std::chrono::milliseconds(1));
//
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool isOneMillisecond(llvm::StringRef Text) {
  return Text == "1ms" || Text == "std::chrono::milliseconds(1)" ||
         Text == "std::chrono::milliseconds{1}" ||
         Text == "chrono::milliseconds(1)" || Text == "milliseconds(1)";
}

/// Sleeping in turns until something has happened: ten turns of a millisecond.
bool boundTurns(const Site &At, const WhileStmt &While, const CallExpr &Sleep,
                Draft &D) {
  if (While.getConditionVariable() || While.getLParenLoc().isMacroID())
    return false;
  const Expr *Time = Sleep.getArg(0);
  std::string Condition = At.text(While.getCond()->getSourceRange()).str();
  if (Condition == "true" || Condition == "1")
    return false;
  const bool Loose = isa<BinaryOperator, ConditionalOperator>(
      While.getCond()->IgnoreImplicit());
  std::string Turn = freshName(At, "turn");
  D.Sentence = "give up after 10 ms";
  D.replace(SourceRange(While.getWhileLoc(), While.getRParenLoc()),
            "for (int " + Turn + " = 0; " + Turn + " < 10 && " +
                (Loose ? "(" + Condition + ")" : Condition) + "; ++" + Turn +
                ")");
  if (!isOneMillisecond(At.text(Time->getSourceRange())))
    D.replace(Time->getSourceRange(), "std::chrono::milliseconds(1)");
  return true;
}

bool make(const Site &At, Draft &D) {
  const auto *Sleep = At->begins<CallExpr>();
  if (calleeName(Sleep) != "std::this_thread::sleep_for" ||
      Sleep->getNumArgs() != 1)
    return false;
  if (const auto *While = At->around<WhileStmt>())
    return boundTurns(At, *While, *Sleep, D);
  if (At->around<ForStmt>() || At->around<DoStmt>())
    return false;
  D.Sentence = "sleep for no longer than 10 ms";
  D.replace(Sleep->getArg(0)->getSourceRange(),
            "std::chrono::milliseconds(10)");
  return true;
}

} // namespace

extern const RepairKind BriefSleep;
const RepairKind BriefSleep = {
    "cleanup-blocking-call",
    "sleeps, or sleeps in turns, for no longer than 10 ms", make};

} // namespace cleanexit
