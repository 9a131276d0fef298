//===-- LockMethods.cpp - lock() methods that guards call -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LockMethods.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace cleanexit;

LockMethods::LockMethods(const Program &P) {
  /// By class, the methods that a guard may call.
  llvm::StringMap<llvm::SmallVector<FunctionId, 2>> Methods;
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F) {
    const Function &Of = P.Of.Functions[F];
    if (Of.K != Function::Method || Of.is(Function::System) ||
        Of.Bodies.empty() || Of.Except == Function::Never)
      continue;
    const llvm::StringRef Name =
        llvm::StringRef(P.text(Of.Key)).rsplit("::").second;
    if (Name == "lock" || Name == "lock_shared")
      Methods[P.text(P.Of.Records[Of.Class].Name)].push_back(F);
  }
  if (Methods.empty())
    return;
  std::vector<Lists::Entry> Calls, Back;
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    const RecordId Class =
        At.is(Step::Constructs) ? P.Of.Functions[At.Callee].Class : 0;
    const TypeModel *Guard = Class ? P.typeModel(Class) : nullptr;
    if (!Guard || !Guard->IsLockGuard || Guard->GuardInverse ||
        !P.Of.Functions[At.Callee].is(Function::Toolchain))
      continue;
    llvm::SmallVector<llvm::StringRef, 2> Locks;
    eachTemplateArgument(
        P.text(P.Of.Records[Class].Name),
        [&](llvm::StringRef Lock) { Locks.push_back(Lock.trim()); });
    // std::unique_lock<Checked> guard(mutex_, std::defer_lock);
    if (Locks.size() != At.NumArgs)
      continue;
    for (llvm::StringRef Lock : Locks)
      for (FunctionId F : Methods.lookup(Lock))
        if (Guard->GuardShared ==
            P.text(P.Of.Functions[F].Key).ends_with("lock_shared"))
          Calls.push_back({S, F});
  }
  for (const Lists::Entry &E : Calls)
    Back.push_back({E.Number, E.Index});
  Called = Lists(P.Of.Steps.size(), Calls);
  Callers = Lists(P.Of.Functions.size(), Back);
}
