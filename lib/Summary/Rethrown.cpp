//===-- Rethrown.cpp - Exceptions that are thrown on later ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Rethrown.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

llvm::SmallVector<StepId, 2>
cleanexit::handlersRethrown(const Program &P, Stores &Kept, StepId S) {
  llvm::SmallVector<StepId, 2> Found;
  const Step &At = P.step(S);
  const FunctionModel *By = P.modelAt(At);
  if (!By || By->Rethrows == NoOperand)
    return Found;
  const Value V = P.operand(S, By->Rethrows);
  if (V.K != Value::Path)
    return Found;
  for (const Source &From : Kept.of(S, V.Id)) {
    if (From.What.K == Value::Null)
      continue;
    const Step &Kept = P.step(From.At);
    const FunctionModel *Gives = P.modelAt(Kept);
    const StepId Handler = P.InHandler[From.At];
    if (!Gives || !Gives->GivesHandled || P.BodyOf[From.At] != P.BodyOf[S] ||
        !Handler || Handler == P.InHandler[S])
      return {};
    Found.push_back(Handler);
  }
  return Found;
}

void cleanexit::findRethrown(Program &P, Stores &Kept) {
  llvm::DenseMap<StepId, llvm::SmallVector<StepId, 1>> RethrownAt;
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    for (StepId Handler : handlersRethrown(P, Kept, S))
      RethrownAt[Handler].push_back(S);
  for (auto &[Try, Block] : P.Tries)
    for (Handler &H : Block.Handlers)
      for (StepId S : RethrownAt.lookup(H.At)) {
        H.RethrownAt = H.RethrownAt ? H.RethrownAt : S;
        H.Ways |= P.Ways[S];
      }
}
