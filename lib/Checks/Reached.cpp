//===-- Reached.cpp - What a thread may come to -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Reached.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// What a call of a library is for: its object, or the handle that it is given
/// first, by identity; 0 if that is not known.
static uint64_t handleOf(const Summary &P, StepRef At, const Step &S) {
  const Facts &F = P.facts();
  if (S.Kind != Op::Call || !S.Callee || !F.Functions[S.Callee].Bodies.empty())
    return 0;
  if (S.Subject)
    return P.identity(At, S.Subject);
  return S.NumArgs && F.args(S)[0].K == Value::Path
             ? P.identity(At, F.args(S)[0].Id)
             : 0;
}

/// client_on_message(handle_, handler);   client_loop(handle_);
/// What a library that waits for events may call for them: the functions that it
/// was given with the handle.
static llvm::SmallVector<FunctionId, 2> heardBy(const Summary &P, StepRef At,
                                                const Step &S) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Found;
  const FunctionModel *M = S.Callee ? P.model(S.Callee) : nullptr;
  if (!M || !(M->Does(Effect::Network) || M->Does(Effect::WaitIO)))
    return Found;
  const uint64_t Handle = handleOf(P, At, S);
  for (uint32_t B = 1; Handle && B < F.Bodies.size(); ++B)
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &Gives = F.Steps[F.Bodies[B].First + I];
      for (const Value &V : F.args(Gives))
        if (V.K == Value::Function && handleOf(P, {B, I}, Gives) == Handle)
          Found.push_back(V.Id);
    }
  return Found;
}

bool anyReached(const Summary &P, llvm::ArrayRef<FunctionId> From,
                llvm::function_ref<bool(FunctionId)> IsSuch) {
  constexpr size_t Enough = 400, Few = 3;
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 8> Work(From);
  llvm::DenseSet<FunctionId> Seen(Work.begin(), Work.end());
  if (llvm::any_of(From, IsSuch))
    return true;
  for (size_t Next = 0; Next != Work.size() && Work.size() < Enough; ++Next)
    for (uint32_t B : F.Functions[Work[Next]].Bodies)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        if ((S.Kind != Op::Call && S.Kind != Op::Run) ||
            (S.is(Step::Destroys) && S.is(Step::MaybeMoved)))
          continue;
        const auto Targets = P.targets({B, I}), Handed = P.indirect({B, I});
        if (Targets.size() > Few)
          continue;
        const auto Heard = heardBy(P, {B, I}, S);
        for (FunctionId T :
             llvm::concat<const FunctionId>(Targets, Handed, Heard)) {
          if (!Seen.insert(T).second)
            continue;
          if (IsSuch(T))
            return true;
          Work.push_back(T);
        }
      }
  return false;
}

bool isRunByMain(const Summary &P, FunctionId Fn) {
  const Facts &F = P.facts();
  for (FunctionId Main = 1; Main < F.Functions.size(); ++Main)
    if (const Function &Of = F.Functions[Main];
        Of.K == Function::Free && !Of.Bodies.empty() &&
        F.Strings[Of.Key] == "main" &&
        anyReached(P, {Main}, [&](FunctionId Is) { return Is == Fn; }))
      return true;
  return false;
}

} // namespace cleanexit
