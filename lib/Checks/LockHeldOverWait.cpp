//===-- LockHeldOverWait.cpp - Waiting while a lock is held -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/AwaitedLocks.h"
#include "Checks/Chain.h"
#include "Checks/Check.h"
#include "Checks/Children.h"
#include "Checks/Cleanups.h"
#include "Checks/FreshObjects.h"
#include "Checks/Handshake.h"
#include "Checks/HereOrThere.h"
#include "Checks/LockNames.h"
#include "Checks/LockOrder.h"
#include "Checks/Names.h"
#include "Checks/Once.h"
#include "Checks/OptionalLocks.h"
#include "Checks/OwnCopies.h"
#include "Checks/Readiness.h"
#include "Checks/Reentry.h"
#include "Checks/Serializers.h"
#include "Checks/StartHandshake.h"
#include "Checks/StopCallbacks.h"
#include "Checks/Stopping.h"
#include "Checks/ThreadBodies.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>
#include <map>

namespace cleanexit {
namespace {

constexpr CheckOption Options[] = {
    {"MaxBoundMs", "10",
     "The longest wait, in milliseconds, that may be done under a lock."},
    {"Strict", "false",
     "Report file I/O, storage synchronization, any unknown code, waits many "
     "calls away, and waits that a lock is there for."},
};

/// Of a function that so many lead to, not all are asked for their locks; and so
/// many of these are said.
constexpr size_t MostCallers = 64, MostNamed = 4;

/// Of several ways to wait, those that are not the shortest are told if no more
/// than so many steps lead there.
constexpr size_t Nearby = 4;

constexpr EffectSet Waits{Effect::Sleep,      Effect::WaitThread,
                          Effect::WaitFuture, Effect::WaitCondition,
                          Effect::WaitSync,   Effect::WaitProcess,
                          Effect::WaitIO,     Effect::Spin,
                          Effect::Network,    Effect::Database};

/// Who holds a lock over a wait that so many steps lead to.
using Holder = std::pair<size_t, ChainNote>;

class LockHeldOverWait {
  CheckRun &Run;
  const Summary &P;
  const Facts &F;
  const bool Strict = Run.flag("Strict");
  const unsigned MaxBoundMs = Run.number("MaxBoundMs", 10);
  const Reentry Others;
  Serializers MadeForWaits;
  LockOrder Order;
  /// With the number of its notes about locks of its own function.
  std::vector<std::pair<Finding, size_t>> Pending;
  /// Who holds a lock over a finding as well: of a function that is called with
  /// constants, as with others, the callers are told of all.
  std::map<std::pair<Position, std::string>, std::vector<Holder>> HeldAbove;

public:
  explicit LockHeldOverWait(CheckRun &Run)
      : Run(Run), P(Run.Program), F(P.facts()), Others(P), MadeForWaits(P),
        Order(P) {}

  void judge(StepRef At, const Step &S) {
    const bool Spins = S.Kind == Op::Act && Effect(S.Number) == Effect::Spin;
    if (S.Kind != Op::Call && S.Kind != Op::Run && S.Kind != Op::Await &&
        !Spins)
      return;
    if (S.is(Step::MaybeMoved))
      return;
    // A coroutine that begins suspended: its caller's lock.
    if (S.Kind == Op::Await && S.is(Step::Implicit))
      return;
    llvm::SmallVector<HeldLock, 2> Held;
    for (const HeldLock &L : P.held(At))
      // Who is seen to hold it is told instead.
      if ((!L.ByCaller || P.callers(functionOf(P, At)).empty()) &&
          !isGivenUp(At, L))
        Held.push_back(L);
    if (Held.empty())
      return;
    const bool IsOfChild = isOfChild(P, At);
    for (const HeldLock &L : llvm::reverse(Held))
      if (again(At, L) || calledBack(At, L) ||
          (!IsOfChild && (waits(At, S, L) || handedOver(At, S, L) ||
                          reenters(At, S, L) || crosses(At, L))))
        return;
  }

