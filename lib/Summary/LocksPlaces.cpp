//===-- LocksPlaces.cpp - What a path stands for, and is --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Conditions.h"
#include "Summary/LocksWalk.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

//===-- Conditions --------------------------------------------------------===//

void LocksWalk::refine(Frame &F, llvm::ArrayRef<Value> Conditions, bool Then) {
  for (const Value &V : Conditions) {
    if (!At.Reachable)
      return;
    if (V.K != Value::Path)
      continue;
    // if (enter(o) < 0) return -1;   goes on with what enter has taken.
    const bool SaysNegative = Conditions.size() == 1 &&
                              !(V.Flags & Value::Masked) &&
                              promises(place(F, V.Id));
    if (!(V.Flags & (Then ? Value::HoldsInThen : Value::HoldsInElse)) &&
        !SaysNegative)
      continue;
    const bool Truth = Then != bool(V.Flags & Value::Negated);
    const PathNode Node = Paths[V.Id];
    if (Node.K == PathNode::Param && Node.Number < F.Args.size() &&
        !mayHold(F.Args[Node.Number], V, Truth))
      At.Reachable = false;
    else if (PathId Place = V.Flags & Value::Masked ? 0 : place(F, V.Id))
      assume(Place, Truth);
  }
  if (const PathId Guard = ownsAfterAll(F, Conditions, Then))
    assume(Guard, true);
}

/// if (!lock.owns_lock() && !lock.try_lock_for(limit)) return;   Where one of
/// several questions to a guard was answered with yes, it owns its lock; 0 if that
/// is not so.
PathId LocksWalk::ownsAfterAll(Frame &F, llvm::ArrayRef<Value> Conditions,
                               bool Then) {
  const unsigned Here = Then ? Value::HoldsInThen : Value::HoldsInElse;
  const unsigned There = Then ? Value::HoldsInElse : Value::HoldsInThen;
  PathId Only = 0;
  for (const Value &V : Conditions) {
    const PathNode &Node = Paths[V.K == Value::Path ? V.Id : 0];
    const bool IsFalseThere = Then != bool(V.Flags & Value::Negated);
    if (Conditions.size() < 2 || Node.K != PathNode::Result ||
        (V.Flags & (Here | There | Value::Masked)) != There || !IsFalseThere ||
        Node.Number >= steps(F).size())
      return 0;
    const PathId Asked = place(F, steps(F)[Node.Number].Subject);
    if (!Asked || (Only && Only != Asked) || !At.guard(Asked))
      return 0;
    Only = Asked;
  }
  return Only;
}

/// Does a value tell whether a lock is held?
bool LocksWalk::promises(PathId Value) const {
  return Value && llvm::any_of(At.Promises, [&](const Promise &P) {
           return P.Value == Value;
         });
}

/// What is kept in Place is found to be (un)true.
void LocksWalk::assume(PathId Place, bool Truth) {
  if (std::optional<bool> Is = truth(Place); Is && *Is != Truth) {
    At.Reachable = false;
    return;
  }
  const PathId Target = target(Place);
  auto Settle = [&](PathId Lock, bool Held) {
    LockLevel *L = At.level(Lock);
    if (!L || L->Max <= L->Min)
      return;
    if (Held)
      ++L->Min;
    else
      --L->Max;
    if (!L->Min && !L->Max)
      At.Levels.erase(L);
  };
  for (PathId P : {Place, Target}) {
    if (!P)
      continue;
    if (GuardState *G = At.guard(P)) {
      if (G->Owns == GuardState::Maybe)
        for (PathId Lock : G->Locks)
          Settle(Lock, Truth);
      G->Owns = Truth ? GuardState::Yes : GuardState::No;
    } else {
      if (isPrivate(P))
        At.bind(P).Truth = Truth ? Binding::True : Binding::False;
      if (!Truth)
        At.lose(P, Paths);
    }
    llvm::SmallVector<Promise, 1> Kept;
    for (const Promise &Of : At.Promises)
      if (Of.Value != P)
        Kept.push_back(Of);
      else if (!Of.Sure)
        Settle(Of.Lock, Of.When == Truth);
      else if (Of.When != Truth)
        At.fail(Of.Lock);
    At.Promises = Kept;
  }
}

