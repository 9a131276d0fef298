//===-- Awakening.cpp - Does a request wake who sleeps? -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Awakening.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include <optional>

namespace cleanexit {
namespace {

constexpr llvm::StringLiteral OnlyOne =
    ", where the request wakes only one thread";

class Sleeper {
  const Summary &P;
  const Facts &F;
  const StopRequest &Asked;
  const FunctionId Thread;
  const bool IsOneOfMany;

public:
  Sleeper(const Summary &P, const StopRequest &Asked, const Sleep &Wait)
      : P(P), F(P.facts()), Asked(Asked), Thread(Wait.Thread),
        IsOneOfMany(Wait.IsOneOfMany) {}

  std::string why(const Sleep &Wait) const {
    const Step &S = *stepOf(P, Wait.At);
    if (Wait.What == Effect::WaitCondition) {
      const std::vector<Link> Chain = written(Wait);
      if (std::string Why = unheard(Chain.front().At); !Why.empty())
        return Why;
      if (isLeftAsleep(S))
        return ", which the request does not wake";
      if (const StringId Flag = Wait.Forever ? isMissed(Chain.front().At) : 0)
        return ", and misses a request that comes just before: '" +
               F.Strings[Flag].str() + "' is set without the lock";
      if (Wait.Forever && mayComeBefore(Chain))
        return ", and does not look at the request again once it has the lock";
    } else if (isLeftAsleep(S) && !isReleasedAtStart(semaphoreOf(Wait.At, S))) {
      return ", which the request does not wake";
    }
    return Wait.Forever && isAnotherWoken(S) ? OnlyOne.str() : "";
  }

private:
  /// The calls from where a wait is written: not in Cond::wait(), which does it
  /// and no more.
  std::vector<Link> written(const Sleep &Wait) const {
    std::vector<Link> Chain{{Wait.At, stepOf(P, Wait.At)->Callee}};
    for (StepRef Call : llvm::reverse(Wait.Way)) {
      const StepRef At = Chain.front().At;
      if (hasPredicate(*stepOf(P, At)) ||
          llvm::any_of(F.steps(F.Bodies[At.Body]),
                       [](const Step &S) { return opensBlock(S.Kind); }))
        break;
      Chain.insert(Chain.begin(), {Call, functionOf(P, At)});
    }
    return Chain;
  }

  /// wake_.wait(lock, isReady);   or what a wrapper is given for it
  bool hasPredicate(const Step &S) const {
    return (P.model(S.Callee) && S.NumArgs > 1 &&
            F.Functions[S.Callee].K == Function::Method) ||
           llvm::any_of(F.args(S),
                        [](const Value &V) { return V.K == Value::Function; });
  }

  /// The condition that a wait is for, by last name; 0 if it has none.
  StringId waitedFor(const Step &S) const {
    const FunctionModel *M = P.model(S.Callee);
    return lastField(F, M && M->WaitsFor >= 0 ? placeOf(F, S, M->WaitsFor)
                                              : S.Subject);
  }

  /// Whether the request signals other conditions, and no thread this one.
  bool isLeftAsleep(const Step &S) const {
    const StringId Condition = waitedFor(S);
    return Condition && !Asked.Cuts && !Asked.Woken.empty() &&
           !Asked.Woken.contains(0) && !Asked.Woken.contains(Condition) &&
           llvm::none_of(P.started(), [&](const StartedThread &T) {
             return wokenBy(P, T.Runs).contains(Condition);
           });
  }

  /// Whether only one of the threads which wait for this is woken, and none of
  /// the class wakes the next.
  bool isAnotherWoken(const Step &S) const {
    const StringId Condition = waitedFor(S);
    auto WakesNext = [&](const StartedThread &T) {
      if (T.Runs != Thread && F.classOf(T.Runs) != F.classOf(Thread))
        return false;
      const llvm::DenseSet<StringId> Woken = wokenBy(P, T.Runs);
      return Woken.contains(Condition) || Woken.contains(0);
    };
    return IsOneOfMany && Condition && !Asked.Cuts &&
           Asked.WokenOnce.contains(Condition) && !Asked.Woken.contains(0) &&
           llvm::none_of(P.started(), WakesNext);
  }

  /// Whether a semaphore is released when the thread is started, or by what is
  /// not seen.
  bool isReleasedAtStart(uint64_t Semaphore) const {
    if (!Semaphore)
      return true;
    bool Any = false;
    for (uint32_t B = 1; B < F.Bodies.size(); ++B)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        const FunctionModel *M =
            S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
        if (!M || !M->asksToStop() || semaphoreOf({B, I}, S) != Semaphore)
          continue;
        Any = true;
        if (comesWithStart({B, I}))
          return true;
      }
    return !Any;
  }

