//===-- Spent.cpp - Objects that have nothing left to end -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Spent.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

/// One body, looked at backwards from what ends an object.
class Script {
  const Facts &F;
  llvm::ArrayRef<Step> Steps;

public:
  Script(const Facts &F, const Body &B) : F(F), Steps(F.steps(B)) {}

  bool endsNothing(uint32_t At) const;

private:
  llvm::StringRef name(const Step &S) const {
    llvm::StringRef Key = F.Strings[F.Functions[S.Callee].Key];
    return Key.substr(Key.rfind(':') + 1);
  }

  bool isCall(uint32_t I, llvm::ArrayRef<llvm::StringRef> Names) const {
    return Steps[I].Kind == Op::Call && Steps[I].Callee &&
           llvm::is_contained(Names, name(Steps[I]));
  }
  /// reset(), whose argument is null if it is not written.
  bool givesNothing(const Step &S) const {
    return S.NumArgs == 0 || F.args(S)[0].K == Value::Null;
  }
  bool isAssignment(uint32_t I) const { return isCall(I, {"operator="}); }
  bool isEmptying(uint32_t I) const {
    return isCall(I, {"clear", "reset"}) && givesNothing(Steps[I]);
  }
  bool isRemoval(uint32_t I) const {
    return isCall(I, {"erase", "pop_back", "pop_front", "pop"});
  }

  /// A step before another one, and whether it leads to that: what stands in a
  /// branch that has ended, or in one beside, teaches nothing.
  struct Earlier {
    uint32_t I;
    bool Leads, InLoop;
  };

  /// Visits the steps before At, last first, until Visit knows the answer.
  template <typename Function> bool before(uint32_t At, Function Visit) const {
    unsigned Closed = 0;
    bool Beside = false;
    Earlier E{At, true, false};
    while (E.I-- > 0) {
      const Op K = Steps[E.I].Kind;
      if (opensBlock(K) && Closed)
        --Closed;
      else if (opensBlock(K)) {
        Beside = false;
        E.InLoop |= K == Op::Loop;
      }
      E.Leads = !Closed && !Beside;
      if (std::optional<bool> Answer = Visit(E))
        return *Answer;
      if (K == Op::End)
        ++Closed;
      else if (!Closed && (K == Op::Else || K == Op::Case || K == Op::Catch))
        Beside = true;
    }
    return *Visit({uint32_t(Steps.size()), true, E.InLoop});
  }
  bool isStart(const Earlier &E) const { return E.I == Steps.size(); }

  bool mentions(const Step &S, PathId Place) const {
    return S.Subject == Place || S.Result == Place ||
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && V.Id == Place;
           });
  }

  bool leaves(uint32_t End) const;
  bool leavesFrom(uint32_t At) const;
  /// Is it more than a copy of an iterator, which ends with nothing to do?
  bool ends(PathId Object) const {
    return F.Paths[Object].K != PathNode::Local ||
           llvm::any_of(Steps, [&](const Step &S) {
             return S.Subject == Object && S.is(Step::Destroys);
           });
  }
  bool wereTakenOut(PathId Container, uint32_t Before) const;
  bool tellsEmpty(uint32_t If, PathId Object, uint32_t At) const;
  PathId localAround(PathId Object) const;
  bool leavesEmpty(FunctionId Constructor, StringId Member) const;
  bool makesEmpty(uint32_t Set, StringId Member) const;
  bool isEmptyBefore(PathId Object, uint32_t At) const;
  bool isPart(PathId P, PathId Of) const;
  bool isPlaceIn(PathId P, PathId Owner, uint32_t Before) const;
  bool isTakenOut(PathId Owner, uint32_t Removal) const;
  bool isOneOfMany(PathId Object, uint32_t At) const;
  bool wasAsked(PathId Object, uint32_t At) const;
};

} // namespace

/// Is a block never left over its end, which stands at End?
bool Script::leaves(uint32_t End) const {
  const Step &S = Steps[End - 1];
  return S.Kind == Op::Return || S.Kind == Op::Throw || S.Kind == Op::Break ||
         S.Kind == Op::Continue ||
         (S.Kind == Op::Call && S.Callee &&
          F.Functions[S.Callee].is(Function::NoReturn));
}

/// Does the block go on from At to its caller, or out of a loop?
bool Script::leavesFrom(uint32_t At) const {
  unsigned Depth = 0;
  for (uint32_t I = At + 1; I < Steps.size(); ++I) {
    const Op K = Steps[I].Kind;
    if (!Depth && (K == Op::Return || K == Op::Break || K == Op::Throw))
      return true;
    if (!Depth && (K == Op::End || K == Op::Else || K == Op::Case))
      return false;
    Depth += opensBlock(K);
    Depth -= K == Op::End;
  }
  return false;
}

