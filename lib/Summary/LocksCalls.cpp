//===-- LocksCalls.cpp - What a call does to locks --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LocksWalk.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace cleanexit {

static constexpr size_t MaxTargets = 4;

//===-- Locks -------------------------------------------------------------===//

void LocksWalk::take(PathId Lock, FunctionId By, bool Shared) {
  if (!Lock)
    return;
  // Taken back: what released it may have known more of it, or less.
  if (!At.level(Lock))
    for (const LockLevel &L : At.Levels)
      if (L.Max < 0 && Paths[L.Lock].K != PathNode::This &&
          (Paths.startsWith(L.Lock, Lock) || Paths.startsWith(Lock, L.Lock))) {
        Lock = L.Lock;
        break;
      }
  const bool Recursive = Known.mayRecurse(Frames.front()->F, Lock, By);
  LockLevel &L = At.acquire(Lock, TopStep);
  L.Shared = Shared;
  L.Recursive = Recursive;
  if (L.Max > 0) // or it was only released for a while
    Taken.push_back(
        {Lock, TopStep, Recursive, Shared, L.Min > 1, At.released()});
}

void LocksWalk::drop(PathId Lock, FunctionId By) {
  if (!Lock)
    return;
  // What took it may have known no more than an object around it: to an owner,
  // a single object is an element; a lock() without a body takes its receiver.
  for (PathId Around = Lock; Around && !At.level(Lock);
       Around = Paths[Around].Parent)
    if (const LockLevel *L = At.level(Around); L && L->Max > 0)
      Lock = Around;
  const Step &Top = steps(*Frames.front())[TopStep.Index];
  if (Top.Flags & (Step::Destroys | Step::AtScopeEnd))
    if (const LockLevel *L = At.level(Lock); L && L->Max > 0)
      ReleasedBy[L->TakenAt.Index] = Top.Callee;
  At.release(Lock, external(Lock));
}

/// Something without a body that unlocks, by its name or as a guard's end:
/// what is locked within the object is released. False if that is nothing.
bool LocksWalk::dropWithin(PathId Object, FunctionId By) {
  llvm::SmallVector<PathId, 2> Within;
  for (const LockLevel &L : At.Levels)
    if (L.Max > 0 && Object && Paths.startsWith(L.Lock, Object))
      Within.push_back(L.Lock);
  for (PathId Lock : Within)
    drop(Lock, By);
  return !Within.empty();
}

void LocksWalk::unknownUnlock(FunctionId Callee, PathId Receiver,
                              llvm::ArrayRef<Value> Args) {
  const Function &Of = Known.facts().Functions[Callee];
  if (Of.K == Function::Destructor) {
    // What was taken when the object was made ends with it.
    llvm::ArrayRef<Step> Steps = steps(*Frames.front());
    const PathId Object = Steps[TopStep.Index].Subject;
    llvm::SmallVector<PathId, 2> Taken;
    for (const LockLevel &L : At.Levels)
      if (L.Max > 0 && Steps[L.TakenAt.Index].is(Step::Constructs) &&
          Steps[L.TakenAt.Index].Subject == Object)
        Taken.push_back(L.Lock);
    for (PathId Lock : Taken)
      drop(Lock, Callee);
  } else if (Known.name(Callee).contains_insensitive("unlock")) {
    dropWithin(Receiver, Callee);
    for (const Value &V : Args)
      if (V.K == Value::Path)
        dropWithin(V.Id, Callee);
  }
}

/// Kind's act on what a path means: a lock, or a guard that holds some.
void LocksWalk::act(LockAct::Kind Kind, PathId Of, FunctionId By, PathId Result,
                    bool FailsWhenTrue) {
  GuardState *G = At.guard(Of);
  const llvm::SmallVector<PathId, 2> Meant = locksOf(Of);
  for (PathId Lock : Meant) {
    switch (Kind) {
    case LockAct::Acquire:
    case LockAct::AcquireShared:
      take(Lock, By, Kind == LockAct::AcquireShared);
      break;
    case LockAct::Release:
      if (!At.level(Lock) && Known[By].K == LockDeed::Shape &&
          dropWithin(Lock, By))
        break;
      if (!G || G->Owns != GuardState::No)
        drop(Lock, By);
      break;
    case LockAct::Meanwhile:
      break; // over before the next step
    case LockAct::Try: {
      const bool Recursive = Known.mayRecurse(Frames.front()->F, Lock, By);
      LockLevel &L = At.acquire(Lock, TopStep);
      L.Recursive |= Recursive;
      L.Tried = true;
      --L.Min;
      if (!G && Result)
        At.promise({Result, Lock, !FailsWhenTrue});
      break;
    }
    }
  }
  if (G)
    G->Owns = Kind == LockAct::Try       ? GuardState::Maybe
              : Kind == LockAct::Release ? GuardState::No
                                         : GuardState::Yes;
  else if ((Kind == LockAct::Acquire || Kind == LockAct::AcquireShared) &&
           Result && !Meant.empty()) {
    if (FailsWhenTrue)
      At.promise({Result, Meant[0], false, /*Sure=*/true});
    else
      At.bind(Result).Target = Meant[0]; // it may give a guard
  }
}

