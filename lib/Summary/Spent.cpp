//===-- Spent.cpp - Objects that have nothing left to end -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Spent.h"
#include "Summary/Copies.h"
#include "Summary/EmptyStates.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

/// By function and parameter: see objectsGiven().
using GivenOwn = llvm::DenseMap<std::pair<FunctionId, uint32_t>, bool>;

/// One body, looked at backwards from what ends an object.
class Script {
  const Facts &F;
  const FunctionId Of;
  llvm::ArrayRef<Step> Steps;
  const GivenOwn &Handed;
  const EmptyStates &States;
  mutable std::vector<Op> Kinds; ///< see kinds()

public:
  Script(const Facts &F, const Body &B, const GivenOwn &Handed,
         const EmptyStates &States)
      : F(F), Of(B.Of), Steps(F.steps(B)), Handed(Handed), States(States) {}

  bool endsNothing(uint32_t At) const;

private:
  llvm::StringRef name(FunctionId Id) const {
    llvm::StringRef Key = F.Strings[F.Functions[Id].Key];
    return Key.substr(Key.rfind(':') + 1);
  }
  llvm::StringRef name(const Step &S) const { return name(S.Callee); }

  bool isCall(uint32_t I, llvm::ArrayRef<llvm::StringRef> Names) const {
    return Steps[I].Kind == Op::Call && Steps[I].Callee &&
           llvm::is_contained(Names, name(Steps[I]));
  }
  /// reset(), whose argument is null if it is not written.
  bool givesNothing(const Step &S) const {
    return S.NumArgs == 0 || F.args(S)[0].K == Value::Null;
  }
  bool isAssignment(uint32_t I) const {
    return isCall(I, {"operator=", "assign", "assign_range"});
  }
  /// p.reset(new T)
  bool isReplacement(uint32_t I) const {
    return isAssignment(I) || (isCall(I, {"reset"}) && !givesNothing(Steps[I]));
  }
  bool isEmptying(uint32_t I) const {
    return isCall(I, {"clear", "reset"}) && givesNothing(Steps[I]);
  }
  bool isRemoval(uint32_t I) const {
    return isCall(I, {"erase", "erase_if", "pop_back", "pop_front", "pop"});
  }

  /// What the steps are, but for what opens and closes blocks that run once
  /// from end to end: of `do … while (0)` there is a Switch.
  llvm::ArrayRef<Op> kinds() const {
    if (!Kinds.empty())
      return Kinds;
    llvm::SmallVector<llvm::SmallVector<uint32_t, 3>, 8> Open;
    for (uint32_t I = 0; I < Steps.size(); ++I) {
      const Step &S = Steps[I];
      Kinds.push_back(S.Kind);
      if (opensBlock(S.Kind))
        Open.push_back({I});
      else if (S.Kind == Op::Case && !Open.empty())
        Open.back().push_back(I);
      else if (S.Kind == Op::Break || S.Kind == Op::Continue)
        for (auto &Block : Open)
          Block.push_back(I);
      else if (S.Kind == Op::End && !Open.empty()) {
        llvm::SmallVector<uint32_t, 3> Block = Open.pop_back_val();
        if (const Step &Opens = Steps[Block[0]];
            Opens.Kind == Op::Switch && Opens.NumArgs == 0 && Block.size() == 2)
          Kinds[Block[0]] = Kinds[Block[1]] = Kinds[I] = Op::Act;
      }
    }
    return Kinds;
  }

  /// A step before another one, and whether it leads to that: what stands in a
  /// branch that has ended, or in one beside, teaches nothing.
  struct Earlier {
    uint32_t I;
    bool Leads;
    bool Around; ///< it opens a block around that
    bool Beside; ///< it is in the first block of an If, and that in the second
  };

  /// Visits the steps before At, last first, until Visit knows the answer.
  template <typename Function> bool before(uint32_t At, Function Visit) const {
    unsigned Closed = 0;
    bool Beside = false, InFirst = false;
    Earlier E{At, true, false, false};
    while (E.I-- > 0) {
      const Op K = kinds()[E.I];
      E.Around = opensBlock(K) && !Closed;
      if (opensBlock(K) && Closed)
        --Closed;
      else if (opensBlock(K))
        Beside = InFirst = false;
      E.Leads = !Closed && !Beside;
      E.Beside = InFirst;
      if (std::optional<bool> Answer = Visit(E))
        return *Answer;
      if (K == Op::End)
        ++Closed;
      else if (!Closed && (K == Op::Else || K == Op::Case || K == Op::Catch))
        Beside = true;
      InFirst |= !Closed && K == Op::Else;
    }
    return *Visit({uint32_t(Steps.size()), true, false, false});
  }
  bool isStart(const Earlier &E) const { return E.I == Steps.size(); }

