//===-- Timeouts.cpp - Does a timeout govern a call? ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Timeouts.h"
#include "Checks/Chain.h"

namespace cleanexit {

static bool fits(const FunctionModel &M, llvm::ArrayRef<Value> Args) {
  if (M.LimitsWhen.empty())
    return true;
  for (const ArgumentTest &T : M.LimitsWhen) {
    if (T.Arg < 0 || size_t(T.Arg) >= Args.size() ||
        Args[T.Arg].K != Value::Integer)
      continue;
    int64_t N = Args[T.Arg].Number;
    if (T.Test == ArgumentTest::Equals
            ? N == T.Number
            : T.Test == ArgumentTest::HasBits && (N & T.Number) == T.Number)
      return true;
  }
  return false;
}

bool limited(const Summary &P, const Witness &W) {
  const Facts &F = P.facts();
  const FunctionModel *Acts = P.model(W.Chain.back().Callee);
  const Step *S = stepOf(P, W.Chain.back().At);
  if (!Acts || !S)
    return false;
  FunctionId In = functionOf(P, W.Chain.back().At);
  RecordId Class = F.Functions[In].Class;
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
    if (Id != In && (!Class || F.Functions[Id].Class != Class))
      continue;
    for (uint32_t B : F.Functions[Id].Bodies)
      for (const Step &Other : F.steps(F.Bodies[B]))
        if (Other.Kind == Op::Call && Other.Callee)
          if (const FunctionModel *M = P.model(Other.Callee);
              M && M->Limits && M->Library == Acts->Library &&
              fits(*M, F.args(Other)))
            return true;
  }
  return false;
}

} // namespace cleanexit