  void finish() {
    for (auto &[Found, Own] : Pending) {
      const std::vector<ChainNote> Notes =
          nearest(HeldAbove[{Found.At, Found.Message}]);
      Found.Chain.insert(Found.Chain.begin() + Own, Notes.begin(), Notes.end());
      Run.report(std::move(Found));
    }
  }

private:
  /// The end of the guard that holds a lock, or the unlock() of what was locked:
  /// how long that takes is no wait under the lock.
  bool isGivenUp(StepRef At, const HeldLock &L) {
    const Step *Ends = stepOf(P, At), *Takes = stepOf(P, L.TakenAt);
    if (!Takes || !Ends->Callee || !Takes->Callee ||
        Takes->Subject != Ends->Subject)
      return false;
    if (!Ends->is(Step::Destroys) || !Takes->is(Step::Constructs)) {
      const RecordId Lock = F.Functions[Ends->Callee].Class;
      return Lock && F.Functions[Takes->Callee].Class == Lock &&
             lastName(F, Ends->Callee).starts_with_insensitive("unlock") &&
             saysAnyOf(lastName(F, Takes->Callee), {"lock"});
    }
    // What has more members than the lock may end another one before.
    return endsLockGuard(P, At) ||
           hasOneMember(F, F.Functions[Ends->Callee].Class);
  }

  std::string lockName(const HeldLock &L) {
    std::string Name = P.text(named(P, L));
    if (!llvm::StringRef(Name).starts_with("$"))
      return "'" + Name + "'";
    llvm::StringRef Within = llvm::StringRef(Name).split('.').second;
    return Within.empty() ? std::string("the lock that is handed over")
                          : "'" + Within.str() + "' of an argument";
  }

  ChainNote takenAt(const HeldLock &L) {
    return {positionOf(P, L.TakenAt),
            lockName(L) + (L.ByCaller ? " is held by whoever calls this"
                                      : " is taken here")};
  }

  void report(StepRef At, const HeldLock &L, llvm::ArrayRef<Link> Chain,
              std::string Message,
              std::optional<ChainNote> Elsewhere = std::nullopt) {
    Finding Found =
        finding(P, Run.Name, functionOf(P, At), Chain, std::move(Message));
    if (Elsewhere)
      Found.Chain.push_back(std::move(*Elsewhere));
    std::vector<ChainNote> Taken = {takenAt(L)};
    for (const HeldLock &Other : P.held(At))
      if (!Other.ByCaller && !(Other.TakenAt == L.TakenAt) &&
          P.locks().stillHeld(Other, Chain))
        Taken.push_back({positionOf(P, Other.TakenAt),
                         lockName(Other) + " is taken here, and held as well"});
    const size_t Own = Taken.size();
    Found.Chain.insert(Found.Chain.begin(), Taken.begin(), Taken.end());
    // Where the chain begins in what another has run, that is the same lock.
    for (Holder &Above : heldByCallers(At, Chain))
      if (!(Above.second.At == Taken.front().At))
        HeldAbove[{Found.At, Found.Message}].push_back(std::move(Above));
    Pending.push_back({std::move(Found), Own});
  }

  /// The nearest ones, by place.
  static std::vector<ChainNote> nearest(std::vector<Holder> All) {
    llvm::sort(All);
    std::vector<ChainNote> Notes;
    for (auto &[Distance, Note] : All)
      if (Notes.size() < MostNamed && !llvm::is_contained(Notes, Note))
        Notes.push_back(Note);
    llvm::sort(Notes);
    return Notes;
  }