  bool mentions(const Step &S, PathId Place) const {
    return S.Subject == Place || S.Result == Place ||
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && V.Id == Place;
           });
  }

  bool mentionsPart(PathId Object, uint32_t Before) const {
    auto IsPart = [&](PathId P) {
      return P != Object && F.isWithin(P, Object);
    };
    return llvm::any_of(Steps.take_front(Before), [&](const Step &S) {
      return IsPart(S.Subject) || IsPart(S.Result) ||
             llvm::any_of(F.args(S), [&](const Value &V) {
               return V.K == Value::Path && IsPart(V.Id);
             });
    });
  }

  /// Does S give away what fits, so that nothing is left of it there?
  template <typename Function> bool gives(const Step &S, Function Fits) const {
    return (S.Kind == Op::Set || S.Kind == Op::Call || S.Kind == Op::Run) &&
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && V.Flags & Value::Moved && Fits(V.Id);
           });
  }
  bool gives(const Step &S, PathId Object) const {
    return gives(S, [&](PathId P) { return P == Object; });
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
  /// In a lambda, what it has captured goes by the name that it has outside.
  bool isCaptured(PathId Object) const {
    return F.Functions[Of].Parent && !ends(Object);
  }
  bool isReturned(PathId Object) const {
    return llvm::any_of(Steps, [&](const Step &S) {
      return S.Kind == Op::Return && mentions(S, Object);
    });
  }
  bool isNewIn(uint32_t Loop, PathId Object) const;
  bool isFresh(PathId Object) const;
  bool maySet(const Step &S, StringId Member) const;
  bool isEmptyAfterTurns(uint32_t Loop, PathId Object) const;
  enum Amount { All, Some };
  bool wereTakenOut(PathId Container, uint32_t Before, Amount Least = All,
                    bool AtEnd = false) const;
  std::optional<uint32_t> maker(PathId Of, uint32_t Before) const;
  bool givesAway(FunctionId Callable) const;
  bool removesNothing(PathId Owner, uint32_t Removal) const;
  bool endsOnlyCounted(FunctionId Destructor, bool &Any,
                       unsigned Depth = 3) const;
  bool isCounted(FunctionId Destructor) const {
    bool Any = name(Destructor) == "~shared_ptr"; // whatever its deleter does
    return Any || (endsOnlyCounted(Destructor, Any) && Any);
  }
  bool isOwner(FunctionId Destructor) const;
  bool isStateOf(PathId Asked, PathId Object) const;
  bool tellsEmpty(uint32_t If, PathId Object, uint32_t At) const;
  PathId localAround(PathId Object) const;
  bool isWritten(FunctionId Constructor) const {
    const Function &Of = F.Functions[Constructor];
    return !Of.Bodies.empty() && !Of.is(Function::Implicit);
  }
  bool leavesEmpty(FunctionId Constructor, StringId Member) const;
  bool leavesAllEmpty(FunctionId Constructor, unsigned Depth = 3) const;
  bool makesEmpty(uint32_t Set, StringId Member) const;
  bool isEmptyBefore(PathId Object, uint32_t At, bool AtEnd = false) const;
  bool isPlaceIn(PathId P, PathId Owner, uint32_t Before) const;
  bool isTakenOut(PathId Owner, uint32_t Removal, bool Counted) const;
  bool isNothing(const Value &V) const;
  bool copies(const Step &Call, FunctionId Destructor) const;
  bool isCopy(PathId Temporary, FunctionId Destructor) const;
  bool isOwnObject(PathId P) const;
  bool keeps(const Step &Call, PathId Object) const;
  bool readsOnly(FunctionId Callee, unsigned Param, unsigned Depth = 2) const;
  bool isReadOnly(PathId Object, unsigned Depth, llvm::ArrayRef<Step> By) const;
  bool isAsMade(PathId Object, uint32_t At) const;
  bool isOneOfMany(PathId Object, uint32_t At, FunctionId Destructor) const;
  bool isGivenOwn(PathId Object) const;
  bool wasAsked(PathId Object, uint32_t At) const;
};

} // namespace

