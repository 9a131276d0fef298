//===-- LocksQueries.cpp - Questions about locks along a chain --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LocksProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

void Locks::State::visit(StepRef S,
                         llvm::function_ref<void(LocksWalk &)> Then) const {
  static constexpr size_t MostKept = 8192; // states
  LocksWalk Walk(From, Paths, Known, Nets);
  auto Kept = Before.find(S.Body);
  if (Kept == Before.end()) {
    const llvm::ArrayRef<Step> Steps = facts().steps(facts().Bodies[S.Body]);
    LockState NotReached;
    NotReached.Reachable = false;
    std::vector<LockState> Found(Steps.size(), NotReached);
    Walk.run(S.Body, [&](uint32_t I, LocksWalk &W) {
      if (!opensBlock(Steps[I].Kind))
        Found[I] = W.At;
    });
    if (NumKept > MostKept) {
      Before.clear();
      NumKept = 0;
    }
    NumKept += Found.size();
    Kept = Before.try_emplace(S.Body, std::move(Found)).first;
  }
  const LockState Here = Kept->second[S.Index];
  if (Here.Reachable)
    Walk.stand(S, Here, Then);
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

// Worker(std::mutex &m) : m_(m) {}   which has another name elsewhere
StringId Locks::name(const HeldLock &L) const {
  PathNode Last = S->Paths[L.Lock];
  while (Last.K == PathNode::Element)
    Last = S->Paths[Last.Parent];
  const bool IsNamed = Last.K == PathNode::Field || Last.K == PathNode::Global;
  return IsNamed && !S->Referring.contains(Last.Name) ? Last.Name : 0;
}

/// The locks that a wait releases; 0 for one that is not known. W is null if
/// what paths stand for is not known.
llvm::SmallVector<PathId, 2> Locks::State::released(StepRef At,
                                                    LocksWalk *W) const {
  const Step &Of = step(At);
  const FunctionModel *Model = Of.Callee ? From.Model(Of.Callee) : nullptr;
  if (!Model || Model->Releases == NoOperand)
    return {};
  Value V;
  if (Model->Releases == ThisOperand)
    V = {Value::Path, 0, Of.Subject, 0};
  else if (unsigned(Model->Releases) < Of.NumArgs)
    V = facts().args(Of)[Model->Releases];
  if (V.K != Value::Path || !W)
    return {0};
  const PathId Waits = W->resolved(V.Id);
  llvm::SmallVector<PathId, 2> Released = W->locksOf(Waits);
  if (Waits && !W->At.guard(Waits) && !W->At.level(Waits))
    for (const LockLevel &L : W->At.Levels)
      if (Paths.startsWith(L.Lock, Waits))
        Released = {L.Lock}; // what its unlock() releases
  if (Released.empty())
    Released.push_back(0);
  return Released;
}

llvm::SmallVector<PathId, 2> Locks::releasedWhileWaiting(StepRef At) const {
  llvm::SmallVector<PathId, 2> Released;
  S->visit(At, [&](LocksWalk &W) { Released = S->released(At, &W); });
  return Released;
}

namespace {

/// A lock that a function of a chain takes (Levels > 0), or releases although
/// somebody before it in the chain has taken it.
struct Trace {
  PathId Lock = 0; ///< as the function sees it that is looked at; 0 unknown
  int Levels = 0;
  bool Settled = false;    ///< who has taken it is found
  FunctionId SpeaksOf = 0; ///< in paths of this function, a lambda's outer one
};

} // namespace

/// What a path of Callee is at a step that calls it.
PathId Locks::State::up(LocksWalk *W, StepRef At, FunctionId Callee,
                        PathId Lock) const {
  return W ? W->translated(At.Index, Callee, Lock)
           : written(step(At), functionOf(At), Callee, Lock);
}

/// Goes from a function to the one before it in the chain.
static void climb(const Locks::State &S, Trace &T, LocksWalk *W, StepRef At,
                  FunctionId Callee, PathId Asked) {
  const FunctionId F = S.functionOf(At);
  if (!T.Lock || (T.SpeaksOf && T.SpeaksOf != F))
    return;
  const Function &Of = S.facts().Functions[Callee];
  const PathNode Root = S.Paths[S.Paths.root(T.Lock)];
  if (!T.SpeaksOf && Of.Parent && Of.Parent != F &&
      !(Root.K == PathNode::Param && Root.Number < Of.NumParams)) {
    T.SpeaksOf = Of.Parent;
    return;
  }
  if (!T.SpeaksOf)
    T.Lock = S.up(W, At, Callee, T.Lock);
  else if (W)
    T.Lock = W->resolved(T.Lock);
  T.SpeaksOf = 0;
  if (!T.Lock || !W)
    return;
  llvm::SmallVector<PathId, 2> Meant = W->locksOf(T.Lock);
  if (llvm::is_contained(Meant, Asked))
    T.Lock = Asked;
  else if (!Meant.empty())
    T.Lock = Meant[0]; // a guard may hold several
  const LockLevel *L = W->At.level(T.Lock);
  T.Settled |= L && L->Max > 0;
}

bool Locks::stillHeld(const HeldLock &L, llvm::ArrayRef<Link> Chain) const {
  while (!Chain.empty() && !Chain.back().At.Body)
    Chain = Chain.drop_back(); // a declared effect has no step
  llvm::SmallVector<Trace, 8> Traces;
  for (size_t I = Chain.size(); I-- > 0;) {
    const StepRef At = Chain[I].At;
    const bool Last = I + 1 == Chain.size();
    const FunctionId Callee = Last ? 0 : S->functionOf(Chain[I + 1].At);
    const llvm::SmallVector<Trace, 8> Below = Traces;
    auto Look = [&](LocksWalk *W) {
      Traces = Below;
      for (Trace &T : Traces)
        climb(*S, T, W, At, Callee, I == 0 ? L.Lock : 0);
      if (Last)
        for (PathId Lock : S->released(At, W)) {
          const LockLevel *Own = W ? W->At.level(Lock) : nullptr;
          Traces.push_back({Lock, -1, Own && Own->Max > 0, 0});
        }
      if (I > 0 && W)
        for (const LockLevel &Own : W->At.Levels)
          Traces.push_back({Own.Lock, Own.Min, Own.Min >= 0, 0});
    };
    // Only the function that holds the lock, and those that touch locks, have
    // names for locks that are not written in the step.
    if (I == 0 || Last || S->Nets.Of.count(S->functionOf(At)))
      S->visit(At, [&](LocksWalk &W) { Look(&W); });
    else
      Look(nullptr);
  }
  int Depth = L.Depth;
  for (const Trace &T : Traces) {
    if (T.Lock == L.Lock && !T.SpeaksOf)
      Depth += T.Levels;
    else if (T.Levels < 0 && !T.Settled)
      return false; // it may be this one
  }
  return Depth > 0;
}

const Locks::State::Progress &Locks::State::progress(uint32_t Body) {
  if (Latest.Body == Body)
    return Latest;
  Latest.Body = Body;
  Latest.ByStep.assign(facts().Bodies[Body].Count, {});
  LocksWalk Walk(From, Paths, Known, Nets);
  Walk.run(Body, [&](uint32_t I, LocksWalk &W) {
    std::vector<Take> &Found = Latest.ByStep[I];
    Found.clear();
    Op Kind = step({Body, I}).Kind;
    if (Kind == Op::Call || Kind == Op::Run)
      takesAt(facts().Bodies[Body].Of, {Body, I}, &W, Found);
  });
  Latest.Taken = std::move(Walk.Taken);
  return Latest;
}

/// The local variables that a step is done with, over results of calls on them.
static llvm::SmallVector<PathId, 4> localsOf(const Locks::State &S, StepRef At,
                                             unsigned Depth = 0) {
  llvm::SmallVector<PathId, 4> Found;
  auto Add = [&](PathId P) {
    const PathId Root = S.Paths.root(P);
    const PathNode &Node = S.Paths[Root];
    if (Node.K == PathNode::Local)
      Found.push_back(Root);
    else if (Node.K == PathNode::Result && Depth < 3 && Node.Number < At.Index)
      Found.append(localsOf(S, {At.Body, Node.Number}, Depth + 1));
  };
  const Step &Here = S.step(At);
  Add(Here.Subject);
  for (const Value &V : S.facts().args(Here))
    if (V.K == Value::Path)
      Add(V.Id);
  return Found;
}

/// Whether two steps speak of an element by way of the same variable: a guard
/// that holds it, an iterator.
static bool speakOfOne(const Locks::State &S, StepRef A, StepRef B) {
  const llvm::SmallVector<PathId, 4> Of = localsOf(S, A);
  return A.Body == B.Body && llvm::any_of(localsOf(S, B), [&](PathId Local) {
           return llvm::is_contained(Of, Local);
         });
}

std::vector<Link> Locks::takenAgain(StepRef At, const HeldLock &L) const {
  std::vector<Link> Chain;
  if (S->Paths.hasElement(L.Lock) && !speakOfOne(*S, L.TakenAt, At))
    return Chain; // perhaps of another element
  const State::Progress &In = S->progress(At.Body);
  for (const State::Take &T : In.ByStep[At.Index])
    if ((T.isSameAs(L.Lock, 0) ||
         (!T.Of && S->leadsBack(At, L.Lock, T.Lock))) &&
        !(T.Shared && L.Shared)) {
      std::vector<Link> Way = S->chain(S->functionOf(At), T);
      if (!S->isOfOtherClass(S->functionOf(At), L.Lock, Way))
        return Way;
    }
  for (const Taking &T : In.Taken)
    if (T.Nested && T.At == At && T.Lock == L.Lock && !(T.Shared && L.Shared))
      return {{At, S->step(At).Callee, nullptr}};
  return Chain;
}

bool Locks::knowsHanded(StepRef At, FunctionId Handed, PathId Lock) const {
  bool Is = false;
  if (S->isHandedByName(At, Handed))
    S->visit(At, [&](LocksWalk &W) {
      Is = S->ofHanded(At, Handed, Lock, &W).has_value();
    });
  return Is;
}

std::vector<TakenLock> Locks::takes(FunctionId F, bool OfOthers) const {
  std::vector<TakenLock> All;
  for (const State::Take &T : S->takenBy(F))
    if (!T.Of || OfOthers)
      All.push_back({T.Lock, T.Of, S->chain(F, T), T.Recursive, T.Shared});
  return All;
}

} // namespace cleanexit
