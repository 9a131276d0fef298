//===-- DeadHandlers.cpp - Handlers of what nobody throws -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/DeadHandlers.h"
#include "Checks/Chain.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// Whether a step may throw what a handler of a class takes, as far as is known.
static bool mayThrow(const Summary &P, StepRef At, RecordId Handled) {
  const Facts &F = P.facts();
  const Step &S = *stepOf(P, At);
  if (S.Kind == Op::Run || S.Kind == Op::Await || S.Kind == Op::Rethrow)
    return true;
  if (S.Kind == Op::Throw)
    return !S.Type || F.derives(S.Type, Handled);
  if (S.Kind != Op::Call)
    return false;
  const Function &Of = F.Functions[S.Callee];
  const bool IsKnown = Of.Except == Function::Never ||
                       Of.is(Function::Toolchain) || P.model(S.Callee);
  if (!IsKnown)
    return true;
  return llvm::any_of(P.raised(At, Scope::Everything), [&](RecordId Type) {
    return !Type || F.derives(Type, Handled);
  });
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