/// Is a block never left over its end, which stands at End?
bool Script::leaves(uint32_t End) const {
  return F.leavesBlock(Steps[End - 1]);
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

/// Is Object made anew in each turn of a loop: does its life end in there, but
/// not only where the function is left?
bool Script::isNewIn(uint32_t Loop, PathId Object) const {
  unsigned Depth = 0;
  for (uint32_t I = Loop; I < Steps.size(); ++I) {
    const Step &S = Steps[I];
    Depth += opensBlock(S.Kind);
    if (S.Kind == Op::End && --Depth == 0)
      return false;
    if (S.Subject != Object || !S.is(Step::Destroys) || !S.is(Step::AtScopeEnd))
      continue;
    uint32_t Next = I + 1;
    while (Next < Steps.size() && Steps[Next].is(Step::Implicit))
      ++Next;
    if (Next < Steps.size() && Steps[Next].Kind != Op::Return &&
        Steps[Next].Kind != Op::Throw && Steps[Next].Kind != Op::Goto)
      return true;
  }
  return false;
}

/// Is each turn of a loop, in which Object gets something, left with nothing
/// in it?
bool Script::isEmptyAfterTurns(uint32_t Loop, PathId Object) const {
  unsigned Depth = 0;
  for (uint32_t I = Loop; I < Steps.size(); ++I) {
    Depth += opensBlock(Steps[I].Kind);
    if (Steps[I].Kind == Op::Continue)
      return false;
    if (Steps[I].Kind == Op::End && --Depth == 0)
      return isEmptyBefore(Object, I);
  }
  return false;
}

///   for (auto &p : container) kept.push_back(std::move(p));
///   std::move(container.begin(), container.end(), std::back_inserter(kept));
/// At its end a container has nothing left only of what was moved for sure.
bool Script::wereTakenOut(PathId Container, uint32_t Before, Amount Least,
                          bool AtEnd) const {
  auto IsElement = [&](PathId P) {
    return P != Container && (F.isWithin(P, Container) ||
                              isPlaceIn(F.root(P), Container, Before));
  };
  llvm::SmallVector<Op, 8> Open;
  for (const Step &S : Steps.take_front(Before)) {
    if (opensBlock(S.Kind))
      Open.push_back(S.Kind);
    else if (S.Kind == Op::End && !Open.empty())
      Open.pop_back();
    // Of `do … while (0)` there is a Switch.
    auto Around = llvm::find_if(llvm::reverse(Open),
                                [](Op K) { return K != Op::Switch; });
    const bool EachTurn = Around != Open.rend() && *Around == Op::Loop;
    const bool Elsewhere = !S.Subject || !F.isWithin(S.Subject, Container);
    if (Elsewhere && gives(S, IsElement)) {
      if (EachTurn || (Least == Some && llvm::is_contained(Open, Op::Loop)))
        return true;
      // From one end to the other.
      if (S.Kind == Op::Call && llvm::count_if(F.args(S), [&](const Value &V) {
                                  return V.K == Value::Path &&
                                         V.Flags & Value::Moved &&
                                         IsElement(V.Id);
                                }) == 2)
        return true;
    }
    if (S.Kind != Op::Set || !EachTurn || !Elsewhere || AtEnd)
      continue;
    const Value &V = F.args(S)[0];
    if (V.K == Value::Path && F.Paths[V.Id].K == PathNode::Element &&
        F.Paths[V.Id].Parent == Container)
      return true;
  }
  return false;
}

/// The last call that gave Of, or that Of is the result of.
std::optional<uint32_t> Script::maker(PathId Of, uint32_t Before) const {
  if (F.Paths[Of].K == PathNode::Result)
    return F.Paths[Of].Number < Before ? std::optional(F.Paths[Of].Number)
                                       : std::nullopt;
  for (uint32_t I = Before; I-- > 0;)
    if (Steps[I].Result == Of)
      return I;
  return std::nullopt;
}

/// [&](auto &p) { …; kept.push_back(std::move(p)); … }
bool Script::givesAway(FunctionId Callable) const {
  for (uint32_t B : F.Functions[Callable].Bodies)
    for (const Step &S : F.steps(F.Bodies[B]))
      if (gives(S, [&](PathId P) { return F.rootKind(P) == PathNode::Param; }))
        return true;
  return false;
}

/// Was everything that a removal chooses moved out before, or is it null?
///   v.erase(std::remove(v.begin(), v.end(), nullptr), v.end());
///   std::erase_if(v, [&](auto &p) { …; kept.push_back(std::move(p)); … });
bool Script::removesNothing(PathId Owner, uint32_t Removal) const {
  uint32_t Choice = Removal;
  if (Steps[Removal].Subject) {
    if (!Steps[Removal].NumArgs || F.args(Steps[Removal])[0].K != Value::Path)
      return false;
    std::optional<uint32_t> By = maker(F.args(Steps[Removal])[0].Id, Removal);
    if (!By || Steps[*By].Kind != Op::Call)
      return false;
    Choice = *By;
  }
  return llvm::any_of(F.args(Steps[Choice]),
                      [&](const Value &V) {
                        return V.K == Value::Function
                                   ? givesAway(V.Id)
                                   : V.K == Value::Null &&
                                         isCall(Choice, {"remove", "erase"});
                      }) ||
         wereTakenOut(Owner, Removal, Some);
}

/// Does a destructor end nothing but what others may hold too?
bool Script::endsOnlyCounted(FunctionId Destructor, bool &Any,
                             unsigned Depth) const {
  for (uint32_t B : F.Functions[Destructor].Bodies)
    for (const Step &S : F.steps(F.Bodies[B])) {
      if (!S.is(Step::Destroys) || !Depth)
        return false;
      if (S.is(Step::Shared))
        Any = true;
      else if (!endsOnlyCounted(S.Callee, Any, Depth - 1))
        return false;
    }
  return true;
}

/// Is it of a library's smart pointer or container?
bool Script::isOwner(FunctionId Destructor) const {
  const Function &Of = F.Functions[Destructor];
  return Of.is(Function::Toolchain) && llvm::any_of(Of.Bodies, [&](uint32_t B) {
           return llvm::any_of(F.steps(F.Bodies[B]),
                               [](const Step &S) { return S.is(Step::Owned); });
         });
}

/// Does what an If asks of Object tell that it is empty at At?
/// if (mode_ != None) return;   and server_ is empty where there is no mode
bool Script::isStateOf(PathId Asked, PathId Object) const {
  auto IsOwn = [&](PathId Place) {
    return F.Paths[Place].K == PathNode::Field &&
           F.Paths[F.Paths[Place].Parent].K == PathNode::This;
  };
  return IsOwn(Asked) && IsOwn(Object) &&
         States.isEmptyWithout(F.classOf(Of), F.Paths[Asked].Name,
                               F.Paths[Object].Name);
}

bool Script::tellsEmpty(uint32_t If, PathId Object, uint32_t At) const {
  uint8_t Empty = 0; // in which of its blocks
  for (const Value &V : F.args(Steps[If]))
    if (V.K == Value::Path && !(V.Flags & Value::Masked) &&
        (V.Id == Object || isStateOf(V.Id, Object)))
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
            !((S.Kind == Op::Set || S.is(Step::Constructs)) && givesNothing(S)))
          return false;
  return true;
}