  uint64_t semaphoreOf(StepRef At, const Step &S) const {
    const PathId Of = S.Subject ? S.Subject : placeOf(F, S, 0);
    return Of ? P.identity(At, Of) : 0;
  }

  /// On every way through a constructor, or through what starts a thread.
  bool comesWithStart(StepRef At, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 2;
    if (!F.blocksAround(F.Bodies[At.Body], At.Index).empty())
      return false;
    const FunctionId In = functionOf(P, At);
    auto Starts = [&](FunctionId Fn) {
      return llvm::any_of(P.started(), [&](const StartedThread &T) {
        return functionOf(P, T.At) == Fn;
      });
    };
    return F.Functions[In].K == Function::Constructor || Starts(In) ||
           llvm::any_of(F.steps(F.Bodies[At.Body]),
                        [&](const Step &S) {
                          return S.Kind == Op::Call && S.Callee &&
                                 Starts(S.Callee);
                        }) ||
           (Depth != Deepest && llvm::any_of(P.callers(In), [&](StepRef Call) {
              return comesWithStart(Call, Depth + 1);
            }));
  }

  /// Whether what is asked has been set by the request so that the answer is the
  /// one that lets the thread wait: `!queue_.empty()` after queue_.clear()
  bool isSetAgainst(StepRef At, const Value &V, bool Wanted) const {
    constexpr unsigned Knows = Value::HoldsInThen | Value::HoldsInElse |
                               Value::FilledInThen | Value::FilledInElse;
    const uint64_t Member =
        V.K == Value::Path && V.Flags & Knows ? P.identity(At, V.Id) : 0;
    bool Any = false;
    for (const auto &[Place, Number] : Asked.Constants) {
      if (!Member || Place.first != Member)
        continue;
      const bool Holds = V.Flags & Value::Equals   ? Number == V.Number
                         : V.Flags & Value::Masked ? Number & V.Number
                                                   : Number != 0;
      const bool Answer = Holds != bool(V.Flags & Value::Negated);
      if (Answer == Wanted)
        return false;
      Any = true;
    }
    return Any;
  }

  /// `return !queue_.empty() && …`, `while (queue_.empty() || …)`: whether the wait
  /// is not over while a container is empty.
  static bool mustBeFilled(const Value &V, bool IsPredicate) {
    constexpr unsigned Both = Value::FilledInThen | Value::FilledInElse;
    return IsPredicate
               ? (V.Flags & (Both | Value::Negated)) == Value::FilledInThen
               : (V.Flags & (Both | Value::Negated)) ==
                     (Value::FilledInElse | Value::Negated);
  }

  /// The fields that steps mention.
  struct Mentioned {
    llvm::DenseSet<StringId> Names;
    llvm::DenseSet<uint64_t> Members; ///< the same, by identity
    bool All = true;                  ///< all that they depend on is seen
    bool IsSetAgainst = false;        ///< by the request, and not among Names
    StringId Filled = 0; ///< a container that must not be empty, else it waits
    unsigned Decisions =
        0; ///< the predicate's returns, or the loop's condition
  };

