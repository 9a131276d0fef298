//===-- LocksFrames.cpp - Stepping into callees -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LocksWalk.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

namespace cleanexit {

// Guards and the functions they call are small; what is larger and still
// leaves a lock held is taken at its word (applyNet).
static constexpr size_t MaxEntered = 400;
static constexpr size_t MaxFrames = 9;
static constexpr size_t MaxByClass = 32;
/// What locks or unlocks on one way only is meant to, if it is short: a helper,
/// a guard.
static constexpr size_t MaxHelper = 32;
/// The last steps of the budget are for callees that are known to matter.
static constexpr size_t Reserved = 5000;

bool LocksWalk::worthEntering(FunctionId Callee) const {
  const Function &Of = Known.facts().Functions[Callee];
  if (Of.Bodies.empty())
    return false;
  if (Nets.matters(Callee))
    return true;
  if (EntersConstructors && Of.K == Function::Constructor)
    return true;
  return Of.Class && Nets.Classes.contains(Of.Class) && Budget > Reserved &&
         Known.facts().Bodies[Of.Bodies.front()].Count <= MaxByClass;
}

bool LocksWalk::onStack(FunctionId Callee) const {
  return llvm::any_of(Frames, [&](const Frame *F) { return F->F == Callee; });
}

/// Runs a callee that may change what is locked; false if it need not be run.
bool LocksWalk::stepInto(Frame &F, uint32_t I, FunctionId Callee,
                         PathId Receiver, llvm::ArrayRef<Value> Args,
                         PathId Result) {
  if (!worthEntering(Callee) || onStack(Callee))
    return false;
  if (!enter(F, I, Callee, Receiver, Args, Result))
    applyNet(Callee, Receiver, Args);
  return true;
}

/// False if the callee is too large or too deep.
bool LocksWalk::enter(Frame &F, uint32_t I, FunctionId Callee, PathId Receiver,
                      llvm::ArrayRef<Value> Args, PathId Result) {
  const Function &Of = Known.facts().Functions[Callee];
  if (Of.Bodies.empty() || onStack(Callee) || Frames.size() >= MaxFrames)
    return false;
  const size_t Size = Known.facts().Bodies[Of.Bodies.front()].Count;
  if (Size > std::min(MaxEntered, Budget))
    return false;
  Budget -= Size;
  Frame Inner;
  Inner.F = Callee;
  Inner.Body = Of.Bodies.front();
  Inner.Number = FrameNumbers
                     .try_emplace({F.IsOutermost ? 0 : F.Number, I},
                                  FrameNumbers.size() + 1)
                     .first->second;
  Inner.This = Receiver;
  Inner.Returned = Result;
  Inner.Args.assign(Args.begin(), Args.end());
  if (Of.Parent) {
    Inner.This = 0;
    for (Frame *Outer : llvm::reverse(Frames))
      if (Outer->F == Of.Parent) {
        Inner.Lexical = Outer;
        break;
      }
    if (Inner.Args.size() > Of.NumParams)
      Inner.Args.truncate(Of.NumParams);
  }
  const LockState Before = At;
  Frames.push_back(&Inner);
  body(Inner);
  Frames.pop_back();
  finish(Inner, Result);
  if (Size <= MaxHelper)
    mayReleaseDoes(Before, Result);
  else
    for (LockLevel &L : At.Levels)
      if (!Before.level(L.Lock))
        L.SplitAt = 0;
  return true;
}

PathId LocksWalk::translated(uint32_t Index, FunctionId Callee, PathId P) {
  Frame &F = *Frames.front();
  const Step &S = steps(F)[Index];
  const Function &Of = Known.facts().Functions[Callee];
  Frame Inner;
  Inner.F = Callee;
  Inner.This =
      S.is(Step::Constructs) ? place(F, S.Subject) : resolve(F, S.Subject);
  Inner.Returned = place(F, S.Result ? S.Result : Paths.result(Index));
  Inner.Number = 0x7ffff;
  for (const Value &V : args(S))
    Inner.Args.push_back(resolve(F, V));
  if (Of.Parent) {
    Inner.This = 0;
    if (Of.Parent == F.F)
      Inner.Lexical = &F;
    else if (Paths[Paths.root(P)].K == PathNode::Local)
      return 0;
  }
  PathId There = resolve(Inner, P);
  return There && Paths[Paths.root(There)].K == PathNode::Local &&
                 Paths[Paths.root(P)].K == PathNode::Local && !Of.Parent
             ? 0
             : There;
}

/// The ends of a callee become one, and what it returns is told apart.
void LocksWalk::finish(Frame &Inner, PathId Result) {
  LockState Whole, True, False;
  Whole.Reachable = True.Reachable = False.Reachable = false;
  PathId Given = 0;
  bool One = true, Untold = true;
  llvm::SaveAndRestore AsBlock(OpenBlocks, OpenBlocks + 1);
  for (auto &[Exit, V] : Inner.Exits) {
    meet(Whole, Exit);
    At = Exit;
    Untold &= V.K == Value::Unknown;
    if (V.K == Value::Path && V.Id) {
      One &= !Given || Given == V.Id;
      Given = V.Id;
      assume(V.Id, true);
      True.join(At, Paths);
      At = Exit;
      assume(V.Id, false);
      False.join(At, Paths);
      continue;
    }
    One = false;
    const bool Constant = V.K == Value::Integer || V.K == Value::Null;
    const bool Is = V.K == Value::Integer && V.Number != 0;
    if (!Constant || Is)
      True.join(Exit, Paths);
    if (!Constant || !Is)
      False.join(Exit, Paths);
  }
  At = std::move(Whole);
  if (!Result || !At.Reachable)
    return;
  if (One && Given && !Paths.startsWith(Given, Result)) {
    At.bind(Result).Target = Given;
    return;
  }
  for (const LockLevel &L : At.Levels) {
    if (!True.Reachable || !False.Reachable)
      continue;
    auto Is = [&](const LockState &S, int N) {
      const LockLevel *In = S.level(L.Lock);
      return In ? In->Min == N && In->Max == N : N == 0;
    };
    if (L.Min >= L.Max) {
      for (const bool When : {false, true})
        if (Is(When ? True : False, L.Max) &&
            Is(When ? False : True, L.Max - 1))
          At.promise({Result, L.Lock, When, /*Sure=*/true});
      continue;
    }
    // `return trylock(&m) == 0;` is not told apart, but is what it looks like.
    if ((Untold && L.Tried) || (Is(True, L.Max) && Is(False, L.Min)))
      At.promise({Result, L.Lock, true});
    else if (Is(False, L.Max) && Is(True, L.Min))
      At.promise({Result, L.Lock, false});
  }
}

/// A callee that is too large to step into, as far as its end tells.
void LocksWalk::applyNet(FunctionId Callee, PathId Receiver,
                         llvm::ArrayRef<Value> Args) {
  auto Net = Nets.Of.find(Callee);
  if (Net == Nets.Of.end())
    return;
  Frame Inner;
  Inner.F = Callee;
  Inner.This = Receiver;
  Inner.Args.assign(Args.begin(), Args.end());
  // Its destructor releases them by these names.
  for (const FieldBinding &B : Net->second.Fields) {
    const PathId Field = place(Inner, B.Field), Of = resolve(Inner, B.Of);
    if (Field && Of && !Paths.startsWith(Of, Field))
      At.bind(Field).Target = Of;
  }
  for (const LockLevel &L : Net->second.End) {
    PathId Lock = resolve(Inner, L.Lock);
    for (int N = L.Min; Lock && N > 0; --N) {
      LockLevel &Now = At.acquire(Lock, TopStep);
      Now.Shared = L.Shared;
      Now.Recursive = L.Recursive;
    }
    for (int N = L.Min; Lock && N < 0; ++N)
      drop(Lock, Callee);
  }
}

} // namespace cleanexit