/// Does a constructor put nothing but numbers and texts into any member?
bool Script::leavesAllEmpty(FunctionId Constructor, unsigned Depth) const {
  const Function &Of = F.Functions[Constructor];
  auto IsPlain = [&](const Value &V) {
    return V.K != Value::Path && V.K != Value::Function && V.K != Value::New;
  };
  if (Of.is(Function::Toolchain))
    return true;
  return Depth && !Of.Bodies.empty() &&
         llvm::all_of(Of.Bodies, [&](uint32_t B) {
           return llvm::all_of(F.steps(F.Bodies[B]), [&](const Step &S) {
             return (S.Kind == Op::Set || S.is(Step::Constructs)) &&
                    llvm::all_of(F.args(S), IsPlain) &&
                    (S.Kind == Op::Set || leavesAllEmpty(S.Callee, Depth - 1));
           });
         });
}

/// In a constructor: is it a member, empty until something is put there?
bool Script::isFresh(PathId Object) const {
  return F.Functions[Of].K == Function::Constructor &&
         F.Paths[Object].K == PathNode::Field &&
         F.Paths[F.Paths[Object].Parent].K == PathNode::This;
}

/// A method of the object, another of its constructors, or a base's that does so,
/// or somebody who is told where it is.
bool Script::maySet(const Step &S, StringId Member) const {
  if (S.Kind != Op::Call && S.Kind != Op::Run)
    return false;
  const bool IsBases = S.is(Step::Constructs) &&
                       F.Functions[S.Callee].Class != F.Functions[Of].Class;
  const bool IsOwn = F.Paths[S.Subject].K == PathNode::This &&
                     (!IsBases || !leavesEmpty(S.Callee, Member));
  return IsOwn || llvm::any_of(F.args(S), [&](const Value &V) {
           return V.K == Value::Path && F.Paths[V.Id].K == PathNode::This;
         });
}

