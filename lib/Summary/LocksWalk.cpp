//===-- LocksWalk.cpp - A script run for its locks --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LocksWalk.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

namespace cleanexit {

static constexpr unsigned MaxTurns = 4;
// Loops in loops in loops: what is not found out by then is not said.
static constexpr size_t MaxWork = 100000;

static LockState unreachable() {
  LockState S;
  S.Reachable = false;
  return S;
}

void LockNets::add(FunctionId F, LockNet Net, RecordId Class) {
  if (Net.Matters) {
    if (F >= Mattering.size())
      Mattering.resize(std::max<size_t>(F + 1, 2 * Mattering.size()));
    Mattering[F] = true;
    if (Class)
      Classes.insert(Class);
  }
  Of[F] = std::move(Net);
}

llvm::ArrayRef<Step> LocksWalk::steps(const Frame &F) const {
  const Facts &P = Known.facts();
  return P.steps(P.Bodies[F.Body]);
}

void LocksWalk::enterOutermost(Frame &F, uint32_t Body) {
  F.F = Known.facts().Bodies[Body].Of;
  F.Body = Body;
  F.IsOutermost = true;
  F.This = From.Path({PathNode::This, 0, 0, 0});
  F.Returned = From.Path({PathNode::Returned, 0, 0, 0});
  TopClass = Known.facts().classOf(F.F);
  Frames.assign(1, &F);
}

void LocksWalk::stand(StepRef Where, const LockState &Before,
                      llvm::function_ref<void(LocksWalk &)> Then) {
  Frame F;
  enterOutermost(F, Where.Body);
  TopStep = Where;
  At = Before;
  Then(*this);
}

LockNet LocksWalk::run(uint32_t Body, Watcher Watching) {
  Frame F;
  enterOutermost(F, Body);
  Watch = &Watching;
  At = LockState();
  body(F);
  LockNet Net;
  AtEnd = unreachable();
  for (auto &[Exit, V] : F.Exits) {
    AtEnd.join(Exit, Paths);
    for (const LockLevel &L : Exit.Levels)
      Net.Matters |= external(L.Lock);
    for (const GuardState &G : Exit.Guards)
      Net.Matters |= G.Owns != GuardState::No && external(G.Object);
  }
  // What a guard holds that others can name is released by way of the guard.
  auto IsGuarded = [&](PathId Lock) {
    return llvm::any_of(AtEnd.Guards, [&](const GuardState &G) {
      return G.Owns != GuardState::No && G.Object != Lock &&
             external(G.Object) && llvm::is_contained(G.Locks, Lock);
    });
  };
  for (const LockLevel &L : AtEnd.Levels)
    if (external(L.Lock) && (L.Max <= 0 || !IsGuarded(L.Lock)))
      Net.End.push_back(L);
  if (Known.facts().Functions[F.F].K == Function::Constructor)
    for (const Binding &B : AtEnd.Bindings)
      if (B.Target && external(B.Target) &&
          Paths[Paths[B.Place].Parent].K == PathNode::This)
        Net.Fields.push_back({B.Place, B.Target});
  return Net;
}

//===-- Structure ---------------------------------------------------------===//

void LocksWalk::body(Frame &F) {
  llvm::ArrayRef<Step> Steps = steps(F);
  uint32_t Members = Steps.size();
  while (Members > 0 && Steps[Members - 1].is(Step::Member))
    --Members;
  if (Members < Steps.size())
    F.Epilogue = Members;
  const LockState Start = At;
  for (unsigned Turn = 0; Turn < MaxTurns; ++Turn) {
    At = Start;
    F.Exits.clear();
    F.Passed.clear();
    F.Again = false;
    F.AtEpilogue = unreachable();
    sequence(F, 0);
    if (At.Reachable)
      F.Exits.push_back({At, Value()});
    if (!F.Again)
      break;
  }
}

/// Runs steps up to one that ends the block they stand in.
uint32_t LocksWalk::sequence(Frame &F, uint32_t I) {
  llvm::ArrayRef<Step> Steps = steps(F);
  for (;;) {
    if (!F.Loops.empty() && F.Loops.back()->ConditionEnd == I) {
      LoopPart &L = *F.Loops.back();
      llvm::ArrayRef<Value> Conditions = args(Steps[L.Head]);
      const LockState Before = At;
      refine(F, Conditions, false);
      L.Exit = At;
      At = Before;
      refine(F, Conditions, true);
    }
    if (I >= Steps.size())
      return I;
    switch (Steps[I].Kind) {
    case Op::Else:
    case Op::Case:
    case Op::Catch:
    case Op::End:
      return I;
    default:
      I = step(F, I);
    }
  }
}

uint32_t LocksWalk::step(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  ++Work;
  if (I && I == F.Epilogue)
    At.join(F.AtEpilogue, Paths);
  if (S.Kind == Op::Label) {
    llvm::SaveAndRestore AsBlock(OpenBlocks, OpenBlocks + 1);
    meet(At, F.Labels.try_emplace(S.Number, unreachable()).first->second);
    F.Passed.insert(S.Number);
  }
  if (F.IsOutermost) {
    TopStep = {F.Body, I};
    if (At.Reachable)
      watch(F, I);
  }
  if (opensBlock(S.Kind)) {
    llvm::SaveAndRestore Within(OpenBlocks, OpenBlocks + 1);
    I = block(F, I);
  } else {
    if (At.Reachable)
      simple(F, I);
    ++I;
  }
  return I;
}

uint32_t LocksWalk::block(Frame &F, uint32_t I) {
  switch (steps(F)[I].Kind) {
  case Op::If:
    return branch(F, I);
  case Op::Loop:
    return loop(F, I);
  case Op::Switch:
    return choice(F, I);
  default:
    return attempt(F, I);
  }
}

/// Shows the step, with the locks that are held only while it runs what it is
/// given.
void LocksWalk::watch(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  const FunctionModel *Model = S.Callee ? Known[S.Callee].Model : nullptr;
  if (!Model || llvm::none_of(Model->Locks, [](const LockAct &A) {
        return A.What == LockAct::Meanwhile;
      }))
    return (*Watch)(I, *this);
  const LockState Before = At;
  for (const LockAct &A : Model->Locks)
    if (A.What == LockAct::Meanwhile)
      for (PathId Lock : locksOf(resolve(F, lockMeant(A, S.Subject, args(S)))))
        At.acquire(Lock, TopStep);
  (*Watch)(I, *this);
  At = Before;
}

/// A step that opens no block.
void LocksWalk::simple(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  switch (S.Kind) {
  case Op::Call:
  case Op::Run:
    if (!isRelease(S))
      mayThrow();
    return call(F, I);
  case Op::Set:
    return set(F, I);
  case Op::Throw:
  case Op::Rethrow:
    mayThrow();
    At.Reachable = false;
    return;
  case Op::Return:
  case Op::Break:
  case Op::Continue:
  case Op::Goto:
    leave(F, S);
    At.Reachable = false;
    return;
  default:
    return;
  }
}

/// if (entry->id != id) …; return entry;   What was read through is not null.
bool LocksWalk::isReadThrough(const Frame &F, const Step &Until,
                              PathId Local) const {
  return llvm::any_of(llvm::make_range(steps(F).begin(), &Until),
                      [&](const Step &S) {
                        return llvm::any_of(args(S), [&](const Value &V) {
                          return V.K == Value::Path && V.Id != Local &&
                                 Paths.startsWith(V.Id, Local);
                        });
                      });
}

void LocksWalk::leave(Frame &F, const Step &S) {
  switch (S.Kind) {
  case Op::Return: {
    if (F.Epilogue) {
      F.AtEpilogue.join(At, Paths);
      return;
    }
    Value V;
    if (S.NumArgs) {
      V = args(S)[0];
      PathId Object = V.K == Value::Path ? place(F, V.Id) : 0;
      if (Object && Paths[Object].K == PathNode::Local && F.Returned) {
        if (isReadThrough(F, S, V.Id))
          At.bind(Object).Truth = Binding::True;
        At.move(Object, F.Returned, Paths);
        V.Id = target(F.Returned) ? target(F.Returned) : F.Returned;
      } else {
        V = resolve(F, V);
      }
    }
    F.Exits.push_back({At, V});
    return;
  }
  case Op::Goto: {
    LockState &There =
        F.Labels.try_emplace(S.Number, unreachable()).first->second;
    const LockState Before = There;
    There.join(At, Paths);
    F.Again |= F.Passed.contains(S.Number) && !(There == Before);
    return;
  }
  default:
    for (LoopPart *L : llvm::reverse(F.Loops)) {
      if (S.Kind == Op::Break || L->StopsContinue)
        return L->Breaks.join(At, Paths);
      if (L->IsLoop)
        return L->Continues.join(At, Paths);
    }
  }
}

/// `try { m.unlock(); } catch (...) {}`: nobody counts on a lock that is still
/// held when unlocking it failed.
bool LocksWalk::isRelease(const Step &S) const {
  if (S.Kind != Op::Call || !S.Callee)
    return false;
  const LockDeed &D = Known[S.Callee];
  if (D.K == LockDeed::Shape)
    return D.Act == LockAct::Release;
  if (D.K == LockDeed::Acts)
    return D.Model->Locks.front().What == LockAct::Release;
  auto Net = Nets.Of.find(S.Callee);
  return D.K == LockDeed::EndsGuard ||
         (Net != Nets.Of.end() &&
          llvm::any_of(Net->second.End,
                       [](const LockLevel &L) { return L.Min < 0; }));
}

void LocksWalk::mayThrow() {
  for (Handler *H : Handlers) {
    if (H->Last.Reachable && H->Last.Levels == At.Levels &&
        H->Last.Guards == At.Guards)
      continue;
    H->Last.Reachable = true;
    H->Last.Levels = At.Levels;
    H->Last.Guards = At.Guards;
    H->Entered.join(At, Paths);
  }
}

uint32_t LocksWalk::branch(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  LockState Before = At;
  refine(F, args(S), true);
  uint32_t J = sequence(F, I + 1);
  LockState Then = std::move(At);
  At = std::move(Before);
  refine(F, args(S), false);
  if (J < steps(F).size() && steps(F)[J].Kind == Op::Else)
    J = sequence(F, J + 1);
  meet(At, Then, Frames.size() == 1 ? I + 1 : 0);
  return J + 1;
}

static bool isHeldOnce(const LockLevel &L) { return L.Min == 1 && L.Max == 1; }

/// Two ways meet, with nothing to tell them apart from here on.
void LocksWalk::meet(LockState &Here, const LockState &Other,
                     uint32_t SplitBy) const {
  llvm::SmallVector<PathId, 1> Split, Mended;
  auto Differ = [&](const LockState &A, const LockState &B) {
    for (const LockLevel &L : A.Levels)
      if (!B.level(L.Lock))
        (isHeldOnce(L) ? Split : Mended).push_back(L.Lock);
  };
  if (Here.Reachable && Other.Reachable) {
    Differ(Here, Other);
    Differ(Other, Here);
  }
  Here.join(Other, Paths);
  for (PathId Lock : Split)
    if (LockLevel *L = Here.level(Lock)) {
      L->SplitAt = OpenBlocks;
      L->SplitBy = SplitBy;
    }
  for (PathId Lock : Mended)
    if (LockLevel *L = Here.level(Lock))
      L->SplitAt = 0;
}

uint32_t LocksWalk::loop(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  const bool Endless = S.is(Step::Endless), Do = S.is(Step::DoWhile);
  LockState Head = At;
  for (unsigned Turn = 0;; ++Turn) {
    LoopPart L;
    L.Head = I;
    L.ConditionEnd = Endless || Do ? 0 : conditionEnd(F, I);
    L.Exit = L.Breaks = L.Continues = unreachable();
    At = Head;
    F.Loops.push_back(&L);
    uint32_t J = sequence(F, I + 1);
    F.Loops.pop_back();
    At.join(L.Continues, Paths);
    if (Do && !Endless) {
      const LockState Bottom = At;
      refine(F, args(S), false);
      L.Exit = At;
      At = Bottom;
      refine(F, args(S), true);
    }
    LockState Next = Head;
    Next.join(At, Paths);
    if (Next == Head || Turn == MaxTurns || Work > MaxWork) {
      At = std::move(L.Exit);
      meet(At, L.Breaks);
      return J + 1;
    }
    Head = std::move(Next);
  }
}

/// The steps of a while's condition stand first in the loop, up to the last
/// one that the condition names.
uint32_t LocksWalk::conditionEnd(const Frame &F, uint32_t I) const {
  llvm::ArrayRef<Step> Steps = steps(F);
  uint32_t Last = I;
  for (const Value &V : args(Steps[I]))
    if (V.K == Value::Path)
      if (const PathNode &Root = Paths[Paths.root(V.Id)];
          Root.K == PathNode::Result && Root.Number < Steps.size())
        Last = std::max(Last, Root.Number);
  int Depth = 0;
  uint32_t J = I + 1;
  for (; J < Steps.size() && (J <= Last || Depth > 0); ++J) {
    Op Kind = Steps[J].Kind;
    Depth += opensBlock(Kind);
    Depth -= Kind == Op::End;
  }
  while (Last > I && J < Steps.size() && Steps[J].is(Step::Temporary))
    ++J;
  return J;
}

uint32_t LocksWalk::choice(Frame &F, uint32_t I) {
  llvm::ArrayRef<Step> Steps = steps(F);
  const LockState Entry = At;
  LoopPart L;
  L.IsLoop = false;
  L.StopsContinue = Steps[I].NumArgs == 0; // do { … } while (0)
  L.Breaks = unreachable();
  F.Loops.push_back(&L);
  At.Reachable = false;
  uint32_t J = sequence(F, I + 1);
  bool Default = false;
  while (J < Steps.size() && Steps[J].Kind == Op::Case) {
    Default |= Steps[J].Number == 1;
    At.join(Entry, Paths);
    J = sequence(F, J + 1);
  }
  F.Loops.pop_back();
  At.join(L.Breaks, Paths);
  if (!Default)
    At.join(Entry, Paths);
  if (L.StopsContinue) {
    for (LockLevel &Now : At.Levels)
      if (Now.SplitAt > OpenBlocks)
        Now.SplitAt = OpenBlocks;
  } else {
    for (LockLevel &Now : At.Levels)
      if (const LockLevel *Was = Entry.level(Now.Lock);
          Was && Was->Min == 1 && Was->Max == 1 && Now.Min == 0 &&
          Now.Max == 1) {
        Now.SplitAt = OpenBlocks;
        Now.SplitBy = 0;
      }
  }
  return J + 1;
}

uint32_t LocksWalk::attempt(Frame &F, uint32_t I) {
  llvm::ArrayRef<Step> Steps = steps(F);
  Handler Caught{unreachable(), unreachable()};
  Handlers.push_back(&Caught);
  uint32_t J = sequence(F, I + 1);
  Handlers.pop_back();
  LockState Out = std::move(At);
  while (J < Steps.size() && Steps[J].Kind == Op::Catch) {
    At = Caught.Entered;
    J = sequence(F, J + 1);
    Out.join(At, Paths);
  }
  At = std::move(Out);
  return J + 1;
}

} // namespace cleanexit
