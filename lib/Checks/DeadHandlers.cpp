//===-- DeadHandlers.cpp - Handlers of what nobody throws -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/DeadHandlers.h"
#include "Checks/Chain.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// Whether a model throws in some cases, which are not all told by the overload.
static bool throwsSometimes(const FunctionModel &M) {
  auto IsOfOverload = [](const ArgumentTest &T) {
    return T.Test == ArgumentTest::Takes || T.Test == ArgumentTest::Lacks ||
           T.Test == ArgumentTest::ReturnsNo;
  };
  return !M.Throws.empty() &&
         (M.ThrowsAsked || M.ThrowsUnlessTested != NoOperand ||
          !llvm::all_of(M.ThrowsWhen, IsOfOverload));
}

/// Whether a step may throw what a handler of a class takes, as far as is known.
static bool mayThrow(const Summary &P, StepRef At, RecordId Handled) {
  const Facts &F = P.facts();
  const Step &S = *stepOf(P, At);
  if (S.Kind == Op::Run || S.Kind == Op::Await || S.Kind == Op::Rethrow)
    return true;
  if (S.Kind == Op::Throw)
    return !S.Type || P.mayRaise(At, Handled, Scope::Everything);
  if (S.Kind != Op::Call)
    return false;
  const Function &Of = F.Functions[S.Callee];
  if (Of.Except == Function::Never)
    return false;
  // Of the standard library's classes the toolchain may throw any, and of others
  // none unless it is given something to call.
  const bool IsStd = F.Strings[F.Records[Handled].Name].starts_with("std::");
  const bool RunsGiven = llvm::any_of(
      F.args(S), [](const Value &V) { return V.K == Value::Function; });
  const FunctionModel *M = P.model(S.Callee);
  if (M ? throwsSometimes(*M)
        : !Of.is(Function::Toolchain) || IsStd || RunsGiven)
    return true;
  return P.mayRaise(At, Handled, Scope::Everything);
}

bool isInDeadHandler(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  const Body &B = F.Bodies[At.Body];
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  for (const OpenBlock &Open : F.blocksAround(B, At.Index)) {
    if (Steps[Open.Opener].Kind != Op::Try || Open.InFirst)
      continue;
    // The handlers stand behind the block, up to the one that this is in.
    const uint32_t End = blockEnd(Steps, Open.Opener + 1);
    RecordId Handled = 0;
    for (uint32_t I = End; I < At.Index; I = blockEnd(Steps, I + 1))
      Handled = Steps[I].Kind == Op::Catch ? Steps[I].Type : 0;
    if (!Handled)
      continue;
    bool IsDead = true;
    for (uint32_t I = Open.Opener + 1; I != End && IsDead; ++I)
      IsDead = !mayThrow(P, {At.Body, I}, Handled);
    if (IsDead)
      return true;
  }
  return false;
}

} // namespace cleanexit