/// Was nothing in Object when the assignment at At began; or was it emptied
/// before its own end there?
bool Script::isEmptyBefore(PathId Object, uint32_t At, bool AtEnd) const {
  const bool IsLocal =
      F.Paths[Object].K == PathNode::Local && !isCaptured(Object);
  const bool IsOwn = IsLocal || AtEnd;
  const bool IsFresh = isFresh(Object);
  const PathId Around = localAround(Object);
  bool InLoop = false; // another turn of which may have filled it
  return before(At, [&](const Earlier &E) -> std::optional<bool> {
    if (isStart(E))
      return (IsLocal || IsFresh) && !AtEnd && (!InLoop || leavesFrom(At));
    if (E.Beside)
      return std::nullopt;
    const Step &S = Steps[E.I];
    if (S.Kind == Op::Loop && E.Around) {
      if (AtEnd)
        return false;
      if (IsLocal && isNewIn(E.I, Object))
        return !InLoop || leavesFrom(At);
      InLoop |= !IsLocal || !isEmptyAfterTurns(E.I, Object);
    }
    if (S.Kind == Op::If && tellsEmpty(E.I, Object, At))
      return true;
    if (IsFresh && maySet(S, F.Paths[Object].Name))
      return false;
    if (Around && S.Subject == Around && S.is(Step::Constructs))
      return E.Leads && (S.NumArgs == 0 || isWritten(S.Callee)) &&
             leavesEmpty(S.Callee, F.Paths[Object].Name);
    if (Around && S.Kind == Op::Set && S.Subject == Around)
      return E.Leads && makesEmpty(E.I, F.Paths[Object].Name);
    if (Around && mentions(S, Around))
      return false;
    if (S.Subject == Object && S.Kind == Op::Set)
      return E.Leads && isNothing(F.args(S)[0]);
    if (S.Result == Object)
      return false;
    if (E.Leads && S.Subject != Object && gives(S, Object))
      return true;
    const bool Takes = llvm::any_of(F.args(S), [&](const Value &V) {
      return V.K == Value::Path && V.Id == Object && !(V.Flags & Value::Lifted);
    });
    if (Takes && S.Kind == Op::Set && E.Leads && !AtEnd)
      return true; // kept, or moved, elsewhere
    if (S.Kind == Op::Call && S.Subject == Object && !S.is(Step::Destroys) &&
        S.Callee) {
      if (S.is(Step::Constructs))
        return S.NumArgs ? isNothing(F.args(S)[0])
                         : !AtEnd && leavesAllEmpty(S.Callee);
      llvm::StringRef Name = name(S);
      if (Name == "reset" || Name == "release" || Name == "clear" ||
          Name == "swap")
        return E.Leads && Name != "swap" && givesNothing(S);
      if (IsOwn)
        return false;
    }
    if (Takes && IsOwn && S.Kind == Op::Call)
      return false;
    return std::nullopt;
  });
}

/// An iterator of the container, and not a key.
bool Script::isPlaceIn(PathId P, PathId Owner, uint32_t Before) const {
  for (const Step &S : Steps.take_front(Before))
    if (S.Kind == Op::Set && S.Subject == P)
      for (const Value &V : F.args(S))
        if (V.K == Value::Path && V.Id != Owner && F.isWithin(V.Id, Owner))
          return true;
  return P != Owner && F.isWithin(P, Owner);
}

/// Was what the iterator, or the end, that a call of erase names moved out, or
/// is it Counted and was copied?
bool Script::isTakenOut(PathId Owner, uint32_t Removal, bool Counted) const {
  PathId Of = Owner, Iterator = 0;
  for (const Value &V : F.args(Steps[Removal])) {
    if (V.K == Value::Path && isPlaceIn(V.Id, Owner, Removal))
      Of = V.Id;
    if (V.K == Value::Path && F.Paths[V.Id].K == PathNode::Local)
      Iterator = V.Id;
  }
  auto IsThere = [&](PathId P) {
    return (F.isWithin(P, Of) &&
            (P != Of || F.Paths[Of].K == PathNode::Element)) ||
           (P == Iterator && Of == Iterator);
  };
  // The copy lives on. One that is not destroyed is no more than a copy of an
  // iterator, if it is not what is returned.
  auto Keeps = [&](PathId Copy) {
    return !F.isWithin(Copy, Owner) &&
           (ends(Copy) || (Counted && isReturned(Copy)));
  };
  return before(Removal, [&](const Earlier &E) -> std::optional<bool> {
    if (isStart(E))
      return false;
    const Step &S = Steps[E.I];
    if (!E.Leads || S.Subject == Of)
      return std::nullopt;
    if (gives(S, [&](PathId P) {
          return IsThere(P) || (Iterator && P == Iterator);
        }))
      return true;
    if (S.Kind == Op::Set && Keeps(S.Subject))
      for (const Value &V : F.args(S))
        if (V.K == Value::Path && IsThere(V.Id))
          return true;
    return std::nullopt;
  });
}

/// nullptr, or std::shared_ptr<T>(nullptr)
bool Script::isNothing(const Value &V) const {
  if (V.K != Value::Path || F.Paths[V.Id].K != PathNode::Result ||
      F.Paths[V.Id].Number >= Steps.size())
    return V.K == Value::Null;
  const Step &Made = Steps[F.Paths[V.Id].Number];
  return Made.is(Step::Constructs) && Made.NumArgs && Made.Callee &&
         F.Functions[Made.Callee].is(Function::Toolchain) &&
         F.args(Made)[0].K == Value::Null;
}

/// Does a call return a copy of what outlives it?
bool Script::copies(const Step &Call, FunctionId Destructor) const {
  return returnsCopy(F, Call.Callee, Destructor) &&
         llvm::none_of(F.args(Call), [&](const Value &V) {
           return V.K == Value::Path && F.rootKind(V.Id) == PathNode::Result;
         });
}

/// Of what somebody else still has: of a member that a getter returns, of what
/// the running method belongs to.
bool Script::isCopy(PathId Temporary, FunctionId Destructor) const {
  const PathNode &Node = F.Paths[Temporary];
  if (Node.K == PathNode::This)
    return true;
  if (Node.K != PathNode::Result || Node.Number >= Steps.size())
    return false;
  const Step &Made = Steps[Node.Number];
  return Made.Kind == Op::Call && Made.Callee && copies(Made, Destructor);
}