/// for (auto &p : container) kept.push_back(std::move(p));
bool Script::wereTakenOut(PathId Container, uint32_t Before) const {
  llvm::SmallVector<Op, 8> Open;
  for (const Step &S : Steps.take_front(Before)) {
    if (opensBlock(S.Kind))
      Open.push_back(S.Kind);
    else if (S.Kind == Op::End && !Open.empty())
      Open.pop_back();
    // Of `do … while (0)` there is a Switch.
    auto Around = llvm::find_if(llvm::reverse(Open),
                                [](Op K) { return K != Op::Switch; });
    if (S.Kind != Op::Set || Around == Open.rend() || *Around != Op::Loop ||
        isPart(S.Subject, Container))
      continue;
    const Value &V = F.args(S)[0];
    if (V.K == Value::Path && F.Paths[V.Id].K == PathNode::Element &&
        F.Paths[V.Id].Parent == Container)
      return true;
  }
  return false;
}

/// Does what an If asks of Object tell that it is empty at At?
bool Script::tellsEmpty(uint32_t If, PathId Object, uint32_t At) const {
  uint8_t Empty = 0; // in which of its blocks
  for (const Value &V : F.args(Steps[If]))
    if (V.K == Value::Path && V.Id == Object && !(V.Flags & Value::Masked))
      Empty |= V.Flags & (V.Flags & Value::Negated ? Value::HoldsInThen
                                                   : Value::HoldsInElse);
  if (!Empty)
    return false;
  uint32_t Else = 0, End = If + 1;
  for (unsigned Depth = 0; End < Steps.size(); ++End) {
    const Op K = Steps[End].Kind;
    if (K == Op::End && !Depth)
      break;
    if (K == Op::Else && !Depth)
      Else = End;
    Depth += opensBlock(K);
    Depth -= K == Op::End;
  }
  if (At < End)
    return Empty &
           (Else && At > Else ? Value::HoldsInElse : Value::HoldsInThen);
  if (leaves(Else ? Else : End))
    return Empty & Value::HoldsInElse;
  return Else && leaves(End) && Empty & Value::HoldsInThen;
}

/// The local variable or parameter that Object is a member of, or of what it
/// points to; 0 for none.
PathId Script::localAround(PathId Object) const {
  if (F.Paths[Object].K != PathNode::Field)
    return 0;
  PathId Around = F.Paths[Object].Parent;
  while (F.Paths[Around].K == PathNode::Element)
    Around = F.Paths[Around].Parent;
  return F.Paths[Around].K == PathNode::Local ||
                 F.Paths[Around].K == PathNode::Param
             ? Around
             : 0;
}

/// *out = new Options;   whose constructor leaves Member alone.
bool Script::makesEmpty(uint32_t Set, StringId Member) const {
  const Value &V = F.args(Steps[Set])[0];
  for (uint32_t I = Set; V.K == Value::New && I-- > 0;)
    if (const Step &S = Steps[I]; S.is(Step::Constructs) && S.Callee &&
                                  F.Functions[S.Callee].Class == V.Id)
      return S.NumArgs == 0 && leavesEmpty(S.Callee, Member);
  return V.K == Value::New;
}

/// Does a constructor put nothing into a member?
bool Script::leavesEmpty(FunctionId Constructor, StringId Member) const {
  for (uint32_t B : F.Functions[Constructor].Bodies)
    for (const Step &S : F.steps(F.Bodies[B]))
      for (PathId Into : {S.Subject, S.Result})
        if (F.Paths[Into].K == PathNode::Field &&
            F.Paths[Into].Name == Member &&
            (!S.is(Step::Constructs) || S.NumArgs))
          return false;
  return true;
}

/// Was nothing in Object when the assignment at At began?
bool Script::isEmptyBefore(PathId Object, uint32_t At) const {
  const bool IsLocal = F.Paths[Object].K == PathNode::Local;
  const PathId Around = localAround(Object);
  return before(At, [&](const Earlier &E) -> std::optional<bool> {
    if (isStart(E))
      return IsLocal && (!E.InLoop || leavesFrom(At));
    const Step &S = Steps[E.I];
    if (S.Kind == Op::If && tellsEmpty(E.I, Object, At))
      return true;
    if (Around && S.Subject == Around && S.is(Step::Constructs))
      return E.Leads && S.NumArgs == 0 &&
             leavesEmpty(S.Callee, F.Paths[Object].Name);
    if (Around && S.Kind == Op::Set && S.Subject == Around)
      return E.Leads && makesEmpty(E.I, F.Paths[Object].Name);
    if (Around && mentions(S, Around))
      return false;
    if (S.Subject == Object && S.Kind == Op::Set)
      return E.Leads && F.args(S)[0].K == Value::Null;
    if (S.Result == Object)
      return false;
    const bool Takes = llvm::any_of(F.args(S), [&](const Value &V) {
      return V.K == Value::Path && V.Id == Object && !(V.Flags & Value::Lifted);
    });
    if (Takes && S.Kind == Op::Set && E.Leads)
      return true; // kept, or moved, elsewhere
    if (S.Kind == Op::Call && S.Subject == Object && !S.is(Step::Destroys) &&
        S.Callee) {
      if (S.is(Step::Constructs))
        return S.NumArgs == 0;
      llvm::StringRef Name = name(S);
      if (Name == "reset" || Name == "release" || Name == "swap")
        return E.Leads && Name != "swap" && givesNothing(S);
      if (IsLocal)
        return false;
    }
    if (Takes && IsLocal && S.Kind == Op::Call)
      return false;
    return std::nullopt;
  });
}