  /// A wait is told of its innermost holder only, so that one says who else
  /// holds a lock over it: to release the one is not enough then.
  std::vector<Holder> heldByCallers(StepRef At, llvm::ArrayRef<Link> Chain) {
    std::vector<Holder> Notes;
    std::deque<std::vector<Link>> Ways;
    Ways.emplace_back(Chain);
    llvm::DenseSet<FunctionId> Seen;
    for (; !Ways.empty() && Seen.size() < MostCallers; Ways.pop_front()) {
      const FunctionId Called = functionOf(P, Ways.front().front().At);
      if (Ways.front().size() >= FarAway || !Seen.insert(Called).second)
        continue;
      for (StepRef Call : P.callers(Called)) {
        std::vector<Link> Way = {{Call, Called, nullptr}};
        Way.insert(Way.end(), Ways.front().begin(), Ways.front().end());
        for (const HeldLock &Outer : P.held(Call))
          if (!Outer.ByCaller && P.locks().stillHeld(Outer, Way))
            Notes.push_back({Way.size(),
                             {positionOf(P, Outer.TakenAt),
                              lockName(Outer) + " is taken here, and " +
                                  quoted(P, functionOf(P, Call)) +
                                  " holds it over this as well"}});
        Ways.push_back(std::move(Way));
      }
    }
    return Notes;
  }

  /// chunk->next.reset(); lock(); free(chunk): the member that the chain ends
  /// was emptied before.
  bool wasEmptied(llvm::ArrayRef<Link> Chain) {
    for (const Link &Ends : Chain.drop_front()) {
      const Step *Member = stepOf(P, Ends.At);
      if (!Member || !Member->is(Step::Member))
        continue;
      const StringId Name = lastField(F, Member->Subject);
      for (const Link &Before : Chain.take_front(&Ends - Chain.data()))
        if (Name && stepOf(P, Before.At) && empties(Before.At, Name))
          return true;
    }
    return false;
  }

  bool empties(StepRef Until, StringId Name) {
    for (const Step &S :
         F.steps(F.Bodies[Until.Body]).take_front(Until.Index)) {
      if (lastField(F, S.Subject) != Name)
        continue;
      if (S.Kind == Op::Set && F.args(S)[0].K == Value::Null)
        return true;
      if (S.Kind == Op::Call && S.Callee &&
          (S.NumArgs == 0 || F.args(S)[0].K == Value::Null) &&
          (lastName(F, S.Callee) == "reset" ||
           lastName(F, S.Callee) == "clear"))
        return true;
    }
    return false;
  }

  /// template <class F> void locked(F f) { … f(); }   It is for any callable: what
  /// goes wrong is in the one that it was given.
  llvm::ArrayRef<Link> fromGiven(StepRef At, llvm::ArrayRef<Link> Chain) {
    const Step &S = *stepOf(P, At);
    return Chain.drop_front(
        S.Kind == Op::Run && Chain.size() > 1 &&
        F.Functions[Chain[0].Callee].K == Function::Lambda &&
        F.Functions[functionOf(P, At)].is(Function::Instance) &&
        F.Paths[S.Subject].K == PathNode::Param);
  }

  /// The same lock once more: a thread that waits for itself.
  bool again(StepRef At, const HeldLock &L) {
    if (L.Recursive)
      return false;
    std::vector<Link> Chain = P.locks().takenAgain(At, L);
    if (P.isRuledOut(Chain))
      Chain.clear();
    if (Chain.empty() || wasEmptied(Chain))
      return false;
    if (!Strict && isLockedByFlag(P, Chain)) {
      Run.silent({positionOf(P, At), Run.Name.str(),
                  lockName(L) + " is taken again behind a condition that is "
                                "there for who holds it; Strict reports it"});
      return false;
    }
    report(At, L, fromGiven(At, Chain),
           "deadlock: " + lockName(L) +
               ", which is held here, is taken again on the way and is not "
               "recursive");
    return true;
  }