/// Of a variable that is an object itself, and refers to none.
bool Script::isOwnObject(PathId P) const {
  const PathId Object = F.root(P);
  return F.Paths[Object].K == PathNode::Local &&
         llvm::any_of(Steps, [&](const Step &S) {
           return S.Subject == Object &&
                  (S.is(Step::Destroys) || S.is(Step::Constructs));
         });
}

/// void put(Slot s, EntryPtr entry) { slots_[s].insert(entry); }   Whether a function
/// puts a shared_ptr that it is given into one of its object's, if it does not throw
/// before.
static bool keepsParameter(const Facts &F, FunctionId Fn, uint32_t Param) {
  return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t Id) {
    const Body &B = F.Bodies[Id];
    for (uint32_t I = 0; I != B.Count; ++I) {
      const Step &S = F.Steps[B.First + I];
      if (leavesBlock(S.Kind))
        return false;
      const PathNode &Given =
          F.Paths[S.Kind == Op::Set && F.args(S)[0].K == Value::Path
                      ? F.args(S)[0].Id
                      : 0];
      if (Given.K == PathNode::Param && Given.Number == Param &&
          isShared(F, F.classOf(Fn), S.Subject) && F.blocksAround(B, I).empty())
        return true;
    }
    return false;
  });
}

/// all_.insert(std::pair<const int, std::shared_ptr<T>>(id, object));
bool Script::keeps(const Step &Call, PathId Object) const {
  const PathNode::Kind Root = F.rootKind(Call.Subject);
  if (Root == PathNode::Local || Root == PathNode::Result ||
      Root == PathNode::Unknown)
    return false;
  if (!F.Functions[Call.Callee].is(Function::Toolchain) &&
      !Call.is(Step::Virtual))
    for (const auto &[I, V] : llvm::enumerate(F.args(Call)))
      if (V.K == Value::Path && V.Id == Object &&
          !(V.Flags & (Value::Moved | Value::Lifted)) &&
          keepsParameter(F, Call.Callee, I))
        return true;
  if (!F.Functions[Call.Callee].is(Function::Toolchain) ||
      !llvm::is_contained({"insert", "emplace", "push_back", "emplace_back",
                           "push", "push_front", "insert_or_assign",
                           "try_emplace"},
                          name(Call)))
    return false;
  auto IsCopy = [&](const Value &V) {
    return V.K == Value::Path && V.Id == Object &&
           !(V.Flags & (Value::Moved | Value::Lifted));
  };
  return llvm::any_of(F.args(Call), [&](const Value &V) {
    if (IsCopy(V))
      return true;
    // A pair that is made for it.
    const PathNode &Node = F.Paths[V.K == Value::Path ? V.Id : 0];
    return Node.K == PathNode::Result && Node.Number < Steps.size() &&
           Steps[Node.Number].is(Step::Constructs) &&
           llvm::any_of(F.args(Steps[Node.Number]), IsCopy);
  });
}

/// A shared pointer that only copies one which is still there, or was copied to
/// one, or that was reset: what it points to does not end with it.
bool Script::isOneOfMany(PathId Object, uint32_t At,
                         FunctionId Destructor) const {
  llvm::SmallVector<PathId, 4> Changed; // maybe what is copied from
  bool MembersChange = false;
  auto IsLeft = [&](const Value &V) {
    // self = shared_from_this();   Whoever called the method has another one.
    if (V.K != Value::Path || F.Paths[V.Id].K == PathNode::This)
      return true;
    const bool IsOwn = F.rootKind(V.Id) == PathNode::This || isOwnObject(V.Id);
    return (IsOwn || !MembersChange) && llvm::none_of(Changed, [&](PathId P) {
             return F.isWithin(V.Id, P) || F.isWithin(P, V.Id);
           });
  };
  return before(At, [&](const Earlier &E) -> std::optional<bool> {
    if (isStart(E))
      return false;
    const Step &S = Steps[E.I];
    if (S.Kind == Op::Set && S.Subject == Object) {
      const Value &From = F.args(S)[0];
      return E.Leads && From.K == Value::Path && !(From.Flags & Value::Moved) &&
             IsLeft(From) &&
             (F.Paths[From.Id].K != PathNode::Result ||
              isCopy(From.Id, Destructor));
    }
    // Session(std::shared_ptr<T> p) : kept_(p) {}
    if (E.Leads && (S.Kind == Op::Set || S.is(Step::Constructs)) &&
        F.rootKind(S.Subject) != PathNode::Local &&
        F.rootKind(S.Subject) != PathNode::Result &&
        llvm::any_of(F.args(S), [&](const Value &V) {
          return V.K == Value::Path && V.Id == Object &&
                 !(V.Flags & (Value::Moved | Value::Lifted));
        }))
      return true;
    if (S.Kind != Op::Call || !S.Callee || S.is(Step::Destroys))
      return std::nullopt;
    if (E.Leads && keeps(S, Object))
      return true;
    if (S.Result == Object)
      return E.Leads && !(S.Subject && MembersChange) &&
                     llvm::all_of(F.args(S), IsLeft) && copies(S, Destructor)
                 ? std::optional(true)
                 : std::nullopt; // a Set may tell more
    if (S.Subject == Object && name(S) == "reset")
      return E.Leads && givesNothing(S);
    if (!isCall(E.I, {"erase", "clear", "pop_back", "pop_front", "pop", "reset",
                      "swap", "extract", "operator="}))
      return std::nullopt;
    const bool IsMember =
        F.Paths[S.Subject].K == PathNode::Field &&
        F.Paths[F.Paths[S.Subject].Parent].K == PathNode::This;
    if (!isOwnObject(S.Subject) && !(IsMember && name(S) == "operator="))
      return false;
    MembersChange |= IsMember;
    Changed.push_back(IsMember ? S.Subject : F.root(S.Subject));
    return std::nullopt;
  });
}

