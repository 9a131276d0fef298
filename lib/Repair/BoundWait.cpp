//===-- BoundWait.cpp - Wait no longer than may be --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   idle_.wait_for(lock, std::chrono::milliseconds(10),
//                  [&] { return !(busy_ > 0); });
//   was while (busy_ > 0) idle_.wait(lock);
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

constexpr llvm::StringLiteral Briefly = "std::chrono::milliseconds(10)";

/// The innermost loop around the act; null if there are several, or none.
const Stmt *loopAround(const Located &Act, bool &Several) {
  const Stmt *Loop = nullptr;
  for (const Stmt *S : Act.Path)
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S)) {
      Several |= Loop != nullptr;
      Loop = S;
    }
  return Loop;
}

bool isOnly(const Stmt *Body, const Expr &Call) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Body))
    Body = Block->size() == 1 ? Block->body_front() : nullptr;
  return Body && wholeCall(*Body) == &Call;
}

std::string negated(const Site &At, const Expr &Condition) {
  const Expr *Plain = Condition.IgnoreImplicit();
  if (const auto *Not = dyn_cast<UnaryOperator>(Plain);
      Not && Not->getOpcode() == UO_LNot)
    return At.text(Not->getSubExpr()->getSourceRange()).str();
  std::string Text = At.text(Condition.getSourceRange()).str();
  return isa<BinaryOperator, ConditionalOperator, CXXOperatorCallExpr>(Plain)
             ? "!(" + Text + ")"
             : "!" + Text;
}

bool boundCondition(const Site &At, const Located &Act,
                    const CXXMemberCallExpr &Call, Draft &D) {
  const auto *Member = dyn_cast<MemberExpr>(Call.getCallee());
  llvm::StringRef Name = Call.getMethodDecl()->getName();
  const bool Timed = Name == "wait_for";
  if (!Member || (Name != "wait" && !Timed) || Call.getNumArgs() < 1 + Timed)
    return false;
  bool Several = false;
  const Stmt *Loop = loopAround(Act, Several);
  const bool Asks = Call.getNumArgs() == 2u + Timed;
  if (Several || (Loop && Asks))
    return false;
  llvm::StringRef Lock = At.text(Call.getArg(0)->getSourceRange());
  std::string On =
      At.text(SourceRange(Call.getBeginLoc(), Member->getOperatorLoc())).str();
  if (Loop) {
    const auto *While = dyn_cast<WhileStmt>(Loop);
    if (!While || While->getConditionVariable() ||
        !isOnly(While->getBody(), Call))
      return false;
    D.replace(*While,
              (On + "wait_for(" + Lock + ", " + Briefly + ", [&] { return " +
               negated(At, *While->getCond()) + "; });")
                  .str());
  } else if (Timed) {
    D.replace(Call.getArg(1)->getSourceRange(), Briefly);
  } else {
    D.replace(SourceRange(Member->getMemberLoc()), "wait_for");
    D.insertBehind(Call.getArg(0)->getEndLoc(), ", " + Briefly);
  }
  D.include("<chrono>", "");
  return true;
}

bool boundFuture(const Site &At, const CXXMemberCallExpr &Call, Draft &D) {
  const auto *Member = dyn_cast<MemberExpr>(Call.getCallee());
  const CXXRecordDecl *Class = At.self();
  // The end of a future of std::async waits all the same.
  if (!Member || !Class || At->around<CXXForRangeStmt>() ||
      anyIn(*Class, [](const Stmt &S) {
        return calleeName(dyn_cast<CallExpr>(&S)) == "std::async";
      }))
    return false;
  llvm::StringRef Name = Call.getMethodDecl()->getName();
  if (Name == "wait" && Call.getNumArgs() == 0) {
    D.replace(SourceRange(Member->getMemberLoc()), "wait_for");
    D.insert(Call.getRParenLoc(), Briefly);
  } else if (Name == "wait_for" && Call.getNumArgs() == 1) {
    D.replace(Call.getArg(0)->getSourceRange(), Briefly);
  } else if (const Stmt *S = At.act().statement();
             Name == "get" && S && wholeCall(*S) == &Call) {
    std::string On =
        At.text(SourceRange(Call.getBeginLoc(), Member->getOperatorLoc()))
            .str();
    D.before(*S, "if (" + On + "wait_for(" + Briefly +
                     ") == std::future_status::ready)");
  } else {
    return false;
  }
  D.include("<chrono>", "");
  return true;
}