  /// What ends, or is called back, takes another lock, under which this one is taken elsewhere.
  bool crosses(StepRef At, const HeldLock &L) {
    const std::optional<CrossedLock> Other = Order.crossed(At, L);
    if (!Other || (ownCalls(P, Other->Chain) > FarAway && !Strict) ||
        P.isRuledOut(Other->Chain) || wasEmptied(Other->Chain))
      return false;
    report(At, L, Other->Chain,
           lockName(L) + " is held while " + quoted(P, Other->By) + " takes '" +
               Other->Name + "', and " +
               quoted(P, functionOf(P, Other->Elsewhere)) +
               " takes them the other way round; deadlock if they are the "
               "same objects'",
           ChainNote{positionOf(P, Other->Elsewhere),
                     lockName(L) + " is taken here while '" + Other->Name +
                         "' is held"});
    return true;
  }

  /// The same, by a callback that is seen.
  bool calledBack(StepRef At, const HeldLock &L) {
    if (L.Recursive)
      return false;
    std::vector<Link> Chain = Others.calledBack(At, L);
    if (Chain.empty() || !P.locks().stillHeld(L, Chain))
      return false;
    const FunctionId First = Chain[0].Callee;
    const Step &S = *stepOf(P, At);
    const FunctionId Callback =
        S.Kind == Op::Call && First == S.Callee ? Chain[1].Callee : First;
    report(At, L, fromGiven(At, Chain),
           "deadlock: " + lockName(L) +
               ", which is held here, is taken again by the callback " +
               quoted(P, Callback) + " and is not recursive");
    return true;
  }

  /// Whether who is waited for needs a lock, or one of that name.
  bool mayDeadlock(const Witness &W, const HeldLock &L) {
    return awaitedNeeds(P, W, L) || awaitedTakesSuch(P, W, L) ||
           startedNeeds(P, W.Chain, L);
  }

  /// Another function of the chain holds a lock of its own over the act. Of a
  /// deadlock the outer one is told, unless the inner one makes one as well.
  bool belongsToInnerHolder(const Witness &W, const HeldLock &Outer) {
    const llvm::ArrayRef<Link> Chain = W.Chain;
    std::optional<bool> IsDeadlock;
    for (const Link &L : Chain.drop_front())
      if (stepOf(P, L.At) && isUserCode(P, functionOf(P, L.At)))
        for (const HeldLock &Inner : P.held(L.At)) {
          const auto Rest = Chain.drop_front(&L - Chain.data());
          if (Inner.ByCaller || isGivenUp(L.At, Inner) ||
              !P.locks().stillHeld(Inner, Rest))
            continue;
          if (!IsDeadlock)
            IsDeadlock = mayDeadlock(W, Outer);
          Witness Within = W;
          Within.Chain.assign(Rest.begin(), Rest.end());
          // A node's lock and its child's are of one name, and two.
          if (!*IsDeadlock || memberName(P, Inner) == memberName(P, Outer) ||
              mayDeadlock(Within, Inner))
            return true;
        }
    return false;
  }

  bool waits(StepRef At, const Step &S, const HeldLock &L) {
    if (S.Kind == Op::Await) {
      report(At, L, Link{At, 0, nullptr},
             lockName(L) +
                 " is held over a suspension; the coroutine may go on "
                 "much later, on another thread");
      return true;
    }
    EffectSet Of = Waits;
    if (Strict)
      for (Effect E : {Effect::FileIO, Effect::SyncStorage})
        Of.insert(E);
    std::vector<Witness> Ways;
    auto IsDeadlock = [&](const Witness &W) {
      return W.Chain.size() <= FarAway && awaitedNeeds(P, W, L);
    };
    for (const Witness &W :
         P.effectsSince(L.TakenAt, At, Of, Scope::Everything)) {
      if (awaitsCallback(At, L, W))
        return true;
      if (W.Strict && !Strict)
        continue;
      Ways.push_back(W);
      for (Witness &Other : P.othersLike(W, L.TakenAt, Scope::Everything))
        if (Strict || Other.Chain.size() <= Nearby || IsDeadlock(Other))
          Ways.push_back(std::move(Other));
    }
    std::stable_partition(Ways.begin(), Ways.end(), IsDeadlock);
    return llvm::any_of(Ways,
                        [&](const Witness &W) { return waitsBy(At, L, W); });
  }

