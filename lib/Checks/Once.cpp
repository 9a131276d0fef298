//===-- Once.cpp - What has been run before, and runs once ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Once.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "Checks/Tested.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

static constexpr unsigned Deepest = 3;

/// `do … while (0)` is a Switch of nothing; the loops of guard macros,
/// `for (Guard g = take(m); g.mutex; g.mutex = NULL)`, end after one turn.
static bool isDoOnce(const Facts &F, const Step &Opens, const Step &Last) {
  if (Opens.Kind == Op::Switch)
    return Opens.NumArgs == 0;
  if (Opens.Kind != Op::Loop || Opens.NumArgs != 1 || Last.Kind != Op::Set)
    return false;
  const Value &V = F.args(Opens)[0];
  return V.K == Value::Path && V.Id == Last.Subject &&
         V.Flags & Value::HoldsInThen && !(V.Flags & Value::Negated) &&
         F.args(Last)[0].K == Value::Null;
}

bool closesOnce(const Facts &F, uint32_t B, uint32_t End) {
  unsigned Closed = 0;
  for (uint32_t I = End + 1; I-- > 0;) {
    const Step &S = F.Steps[F.Bodies[B].First + I];
    Closed += S.Kind == Op::End;
    if (opensBlock(S.Kind) && --Closed == 0)
      return isDoOnce(F, S, F.Steps[F.Bodies[B].First + End - 1]);
  }
  return false;
}

/// The path that a call's argument starts at; 0 if it has none.
static PathId rootOf(const Facts &F, const Step &S, unsigned Index) {
  if (Index >= S.NumArgs || F.args(S)[Index].K != Value::Path)
    return 0;
  return F.root(F.args(S)[Index].Id);
}

/// The global flag by which a call runs something once, itself or by a wrapper
/// of one call; 0 if it does not.
///   pthread_once(&flag, f)   std::call_once(flag, f)
static PathId flagOf(const Summary &P, const Step &S, bool InWrapper = false) {
  const Facts &F = P.facts();
  if (S.Kind != Op::Call || !S.Callee)
    return 0;
  PathId Flag = 0;
  if (P.model(S.Callee)) {
    if (saysAnyOf(lastName(F, S.Callee), {"once"}))
      Flag = rootOf(F, S, 0);
  } else if (!InWrapper) {
    for (uint32_t B : F.Functions[S.Callee].Bodies)
      for (const Step &Inner : F.steps(F.Bodies[B]))
        if (const PathNode &Of = F.Paths[flagOf(P, Inner, true)];
            Of.K == PathNode::Param)
          Flag = rootOf(F, S, Of.Number);
  }
  return InWrapper || F.Paths[Flag].K == PathNode::Global ? Flag : 0;
}

/// Does a call run what goes by Flag, on every way through it?
static bool runs(const Summary &P, const Step &S, PathId Flag,
                 unsigned Depth = 0) {
  const Facts &F = P.facts();
  if (S.Kind != Op::Call || !S.Callee)
    return false;
  if (flagOf(P, S) == Flag)
    return true;
  auto Runs = [&](uint32_t B) {
    llvm::SmallVector<bool, 4> Open; // blocks that may be passed by
    for (const Step &Inner : F.steps(F.Bodies[B])) {
      if (Inner.Kind == Op::Return || Inner.Kind == Op::Goto)
        return false;
      if (!llvm::is_contained(Open, true) && runs(P, Inner, Flag, Depth + 1))
        return true;
      if (opensBlock(Inner.Kind))
        Open.push_back(!isDoOnce(F, Inner, Inner));
      else if (Inner.Kind == Op::End)
        Open.pop_back();
    }
    return false;
  };
  const std::vector<uint32_t> &Bodies = F.Functions[S.Callee].Bodies;
  return Depth < Deepest && !S.is(Step::Virtual) && !Bodies.empty() &&
         llvm::all_of(Bodies, Runs);
}

static bool hasRun(const Summary &P, StepRef Before, PathId Flag) {
  const Facts &F = P.facts();
  const Body &B = F.Bodies[Before.Body];
  // Blocks that have ended, or whose other part has; can they be passed by?
  llvm::SmallVector<bool, 4> Ended;
  for (uint32_t I = Before.Index; I-- > 0;) {
    const Step &S = F.Steps[B.First + I];
    if (S.Kind == Op::End)
      Ended.push_back(!closesOnce(F, Before.Body, I));
    else if (Ended.empty() &&
             (S.Kind == Op::Else || S.Kind == Op::Case || S.Kind == Op::Catch))
      Ended.push_back(true);
    else if (opensBlock(S.Kind) && !Ended.empty())
      Ended.pop_back();
    else if (!llvm::is_contained(Ended, true) && runs(P, S, Flag))
      return true;
  }
  return false;
}

bool hasRunBefore(const Summary &P, llvm::ArrayRef<Link> Chain) {
  for (size_t I = 0; I != Chain.size(); ++I) {
    const Step *S = stepOf(P, Chain[I].At);
    const PathId Flag = S ? flagOf(P, *S) : 0;
    if (Flag && llvm::any_of(Chain.take_front(I + 1), [&](const Link &L) {
          return stepOf(P, L.At) && hasRun(P, L.At, Flag);
        }))
      return true;
  }
  return false;
}

/// static Ptr p(new T(size()));   What a function's static is made of, with it.
static bool isForStatic(const Facts &F, StepRef At) {
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  const Place &Here = Steps[At.Index].At;
  for (const Step &S : Steps.drop_front(At.Index + 1)) {
    if (S.Kind != Op::Call)
      return false;
    if (S.is(Step::Constructs) && F.Paths[S.Subject].K == PathNode::Global)
      return S.At.File == Here.File && std::pair(S.At.Line, S.At.Column) <=
                                           std::pair(Here.Line, Here.Column);
  }
  return false;
}

static bool isMadeAtFirstUse(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  const Step &Makes = *stepOf(P, At);
  // A function constructs no global but its static.
  if (Makes.is(Step::Constructs) &&
      F.Paths[Makes.Subject].K == PathNode::Global)
    return true;
  if (Makes.Kind != Op::Call)
    return false;
  if (isForStatic(F, At))
    return true;
  unsigned Depth = 0; // up to the end of the block that has asked
  for (uint32_t I = At.Index; I != F.Bodies[At.Body].Count; ++I) {
    const Step &S = F.Steps[F.Bodies[At.Body].First + I];
    if (!Depth && S.Kind == Op::End && closesOnce(F, At.Body, I))
      continue;
    if (!Depth && (S.Kind == Op::End || S.Kind == Op::Else))
      return false;
    Depth += opensBlock(S.Kind);
    Depth -= S.Kind == Op::End;
    if (S.Kind != Op::Set || F.Paths[S.Subject].K != PathNode::Global)
      continue;
    const Value &V = F.args(S)[0];
    const bool IsEmptied =
        V.K == Value::Null || (V.K == Value::Integer && V.Number == 0);
    if (!IsEmptied && isKnownEmpty(P, At, S.Subject))
      return true;
  }
  return false;
}

bool isMadeAtFirstUse(const Summary &P, llvm::ArrayRef<Link> Chain) {
  // What the cleanup itself makes is its own.
  return llvm::any_of(Chain.drop_front(), [&](const Link &L) {
    return stepOf(P, L.At) && isMadeAtFirstUse(P, L.At);
  });
}

} // namespace cleanexit