  void collect(uint32_t B, uint32_t First, uint32_t End, Mentioned &Of,
               const Step *Except, unsigned Depth) const {
    auto Path = [&](uint32_t I, PathId Id) {
      if (const uint64_t Member = P.identity({B, I}, Id))
        Of.Members.insert(Member);
      for (; Id && F.Paths[Id].K != PathNode::Unknown;
           Id = F.Paths[Id].K == PathNode::Field ||
                        F.Paths[Id].K == PathNode::Element
                    ? F.Paths[Id].Parent
                    : 0)
        if (F.Paths[Id].K == PathNode::Field ||
            F.Paths[Id].K == PathNode::Global)
          Of.Names.insert(F.Paths[Id].Name);
        else if (F.Paths[Id].K == PathNode::Param ||
                 F.Paths[Id].K == PathNode::Local)
          Of.All &= F.Paths[Id].K == PathNode::Local;
    };
    for (uint32_t I = First; I < End; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      // job_ != nullptr: what is returned says it.
      if (&S == Except ||
          (S.Kind == Op::Call && S.Callee &&
           F.Functions[S.Callee].is(Function::Toolchain) &&
           (lastName(F, S.Callee) == "operator==" ||
            lastName(F, S.Callee) == "operator!="))) // before C++20
        continue;
      Path(I, S.Subject);
      // The predicate, or the condition of the loop around the wait.
      const bool IsPredicate = S.Kind == Op::Return;
      const bool Decides =
          !Depth && (IsPredicate || (S.Kind == Op::Loop && I == First));
      Of.Decisions += Decides;
      for (const Value &V : F.args(S)) {
        if (V.K != Value::Path)
          continue;
        if (Decides && isSetAgainst({B, I}, V, IsPredicate)) {
          Of.IsSetAgainst = true;
          continue;
        }
        if (Decides && mustBeFilled(V, IsPredicate))
          Of.Filled = lastField(F, V.Id);
        Path(I, V.Id);
        // Who captured it may set it.
        Of.All &= S.Kind != Op::Return || F.Paths[V.Id].K != PathNode::Local;
      }
      const bool Computes =
          S.Kind == Op::Return &&
          (!S.NumArgs || (S.NumArgs == 1 && F.args(S)[0].K == Value::Unknown));
      if (S.Kind == Op::Run || Computes)
        Of.All = false;
      if (S.Kind == Op::Call && S.Callee &&
          !F.Functions[S.Callee].is(Function::Toolchain)) {
        if (F.Functions[S.Callee].Bodies.empty() || Depth > 2)
          Of.All = false;
        else
          for (uint32_t Inner : F.Functions[S.Callee].Bodies)
            collect(Inner, 0, F.Bodies[Inner].Count, Of, Except, Depth + 1);
      }
    }
  }

  /// wake_.wait(lock, [this] { return stop_; });   The predicate, as far as it is
  /// seen; 0 if there is none.
  FunctionId ownPredicate(const Step &S) const {
    for (const Value &V : F.args(S))
      if (V.K == Value::Function && !F.Functions[V.Id].Bodies.empty())
        return V.Id;
    return 0;
  }

  /// What a wait goes by, its predicate or the loop around it; none if that is not
  /// seen.
  std::optional<Mentioned> lookedAt(StepRef At) const {
    const Step &S = *stepOf(P, At);
    Mentioned Of;
    if (const FunctionId Predicate = ownPredicate(S)) {
      for (uint32_t B : F.Functions[Predicate].Bodies)
        collect(B, 0, F.Bodies[B].Count, Of, &S, 0);
      return Of;
    }
    const uint32_t Loop = loopAround(F, At);
    if (hasPredicate(S) || Loop == UINT32_MAX)
      return std::nullopt;
    collect(At.Body, Loop, endOfLoop(F, {At.Body, Loop}), Of, &S, 0);
    return Of;
  }

  /// stop_ = true; wake_.notify_all();   without the lock: a thread that has looked
  /// at stop_ under it, and is about to sleep, is not woken. By name; 0 if not so.
  StringId isMissed(StepRef At) const {
    const std::optional<Mentioned> Looks = lookedAt(At);
    if (!Looks || Asked.Cancels || Asked.Cut.contains(0))
      return 0;
    llvm::SmallVector<StringId, 2> Own; // given back while it waits
    for (const HeldLock &L : P.held(At))
      Own.push_back(P.locks().name(L));
    if (Own.empty() || llvm::is_contained(Own, 0))
      return 0;
    auto IsGuarded = [&](const StopRequest::Set &Set) {
      return llvm::any_of(Set.Under, [&](StringId Lock) {
        return !Lock || llvm::is_contained(Own, Lock);
      });
    };
    StringId Name = 0;
    for (const auto &[Member, Set] : Asked.Sets)
      if (Looks->Members.contains(Member)) {
        if (IsGuarded(Set) || !Set.IsSignaled)
          return 0;
        Name = Set.Name;
      }
    // Another one that it looks at, set in a way that is not seen.
    const bool IsOnly = llvm::count_if(Looks->Names, [&](StringId Of) {
                          return Asked.Changes.contains(Of);
                        }) <= 1;
    return IsOnly ? Name : 0;
  }