/// A limit that a library takes as an argument.
bool boundArgument(const Site &At, const Located &Act, const CallExpr &Call,
                   Draft &D) {
  const FunctionModel *M = modelOf(Call);
  bool Several = false;
  if (!M || loopAround(Act, Several) || loopAround(At.here(), Several) ||
      llvm::StringRef(M->Name).starts_with("std::"))
    return false;
  for (const ActModel &A : M->Acts) {
    if (A.What == Effect::WaitThread || A.What == Effect::Sleep ||
        A.BoundArg < 0 || unsigned(A.BoundArg) >= Call.getNumArgs())
      continue;
    const Expr *Arg = Call.getArg(A.BoundArg);
    std::string Brief;
    switch (A.BoundUnit) {
    case ActModel::Nanoseconds:
      Brief = "10000000";
      break;
    case ActModel::Microseconds:
      Brief = "10000";
      break;
    case ActModel::Milliseconds:
      Brief = "10";
      break;
    case ActModel::Duration:
      if (className(Arg->getType()) == "std::chrono::duration")
        Brief = Briefly;
      break;
    default:
      break;
    }
    if (Brief.empty())
      continue;
    Arg = isa<CXXDefaultArgExpr>(Arg)
              ? (isOnlyForTheEnd(At, Act) ? Arg : nullptr)
              : chosenAt(At, Act, *Arg);
    // A constant's name is the project's own choice.
    if (!Arg || isa<DeclRefExpr>(Arg->IgnoreParenImpCasts()))
      continue;
    if (isa<CXXDefaultArgExpr>(Arg))
      D.insert(Call.getRParenLoc(), A.BoundArg ? ", " + Brief : Brief);
    else
      D.replace(SourceRange(At.Sources.getExpansionLoc(Arg->getBeginLoc()),
                            At.Sources.getExpansionLoc(Arg->getEndLoc())),
                Brief);
    return true;
  }
  return false;
}

/// sem_wait(&s): asked ten times, a millisecond apart.
bool trySemaphore(const Site &At, const Located &Act, const CallExpr &Call,
                  Draft &D) {
  const Stmt *S = Act.statement();
  bool Several = false;
  if (calleeName(&Call) != "sem_wait" || !S || wholeCall(*S) != &Call ||
      loopAround(Act, Several))
    return false;
  std::string Turn = freshName(At, "turn");
  D.replace(*S, "for (int " + Turn + " = 0; " + Turn + " < 10 && sem_trywait(" +
                    At.text(Call.getArg(0)->getSourceRange()).str() +
                    ") != 0; ++" + Turn + ")\nusleep(1000);");
  D.include("<unistd.h>", "");
  return true;
}

bool make(const Site &At, Draft &D) {
  Located Act = At.act();
  const auto *Call = Act.begins<CallExpr>();
  if (!Call)
    return false;
  D.Sentence = "wait for no longer than 10 ms; what was waited for may not "
               "have happened then";
  if (boundArgument(At, Act, *Call, D))
    return true;
  if (!isOnlyForTheEnd(At, Act))
    return false;
  std::string Name = calleeName(Call);
  const auto *Method = dyn_cast<CXXMemberCallExpr>(Call);
  if (Method && llvm::StringRef(Name).starts_with("std::condition_variable"))
    return boundCondition(At, Act, *Method, D);
  if (Method && (llvm::StringRef(Name).starts_with("std::future") ||
                 llvm::StringRef(Name).starts_with("std::shared_future") ||
                 llvm::StringRef(Name).starts_with("std::__basic_future")))
    return boundFuture(At, *Method, D);
  return trySemaphore(At, Act, *Call, D);
}

} // namespace

extern const RepairKind BoundWait;
const RepairKind BoundWait = {
    "cleanup-blocking-call",
    "waits for a condition, a future or a library for no longer than 10 ms",
    make, RepairKind::Usual, "cleanup-network-io"};

} // namespace cleanexit