  /// The end of a stop callback, which takes the lock when it runs.
  bool awaitsCallback(StepRef At, const HeldLock &L, const Witness &W) {
    const std::vector<Link> Wants = wantedByStopCallback(P, W, L);
    if (Wants.empty() || !P.locks().stillHeld(L, W.Chain))
      return false;
    std::vector<Link> Chain = W.Chain;
    Chain.pop_back();
    Chain.insert(Chain.end(), Wants.begin(), Wants.end());
    report(At, L, Chain,
           lockName(L) + " is held while " + quoted(P, functionOf(P, At)) +
               " ends a stop callback, which waits if that is running; "
               "deadlock: " +
               quoted(P, Wants.front().Callee) + " needs the same lock");
    return true;
  }

  /// else exit(report());   The process ends: nobody waits for its locks for long.
  bool endsProcess(llvm::ArrayRef<Link> Chain) {
    return llvm::any_of(Chain, [&](const Link &L) {
      if (!stepOf(P, L.At))
        return false;
      const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[L.At.Body]);
      const uint32_t End = blockEnd(Steps, L.At.Index + 1);
      for (const Step &S : Steps.slice(L.At.Index + 1, End - L.At.Index - 1)) {
        if (S.Kind == Op::Call && S.Callee &&
            F.Functions[S.Callee].is(Function::Toolchain) &&
            llvm::is_contained({"exit", "_exit", "_Exit", "quick_exit"},
                               lastName(F, S.Callee)))
          return true;
        if (S.Kind != Op::Call && S.Kind != Op::Set)
          return false;
      }
      return false;
    });
  }

  bool waitsBy(StepRef At, const HeldLock &L, const Witness &W) {
    if (W.Lasts.Kind == Bound::Polls || (W.Strict && !Strict))
      return false;
    if (isKnownReady(P, W.Chain.back().At, MaxBoundMs)) {
      Run.silent({positionOf(P, At), Run.Name.str(),
                  act(P, W) + " under " + lockName(L) +
                      ": it was asked before whether there is something"});
      return false;
    }
    if (isShort(W.Lasts)) {
      Run.silent({positionOf(P, At), Run.Name.str(),
                  act(P, W) + " under " + lockName(L) + ": bounded, " +
                      lasting(W.Lasts)});
      return false;
    }
    if (!P.locks().stillHeld(L, W.Chain) || belongsToInnerHolder(W, L) ||
        wasEmptied(W.Chain) || (endsProcess(W.Chain) && !mayDeadlock(W, L)) ||
        isOfFreshObject(P, W.Chain) || joinsDone(W) ||
        isNotRunning(P, W.Chain.back().At) || endsCopyOfOwn(P, W.Chain) ||
        isSetBefore(P, W.Chain) || hasRunBefore(P, W.Chain) ||
        (W.What == Effect::WaitFuture && isReady(P, W)) ||
        (!Strict &&
         (W.What == Effect::WaitSync || W.What == Effect::WaitCondition) &&
         isKnownFilled(P, W.Chain)) ||
        (W.What == Effect::Spin && spinsForLock(P, W)) ||
        (!Strict && (isKilled(P, W) || P.isRuledOut(W.Chain))) ||
        (!Strict && !awaitedNeeds(P, W, L) &&
         ((awaitsStart(P, W.Chain) && !startedNeeds(P, W.Chain, L)) ||
          isUndone(P, W.Chain))))
      return false;
    const bool IsDeadlock = awaitedNeeds(P, W, L);
    const bool MayDeadlock = !IsDeadlock && (awaitedTakesSuch(P, W, L) ||
                                             startedNeeds(P, W.Chain, L));
    const size_t Calls = ownCalls(P, W.Chain);
    if (Calls > FarAway && !Strict && !IsDeadlock &&
        !(MayDeadlock && callsAway(P, W.Chain) <= FarAway)) {
      Run.silent({positionOf(P, At), Run.Name.str(),
                  act(P, W) + " under " + lockName(L) + ": " +
                      std::to_string(Calls) +
                      " calls away; Strict reports it"});
      return false;
    }
    if (!Strict && !IsDeadlock && !MayDeadlock && isPlain(W) &&
        !awaitedRunsOthers(W) && !isOfOthers(W, L) &&
        joinsWhoHears(P, W, threadBodies(P, W))) {
      Run.silent({positionOf(P, At), Run.Name.str(),
                  act(P, W) + " under " + lockName(L) +
                      ": stop requested before; Strict reports it"});
      return false;
    }
    if (!Strict && !IsDeadlock && runsHereOrThere(P, W.Chain)) {
      Run.silent({positionOf(P, At), Run.Name.str(),
                  act(P, W) + " under " + lockName(L) +
                      ": another thread runs meanwhile what it is given"});
      return false;
    }
    if (!Strict && !IsDeadlock && !MayDeadlock && isPlain(W) &&
        MadeForWaits.contains(L, Calls, [&](StepRef At, const HeldLock &Held) {
          return waitsUnder(At, Held);
        })) {
      Run.silent({positionOf(P, At), Run.Name.str(),
                  act(P, W) + " under " + lockName(L) +
                      ": many who take it wait under it; Strict reports it"});
      return false;
    }
    std::string Message = lockName(L) + " is held while " +
                          quoted(P, functionOf(P, At)) + " " + act(P, W) + " " +
                          lasting(W.Lasts);
    if (IsDeadlock)
      Message += "; deadlock: the awaited thread needs the same lock";
    else if (MayDeadlock)
      Message += "; deadlock if the '" + memberName(P, L) +
                 "' that the awaited thread takes is the same object's";
    else
      Message += "; whoever wants the lock waits as long";
    report(At, L, W.Chain, std::move(Message));
    return true;
  }