/// The operand that a model calls the lock.
PathId LocksWalk::lockMeant(const LockAct &A, PathId Receiver,
                            llvm::ArrayRef<Value> Args) {
  if (A.Of < 0)
    return Receiver;
  return size_t(A.Of) < Args.size() && Args[A.Of].K == Value::Path
             ? Args[A.Of].Id
             : 0;
}

void LocksWalk::acts(const FunctionModel &Model, FunctionId Callee,
                     PathId Receiver, llvm::ArrayRef<Value> Args,
                     PathId Result) {
  for (const LockAct &A : Model.Locks) {
    if (!llvm::all_of(A.When, [&](const ArgumentTest &Test) {
          return holds(Test, Args).value_or(true);
        }))
      continue;
    if (PathId Of = lockMeant(A, Receiver, Args))
      act(A.What, Of, Callee, Result, Model.GivesError);
  }
}

//===-- Calls -------------------------------------------------------------===//

/// The result that an object of a class was made in just before a step; 0 if it
/// was made in place.
PathId LocksWalk::newObject(Frame &F, uint32_t I, RecordId Class) {
  constexpr uint32_t Near = 3; // the owner's own calls come between
  for (uint32_t J = I; J > 0 && I - J < Near;)
    if (const Step &S = steps(F)[--J];
        S.is(Step::Constructs) &&
        (Known.facts().Functions[S.Callee].Class == Class ||
         J + 1 == I)) { // a library's constructor may have no class
      const PathId Made = place(F, S.Subject);
      return Paths[Made].K == PathNode::Result ? Made : 0;
    }
  return 0;
}

void LocksWalk::set(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  const PathId Place = place(F, S.Subject);
  // if (!trusted) locked = false;   It is no longer what was given.
  if (const PathNode &Node = Paths[S.Subject];
      Node.K == PathNode::Param && Node.Number < F.Args.size() &&
      F.Args[Node.Number].K != Value::Path)
    F.Args[Node.Number] = Value();
  if (!Place)
    return;
  Value V = S.NumArgs ? resolve(F, args(S)[0]) : Value();
  // The call before it has moved the guards; else it is referred to.
  if (At.guard(Place))
    return;
  // p.reset(): what p held ends after p was set.
  if (I + 1 < steps(F).size() && steps(F)[I + 1].is(Step::Owned) &&
      Paths.startsWith(steps(F)[I + 1].Subject, S.Subject))
    return;
  const PathId Old = target(Place);
  At.forget(Place, Paths);
  switch (V.K) {
  case Value::Path:
    if (!V.Id || Paths.startsWith(V.Id, Place))
      break;
    // std::pair(std::unique_lock(m), 1): it is a part of the pair now.
    if (At.guard(V.Id) &&
        (Paths[Place].K == PathNode::Field ||
         Paths[Place].K == PathNode::Element) &&
        (Paths[V.Id].K == PathNode::Result || V.Flags & Value::Moved))
      return moveGuard(V.Id, Place);
    // guard = lockGuard(&m);   as when it was declared
    if (Paths[V.Id].K == PathNode::Result && At.copy(V.Id, Place, Paths))
      break;
    At.bind(Place).Target = V.Id;
    if ((V.Flags & Value::Lifted) && isPrivate(Place))
      At.bind(Place).Truth = Binding::True; // an address is not null
    break;
  case Value::Function:
    At.bind(Place).Callable = V.Id;
    break;
  case Value::Null:
  case Value::Integer:
    // What was there is still what std::exchange gives.
    if (Old)
      At.bind(Place).Target = Old;
    if (isPrivate(Place))
      At.bind(Place).Truth =
          V.K == Value::Integer && V.Number ? Binding::True : Binding::False;
    break;
  case Value::New:
    if (PathId Made = newObject(F, I, V.Id))
      At.move(Made, Place, Paths);
    break;
  default:
    break;
  }
}

