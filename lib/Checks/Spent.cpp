//===-- Spent.cpp - Objects that have nothing left to end -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Spent.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

class Script {
  const Facts &F;
  llvm::ArrayRef<Step> Steps;

public:
  Script(const Facts &F, uint32_t Id)
      : F(F), Steps(llvm::ArrayRef(F.Steps).slice(F.Bodies[Id].First,
                                                  F.Bodies[Id].Count)) {}

  const Step &operator[](uint32_t I) const { return Steps[I]; }

  bool isAssignment(uint32_t I) const {
    return Steps[I].Kind == Op::Call && Steps[I].Callee &&
           lastName(F, Steps[I].Callee) == "operator=";
  }

  bool isRemoval(uint32_t I) const {
    return Steps[I].Kind == Op::Call && Steps[I].Callee &&
           llvm::is_contained({"erase", "pop_back", "pop_front", "pop"},
                              lastName(F, Steps[I].Callee));
  }

  /// In a branch that does not lead to Before's step is nothing to be learnt.
  bool leadsTo(uint32_t I, uint32_t Before) const {
    int Depth = 0;
    for (uint32_t J = I + 1; J < Before; ++J) {
      Op K = Steps[J].Kind;
      Depth += K == Op::If || K == Op::Loop || K == Op::Switch || K == Op::Try;
      Depth -= K == Op::End;
      if (Depth < 0 ||
          (Depth == 0 && (K == Op::Else || K == Op::Case || K == Op::Catch)))
        return false;
    }
    return true;
  }

  bool isInLoop(uint32_t I) const {
    llvm::SmallVector<bool, 4> Loops;
    for (uint32_t J = 0; J < I; ++J) {
      Op K = Steps[J].Kind;
      if (K == Op::If || K == Op::Loop || K == Op::Switch || K == Op::Try)
        Loops.push_back(K == Op::Loop);
      else if (K == Op::End && !Loops.empty())
        Loops.pop_back();
    }
    return llvm::is_contained(Loops, true);
  }

  /// Was nothing in Object when the assignment at At began?
  bool isEmptyBefore(PathId Object, uint32_t At) const {
    const bool IsLocal = F.Paths[Object].K == PathNode::Local;
    for (uint32_t I = At; I-- > 0;) {
      const Step &S = Steps[I];
      const bool Leads = leadsTo(I, At);
      if (S.Subject == Object && S.Kind == Op::Set)
        return Leads && F.args(S)[0].K == Value::Null;
      if (S.Result == Object)
        return false;
      const bool Takes = llvm::any_of(F.args(S), [&](const Value &V) {
        return V.K == Value::Path && V.Id == Object &&
               !(V.Flags & Value::Lifted);
      });
      if (Takes && S.Kind == Op::Set && Leads)
        return true; // kept, or moved, elsewhere
      if (S.Kind == Op::Call && S.Subject == Object && !S.is(Step::Destroys) &&
          S.Callee) {
        llvm::StringRef Name = lastName(F, S.Callee);
        if (S.is(Step::Constructs))
          return S.NumArgs == 0;
        if (Name == "reset" || Name == "release" || Name == "swap")
          return Leads && Name != "swap" && S.NumArgs == 0;
        if (IsLocal)
          return false;
      }
      if (Takes && IsLocal && S.Kind == Op::Call)
        return false;
    }
    return IsLocal && !isInLoop(At);
  }

  /// Was what the iterator, or the end, that a call of erase names moved out?
  bool isTakenOut(PathId Owner, uint32_t Removal) const {
    const Step &S = Steps[Removal];
    PathId Of = Owner;
    for (const Value &V : F.args(S))
      if (V.K == Value::Path && isPlaceIn(V.Id, Owner, Removal))
        Of = V.Id;
    for (uint32_t I = Removal; I-- > 0;)
      if (Steps[I].Kind == Op::Set && Steps[I].Subject != Of &&
          leadsTo(I, Removal))
        for (const Value &V : F.args(Steps[I]))
          if (V.K == Value::Path && isPart(V.Id, Of) &&
              (V.Id != Of || F.Paths[Of].K == PathNode::Element))
            return true;
    return false;
  }