  /// A callable parameter is run under the lock, and some caller hands over
  /// one that waits.
  bool handedOver(StepRef At, const Step &S, const HeldLock &L) {
    if (S.Kind != Op::Run || F.Paths[S.Subject].K != PathNode::Param)
      return false;
    const uint32_t Index = F.Paths[S.Subject].Number;
    for (StepRef Call : P.callers(functionOf(P, At))) {
      llvm::ArrayRef<Value> Args = F.args(*stepOf(P, Call));
      if (Index >= Args.size() || Args[Index].K != Value::Function)
        continue;
      for (const Witness &W :
           P.effects(Args[Index].Id, Waits, Scope::Everything)) {
        if (W.Strict || W.Lasts.Kind == Bound::Polls ||
            (W.Lasts.Kind == Bound::Constant && W.Lasts.Number <= MaxBoundMs))
          continue;
        std::vector<Link> Chain{{At, Args[Index].Id, nullptr}};
        Chain.insert(Chain.end(), W.Chain.begin(), W.Chain.end());
        if (ownCalls(P, Chain) > FarAway && !Strict)
          continue;
        report(At, L, Chain,
               lockName(L) + " is held while " + quoted(P, functionOf(P, At)) +
                   " runs " + quoted(P, Args[Index].Id) + ", which " +
                   act(P, W) + " " + lasting(W.Lasts));
        return true;
      }
    }
    return false;
  }

  bool joinsDone(const Witness &W) {
    return W.What == Effect::WaitThread &&
           llvm::any_of(threadBodies(P, W),
                        [&](FunctionId Body) { return saidDone(P, W, Body); });
  }

  bool isShort(const Bound &Lasts) const {
    return Lasts.Kind == Bound::Constant && Lasts.Number &&
           Lasts.Number <= MaxBoundMs;
  }

  /// Whether a wait under a lock may be meant: what an object's end does is
  /// seen by nobody who reads the code.
  bool isPlain(const Witness &W) {
    return llvm::none_of(W.Chain, [&](const Link &L) {
      return F.Functions[L.Callee].K == Function::Destructor;
    });
  }

