//===-- Cleanups.cpp - The steps of cleanups that checks judge --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Cleanups.h"
#include "Checks/Chain.h"

namespace cleanexit {
namespace {

bool canAct(const Step &S) {
  switch (S.Kind) {
  case Op::Call:
    return !S.is(Step::MaybeMoved);
  case Op::Run:
  case Op::Throw:
  case Op::Rethrow:
  case Op::Act:
  case Op::Await:
    return true;
  default:
    return false;
  }
}

/// An object's end that the language brings about, and a library's code runs.
bool endsLibraryObject(const Summary &P, const Step &S) {
  const Facts &F = P.facts();
  return S.Kind == Op::Call && S.is(Step::Destroys) &&
         !S.is(Step::MaybeMoved) && !S.is(Step::Owned) && S.Callee &&
         (F.Functions[S.Callee].is(Function::System) || P.model(S.Callee)) &&
         (S.is(Step::Member) || S.is(Step::AtScopeEnd) ||
          S.is(Step::Temporary));
}

template <typename Predicate>
void eachStep(const Facts &F, uint32_t B, Predicate Visit) {
  for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
    Visit(StepRef{B, I}, F.Steps[F.Bodies[B].First + I]);
}

} // namespace

void forEachCleanupStep(const Summary &P,
                        llvm::function_ref<void(const CleanupStep &)> Each) {
  const Facts &F = P.facts();
  std::vector<bool> Seen(F.Functions.size());
  for (const Cleanup &C : P.cleanups()) {
    if (!C.Runs || !isUserCode(P, C.Runs) || Seen[C.Runs])
      continue;
    Seen[C.Runs] = true;
    for (uint32_t B : F.Functions[C.Runs].Bodies)
      eachStep(F, B, [&](StepRef At, const Step &S) {
        if (canAct(S))
          Each({At, C});
      });
  }
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
    const Function &In = F.Functions[Id];
    if (Seen[Id] || !isUserCode(P, Id))
      continue;
    for (uint32_t B : In.Bodies)
      eachStep(F, B, [&](StepRef At, const Step &S) {
        if (!endsLibraryObject(P, S))
          return;
        Cleanup Itself;
        Itself.K = Cleanup::Destructor;
        Itself.In = Id;
        Itself.At = S.At;
        Each({At, Itself});
      });
  }
}

bool endsLockGuard(const Summary &P, StepRef At) {
  const Step &S = *stepOf(P, At);
  const RecordId Guard =
      S.is(Step::Destroys) && S.Callee && !S.is(Step::MaybeMoved)
          ? P.facts().Functions[S.Callee].Class
          : 0;
  const TypeModel *Model = Guard ? P.typeModel(Guard) : nullptr;
  return Model && Model->IsLockGuard;
}

bool belongsToInner(const Summary &P, llvm::ArrayRef<Link> Chain) {
  for (const Link &L : Chain.drop_back()) {
    const Function &F = P.facts().Functions[L.Callee];
    if (L.Callee && F.K == Function::Destructor && isUserCode(P, L.Callee))
      return true;
  }
  return false;
}

} // namespace cleanexit