  /// Why a notified wait goes on: it does not look at what the request has
  /// changed, or that has made it wait. Empty if it may end.
  std::string unheard(StepRef At) const {
    const Step &S = *stepOf(P, At);
    if (Asked.Cuts || Asked.Changes.empty())
      return "";
    const uint32_t Loop = loopAround(F, At);
    if (!ownPredicate(S) && Loop != UINT32_MAX && mayLeave(F, {At.Body, Loop}))
      return "";
    const std::optional<Mentioned> Looks = lookedAt(At);
    if (!Looks)
      return "";
    const Mentioned &Of = *Looks;
    if (Of.Filled && Of.Decisions == 1 && !Asked.Changes.contains(Of.Filled))
      return ", and goes on to while '" + F.Strings[Of.Filled].str() +
             "' is empty, which the request does not change";
    // What is computed leaves no name.
    if (!Of.All || (Of.Names.empty() && !Of.IsSetAgainst) ||
        llvm::any_of(Of.Names, [&](StringId Name) {
          return Asked.Changes.contains(Name);
        }))
      return "";
    return Of.IsSetAgainst
               ? ", and the request has made sure that it goes on to wait"
               : ", and what it waits for does not mention the request";
  }

  /// Whether a step may come to a later one of the same turn of the innermost loop
  /// around that, and not: if (…) { step; continue; }
  bool comesTo(StepRef From, StepRef To, uint32_t Loop) const {
    const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[From.Body]);
    const std::vector<OpenBlock> Around =
        F.blocksAround(F.Bodies[From.Body], From.Index);
    auto Leaves = [](Op Kind) {
      return Kind == Op::Return || Kind == Op::Throw || Kind == Op::Rethrow ||
             Kind == Op::Goto;
    };
    bool EndsTurn = true;   // if the block ends with a continue,
    bool LeavesLoop = true; // or a break
    uint32_t I = From.Index;
    for (const OpenBlock &Arm : llvm::reverse(Around)) {
      if (Arm.Opener <= Loop)
        break;
      const Op Opens = Steps[Arm.Opener].Kind;
      EndsTurn &= Opens != Op::Loop;
      LeavesLoop &= Opens != Op::Loop && Opens != Op::Switch;
      const uint32_t End = blockEnd(Steps, I), Close = closingEnd(Steps, I);
      const Op Last = Steps[End - 1].Kind;
      const bool Falls = Opens == Op::Switch && Last != Op::Break;
      if (End < To.Index && To.Index < Close && !Falls)
        return false; // in another part
      if (End < To.Index &&
          (Leaves(Last) || (EndsTurn && Last == Op::Continue) ||
           (LeavesLoop && Last == Op::Break)))
        return false;
      I = Close + 1;
    }
    return true;
  }

  /// lock.unlock(); compact(); lock.lock(); wake_.wait(lock);   A request that
  /// comes while the lock is free signals nobody, and is not looked at.
  bool mayComeBefore(llvm::ArrayRef<Link> Chain) const {
    const StepRef At = Chain.front().At;
    const uint32_t Loop = loopAround(F, At);
    if (Asked.Cuts || Asked.Changes.empty() || Loop == UINT32_MAX ||
        hasPredicate(*stepOf(P, At)) ||
        hasPredicate(*stepOf(P, Chain.back().At)))
      return false;
    llvm::SmallVector<PathId, 2> Given; // back while it waits
    for (const HeldLock &L : P.locks().held(At))
      if (!P.locks().stillHeld(L, Chain))
        Given.push_back(L.Lock);
    auto IsFree = [&](uint32_t I) {
      return F.steps(F.Bodies[At.Body])[I].Kind == Op::Call &&
             comesTo({At.Body, I}, At, Loop) &&
             llvm::none_of(P.locks().held({At.Body, I}),
                           [&](const HeldLock &L) {
                             return llvm::is_contained(Given, L.Lock);
                           });
    };
    if (Given.empty())
      return false;
    uint32_t Taken = At.Index;
    while (Taken > Loop && !IsFree(Taken))
      --Taken;
    if (Taken == Loop)
      return false;
    auto Mentions = [&](uint32_t First) {
      Mentioned Of;
      collect(At.Body, First, At.Index, Of, stepOf(P, At), 0);
      return Of;
    };
    auto IsAsked = [&](const Mentioned &Of) {
      return llvm::any_of(Of.Names, [&](StringId Name) {
        return Asked.Changes.contains(Name);
      });
    };
    const Mentioned Since = Mentions(Taken + 1);
    return Since.All && !IsAsked(Since) && IsAsked(Mentions(Loop));
  }
};

} // namespace

std::string sleepsOn(const Summary &P, const StopRequest &Asked,
                     const Sleep &Wait) {
  return Sleeper(P, Asked, Wait).why(Wait);
}

} // namespace cleanexit