bool Script::readsOnly(FunctionId Callee, unsigned Param,
                       unsigned Depth) const {
  const Function &Of = F.Functions[Callee];
  PathNode Given;
  Given.K = PathNode::Param;
  Given.Number = Param;
  const PathId Object = llvm::find(F.Paths, Given) - F.Paths.begin();
  return Depth && !Of.Bodies.empty() &&
         (Object == F.Paths.size() || llvm::all_of(Of.Bodies, [&](uint32_t B) {
            return isReadOnly(Object, Depth - 1, F.steps(F.Bodies[B]));
          }));
}

/// Do steps do no more with an object than read members, or hand it over to who
/// does so?
bool Script::isReadOnly(PathId Object, unsigned Depth,
                        llvm::ArrayRef<Step> By) const {
  return llvm::all_of(By, [&](const Step &S) {
    if (S.is(Step::Destroys) || S.is(Step::Constructs))
      return S.Subject == Object || !mentions(S, Object);
    const bool Asks = S.Kind == Op::Call && S.Callee &&
                      F.Functions[S.Callee].is(Function::Const);
    if ((F.isWithin(S.Subject, Object) && !Asks) ||
        F.isWithin(S.Result, Object))
      return false;
    for (unsigned I = 0; I != S.NumArgs; ++I) {
      const Value &V = F.args(S)[I];
      if (V.K != Value::Path || !F.isWithin(V.Id, Object))
        continue;
      const bool Calls = S.Kind == Op::Call || S.Kind == Op::Run;
      const bool Reads = Calls ? V.Id == Object && S.Callee &&
                                     !S.is(Step::Virtual) &&
                                     readsOnly(S.Callee, I, Depth)
                               : V.Id != Object && !(V.Flags & Value::Lifted);
      if (!Reads)
        return false;
    }
    return true;
  });
}