  /// A wait of any distance: it need not be told to show what L is there for.
  bool waitsUnder(StepRef At, const HeldLock &L) {
    return llvm::any_of(P.effects(At, Waits, Scope::Everything),
                        [&](const Witness &W) {
                          return W.Lasts.Kind != Bound::Polls && !W.Strict &&
                                 !isShort(W.Lasts) && isPlain(W) &&
                                 P.locks().stillHeld(L, W.Chain);
                        });
  }

  /// lock(); pthread_create(&slot->id, NULL, entry, arg); unlock();   No thread is
  /// seen that this may be, and what others have to run is started under L.
  bool isOfOthers(const Witness &W, const HeldLock &L) {
    if (!threadBodies(P, W).empty())
      return false;
    for (uint32_t B = 1; B < F.Bodies.size(); ++B)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        if (startsGiven({B, I}) &&
            llvm::any_of(P.held({B, I}), [&](const HeldLock &Held) {
              return (Held.Lock == L.Lock &&
                      F.rootKind(L.Lock) == PathNode::Global) ||
                     (!memberName(P, L).empty() &&
                      memberName(P, Held) == memberName(P, L));
            }))
          return true;
    return false;
  }

  bool startsGiven(StepRef At) {
    const Step &S = *stepOf(P, At);
    const FunctionModel *M =
        S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
    return M && llvm::any_of(M->Starts, [&](Operand Arg) {
             return F.Paths[placeOf(F, S, Arg)].K == PathNode::Param;
           });
  }

  /// Code that others have chosen may want any lock.
  bool awaitedRunsOthers(const Witness &W) {
    return llvm::any_of(threadBodies(P, W), [&](FunctionId Body) {
      return llvm::any_of(
          P.effects(Body, {Effect::UnknownCode}, Scope::Everything),
          [&](const Witness &Runs) { return !Others.isLogged(Runs.Chain); });
    });
  }

  /// Whether a callee of the chain takes L again, and no longer holds it at
  /// the act: it gave up one level of a recursive lock, which is not enough.
  bool gaveUpALevel(StepRef At, const HeldLock &L, llvm::ArrayRef<Link> Chain) {
    if (Chain.size() < 2 || !stepOf(P, Chain[1].At) ||
        !P.held(Chain[1].At).empty())
      return false;
    std::vector<Link> Again = P.locks().takenAgain(At, L);
    if (Again.size() < 2 || !stepOf(P, Again[1].At) ||
        Again[1].At.Body != Chain[1].At.Body ||
        Again[1].At.Index >= Chain[1].At.Index)
      return false;
    // A call that takes and releases it is over.
    return !P.held({Again[1].At.Body, Again[1].At.Index + 1}).empty();
  }

  /// onDone();   which a class below or beside has, to run what it keeps, also if
  /// all who give it something are seen.
  bool runsOwn(StepRef At, const Step &S, const HeldLock &L) {
    if (S.Kind != Op::Call || !S.is(Step::Virtual) ||
        F.Paths[S.Subject].K != PathNode::This)
      return false;
    for (FunctionId Version : P.targets(At))
      for (uint32_t B : F.Functions[Version].Bodies)
        for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
          const Step &Act = F.Steps[F.Bodies[B].First + I];
          const Link Way[] = {{At, Version, nullptr}, {{B, I}, 0, nullptr}};
          if (Act.Kind != Op::Run || Act.Callee ||
              !P.locks().stillHeld(L, Way) || !Others.mayComeBack(Way, L))
            continue;
          report(At, L, Way,
                 lockName(L) + " is held while " +
                     quoted(P, functionOf(P, At)) +
                     " runs code that others have chosen; deadlock if that "
                     "calls back into the object");
          return true;
        }
    return false;
  }

