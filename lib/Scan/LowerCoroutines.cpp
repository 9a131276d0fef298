//===-- LowerCoroutines.cpp - The frames of coroutines ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A coroutine that is destroyed where it is suspended ends what is alive there.
// Which one it is, the handle does not say; its promise's class does:
//
//   Task work() { Joins j; co_await x; }     frame of work: call ~Joins on j
//   ~Task() { handle.destroy(); }            virtual call of a frame with
//                                            Task::promise_type: of all those
//
// One that begins suspended has a step of its own for that, which nobody wrote.
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"

using namespace clang;

namespace cleanexit {

/// What a coroutine_handle<Promise> destroys.
static FunctionId anyFrame(Unit &U, const CXXRecordDecl &Promise) {
  const std::string Of =
      U.Made.Strings[U.Made.Records[U.record(Promise)].Name].str();
  const FunctionId Any = U.synthesize(
      Of + "{frame}", "frame of a coroutine with '" + Of + "'",
      "std::coroutine_handle::destroy", cleanexit::Function::Free, {});
  U.Made.Functions[Any].Flags |= cleanexit::Function::Virtual |
                                 cleanexit::Function::System |
                                 cleanexit::Function::Toolchain;
  return Any;
}

/// Whether an awaiter lets nothing go on at once.
static bool alwaysSuspends(const CXXRecordDecl &Awaiter) {
  if (isStd(Awaiter, {"suspend_always"}))
    return true;
  bool NeverReady = false, Suspends = false;
  for (const CXXMethodDecl *M : Awaiter.methods()) {
    if (!M->getIdentifier())
      continue;
    const auto *Body = dyn_cast_or_null<CompoundStmt>(M->getBody());
    const auto *Only = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
    const auto *Says = dyn_cast_or_null<CXXBoolLiteralExpr>(
        Only ? Only->getRetValue() : nullptr);
    NeverReady |= M->getName() == "await_ready" && Says && !Says->getValue();
    Suspends |=
        M->getName() == "await_suspend" && M->getReturnType()->isVoidType();
  }
  return NeverReady && Suspends;
}

void Lowering::coroutine(const CoroutineBodyStmt &S) {
  U.Made.Functions[Id].Flags |= cleanexit::Function::Coroutine;
  const auto *First = dyn_cast_or_null<CoawaitExpr>(
      S.getInitSuspendStmt()
          ? cast<Expr>(S.getInitSuspendStmt())->IgnoreImplicit()
          : nullptr);
  if (const CXXRecordDecl *Awaiter =
          First ? First->getCommonExpr()->getType()->getAsCXXRecordDecl()
                : nullptr;
      Awaiter && alwaysSuspends(*Awaiter)) {
    Step Begins;
    Begins.Kind = Op::Await;
    Begins.Flags = Step::Implicit;
    Begins.At = U.place(S.getBeginLoc());
    emit(Begins);
  }
  if (const VarDecl *Variable = S.getPromiseDecl())
    Promise = Variable->getType()->getAsCXXRecordDecl();
  statement(S.getBody());
}

void Lowering::suspend(SourceLocation Loc) {
  emit(Op::Await, Loc);
  if (Dead)
    return;
  for (const LexicalScope &S : Scopes)
    for (const Ending &E : S.Endings)
      if (E.Runs && llvm::none_of(InFrame, [&](const Ending &Known) {
            return Known.Runs == E.Runs && Known.Object == E.Object &&
                   Known.At == E.At;
          }))
        InFrame.push_back(E);
}

void Lowering::frame() {
  if (InFrame.empty() || !Promise)
    return;
  const FunctionId Any = anyFrame(U, *Promise);
  const cleanexit::Function Of = U.Made.Functions[Id];
  const FunctionId Frame =
      U.synthesize((U.Made.Strings[Of.Name] + "{frame}").str(),
                   ("frame of " + U.Made.Strings[Of.Pretty]).str(), "",
                   cleanexit::Function::Block, Of.At);
  cleanexit::Function &Made = U.Made.Functions[Frame];
  Made.Parent = Id;
  Made.Flags =
      Of.Flags & (cleanexit::Function::System | cleanexit::Function::Instance);
  Made.Flags |= cleanexit::Function::Virtual;
  Made.Overrides = {Any};
  std::vector<Step> Ends;
  for (const Ending &E : llvm::reverse(InFrame)) {
    Step &S = Ends.emplace_back();
    S.Kind = Op::Call;
    S.Flags = E.Flags | Step::Implicit;
    S.Callee = E.Runs;
    S.Subject = E.Object;
    S.At = E.At;
  }
  U.addBody(Frame, Ends, {});
}

/// handle.destroy()
bool Lowering::frameDestroyed(const CallExpr &E, const FunctionDecl &Callee) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  if (!Call || !Method || !Method->getIdentifier() ||
      Method->getName() != "destroy" ||
      !isStd(*Method->getParent(), {"coroutine_handle"}))
    return false;
  const auto *Handle = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Call->getImplicitObjectArgument()->getType()->getAsCXXRecordDecl());
  const CXXRecordDecl *Of =
      Handle ? Handle->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl()
             : nullptr;
  if (!Of)
    return false;
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Virtual;
  S.At = U.place(E.getBeginLoc());
  S.Subject = pathOf(expression(Call->getImplicitObjectArgument()));
  S.Callee = anyFrame(U, *Of);
  emit(S);
  return true;
}

} // namespace cleanexit