/// Is a variable as its constructor has left it, which has put nothing into
/// what ends with an effect?
///   Options o;   apply(this, o);   reads it
bool Script::isAsMade(PathId Object, uint32_t At) const {
  const Step *Made = llvm::find_if(Steps, [&](const Step &S) {
    return S.Subject == Object && S.is(Step::Constructs);
  });
  if (Made == Steps.end() || Made->NumArgs ||
      F.Functions[Made->Callee].Bodies.empty() ||
      F.Paths[Object].K != PathNode::Local || !isReadOnly(Object, 2, Steps))
    return false;
  return llvm::all_of(F.Functions[Steps[At].Callee].Bodies, [&](uint32_t B) {
    return llvm::all_of(F.steps(F.Bodies[B]), [&](const Step &S) {
      const bool IsIdle =
          S.is(Step::Member) &&
          llvm::all_of(F.Functions[S.Callee].Bodies,
                       [&](uint32_t Ends) { return !F.Bodies[Ends].Count; });
      const PathNode &Node = F.Paths[S.Subject];
      return IsIdle || (S.is(Step::Member) && Node.K == PathNode::Field &&
                        leavesEmpty(Made->Callee, Node.Name));
    });
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
  // A deleter is run with what the owner held.
  const PathId Ends = S.Kind == Op::Run && S.is(Step::Owned) && S.NumArgs &&
                              F.args(S)[0].K == Value::Path
                          ? F.args(S)[0].Id
                          : S.Subject;
  if ((S.is(Step::Destroys) || S.Kind == Op::Run) && S.is(Step::Owned) &&
      F.Paths[Ends].K == PathNode::Element) {
    // The owner's assignment, and the Set that goes with it, stand before.
    PathId Owner = F.Paths[Ends].Parent;
    uint32_t I = At;
    while (I > 0 && Steps[I - 1].At == S.At && !isReplacement(I) &&
           !isRemoval(I) && !isEmptying(I))
      --I;
    // std::erase_if(v, …); elements of elements go by one name.
    const PathId Of = Steps[I].Subject || !Steps[I].NumArgs ||
                              F.args(Steps[I])[0].K != Value::Path
                          ? Steps[I].Subject
                          : F.args(Steps[I])[0].Id;
    if (!Of || (Of != Owner && Of != Ends))
      return false;
    if (isEmptying(I))
      return isEmptyBefore(Of, I) || wereTakenOut(Of, I) ||
             (S.is(Step::Shared) && F.Paths[Of].K == PathNode::Local &&
              isOneOfMany(Of, I, S.Callee));
    if (isRemoval(I))
      return removesNothing(Of, I) ||
             (Steps[I].Subject && isTakenOut(Of, I, isCounted(S.Callee)));
    if (!isReplacement(I))
      return false;
    // Of an assignment that the compiler writes, a Set stands before, too.
    if (I > 0 && Steps[I - 1].Kind == Op::Set && Steps[I - 1].Subject == Of &&
        Steps[I - 1].At == S.At)
      --I;
    return isEmptyBefore(Of, I) || wereTakenOut(Of, I);
  }
  if (S.is(Step::Temporary))
    return isCounted(S.Callee) && isCopy(S.Subject, S.Callee);
  if (S.is(Step::Destroys))
    return S.is(Step::AtScopeEnd) &&
           ((isCounted(S.Callee) &&
             (isOneOfMany(S.Subject, At, S.Callee) || isGivenOwn(S.Subject) ||
              isAsMade(S.Subject, At))) ||
            (name(S) == "~future" && wasAsked(S.Subject, At)) ||
            (isOwner(S.Callee) && (isEmptyBefore(S.Subject, At, true) ||
                                   wereTakenOut(S.Subject, At, All, true))));
  // What is written for an assignment is done, whatever there was.
  if (!isCall(At, {"operator="}) || !S.Subject)
    return false;
  if (F.Functions[S.Callee].is(Function::Toolchain))
    return isEmptyBefore(S.Subject, At);
  // Of a class's own, the Set that goes with it stands before.
  return F.Functions[S.Callee].is(Function::Implicit) && At > 0 &&
         Steps[At - 1].Kind == Op::Set && Steps[At - 1].Subject == S.Subject &&
         F.Paths[S.Subject].K == PathNode::Local &&
         !mentionsPart(S.Subject, At) && isEmptyBefore(S.Subject, At - 1);
}

/// begin(shared_from_this());   Who is called for an object has another one than
/// what its method hands over, whatever takes that by value.
bool Script::isGivenOwn(PathId Object) const {
  const PathNode &Node = F.Paths[Object];
  const auto Given =
      Node.K == PathNode::Param ? Handed.find({Of, Node.Number}) : Handed.end();
  // drop(shared_from_this());   may take that other one out
  return Given != Handed.end() && Given->second &&
         llvm::none_of(Steps, [&](const Step &S) {
           return S.Kind == Op::Call && S.Callee &&
                  F.Functions[S.Callee].is(Function::Toolchain) &&
                  llvm::is_contained({"erase", "clear", "extract", "pop_back",
                                      "pop_front", "pop", "remove"},
                                     name(S));
         });
}

/// By function and parameter: whether all calls give it the object that they are
/// in a method of. Only parameters that end with the function are asked for.
static GivenOwn objectsGiven(const Facts &F) {
  GivenOwn Given;
  for (const Body &B : F.Bodies)
    for (const Step &S : F.steps(B))
      if (S.is(Step::AtScopeEnd) && F.Paths[S.Subject].K == PathNode::Param)
        Given.try_emplace({B.Of, F.Paths[S.Subject].Number}, false);
  llvm::DenseSet<std::pair<FunctionId, uint32_t>> Other;
  for (const Step &S : F.Steps)
    if (S.Kind == Op::Call && S.Callee)
      for (auto [I, V] : llvm::enumerate(F.args(S)))
        if (auto It = Given.find({S.Callee, uint32_t(I)}); It != Given.end()) {
          It->second = V.K == Value::Path &&
                       F.Paths[V.Id].K == PathNode::This &&
                       !Other.contains(It->first);
          if (!It->second)
            Other.insert(It->first);
        }
  return Given;
}

Facts cleanexit::withoutSpent(Facts United) {
  const GivenOwn Given = objectsGiven(United);
  const EmptyStates States(United);
  for (const Body &B : United.Bodies) {
    const Script In(United, B, Given, States);
    for (uint32_t I = 0; I != B.Count; ++I)
      if (Step &S = United.Steps[B.First + I];
          (S.Kind == Op::Call || (S.Kind == Op::Run && S.is(Step::Owned))) &&
          S.Callee && !S.is(Step::MaybeMoved) && In.endsNothing(I))
        S.Flags |= Step::MaybeMoved;
  }
  return United;
}
