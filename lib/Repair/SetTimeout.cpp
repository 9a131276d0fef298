//===-- SetTimeout.cpp - A limit for an exchange ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, 10L);
//   curl_easy_perform(handle_);
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace cleanexit {
namespace {

bool isInLoop(const Located &Where) { return outermostLoop(Where); }

/// Handles are named; what a call gives is another one each time.
bool isNamed(const Expr &Handle) {
  return isa<DeclRefExpr, MemberExpr>(Handle.IgnoreParenImpCasts());
}

/// The socket's option that limits a call.
llvm::StringRef socketOption(llvm::StringRef Call) {
  return llvm::StringSwitch<llvm::StringRef>(Call)
      .Cases({"send", "sendto", "sendmsg", "write", "writev", "connect"},
             "SO_SNDTIMEO")
      .Cases({"recv", "recvfrom", "recvmsg", "read", "readv"}, "SO_RCVTIMEO")
      .Default("");
}

void limitSocket(const Site &At, const Stmt &Before, const Expr &Socket,
                 llvm::StringRef Option, Draft &D) {
  D.before(Before, "{\nstruct timeval brief = {0, 10000};\nsetsockopt(" +
                       At.text(Socket.getSourceRange()) + ", SOL_SOCKET, " +
                       Option + ", &brief, sizeof brief);\n}");
  D.include("<sys/time.h>", "");
}

bool isDeclared(const Site &At, llvm::StringRef Name) {
  return !At.Context.getTranslationUnitDecl()
              ->lookup(DeclarationName(&At.Context.Idents.get(Name)))
              .empty();
}

/// The local client context that the finding's call is given.
const VarDecl *contextOf(const Site &At) {
  const VarDecl *Found = nullptr;
  const auto *Call = At->begins<CallExpr>();
  if (!Call)
    return nullptr;
  for (const Expr *Arg : Call->arguments())
    anyBelow(Arg, [&](const Stmt &S) {
      const auto *Ref = dyn_cast<DeclRefExpr>(&S);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (V && V->isLocalVarDecl() &&
          className(V->getType()) == "grpc::ClientContext")
        Found = V;
      return Found != nullptr;
    });
  return Found;
}

bool limitRemoteCall(const Site &At, Draft &D) {
  const VarDecl *Context = contextOf(At);
  const Stmt *Statement = At->statement();
  if (!Context || !Statement || isInLoop(At.here()))
    return false;
  const std::string Name = Context->getNameAsString();
  D.before(*Statement, Name +
                           (Context->getType()->isPointerType() ? "->" : ".") +
                           "set_deadline(std::chrono::system_clock::now() + "
                           "std::chrono::milliseconds(10));");
  D.include("<chrono>", "");
  return true;
}

bool make(const Site &At, Draft &D) {
  D.Sentence = "give it no more than 10 ms; what was to be exchanged may not "
               "be then";
  // What limits it already is the project's own choice.
  if (!llvm::StringRef(At.Of.Message).contains("no timeout is seen"))
    return false;
  if (limitRemoteCall(At, D))
    return true;
  Located Act = At.act();
  const auto *Call = Act.begins<CallExpr>();
  const Stmt *Before = Act.statement();
  if (!Call || !Before || !Call->getNumArgs() || isInLoop(Act) ||
      isInLoop(At.here()) || !isOnlyForTheEnd(At, Act) ||
      !isNamed(*Call->getArg(0)))
    return false;
  const std::string Name = calleeName(Call);
  if (Name == "curl_easy_perform") {
    if (!isDeclared(At, "CURLOPT_TIMEOUT_MS"))
      return false;
    D.before(*Before, "curl_easy_setopt(" +
                          At.text(Call->getArg(0)->getSourceRange()) +
                          ", CURLOPT_TIMEOUT_MS, 10L);");
    return true;
  }
  const llvm::StringRef Option = socketOption(Name);
  if (Option.empty())
    return false;
  limitSocket(At, *Before, *Call->getArg(0), Option, D);
  return true;
}

} // namespace

extern const RepairKind SetTimeout;
const RepairKind SetTimeout = {
    "cleanup-network-io",
    "sets a timeout of 10 ms on the handle or context of an exchange", make};

} // namespace cleanexit