bool Script::isPart(PathId P, PathId Of) const {
  while (P && P != Of)
    P = F.Paths[P].K == PathNode::Field || F.Paths[P].K == PathNode::Element
            ? F.Paths[P].Parent
            : 0;
  return P;
}

/// An iterator of the container, and not a key.
bool Script::isPlaceIn(PathId P, PathId Owner, uint32_t Before) const {
  for (const Step &S : Steps.take_front(Before))
    if (S.Kind == Op::Set && S.Subject == P)
      for (const Value &V : F.args(S))
        if (V.K == Value::Path && V.Id != Owner && isPart(V.Id, Owner))
          return true;
  return P != Owner && isPart(P, Owner);
}

/// Was what the iterator, or the end, that a call of erase names moved out?
bool Script::isTakenOut(PathId Owner, uint32_t Removal) const {
  PathId Of = Owner, Iterator = 0;
  for (const Value &V : F.args(Steps[Removal])) {
    if (V.K == Value::Path && isPlaceIn(V.Id, Owner, Removal))
      Of = V.Id;
    if (V.K == Value::Path && F.Paths[V.Id].K == PathNode::Local)
      Iterator = V.Id;
  }
  return before(Removal, [&](const Earlier &E) -> std::optional<bool> {
    if (isStart(E))
      return false;
    if (Steps[E.I].Kind == Op::Set && Steps[E.I].Subject != Of && E.Leads &&
        ends(Steps[E.I].Subject))
      for (const Value &V : F.args(Steps[E.I]))
        if (V.K == Value::Path &&
            ((isPart(V.Id, Of) &&
              (V.Id != Of || F.Paths[Of].K == PathNode::Element)) ||
             (V.Id == Iterator && Of == Iterator)))
          return true;
    return std::nullopt;
  });
}

/// A shared pointer that only copies one which is still there, or that was
/// reset: what it points to does not end with it.
bool Script::isOneOfMany(PathId Object, uint32_t At) const {
  return before(At, [&](const Earlier &E) -> std::optional<bool> {
    if (isStart(E))
      return false;
    const Step &S = Steps[E.I];
    if (S.Kind == Op::Set && S.Subject == Object) {
      const Value &From = F.args(S)[0];
      return E.Leads && From.K == Value::Path &&
             (F.Paths[From.Id].K == PathNode::Field ||
              F.Paths[From.Id].K == PathNode::Element);
    }
    if (S.Kind != Op::Call || !S.Callee || S.is(Step::Destroys))
      return std::nullopt;
    if (S.Subject == Object && name(S) == "reset")
      return E.Leads && givesNothing(S);
    if (isCall(E.I, {"erase", "clear", "pop_back", "pop_front", "pop", "reset",
                     "swap", "extract", "operator="}))
      return false;
    return std::nullopt;
  });
}

/// A future that was waited for has let go of its thread.
bool Script::wasAsked(PathId Object, uint32_t At) const {
  return before(At, [&](const Earlier &E) -> std::optional<bool> {
    if (isStart(E))
      return false;
    if (E.Leads && Steps[E.I].Subject == Object &&
        isCall(E.I, {"get", "wait", "share"}))
      return true;
    return std::nullopt;
  });
}

bool Script::endsNothing(uint32_t At) const {
  const Step &S = Steps[At];
  if (S.is(Step::Destroys) && S.is(Step::Owned) &&
      F.Paths[S.Subject].K == PathNode::Element) {
    // The owner's assignment, and the Set that goes with it, stand before.
    PathId Owner = F.Paths[S.Subject].Parent;
    uint32_t I = At;
    while (I > 0 && Steps[I - 1].At == S.At && !isAssignment(I) &&
           !isRemoval(I) && !isEmptying(I))
      --I;
    if (isEmptying(I) && Steps[I].Subject == Owner)
      return isEmptyBefore(Owner, I) || wereTakenOut(Owner, I);
    if (isRemoval(I) && Steps[I].Subject == Owner)
      return isTakenOut(Owner, I);
    // Elements of elements go by one name.
    return isAssignment(I) &&
           (Steps[I].Subject == Owner || Steps[I].Subject == S.Subject) &&
           isEmptyBefore(Steps[I].Subject, I);
  }
  if (S.is(Step::Destroys))
    return S.is(Step::AtScopeEnd) &&
           ((name(S) == "~shared_ptr" && isOneOfMany(S.Subject, At)) ||
            (name(S) == "~future" && wasAsked(S.Subject, At)));
  return isAssignment(At) && S.Subject && isEmptyBefore(S.Subject, At);
}

Facts cleanexit::withoutSpent(Facts United) {
  for (const Body &B : United.Bodies) {
    const Script In(United, B);
    for (uint32_t I = 0; I != B.Count; ++I)
      if (Step &S = United.Steps[B.First + I]; S.Kind == Op::Call && S.Callee &&
                                               !S.is(Step::MaybeMoved) &&
                                               In.endsNothing(I))
        S.Flags |= Step::MaybeMoved;
  }
  return United;
}
