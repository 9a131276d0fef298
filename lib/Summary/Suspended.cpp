//===-- Suspended.cpp - Coroutines that are made and not run --------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Suspended.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

/// What becomes of the result of a call, within its body.
class Made {
  const Facts &F;
  const Body &B;
  uint32_t Index;
  const Step &Call = F.Steps[B.First + Index];

  bool isThere(PathId P) const {
    if (!P)
      return false;
    const PathNode &Root = F.Paths[F.root(P)];
    return (Call.Result && F.isWithin(P, Call.Result)) ||
           (Root.K == PathNode::Result && Root.Number == Index);
  }
  bool isThere(const Value &V) const {
    return V.K == Value::Path && isThere(V.Id);
  }
  bool isGiven(const Step &S) const {
    return llvm::any_of(F.args(S), [&](const Value &V) { return isThere(V); });
  }
  /// all.push_back(work());   a container only keeps it.
  bool isKept(const Step &S) const {
    const Function &Callee = F.Functions[S.Callee];
    return Callee.is(Function::Toolchain) && Callee.K != Function::Free;
  }
  bool mayRun(const Step &S) const {
    switch (S.Kind) {
    case Op::Call:
      return !S.is(Step::Destroys) &&
             (isThere(S.Subject) || (isGiven(S) && !isKept(S)));
    case Op::Run:
      return isThere(S.Subject) || isGiven(S);
    case Op::Loop: // over what it yields
      return isGiven(S);
    case Op::Set:
      return isGiven(S) && F.rootKind(S.Subject) == PathNode::Local;
    default:
      return false;
    }
  }

public:
  Made(const Facts &F, const Body &B, uint32_t Index)
      : F(F), B(B), Index(Index) {}

  bool mayBeRun() const {
    for (uint32_t I = 0; I != B.Count; ++I) {
      const Step &S = F.Steps[B.First + I];
      if (I != Index && (mayRun(S) || (S.Kind == Op::Await && I > Index)))
        return true;
    }
    return false;
  }
  bool isReturned() const {
    return F.rootKind(Call.Result) == PathNode::Returned ||
           llvm::any_of(F.steps(B), [&](const Step &S) {
             return S.Kind == Op::Return && isGiven(S);
           });
  }
};

} // namespace

static bool beginsSuspended(const Facts &F, FunctionId Id) {
  const Function &Of = F.Functions[Id];
  return Of.is(Function::Coroutine) && !Of.Bodies.empty() &&
         llvm::all_of(Of.Bodies, [&](uint32_t B) {
           return llvm::any_of(F.steps(F.Bodies[B]), [](const Step &S) {
             return S.Kind == Op::Await && S.is(Step::Implicit);
           });
         });
}

/// Whether a step calls a coroutine and, by its mark, runs nothing of it.
static bool onlyMakes(const Facts &F, const Step &S) {
  return S.Kind == Op::Call && S.is(Step::MaybeMoved) &&
         !S.is(Step::Destroys) && beginsSuspended(F, S.Callee);
}

Facts cleanexit::withoutSuspended(Facts United) {
  for (const Body &B : llvm::drop_begin(United.Bodies))
    for (uint32_t I = 0; I != B.Count; ++I)
      if (Step &S = United.Steps[B.First + I];
          S.Kind == Op::Call && !S.is(Step::Virtual) &&
          beginsSuspended(United, S.Callee) && !Made(United, B, I).mayBeRun())
        S.Flags |= Step::MaybeMoved;
  return United;
}

std::vector<Lists::Entry> cleanexit::runsOfSuspended(const Program &P,
                                                     const Calls &Graph) {
  std::vector<Lists::Entry> Runs;
  std::vector<Lists::Entry> Work; // a function, and the coroutine it hands on
  auto HandsOn = [&](StepId S, FunctionId Coroutine) {
    const Lists::Entry New{P.functionOf(S), Coroutine};
    if (Made(P.Of, P.body(S), P.ref(S).Index).isReturned() &&
        !P.Of.Functions[New.Index].is(Function::Coroutine) &&
        !llvm::is_contained(Work, New))
      Work.push_back(New);
  };
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    if (onlyMakes(P.Of, P.step(S)))
      HandsOn(S, P.step(S).Callee);
  for (size_t I = 0; I != Work.size(); ++I) {
    const Lists::Entry Of = Work[I];
    for (StepId S : Graph.callers(Of.Index))
      if (Made(P.Of, P.body(S), P.ref(S).Index).mayBeRun())
        Runs.push_back({S, Of.Number});
      else
        HandsOn(S, Of.Number);
  }
  return Runs;
}