  /// while (!jobs_.empty()) jobs_.front()();   of which one that is seen waits.
  bool jobWaits(StepRef At, const HeldLock &L, llvm::ArrayRef<Link> ToRun) {
    for (FunctionId Job : Others.stored(ToRun.back().At))
      for (Witness &W : P.effects(Job, Waits, Scope::Everything)) {
        if (W.Strict || !stepOf(P, W.Chain.front().At))
          continue;
        std::vector<Link> Way(ToRun);
        Way.back() = {ToRun.back().At, Job, nullptr};
        W.Chain.insert(W.Chain.begin(), Way.begin(), Way.end());
        if (waitsBy(At, L, W))
          return true;
      }
    return false;
  }

  bool reenters(StepRef At, const Step &S, const HeldLock &L) {
    for (const Witness &W :
         P.effects(At, {Effect::UnknownCode}, Scope::Everything)) {
      if (!stepOf(P, W.Chain.back().At) || !P.locks().stillHeld(L, W.Chain))
        continue;
      const bool Default = L.Recursive ? gaveUpALevel(At, L, W.Chain) &&
                                             !Others.isLogged(W.Chain)
                                       : Others.mayComeBack(W.Chain, L);
      if (const std::vector<Link> Way = Others.endsIntoSuch(W.Chain, L);
          !Default && !Way.empty() && P.locks().stillHeld(L, Way)) {
        report(At, L, Way,
               lockName(L) + " is held while " + quoted(P, functionOf(P, At)) +
                   " ends what runs a callback; deadlock if the '" +
                   memberName(P, L) +
                   "' that the callback takes is the same object's");
        return true;
      }
      if (!Default && jobWaits(At, L, W.Chain))
        return true;
      if (!Default && !Strict) {
        Run.silent({positionOf(P, At), Run.Name.str(),
                    "unknown code under " + lockName(L) +
                        ": nothing shows that it comes back for the lock"});
        continue;
      }
      std::string Message = lockName(L) + " is held while " +
                            quoted(P, functionOf(P, At)) +
                            " runs code that others have chosen";
      if (L.Recursive && Default)
        Message += "; the callee gives up only its own level of the recursive "
                   "lock";
      else if (Default)
        Message += "; deadlock if that calls back into the object";
      report(At, L, W.Chain, std::move(Message));
      return true;
    }
    if (!L.Recursive && runsOwn(At, S, L))
      return true;
    if (const std::vector<Link> Way = Others.observersTake(At, L);
        !Way.empty() && P.locks().stillHeld(L, Way) && !P.isRuledOut(Way)) {
      report(At, L, Way,
             lockName(L) + " is held while " + quoted(P, functionOf(P, At)) +
                 " tells an observer, " +
                 quoted(P, F.Functions[Way[0].Callee].is(Function::Virtual)
                               ? Way[0].Callee
                               : Way[1].Callee) +
                 "; deadlock if the '" + memberName(P, L) +
                 "' that it takes is the same object's");
      return true;
    }
    const Link Here{At, 0, nullptr};
    if (L.Recursive || S.Kind == Op::Await ||
        (S.Kind == Op::Run ? S.Callee || !Others.mayComeBack(Here, L)
                           : !Others.elementsMayComeBack(At, L) &&
                                 !Others.observersMayComeBack(At, L)))
      return false;
    report(At, L, Here,
           lockName(L) + " is held while " + quoted(P, functionOf(P, At)) +
               " runs a stored callback; deadlock if that calls back into "
               "the object");
    return true;
  }
};

void run(CheckRun &Run) {
  LockHeldOverWait Check(Run);
  const Facts &F = Run.Program.facts();
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    if (isUserCode(Run.Program, F.Bodies[B].Of))
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        Check.judge({B, I}, F.Steps[F.Bodies[B].First + I]);
  Check.finish();
}

} // namespace

extern const Check LockHeldOverWait;
const Check LockHeldOverWait = {
    "a lock that a scope's end releases is held over a wait", Options, run};

} // namespace cleanexit