/// What an owner holds is an element of it; a smart pointer's is the pointer
/// itself, as it was made.
PathId LocksWalk::pointee(PathId P) const {
  const PathNode &Node = Paths[P];
  if (Node.K != PathNode::Element)
    return P;
  auto Below = [&](PathId Object) {
    return At.guard(Object) || llvm::any_of(At.Bindings, [&](const Binding &B) {
             return B.Place != Object && Paths.startsWith(B.Place, Object) &&
                    (Object == P || !Paths.startsWith(B.Place, P));
           });
  };
  return !Below(P) && Below(Node.Parent) ? Node.Parent : P;
}

/// modes[agent->mode].lock(agent);   Which of them it is, the unlock() of the same
/// row says as well: the first stands for all, if each does something to locks.
llvm::SmallVector<FunctionId, 2> LocksWalk::ofTable(StepRef Run) const {
  const Step &S =
      From.Program->Steps[From.Program->Bodies[Run.Body].First + Run.Index];
  if (Paths[S.Subject].K != PathNode::Field &&
      Paths[S.Subject].K != PathNode::Global) // a struct's, in C
    return {};
  const llvm::SmallVector<FunctionId, 2> Rows = From.Targets(Run);
  // One alone may be one of several, where not all are seen.
  if (Rows.empty() || Rows.size() > MaxTargets ||
      (Rows.size() == 1 && !Known.isSeenWhole(S.Subject)) ||
      !llvm::all_of(Rows, [&](FunctionId F) { return Nets.matters(F); }))
    return {};
  return {Rows.front()};
}

/// Where a step goes; several for a virtual call.
llvm::SmallVector<FunctionId, 2> LocksWalk::targets(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  llvm::SmallVector<FunctionId, 2> Targets;
  if (S.is(Step::Virtual)) {
    Targets = From.Targets({F.Body, I});
  } else if (S.Kind == Op::Run) {
    const Value Stored = resolve(F, Value{Value::Path, 0, S.Subject, 0});
    const PathNode Root = Paths[S.Subject];
    if (Stored.K == Value::Function)
      Targets = {Stored.Id};
    else if (Root.K == PathNode::Param && Root.Number < F.Args.size() &&
             F.Args[Root.Number].K == Value::Function)
      Targets = {F.Args[Root.Number].Id};
    else if (Targets = ofTable({F.Body, I}); !Targets.empty())
      return Targets;
  }
  llvm::erase_if(Targets, [&](FunctionId T) { return !T; });
  if (Targets.empty() || Targets.size() > MaxTargets)
    Targets = {S.Callee};
  return Targets;
}

void LocksWalk::call(Frame &F, uint32_t I) {
  const Step &S = steps(F)[I];
  const bool Makes = S.is(Step::Constructs);
  const PathId Receiver =
      Makes ? place(F, S.Subject) : pointee(resolve(F, S.Subject));
  llvm::SmallVector<Value, 4> Args;
  for (const Value &V : args(S))
    Args.push_back(resolve(F, V));
  const PathId Result = place(F, S.Result ? S.Result : Paths.result(I));
  if (Makes && Receiver && isPrivate(Receiver) &&
      Paths[S.Subject].K != PathNode::This)
    At.forget(Receiver, Paths);
  if (Result && (S.Result || isPrivate(Result)))
    At.forget(Result, Paths);
  if (S.is(Step::Destroys))
    cleanups(F, S);

  const LockState Before = At;
  LockState After;
  After.Reachable = false;
  for (FunctionId T : targets(F, I)) {
    At = Before;
    callOne(F, I, T, Receiver, Args, Result);
    After.join(At, Paths);
  }
  At = std::move(After);
  if (S.is(Step::Destroys) || (Receiver && !Makes && isPrivate(Receiver)))
    mayReleaseDoes(Before);
}

/// What may release a lock does, as far as anybody can tell: unless what it
/// gives back, UnlessTold, says so.
void LocksWalk::mayReleaseDoes(const LockState &Before, PathId UnlessTold) {
  auto IsTold = [&](PathId Lock) {
    return UnlessTold && llvm::any_of(At.Promises, [&](const Promise &P) {
             return P.Value == UnlessTold && P.Lock == Lock;
           });
  };
  llvm::SmallVector<PathId, 2> Gone;
  for (LockLevel &L : At.Levels) {
    const LockLevel *Was = Before.level(L.Lock);
    const int Min = Was ? Was->Min : 0, Max = Was ? Was->Max : 0;
    if (L.Min >= Min || L.Max < Max || IsTold(L.Lock))
      continue;
    L.Max = Max - (Min - L.Min);
    if (!L.Min && !L.Max)
      Gone.push_back(L.Lock);
  }
  for (PathId Lock : Gone)
    At.Levels.erase(At.level(Lock));
}

