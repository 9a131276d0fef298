//===-- LocksQueries.cpp - Questions about locks along a chain --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LocksProgram.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace cleanexit {

void Locks::State::visit(StepRef S,
                         llvm::function_ref<void(LocksWalk &)> Then) const {
  LocksWalk Walk(From, Paths, Known, Nets);
  Walk.run(S.Body, [&](uint32_t I, LocksWalk &W) {
    if (I == S.Index)
      Then(W);
  });
}

llvm::ArrayRef<HeldLock> Locks::held(StepRef At) const {
  auto Here = S->Changes.find(At.Body);
  if (Here == S->Changes.end())
    return {};
  auto Next = llvm::upper_bound(
      Here->second, At.Index,
      [](uint32_t I, const State::Change &C) { return I < C.Index; });
  if (Next == Here->second.begin())
    return {};
  return S->Lists[std::prev(Next)->List];
}

llvm::SmallVector<PathId, 2> Locks::releasedWhileWaiting(StepRef At) const {
  const Step &Of = S->step(At);
  const FunctionModel *Model = Of.Callee ? S->From.Model(Of.Callee) : nullptr;
  llvm::SmallVector<PathId, 2> Released;
  if (!Model || Model->Releases == NoOperand)
    return Released;
  S->visit(At, [&](LocksWalk &W) {
    PathId P = 0;
    if (Model->Releases == ThisOperand)
      P = W.resolved(Of.Subject);
    else if (unsigned(Model->Releases) < Of.NumArgs) {
      Value V = S->facts().args(Of)[Model->Releases];
      P = V.K == Value::Path ? W.resolved(V.Id) : 0;
    }
    Released = W.locksOf(P);
    if (Released.empty())
      Released.push_back(0);
  });
  return Released;
}

namespace {

/// One function of a chain, just before the chain's step in it.
struct View {
  StepRef At;
  FunctionId Callee = 0;
  FunctionId F = 0;
  LockState State;
};

enum class Whose { Unknown, Asked, Other };

} // namespace

/// Follows a lock from view I up to the function that holds it.
static Whose whose(const Locks::State &S, llvm::ArrayRef<View> Views, size_t I,
                   PathId Lock, PathId Asked) {
  bool Known = false;
  for (;;) {
    if (const LockLevel *L = Views[I].State.level(Lock); L && L->Max > 0)
      Known = true;
    if (I == 0)
      return Lock == Asked ? Whose::Asked : Known ? Whose::Other : Whose::Unknown;
    const Function &Of = S.facts().Functions[Views[I].F];
    PathNode Root = S.Paths[S.Paths.root(Lock)];
    if (Of.Parent && !(Root.K == PathNode::Param && Root.Number < Of.NumParams)) {
      // A lambda speaks of what the function it is written in can see.
      size_t J = I;
      while (J > 0 && Views[J - 1].F != Of.Parent)
        --J;
      if (J == 0)
        return Known ? Whose::Other : Whose::Unknown;
      I = J - 1;
      continue;
    }
    llvm::SmallVector<PathId, 2> Up;
    S.visit(Views[I - 1].At, [&](LocksWalk &W) {
      Up = W.locksOf(W.translated(Views[I - 1].At.Index, Views[I].F, Lock));
    });
    if (Up.empty())
      return Known ? Whose::Other : Whose::Unknown;
    --I;
    // A guard may hold several.
    Lock = llvm::is_contained(Up, Asked) && I == 0 ? Asked : Up[0];
  }
}

bool Locks::stillHeld(const HeldLock &L, llvm::ArrayRef<Link> Chain) const {
  llvm::SmallVector<View, 6> Views;
  for (const Link &K : Chain) {
    if (!K.At.Body)
      break; // a declared effect has no step
    View V{K.At, K.Callee, S->functionOf(K.At), {}};
    S->visit(K.At, [&](LocksWalk &W) { V.State = W.At; });
    Views.push_back(std::move(V));
  }
  if (Views.empty())
    return true;
  int Depth = L.Depth;
  for (size_t I = 1; I < Views.size(); ++I)
    for (const LockLevel &Level : Views[I].State.Levels) {
      Whose Is = whose(*S, Views, I, Level.Lock, L.Lock);
      if (Is == Whose::Asked)
        Depth += Level.Min;
      else if (Is == Whose::Unknown && Level.Min < 0)
        return false;
    }
  for (PathId Released : releasedWhileWaiting(Views.back().At)) {
    Whose Is = Released ? whose(*S, Views, Views.size() - 1, Released, L.Lock)
                        : Whose::Unknown;
    if (Is == Whose::Asked)
      --Depth;
    else if (Is == Whose::Unknown)
      return false;
  }
  return Depth > 0;
}

std::vector<Link> Locks::takenAgain(StepRef At, const HeldLock &L) const {
  std::vector<Link> Chain;
  if (S->Paths.hasElement(L.Lock))
    return Chain; // perhaps of another element
  LocksWalk Walk(S->From, S->Paths, S->Known, S->Nets);
  std::vector<State::Take> Found;
  Walk.run(At.Body, [&](uint32_t I, LocksWalk &W) {
    if (I != At.Index)
      return;
    Found.clear();
    S->takesAt(S->functionOf(At), At, &W, Found);
  });
  for (const State::Take &T : Found)
    if (T.Lock == L.Lock && !(T.Shared && L.Shared))
      return S->chain(S->functionOf(At), T);
  for (const Taking &T : Walk.Taken)
    if (T.Nested && T.At == At && T.Lock == L.Lock && !(T.Shared && L.Shared))
      return {{At, S->step(At).Callee, nullptr}};
  return Chain;
}

std::vector<TakenLock> Locks::takes(FunctionId F) const {
  std::vector<TakenLock> All;
  if (auto Here = S->Takes.find(F); Here != S->Takes.end())
    for (const State::Take &T : Here->second)
      All.push_back({T.Lock, S->chain(F, T), T.Recursive, T.Shared});
  return All;
}

} // namespace cleanexit