std::optional<bool> LocksWalk::truth(PathId Place) const {
  for (PathId P : {Place, target(Place)}) {
    if (const Binding *B = P ? At.binding(P) : nullptr; B && B->Truth)
      return B->Truth == Binding::True;
    if (const GuardState *G = P ? At.guard(P) : nullptr;
        G && G->Owns != GuardState::Maybe)
      return G->Owns == GuardState::Yes;
  }
  return std::nullopt;
}

//===-- Paths -------------------------------------------------------------===//

PathId LocksWalk::target(PathId P) const {
  const Binding *B = At.binding(P);
  return B ? B->Target : 0;
}

/// In the outermost frame's terms; the place itself, not what is kept there.
PathId LocksWalk::place(Frame &F, PathId P) {
  if (!P)
    return 0;
  const PathNode Node = Paths[P]; // the table grows below
  switch (Node.K) {
  case PathNode::Unknown:
    return 0;
  case PathNode::This:
    return F.Lexical ? place(*F.Lexical, P) : F.This;
  case PathNode::Returned:
    return F.Returned;
  case PathNode::Param:
    if (F.IsOutermost)
      return P;
    if (Node.Number < F.Args.size())
      return F.Args[Node.Number].K == Value::Path ? F.Args[Node.Number].Id : 0;
    return F.Lexical ? place(*F.Lexical, P) : 0;
  case PathNode::Local:
  case PathNode::Global:
    return P;
  case PathNode::Result:
    return F.IsOutermost ? P
                         : Paths.result(0x80000000u | F.Number << 12 |
                                        (Node.Number & 0xfff));
  case PathNode::Field:
    return Paths.field(resolve(F, Node.Parent), Node.Name);
  case PathNode::Element:
    return Paths.element(resolve(F, Node.Parent));
  }
  return 0;
}

PathId LocksWalk::resolve(Frame &F, PathId P) {
  PathId Place = place(F, P);
  if (PathId Target = Place ? target(Place) : 0)
    return Target;
  return Known.canonical(TopClass, Place);
}

Value LocksWalk::resolve(Frame &F, Value V) {
  if (V.K == Value::Path) {
    if (const PathNode &Node = Paths[V.Id];
        Node.K == PathNode::Param && Node.Number < F.Args.size()) {
      const Value &Given = F.Args[Node.Number];
      if (Given.K == Value::Integer)
        return Given;
      V.Flags |= Given.Flags & Value::Lifted;
    }
    V.Id = resolve(F, V.Id);
    if (const Binding *B = V.Id ? At.binding(V.Id) : nullptr;
        B && B->Callable) {
      V.K = Value::Function;
      V.Id = B->Callable;
    }
  }
  return V;
}

bool LocksWalk::external(PathId P) const {
  switch (Paths[Paths.root(P)].K) {
  case PathNode::This:
  case PathNode::Param:
  case PathNode::Global:
  case PathNode::Returned:
    return true;
  case PathNode::Local: { // captured
    Function::Kind K = Known.facts().Functions[Frames.front()->F].K;
    return K == Function::Lambda || K == Function::Block;
  }
  default:
    return false;
  }
}

/// Does nobody else change what is kept there?
bool LocksWalk::isPrivate(PathId P) const {
  PathNode::Kind K = Paths[Paths.root(P)].K;
  return K == PathNode::Local || K == PathNode::Result;
}

llvm::SmallVector<PathId, 2> LocksWalk::locksOf(PathId P) const {
  if (!P)
    return {};
  if (const GuardState *G = At.guard(P))
    return llvm::SmallVector<PathId, 2>(G->Locks.begin(), G->Locks.end());
  return {P};
}

} // namespace cleanexit
