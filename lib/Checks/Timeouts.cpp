//===-- Timeouts.cpp - Does a timeout govern a call? ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Timeouts.h"
#include "Checks/Chain.h"
#include "llvm/ADT/DenseSet.h"

namespace cleanexit {

/// The functions of a chain, and those that they call beside it: helpers that
/// set up what the chain uses.
static llvm::DenseSet<FunctionId> around(const Summary &P, const Witness &W) {
  const Facts &F = P.facts();
  llvm::DenseSet<FunctionId> All;
  for (const Link &L : W.Chain) {
    if (!stepOf(P, L.At))
      continue;
    const FunctionId In = functionOf(P, L.At);
    All.insert(In);
    for (uint32_t B : F.Functions[In].Bodies)
      for (const Step &S : F.steps(F.Bodies[B]))
        if (S.Kind == Op::Call && S.Callee)
          All.insert(S.Callee);
  }
  return All;
}

bool limited(const Summary &P, const Witness &W) {
  const ActModel *Act = W.Chain.back().Act;
  const llvm::ArrayRef<ArgumentTest> Wanted =
      Act ? llvm::ArrayRef(Act->UnlessSet) : llvm::ArrayRef<ArgumentTest>();
  auto Fits = [&](const FunctionModel &M, llvm::ArrayRef<Value> Args) {
    return Wanted.empty() ? M.LimitsWhen.empty() || anyHolds(M.LimitsWhen, Args)
                          : anyHolds(Wanted, Args);
  };
  const Facts &F = P.facts();
  const FunctionModel *Acts = P.model(W.Chain.back().Callee);
  if (!Acts || !stepOf(P, W.Chain.back().At))
    return false;
  const llvm::DenseSet<FunctionId> Around = around(P, W);
  llvm::DenseSet<RecordId> Classes;
  for (const Link &L : W.Chain)
    if (stepOf(P, L.At))
      if (RecordId Class = F.classOf(functionOf(P, L.At)))
        Classes.insert(Class);
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
    if (!Around.contains(Id) && !Classes.contains(F.Functions[Id].Class))
      continue;
    for (uint32_t B : F.Functions[Id].Bodies)
      for (const Step &Other : F.steps(F.Bodies[B]))
        if (Other.Kind == Op::Call && Other.Callee)
          if (const FunctionModel *M = P.model(Other.Callee);
              M && M->Limits && M->Library == Acts->Library &&
              Fits(*M, F.args(Other)))
            return true;
  }
  return false;
}

} // namespace cleanexit
