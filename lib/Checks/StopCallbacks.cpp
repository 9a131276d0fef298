//===-- StopCallbacks.cpp - What the end of a callback waits for -*- C++ -*-=//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/StopCallbacks.h"
#include "Checks/Chain.h"
#include "Checks/LockNames.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

bool isStopCallback(const Summary &P, RecordId Class) {
  const TypeModel *Model = Class ? P.typeModel(Class) : nullptr;
  return Model && Model->IsStopCallback;
}

namespace {

FunctionId callOperator(const Facts &F, RecordId Class) {
  for (FunctionId Id = 1; Class && Id < F.Functions.size(); ++Id)
    if (F.Functions[Id].Class == Class && lastName(F, Id) == "operator()")
      return Id;
  return 0;
}

/// The callables that stop callbacks of a class are made with.
llvm::SmallVector<FunctionId, 2> callablesOf(const Summary &P, RecordId Class) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Found;
  const llvm::StringRef Whole = F.Strings[F.Records[Class].Name];
  const llvm::StringRef Template =
      Whole.take_until([](char C) { return C == '<'; });
  for (const Body &B : F.Bodies)
    for (const Step &S : F.steps(B)) {
      const llvm::StringRef Key = F.Strings[F.Functions[S.Callee].Key];
      if (!S.is(Step::Constructs) || S.NumArgs != 2 ||
          !Key.starts_with((Template + "::").str()))
        continue;
      const Value &Given = F.args(S)[1];
      const bool IsOf = F.Functions[S.Callee].Class == Class;
      if (Given.K == Value::Function && IsOf)
        Found.push_back(Given.Id);
      if (Given.K != Value::Path)
        continue;
      // Of one that is made in place, only what it is given is known.
      const RecordId Callable = F.classAt(B.Of, Given.Id);
      if (Callable &&
          (IsOf ||
           Whole == (Template + "<" + F.Strings[F.Records[Callable].Name] + ">")
                        .str()))
        if (const FunctionId Runs = callOperator(F, Callable))
          Found.push_back(Runs);
    }
  return Found;
}

} // namespace

std::vector<Link> wantedByStopCallback(const Summary &P, const Witness &W,
                                       const HeldLock &L) {
  const Facts &F = P.facts();
  const FunctionId Ends = W.Chain.back().Callee;
  if (L.Recursive || F.Functions[Ends].K != Function::Destructor ||
      !isStopCallback(P, F.Functions[Ends].Class))
    return {};
  const std::string Held = memberName(P, L);
  for (FunctionId Runs : callablesOf(P, F.Functions[Ends].Class))
    for (const TakenLock &T : P.locks().takes(Runs))
      if (!T.Recursive && !(T.Shared && L.Shared) && !Held.empty() &&
          memberName(P, T) == Held) {
        std::vector<Link> Way = T.Chain;
        Way.insert(Way.begin(), {W.Chain.back().At, Runs, nullptr});
        return Way;
      }
  return {};
}

} // namespace cleanexit