static bool dismisses(llvm::StringRef Method) {
  return llvm::StringSwitch<bool>(Method.lower())
      .Cases({"dismiss", "release", "cancel", "disarm", "disable"}, true)
      .Default(false);
}

void LocksWalk::callOne(Frame &F, uint32_t I, FunctionId Callee,
                        PathId Receiver, llvm::ArrayRef<Value> Args,
                        PathId Result) {
  if (!Callee)
    return;
  const LockDeed &D = Known[Callee];
  switch (D.K) {
  case LockDeed::Shape:
    return act(D.Act, Receiver, Callee, Result, false);
  case LockDeed::MakesGuard:
    return makeGuard(F, Callee, Receiver, Args);
  case LockDeed::EndsGuard:
    return endGuard(Receiver, Callee);
  case LockDeed::OfGuard:
    return guardMethod(Callee, Receiver, Args, Result);
  case LockDeed::Acts:
    acts(*D.Model, Callee, Receiver, Args, Result);
    break;
  case LockDeed::Nothing:
    if (stepInto(F, I, Callee, Receiver, Args, Result))
      return;
    break;
  }
  passBy(F, I, Callee, Receiver, Args, Result);
}

/// Is it a library's smart pointer?
bool LocksWalk::ownsPointer(RecordId Class) const {
  const TypeModel *Type = From.Type(Class);
  return Type && (Type->DeleterArg >= 0 || Type->OwnsShared);
}

/// A callee that leaves locks alone may still change what is known here.
void LocksWalk::passBy(Frame &F, uint32_t I, FunctionId Callee, PathId Receiver,
                       llvm::ArrayRef<Value> Args, PathId Result) {
  const Function &Of = Known.facts().Functions[Callee];
  if (Of.Bodies.empty() && Known[Callee].K == LockDeed::Nothing)
    unknownUnlock(Callee, Receiver, Args);
  if (Of.K == Function::Method && Receiver && Nets.CleanupsIn.count(F.F) &&
      dismisses(Known.name(Callee)))
    At.bind(Receiver).Truth = Binding::False;
  for (const Value &V : Args)
    if (V.K == Value::Path && V.Id)
      if (Binding *B = At.binding(V.Id))
        B->Truth = Binding::Unknown;
  if (PathId Path = Known.accessed(Callee); Path && Result) {
    Frame Inner;
    Inner.F = Callee;
    Inner.This = Receiver;
    Inner.Args.assign(Args.begin(), Args.end());
    PathId Given = resolve(Inner, Path);
    if (Given && !Paths.startsWith(Given, Result))
      At.bind(Result).Target = Given;
  }
  if (Of.K == Function::Constructor && Of.Bodies.empty() && Receiver &&
      !Args.empty() && Args[0].K == Value::Path && Args[0].Id &&
      Args[0].Id != Receiver && Of.Class && ownsPointer(Of.Class))
    At.bind(Receiver).Target = Args[0].Id;
  // std::unique_ptr<Part> part_(new Part(this))
  if (Of.K == Function::Constructor && Receiver && !Args.empty() &&
      Args[0].K == Value::New && ownsPointer(Of.Class))
    if (PathId Made = newObject(F, I, Args[0].Id))
      At.move(Made, Receiver, Paths);
  const FunctionModel *Model = Known[Callee].Model;
  if (Model)
    for (Operand O : Model->Runs)
      if (O >= 0 && size_t(O) < Args.size() && Args[O].K == Value::Function &&
          Nets.matters(Args[O].Id))
        enter(F, I, Args[O].Id, 0, {}, 0);
  if (Of.is(Function::NoReturn) || (Model && Model->NoReturn))
    At.Reachable = false;
}

/// A guard object's end runs what it was given.
void LocksWalk::cleanups(Frame &F, const Step &S) {
  auto Here = Nets.CleanupsIn.find(F.F);
  if (Here == Nets.CleanupsIn.end() || !S.Subject)
    return;
  const PathId Owner = place(F, S.Subject);
  if (const Binding *B = At.binding(Owner); B && B->Truth == Binding::False)
    return;
  for (uint32_t C : Here->second) {
    const Cleanup &Of = Known.facts().Cleanups[C];
    if (Of.Owner == S.Subject) // a deleter is given what its owner holds
      enter(F, TopStep.Index, Of.Runs, 0,
            Value{Value::Path, 0, resolve(F, S.Subject), 0}, 0);
  }
}

} // namespace cleanexit