  /// A shared pointer that only copies one which is still there, or that was
  /// reset: what it points to does not end with it.
  bool isOneOfMany(PathId Object, uint32_t At) const {
    for (uint32_t I = At; I-- > 0;) {
      const Step &S = Steps[I];
      if (S.Kind == Op::Set && S.Subject == Object) {
        const Value &From = F.args(S)[0];
        return leadsTo(I, At) && From.K == Value::Path &&
               (F.Paths[From.Id].K == PathNode::Field ||
                F.Paths[From.Id].K == PathNode::Element);
      }
      if (S.Kind != Op::Call || !S.Callee || S.is(Step::Destroys))
        continue;
      llvm::StringRef Name = lastName(F, S.Callee);
      if (S.Subject == Object && Name == "reset")
        return leadsTo(I, At) && S.NumArgs == 0;
      if (llvm::is_contained({"erase", "clear", "pop_back", "pop_front", "pop",
                              "reset", "swap", "extract", "operator="},
                             Name))
        return false;
    }
    return false;
  }

  /// An iterator of the container, and not a key.
  bool isPlaceIn(PathId P, PathId Owner, uint32_t Before) const {
    for (uint32_t I = 0; I < Before; ++I)
      if (Steps[I].Kind == Op::Set && Steps[I].Subject == P)
        for (const Value &V : F.args(Steps[I]))
          if (V.K == Value::Path && V.Id != Owner && isPart(V.Id, Owner))
            return true;
    return P != Owner && isPart(P, Owner);
  }

  bool isPart(PathId P, PathId Of) const {
    while (P && P != Of)
      P = F.Paths[P].K == PathNode::Field || F.Paths[P].K == PathNode::Element
              ? F.Paths[P].Parent
              : 0;
    return P;
  }

  /// A future that was waited for has let go of its thread.
  bool wasAsked(PathId Object, uint32_t At) const {
    for (uint32_t I = At; I-- > 0;)
      if (const Step &S = Steps[I]; S.Kind == Op::Call && S.Subject == Object &&
                                    S.Callee && leadsTo(I, At)) {
        llvm::StringRef Name = lastName(F, S.Callee);
        if (Name == "get" || Name == "wait" || Name == "share")
          return true;
      }
    return false;
  }
};

} // namespace

bool endsNothing(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  const Step *S = stepOf(P, At);
  if (!S || S->Kind != Op::Call || !S->Callee)
    return false;
  const Script In(F, At.Body);
  if (S->is(Step::Destroys) && S->is(Step::Owned) &&
      F.Paths[S->Subject].K == PathNode::Element) {
    // The owner's assignment, and the Set that goes with it, stand before.
    PathId Owner = F.Paths[S->Subject].Parent;
    uint32_t I = At.Index;
    while (I > 0 && In[I - 1].At == S->At && !In.isAssignment(I) &&
           !In.isRemoval(I))
      --I;
    if (In.isRemoval(I) && In[I].Subject == Owner)
      return In.isTakenOut(Owner, I);
    return In.isAssignment(I) && In[I].Subject == Owner &&
           In.isEmptyBefore(Owner, I);
  }
  if (In.isAssignment(At.Index) && S->Subject)
    return In.isEmptyBefore(S->Subject, At.Index);
  if (S->is(Step::Destroys) && S->is(Step::AtScopeEnd) &&
      lastName(F, S->Callee) == "~shared_ptr" &&
      In.isOneOfMany(S->Subject, At.Index))
    return true;
  return S->is(Step::Destroys) && S->is(Step::AtScopeEnd) &&
         lastName(F, S->Callee) == "~future" &&
         In.wasAsked(S->Subject, At.Index);
}

} // namespace cleanexit
