//===-- Listening.cpp - Does a thread hear that it should stop? -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The thread's body is walked with all that it calls, and each wait in it is
// held against what the cleanup did:
//
//   stop_ = true;          a flag ends what looks at it now and then
//   wake_.notify_all();    and this a wait for a condition that mentions it
//   shutdown(fd_, …);      and this a wait for a peer
//===----------------------------------------------------------------------===//
#include "Checks/Awakening.h"
#include "Checks/Chain.h"
#include "Checks/Draining.h"
#include "Checks/Handshake.h"
#include "Checks/HereOrThere.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"
#include "Checks/StartHandshake.h"
#include "Checks/StopCallbacks.h"
#include "Checks/Stopping.h"
#include "Checks/ThreadBodies.h"
#include "Checks/Timeouts.h"
#include "Effects/Words.h"

namespace cleanexit {
namespace {

/// A wait between two looks at a flag that somebody will notice: so long, or
/// longer.
constexpr int64_t LongMs = 1000, LongNapMs = 500;
/// Calls from the thread's body: what is looked at, and what is its own business.
constexpr unsigned Deepest = 6, Near = 2;

constexpr EffectSet Waits{
    Effect::Sleep,         Effect::WaitFuture, Effect::WaitSync,
    Effect::WaitCondition, Effect::WaitIO,     Effect::WaitProcess,
    Effect::Network,       Effect::Database,   Effect::FileIO};

/// Or in words: without end, and some number of whole seconds.
enum Length : int64_t { Forever = -1, NotKnown = -2, SomeSeconds = -3 };

/// The longest that a variable is known to hold; a parameter is what callers
/// hand over, and theirs is what their callers do.
Value longest(const Summary &P, StepRef At, const Value &V, bool IsDuration,
              unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  if (V.K != Value::Path)
    return V;
  const Facts &F = P.facts();
  const Value::Kind Wanted = IsDuration ? Value::Duration : Value::Integer;
  Value Best;
  auto Consider = [&](const Value &There) {
    const Value W = V.when(There);
    if (W.K == Wanted && (Best.K == Value::Unknown || W.Number > Best.Number))
      Best = W;
  };
  auto Handed = [&](StepRef In, const Value &W) {
    if (W.K != Value::Path || F.Paths[W.Id].K != PathNode::Param)
      return;
    const uint32_t Index = F.Paths[W.Id].Number;
    for (StepRef Call : P.callers(functionOf(P, In)))
      if (const Step &S = *stepOf(P, Call); Index < S.NumArgs) {
        const Value &Given = F.args(S)[Index];
        Consider(Depth == Deepest
                     ? Given
                     : longest(P, Call, Given, IsDuration, Depth + 1));
      }
  };
  Handed(At, V);
  for (const auto &[W, From] : P.sources(At, V.Id)) {
    Consider(W);
    Handed(From, W);
  }
  return Best;
}

/// Milliseconds of one wait, whatever loop is around it.
int64_t lengthOf(const Summary &P, StepRef At, const ActModel &A) {
  const Step &S = *stepOf(P, At);
  llvm::ArrayRef<Value> Args = P.facts().args(S);
  if (A.BoundArg == NoOperand)
    return A.FixedMs ? int64_t(A.FixedMs) : int64_t(Forever);
  if (A.BoundUnit == ActModel::Deadline || A.BoundArg < 0 ||
      size_t(A.BoundArg) >= Args.size())
    return NotKnown;
  const Value V =
      longest(P, At, Args[A.BoundArg], A.BoundUnit == ActModel::Duration);
  if (V.K == Value::Null)
    return Forever;
  if (V.K == Value::Duration)
    return V.Number / 1'000'000;
  if (V.K != Value::Integer) {
    constexpr int64_t Second = 1'000'000'000;
    const Value &Given = Args[A.BoundArg];
    const bool IsWhole =
        A.BoundUnit == ActModel::Duration
            ? Given.Flags & Value::Whole && Given.Number >= Second
            : nanoseconds(A.BoundUnit) >= Second;
    return IsWhole ? SomeSeconds : NotKnown;
  }
  if (V.Number < 0)
    return Forever;
  return int64_t(double(V.Number) * double(nanoseconds(A.BoundUnit)) / 1e6);
}

/// Is there nothing to read from it until somebody sends it?
bool isOfStream(DescriptorKind K) {
  return K == DescriptorKind::Socket || K == DescriptorKind::Pipe ||
         K == DescriptorKind::Events || K == DescriptorKind::Terminal;
}

/// Not set_accept_state() or isBlocked(): what they name they only set or ask.
bool seemsToDo(llvm::StringRef Name, llvm::ArrayRef<llvm::StringRef> Words) {
  for (llvm::StringRef Word : wordsOf(Name))
    if (Word == "set" || Word == "is")
      return false;
    else if (llvm::is_contained(Words, Word.rtrim("0123456789")))
      return true;
  return false;
}

/// for (auto &t : threads_) t.join();   where a loop has started them
bool isOneOfMany(const Summary &P, FunctionId Body,
                 llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  auto IsElement = [&](PathId Path) {
    for (; Path; Path = F.Paths[Path].Parent)
      if (F.Paths[Path].K == PathNode::Element)
        return true;
    return false;
  };
  return llvm::any_of(Chain,
                      [&](const Link &L) {
                        const Step *S = stepOf(P, L.At);
                        return S && isInLoop(F, L.At) &&
                               (IsElement(S->Subject) ||
                                llvm::any_of(F.args(*S), [&](const Value &V) {
                                  return V.K == Value::Path && IsElement(V.Id);
                                }));
                      }) &&
         llvm::any_of(P.started(), [&](const StartedThread &T) {
           return T.Runs == Body && isInLoop(F, T.At);
         });
}

class Listener {
  const Summary &P;
  const Facts &F;
  const StopRequest &Asked;
  llvm::DenseSet<RecordId> Own;
  RecordId Ends = 0;      ///< the class whose object the cleanup ends
  const RecordId Awaited; ///< of the object with the thread; 0: not known
  llvm::DenseSet<FunctionId> Seen;
  llvm::SmallVector<StepRef, 8> Way; ///< the calls to where the walk is
  const FunctionId Thread;
  const bool IsOneOfMany;
  bool IsGiven = false; ///< what is walked is its starter's
  /// The loops around where the walk is, outermost first.
  llvm::SmallVector<StepRef, 8> Loops;
  /// A loop with a short poll() in it; none: it is in no loop.
  struct Poll {
    StepRef Loop;
    StringId Of;       ///< the member that was asked; 0: not known
    StringId Accepted; ///< where the connection that was asked came from
  };
  llvm::SmallVector<Poll, 8> Polled;
  llvm::DenseSet<FunctionId> Pollers; ///< that do it, or call who does
  struct Reading {
    std::string Words;
    llvm::SmallVector<StepRef, 8> In;
    StringId Of = 0;       ///< the member that is read; 0: not known
    StringId Accepted = 0; ///< where the connection came from; 0: not known
  };
  std::vector<Reading> Readings;

public:
  std::string Deaf;
  /// If all that was done is to write to what it does not read; unless it asks
  /// of several where there is something to read.
  std::string DeafToWrites;
  bool Polls = false;

  Listener(const Summary &P, FunctionId Body, const StopRequest &Asked,
           const Witness &Wait)
      : P(P), F(P.facts()), Asked(Asked), Awaited(awaitedClass(P, Wait)),
        Thread(Body), IsOneOfMany(isOneOfMany(P, Body, Wait.Chain)) {
    for (const Link &L : Wait.Chain)
      if (stepOf(P, L.At))
        Own.insert(F.Functions[functionOf(P, L.At)].Class);
    if (const StepRef First = Wait.Chain.front().At; stepOf(P, First))
      Ends = F.Functions[functionOf(P, First)].Class;
    Own.erase(0);
  }

  bool reads() const { return !Readings.empty(); }

  /// What is read in no loop that looks with a short poll() before: the innermost
  /// that asks for the request, or any around it.
  std::string deafReading() const {
    auto IsPolled = [&](const Reading &R) {
      // Who waits for a connection does not wait for what comes over it, and the
      // other way round.
      auto MayBeIts = [&](const Poll &P) {
        return (!P.Of || !R.Accepted || P.Of != R.Accepted) &&
               (!P.Accepted || P.Accepted != R.Of);
      };
      if ((R.In.empty() && !Polled.empty()) ||
          llvm::any_of(Polled, [](const Poll &P) { return !P.Loop.Body; }))
        return true;
      for (StepRef Loop : llvm::reverse(R.In))
        if (llvm::any_of(Polled, [&](const Poll &P) {
              return P.Loop == Loop && MayBeIts(P);
            }))
          return true;
        else if (asksForRequest(Loop))
          return false;
      return false;
    };
    for (const Reading &R : llvm::reverse(Readings))
      if (!IsPolled(R))
        return R.Words;
    return "";
  }

  void walk() { walk(Thread, 0); }

private:
  void walk(FunctionId Fn, unsigned Depth) {
    if (Depth > Deepest)
      return;
    if (!onlyCalls(Fn) && !Seen.insert(Fn).second) {
      if (Pollers.contains(Fn))
        notePoll();
      return;
    }
    for (uint32_t B : F.Functions[Fn].Bodies)
      walkBody(B, Depth);
  }

  /// void wait(Mutex &m) { pthread_cond_wait(&c_, &m.m_); }   What it does, each
  /// that calls it does.
  bool onlyCalls(FunctionId Fn) const {
    return llvm::all_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
      return llvm::all_of(F.steps(F.Bodies[B]), [&](const Step &S) {
        return S.Kind == Op::Return ||
               (S.Kind == Op::Call && F.Functions[S.Callee].Bodies.empty());
      });
    });
  }

  void walkBody(uint32_t B, unsigned Depth) {
    llvm::SmallVector<bool, 8> Open;
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (opensBlock(S.Kind)) {
        Open.push_back(S.Kind == Op::Loop);
        if (Open.back())
          Loops.push_back({B, I});
        // Whoever gave what is walked may have another way to end it.
        if (S.Kind == Op::Loop && !IsGiven && !Asked.Cuts)
          if (std::string Why = goesOn(B, I, Depth); !Why.empty())
            Deaf = std::move(Why);
      } else if (S.Kind == Op::End && !Open.empty()) {
        if (Open.pop_back_val())
          Loops.pop_back();
      }
      if (S.Kind == Op::Call || S.Kind == Op::Run)
        call({B, I}, S, Depth);
    }
  }

  /// Why a loop is not left although the request was made; empty if nothing shows
  /// that.
  std::string goesOn(uint32_t B, uint32_t Loop, unsigned Depth) const {
    const bool Leaves = mayLeave(F, {B, Loop});
    if (!Leaves && F.Steps[F.Bodies[B].First + Loop].is(Step::Endless))
      return "goes round a loop that nothing leaves";
    if (!Leaves && !Asked.Token && asksToken(B, Loop))
      return "goes on until its stop token is asked, which nothing does";
    if (!Leaves && !Asked.Token && wantsOther(B, Loop))
      return "goes on until another request than this comes";
    if (Depth > Near)
      return "";
    if (!Asked.Token)
      if (const StringId First = drainsFirst(P, {B, Loop}, Asked))
        return "goes on until '" + F.Strings[First].str() +
               "' is empty as well, and waits meanwhile";
    if (const StringId Other = Leaves ? 0 : sleepsUntil({B, Loop}))
      return "sleeps in a loop until '" + F.Strings[Other].str() +
             "' says so, and does not look at the request there";
    const FunctionId Other = Leaves ? 0 : asksOnly(B, Loop);
    if (Other && (F.Functions[Other].Bodies.empty()
                      ? waitsIn(B, Loop)
                      : !Asked.Token && !mayMention(P, Other, Asked)))
      return "goes on for as long as " + quoted(P, Other) +
             " says, which is not the request";
    return "";
  }

  /// while (task_ != Task::Idle) { step(); sleep(1); }   within the loop that asks
  /// for the request: the member that decides; 0 if it may be the request.
  StringId sleepsUntil(StepRef Loop) const {
    const Step &Opens = *stepOf(P, Loop);
    constexpr unsigned Asks = Value::HoldsInThen | Value::HoldsInElse;
    if (Loops.size() < 2 || Opens.NumArgs != 1 || Opens.is(Step::Endless) ||
        Opens.is(Step::Timed) || Asked.Token || Asked.Unnamed)
      return 0;
    const Value &V = F.args(Opens)[0];
    const StringId Name = V.K == Value::Path && V.Flags & Asks &&
                                  F.Paths[V.Id].K == PathNode::Field
                              ? F.Paths[V.Id].Name
                              : 0;
    if (!Name || Asked.Changes.contains(Name))
      return 0;
    bool Sleeps = false;
    for (uint32_t I = Loop.Index, End = endOfLoop(F, Loop); I < End; ++I) {
      const StepRef At{Loop.Body, I};
      const Step &S = *stepOf(P, At);
      if (S.Kind != Op::Call && S.Kind != Op::Run)
        continue;
      for (FunctionId T : P.targets(At)) {
        const Function &Of = F.Functions[T];
        if (Of.Bodies.empty() ? !Of.is(Function::Toolchain) && !P.model(T)
                              : mayMention(P, T, Asked))
          return 0;
      }
      if (S.Kind == Op::Run && P.targets(At).empty())
        return 0;
      Sleeps |= !P.effects(At, {Effect::Sleep}, Scope::Everything).empty();
    }
    return Sleeps ? Name : 0;
  }

  /// while (node_ok()) …   the one function of no object that a loop asks whether
  /// to go on; 0 if it asks anything else.
  FunctionId asksOnly(uint32_t B, uint32_t Loop) const {
    FunctionId Only = 0;
    for (const Value &V : F.args(F.Steps[F.Bodies[B].First + Loop])) {
      const PathNode &Node = F.Paths[V.K == Value::Path ? V.Id : 0];
      if (Node.K != PathNode::Result || Node.Number >= F.Bodies[B].Count)
        return 0;
      const Step &Call = F.Steps[F.Bodies[B].First + Node.Number];
      if (Call.Kind != Op::Call || !Call.Callee || Call.NumArgs ||
          Call.Subject || P.model(Call.Callee) ||
          F.Functions[Call.Callee].is(Function::Toolchain))
        return 0;
      Only = Call.Callee;
    }
    return Only;
  }

  /// while (request_ != Request::Stop) …   where Request::Pause was what the cleanup
  /// has set it to.
  bool wantsOther(uint32_t B, uint32_t Loop) const {
    return llvm::any_of(
        F.args(F.Steps[F.Bodies[B].First + Loop]), [&](const Value &V) {
          if (V.K != Value::Path || !(V.Flags & Value::Equals) ||
              !(V.Flags & Value::Negated) || !(V.Flags & Value::HoldsInElse))
            return false;
          const uint64_t Member = P.identity({B, Loop}, V.Id);
          const StringId Of = lastField(F, F.Paths[V.Id].Parent);
          const auto Set = Asked.Constants.find({Member, Of});
          return Member && Set != Asked.Constants.end() &&
                 Set->second != V.Number;
        });
  }

  /// while (!token.stop_requested()) …
  bool asksToken(uint32_t B, uint32_t Loop) const {
    const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[B]);
    const llvm::ArrayRef<Value> Asks = F.args(Steps[Loop]);
    if (Asks.size() != 1 || Asks[0].K != Value::Path)
      return false;
    const PathNode &Node = F.Paths[Asks[0].Id];
    if (Node.K != PathNode::Result || Node.Number >= Steps.size())
      return false;
    const FunctionId Asked = Steps[Node.Number].Callee;
    return F.Functions[Asked].is(Function::Toolchain) &&
           lastName(F, Asked) == "stop_requested";
  }

  /// Does a loop wait for a condition by itself, that the request wakes?
  bool waitsIn(uint32_t B, uint32_t Loop) const {
    for (uint32_t I = Loop, End = endOfLoop(F, {B, Loop}); I < End; ++I)
      for (const Witness &W :
           P.effects(StepRef{B, I}, {Effect::WaitCondition}, Scope::Everything))
        if (W.Lasts.Kind == Bound::Unbounded)
          return true;
    return false;
  }

  /// Whether a method is of a class that the way to the join has, or of one below
  /// that of the cleanup: what the thread runs is as it was before the end began.
  bool mayBeOwn(FunctionId Fn) const {
    const RecordId Class = F.Functions[Fn].Class;
    return Own.contains(Class) || (Ends && F.derives(Class, Ends));
  }

  /// static void body(Base *b) { b->run(); }   What the object that is waited for has,
  /// or one of a class below its.
  void keepAwaited(StepRef At, const Step &S,
                   llvm::SmallVectorImpl<FunctionId> &Targets) const {
    const PathNode::Kind On = F.Paths[S.Subject].K;
    const RecordId Base = F.Functions[S.Callee].Class;
    // Of the thread's own function, what that is given.
    const bool IsGiven = functionOf(P, At) == Thread &&
                         (On == PathNode::Param || On == PathNode::Local);
    if (!Awaited || !Base || !F.derives(Awaited, Base) ||
        (On != PathNode::This && !IsGiven))
      return;
    const FunctionId Its = P.version(S.Callee, Awaited);
    if (!Its)
      return;
    llvm::erase_if(Targets, [&](FunctionId T) {
      return T != Its && !F.derives(F.Functions[T].Class, Awaited);
    });
    // What only one of several programs has is no target of what they share.
    if (!llvm::is_contained(Targets, Its))
      Targets.push_back(Its);
  }

  void call(StepRef At, const Step &S, unsigned Depth) {
    // What ends a stop callback waits for nothing but its own run.
    if (awaitsStart(P, At) || isStopCallback(P, F.Functions[S.Callee].Class))
      return;
    llvm::SmallVector<FunctionId, 2> Targets = P.targets(At);
    if (Targets.size() > 1 && llvm::any_of(Targets, [&](FunctionId T) {
          return Own.contains(F.Functions[T].Class);
        }))
      llvm::erase_if(Targets, [&](FunctionId T) { return !mayBeOwn(T); });
    if (Targets.size() > 1 || S.is(Step::Virtual))
      keepAwaited(At, S, Targets);
    bool Seen = false;
    Way.push_back(At);
    for (FunctionId T : Targets) {
      Seen |= !F.Functions[T].Bodies.empty() || P.model(T);
      walk(T, Depth + 1);
    }
    for (FunctionId T : P.indirect(At))
      walk(T, Depth + 1);
    Way.pop_back();
    if (S.Kind == Op::Run && Targets.empty())
      walkGiven(At, S, Depth);
    if (llvm::all_of(Targets, [&](FunctionId T) {
          return F.Functions[T].Bodies.empty();
        }))
      for (const Witness &W : P.effects(At, Waits, Scope::Everything))
        if (W.Chain.back().Act)
          judge(At, S, W);
    if (!IsGiven && !Seen && !Loops.empty() && S.Callee && !Asked.Wakes &&
        !Asked.Cuts && !F.Functions[S.Callee].is(Function::Toolchain) &&
        (seemsToDo(lastName(F, S.Callee), WaitWords) ||
         // Methods of that name take a visitor.
         (F.Functions[S.Callee].K == Function::Free &&
          seemsToDo(lastName(F, S.Callee), {"accept"}))))
      Deaf = "calls " + quoted(P, S.Callee) + ", which seems to wait";
  }

  /// pool.add([] { … }); where add(job) starts a thread that runs job. Nobody but
  /// the thread itself ends its sleep.
  void walkGiven(StepRef At, const Step &S, unsigned Depth) {
    const PathNode &Callable = F.Paths[S.Subject];
    if (Callable.K != PathNode::Param)
      return;
    FunctionId Of = functionOf(P, At);
    while (F.Functions[Of].K == Function::Lambda &&
           Callable.Number >= F.Functions[Of].NumParams)
      Of = F.Functions[Of].Parent;
    const bool Before = std::exchange(IsGiven, true);
    for (StepRef Call : P.callers(Of))
      if (const Step &Starts = *stepOf(P, Call);
          Callable.Number < Starts.NumArgs)
        if (const Value &V = F.args(Starts)[Callable.Number];
            V.K == Value::Function)
          walk(V.Id, Depth + 1);
    IsGiven = Before;
  }

  void judge(StepRef At, const Step &S, const Witness &W) {
    if (IsGiven && W.What != Effect::Sleep)
      return;
    int64_t Ms = lengthOf(P, At, *W.Chain.back().Act);
    // A turn of a receive may last as long as a short sleep.
    // Of a nap before the loop nobody says that it is one at a time.
    const bool IsNap =
        W.What == Effect::Sleep && Ms >= LongNapMs && !Loops.empty();
    const bool Long = Ms == Forever || Ms == SomeSeconds || Ms > LongMs ||
                      (Ms == LongMs && W.What != Effect::WaitIO) || IsNap;
    Polls |= W.What == Effect::WaitIO;
    if (W.What == Effect::WaitIO && Ms >= 0 && !Long)
      notePoll(At, S);
    if (W.Lasts.Kind == Bound::Polls || !Long || W.Chain.back().Act->Soon ||
        (W.Strict && W.What != Effect::WaitSync && W.What != Effect::WaitIO &&
         W.What != Effect::FileIO))
      return;
    if (waitsWithToken(S) || Asked.Cancels)
      return;
    std::string Words = act(P, W);
    switch (W.What) {
    case Effect::Sleep:
      if (Ms == SomeSeconds)
        Deaf = Words + " for some seconds at a time";
      else if (Ms != Forever)
        Deaf = Words + " for " +
               (Ms % 1000 ? std::to_string(Ms) + " ms"
                          : std::to_string(Ms / 1000) + " s") +
               " at a time";
      return;
    case Effect::WaitCondition:
    case Effect::WaitSync:
    case Effect::WaitFuture:
      if (!Asked.Wakes && !Asked.Cuts)
        Deaf = Words;
      else if (W.What == Effect::WaitFuture && !isReady(P, W) &&
               isLeftToOthers(At, S))
        Deaf = Words + ", and only what has handed it on would set that";
      else if (std::string Why = sleepsOn(
                   P, Asked,
                   {At, Way, Thread, IsOneOfMany, W.What, Ms == Forever});
               !Why.empty())
        Deaf = Words + Why;
      return;
    case Effect::FileIO:
    case Effect::WaitIO:
      noteOther(S, Words);
      if ((!Asked.Cuts || isOnlyClosed(At, S) || isOnlyFed(At, S)) &&
          readsStream(At, S))
        noteReading(At, S,
                    "reads what may never come (" + quoted(P, S.Callee) + ")");
      else if (!Asked.Cuts && W.What == Effect::WaitIO)
        Deaf = Words;
      return;
    case Effect::Database:
      // What a timer's tasks ask a database in their turn is far from it, and an
      // engine in the process, which has files, is no peer.
      if (const FunctionModel *M = P.model(W.Chain.back().Callee);
          Way.size() > Near || (M && M->Does(Effect::SyncStorage)))
        return;
      [[fallthrough]];
    case Effect::Network:
      if ((!Asked.Cuts || W.Chain.back().Act->Uncut || isAccepted(At, S) ||
           isOnlyClosed(At, S) || isOnlyFed(At, S) || isAnother(At, S) ||
           staysReadable(S)) &&
          !limited(P, W))
        noteReading(At, S, Words);
      noteOther(S, Words);
      return;
    default:
      if (!Asked.Cuts)
        Deaf = Words;
    }
  }

  /// auto result = task->get_future(); calls_.post(task); result.get();   or what a
  /// function has returned that keeps the promise; where no other thread is seen
  /// that might set it, and the request does not.
  bool isLeftToOthers(StepRef At, const Step &S) const {
    if (Asked.Cuts || Asked.Fulfills || F.Paths[S.Subject].K != PathNode::Local)
      return false;
    auto MaySet = [&](FunctionId Fn) { return maySet(Fn); };
    const bool IsOwn =
        llvm::any_of(P.sources(At, S.Subject), [&](const auto &Source) {
          const StepRef From = Source.second;
          const Step *Gives = stepOf(P, From);
          const FunctionModel *M = Gives && Gives->Kind == Op::Call
                                       ? P.model(Gives->Callee)
                                       : nullptr;
          return M && M->GivesFuture &&
                 F.rootKind(Gives->Subject) == PathNode::Local &&
                 (From.Body == At.Body
                      ? !isSetBetween(From, At)
                      : !anyReached(P, {functionOf(P, From)}, MaySet) &&
                            !isGivenAway(From, Gives->Subject));
        });
    return IsOwn && llvm::none_of(P.started(), [&](const StartedThread &T) {
             return (T.Runs != Thread || IsOneOfMany) &&
                    anyReached(P, {T.Runs}, MaySet);
           });
  }

  /// task(); result.get();
  bool isSetBetween(StepRef From, StepRef At) const {
    return llvm::any_of(
        F.steps(F.Bodies[At.Body]).take_front(At.Index).drop_front(From.Index),
        [](const Step &S) { return S.Kind == Op::Run; });
  }

  /// server_.answer(std::move(promise));   Whether a promise goes to what is not
  /// seen, or into what the request empties.
  bool isGivenAway(StepRef From, PathId Promise) const {
    return llvm::any_of(F.steps(F.Bodies[From.Body]), [&](const Step &S) {
      if (S.Kind != Op::Call || S.is(Step::Destroys) ||
          llvm::none_of(F.args(S), [&](const Value &V) {
            return V.K == Value::Path && F.isWithin(V.Id, Promise);
          }))
        return false;
      return F.Functions[S.Callee].is(Function::Toolchain)
                 ? Asked.Changes.contains(lastField(F, S.Subject))
                 : F.Functions[S.Callee].Bodies.empty();
    });
  }

  /// Whether a function runs what it was given, which may be a task with a result,
  /// or sets a result.
  bool maySet(FunctionId Fn) const {
    return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        const FunctionModel *M =
            S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
        if (S.Kind == Op::Run ||
            (M && M->RequestsStop == FunctionModel::Fulfills))
          return true;
      }
      return false;
    });
  }

  /// while (!conn->stop) …
  bool asksForRequest(StepRef Loop) const {
    return llvm::any_of(F.args(*stepOf(P, Loop)), [&](const Value &V) {
      const StringId Name = V.K == Value::Path ? lastField(F, V.Id) : 0;
      return Name && Asked.Changes.contains(Name);
    });
  }

  void notePoll(StepRef At, const Step &S) {
    Pollers.insert(functionOf(P, At));
    for (StepRef Call : Way)
      Pollers.insert(functionOf(P, Call));
    const PathId Of = askedOf(At, S);
    notePoll(
        Poll{StepRef(), lastField(F, Of), Of ? acceptedFrom(At, Of, 0) : 0});
  }

  void notePoll() { notePoll(Poll{StepRef(), 0, 0}); }

  void notePoll(Poll Found) {
    if (Loops.empty())
      Polled.push_back(Poll{StepRef(), 0, 0});
    for (StepRef Loop : Loops) {
      Found.Loop = Loop;
      Polled.push_back(Found);
    }
  }

  /// pollfd p{listener_, POLLIN, 0}; poll(&p, 1, 500);   What is asked; 0 if it is
  /// not one.
  PathId askedOf(StepRef At, const Step &S) const {
    if (!S.NumArgs || F.args(S)[0].K != Value::Path)
      return 0;
    const PathId Asked = F.root(F.args(S)[0].Id);
    PathId Only = 0;
    for (const Step &Sets : F.steps(F.Bodies[At.Body]).take_front(At.Index)) {
      if (Sets.Kind != Op::Set || F.args(Sets)[0].K != Value::Path ||
          Sets.Subject == Asked || F.root(Sets.Subject) != Asked)
        continue;
      if (Only)
        return 0;
      Only = F.args(Sets)[0].Id;
    }
    return Only;
  }

  void noteReading(StepRef At, const Step &S, std::string Words) {
    const FunctionModel *M = P.model(S.Callee);
    const PathId From = S.NumArgs && F.args(S)[0].K == Value::Path &&
                                F.Functions[S.Callee].K == Function::Free
                            ? F.args(S)[0].Id
                            : placeOf(F, S, M ? M->Receives : NoOperand);
    Readings.push_back(
        {std::move(Words), Loops,
         From ? memberMeant(F, F.Bodies[At.Body], At.Index, From) : 0,
         acceptedFrom(At, S)});
  }

  /// recv(socket_, …)   where something was written to wake_[1].
  void noteOther(const Step &S, llvm::StringRef Words) {
    const FunctionModel *M = P.model(S.Callee);
    const PathId From = M && M->Receives >= 0 ? placeOf(F, S, M->Receives) : 0;
    const StringId Name = lastField(F, From);
    if (Name && !Asked.Cut.contains(Name))
      DeafToWrites = Words.str() + ", which the request does not write to";
  }

  /// accept(listener_, …)   where close(listener_) is all that was done.
  bool isOnlyClosed(StepRef At, const Step &S) const {
    return Asked.Closed.size() == Asked.Cut.size() && S.NumArgs &&
           F.Functions[S.Callee].K == Function::Free &&
           F.args(S)[0].K == Value::Path &&
           Asked.Closed.contains(
               memberMeant(F, F.Bodies[At.Body], At.Index, F.args(S)[0].Id));
  }

  /// read(tty_, …)   where write(tty_, "q", 1) is all that was done: it is for the
  /// device, or the peer of a connection, to answer that.
  bool isOnlyFed(StepRef At, const Step &S) const {
    const FunctionModel *M = P.model(S.Callee);
    const PathId From = M && M->Receives >= 0 ? placeOf(F, S, M->Receives) : 0;
    return From && Asked.Fed.size() == Asked.Cut.size() &&
           Asked.Fed.contains(lastField(F, From)) &&
           (isOfTerminal(At, From) || isConnected(At, From));
  }

  bool isOfTerminal(StepRef At, PathId Fd) const {
    return isTerminal(At, Fd) ||
           llvm::any_of(P.sources(At, Fd), [&](const auto &Source) {
             const Step *Made = stepOf(P, Source.second);
             const FunctionModel *M =
                 Made && Made->Callee ? P.model(Made->Callee) : nullptr;
             return M && opensTerminal(*Made, *M);
           });
  }

  bool opensTerminal(const Step &S, const FunctionModel &M) const {
    return llvm::any_of(M.Opens.Terminal, [&](const ArgumentTest &T) {
      return holds(T, F.args(S)).value_or(false);
    });
  }

  /// recv(fd_, …)   where shutdown(fd_, SHUT_WR) is all that was done.
  bool staysReadable(const Step &S) const {
    const FunctionModel *M = P.model(S.Callee);
    return M && M->Receives >= 0 && !Asked.Cut.empty() &&
           Asked.Readable.size() == Asked.Cut.size();
  }

  /// recvfrom(fd_, …)   where a connection was ended that another object has. Of one
  /// object's two it might be the other end.
  bool isAnother(StepRef At, const Step &S) const {
    const FunctionModel *M = P.model(S.Callee);
    const PathId Place = M && M->Receives >= 0 ? placeOf(F, S, M->Receives) : 0;
    if (!Place || Asked.Cancels || Asked.Cut.empty())
      return false;
    const StringId Name = lastField(F, Place);
    const std::vector<Record::Member> &Own =
        F.Records[F.classOf(functionOf(P, At))].Members;
    auto IsOther = [&](StringId Cut) {
      return Cut && Cut != Name && Asked.Over.contains(Cut) &&
             llvm::none_of(
                 Own, [&](const Record::Member &M) { return M.Name == Cut; });
    };
    if (F.Paths[Place].K != PathNode::Field ||
        !llvm::all_of(Asked.Cut, IsOther))
      return false;
    // sock_ = conn->fd;   One by two names.
    return llvm::none_of(F.Steps, [&](const Step &Sets) {
      if (Sets.Kind != Op::Set || F.args(Sets)[0].K != Value::Path)
        return false;
      const StringId From = lastField(F, F.args(Sets)[0].Id);
      const StringId To = lastField(F, Sets.Subject);
      return (From == Name && Asked.Cut.contains(To)) ||
             (To == Name && Asked.Cut.contains(From));
    });
  }

  /// fd = accept(listener_, …); … recv(fd, …)   Only the listener was closed,
  /// and the connections stay open.
  bool isAccepted(StepRef At, const Step &S) const {
    if (Asked.Cut.size() != 1 || Asked.Cut.contains(0))
      return false;
    const StringId Cut = *Asked.Cut.begin();
    // A class has the descriptor of either.
    return acceptedFrom(At, S) == Cut && lastField(F, F.args(S)[0].Id) != Cut;
  }

  /// The member that listens, where what a call is for was accepted from it; 0 if
  /// that is not seen.
  StringId acceptedFrom(StepRef At, const Step &S) const {
    return S.NumArgs && F.args(S)[0].K == Value::Path
               ? acceptedFrom(At, F.args(S)[0].Id, 0)
               : 0;
  }

  StringId acceptedFrom(StepRef At, PathId Fd, unsigned Depth) const {
    constexpr unsigned Deepest = 3;
    // serve(accept(listener_, …));   Connection(int fd) : fd_(fd)
    auto Given = [&](StepRef In, PathId Param) -> StringId {
      if (F.Paths[Param].K != PathNode::Param || Depth == Deepest)
        return 0;
      for (StepRef Call : P.callers(functionOf(P, In))) {
        const llvm::ArrayRef<Value> Args = F.args(*stepOf(P, Call));
        if (const uint32_t Index = F.Paths[Param].Number;
            Index < Args.size() && Args[Index].K == Value::Path)
          if (const StringId Of = acceptedFrom(Call, Args[Index].Id, Depth + 1))
            return Of;
      }
      return 0;
    };
    if (const StringId Of = Given(At, Fd))
      return Of;
    for (const auto &[V, From] : P.sources(At, Fd)) {
      const Step *Made = stepOf(P, From);
      if (Made && Made->Kind == Op::Call && Made->Callee && Made->NumArgs &&
          lastName(F, Made->Callee).starts_with("accept") &&
          F.args(*Made)[0].K == Value::Path)
        if (const StringId Of = memberMeant(F, F.Bodies[From.Body], From.Index,
                                            F.args(*Made)[0].Id))
          return Of;
      if (V.K == Value::Path)
        if (const StringId Of = Given(From, V.Id))
          return Of;
    }
    return 0;
  }

  /// cv.wait(lock, token, …) returns when the token is asked to stop.
  bool waitsWithToken(const Step &S) const {
    const unsigned Without = lastName(F, S.Callee) == "wait" ? 2 : 3;
    return F.Strings[F.Functions[S.Callee].Key].contains(
               "condition_variable_any::") &&
           S.NumArgs > Without;
  }

  bool isNamed(const Value &V, llvm::StringRef Name) const {
    return V.K == Value::Path && F.Paths[V.Id].K == PathNode::Global &&
           F.Strings[F.Paths[V.Id].Name] == Name;
  }

  bool readsStream(StepRef At, const Step &S) const {
    for (const Value &V : F.args(S))
      if (isNamed(V, "stdin") || isNamed(V, "std::cin"))
        return true;
    const FunctionModel *M = P.model(S.Callee);
    if (M && M->ReadsStdin)
      return true;
    if (!M || M->Receives < 0 || M->Receives >= S.NumArgs ||
        !M->Does(Effect::FileIO) || isNonblocking(At, F.args(S)[M->Receives]))
      return false;
    return isStream(At, F.args(S)[M->Receives]);
  }

  /// fd_ = open(port, O_RDWR | O_NONBLOCK);
  bool isNonblocking(StepRef At, const Value &Fd) const {
    return Fd.K == Value::Path &&
           llvm::any_of(P.sources(At, Fd.Id), [&](const auto &Source) {
             const Step *Made = stepOf(P, Source.second);
             const FunctionModel *M =
                 Made && Made->Callee ? P.model(Made->Callee) : nullptr;
             return M &&
                    llvm::any_of(M->Opens.Polls, [&](const ArgumentTest &T) {
                      return holds(T, F.args(*Made)).value_or(false);
                    });
           });
  }

  bool isStream(StepRef At, const Value &Fd, unsigned Hops = 0) const {
    constexpr unsigned MostHops = 3;
    if (Fd.K == Value::Integer)
      return Fd.Number == 0;
    if (Fd.K != Value::Path || Hops == MostHops)
      return false;
    return filledByPipe(At, Fd.Id) || isTerminal(At, Fd.Id) ||
           llvm::any_of(P.sources(At, Fd.Id), [&](const auto &Source) {
             const StepRef From = Source.second;
             // pipe(ends); fd_ = ends[0];
             if (Source.first.K == Value::Path &&
                 filledByPipe(From, Source.first.Id))
               return true;
             const Step *Made = stepOf(P, From);
             const FunctionModel *M =
                 Made && Made->Callee ? P.model(Made->Callee) : nullptr;
             if (!M)
               return false;
             // FILE *f = fdopen(dup(fd), "r");
             const Operand Over = M->DescriptorOf == ResultOperand
                                      ? M->DescriptorArg
                                      : M->StandsFor;
             return opensStream(*Made, *M) ||
                    (Over >= 0 && Over < Made->NumArgs &&
                     isStream(From, F.args(*Made)[Over], Hops + 1));
           });
  }

  bool opensStream(const Step &S, const FunctionModel &M) const {
    return isOfStream(M.Opens.Kind) || opensTerminal(S, M);
  }

  /// Whether a library's function is seen to be handed the descriptor, or the member
  /// that keeps it, to work on.
  bool isWorkedOn(
      StepRef At, PathId Fd,
      llvm::function_ref<bool(const Step &, const FunctionModel &)> By) const {
    const uint64_t Member = P.identity(At, Fd);
    for (uint32_t B = 1; B < F.Bodies.size(); ++B)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        const FunctionModel *M =
            S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
        const PathId Of = M && By(S, *M) ? placeOf(F, S, M->WorksOn) : 0;
        if (!Of)
          continue;
        if (Member ? P.identity({B, I}, Of) == Member
                   : B == At.Body && Of == Fd)
          return true;
      }
    return false;
  }

  /// tcsetattr()
  bool isTerminal(StepRef At, PathId Fd) const {
    return isWorkedOn(At, Fd, [](const Step &, const FunctionModel &M) {
      return M.WorksOnKind == DescriptorKind::Terminal;
    });
  }

  /// connect()
  bool isConnected(StepRef At, PathId Fd) const {
    return isWorkedOn(At, Fd, [](const Step &, const FunctionModel &M) {
      return M.Connects;
    });
  }

  /// `pipe(fds_)` in another method, and fds_[0] is read here.
  bool filledByPipe(StepRef At, PathId Fd) const {
    if (F.Paths[Fd].K != PathNode::Element)
      return false;
    auto Fills = [&](const Step &S, auto &&IsThis) {
      const FunctionModel *M =
          S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
      return M && M->Opens.Kind == DescriptorKind::Pipe &&
             IsThis(placeOf(F, S, M->Opens.At));
    };
    const PathId Ends = F.Paths[Fd].Parent;
    if (F.Paths[Ends].K == PathNode::Local)
      return llvm::any_of(F.steps(F.Bodies[At.Body]), [&](const Step &S) {
        return Fills(S, [&](PathId Filled) { return Filled == Ends; });
      });
    const StringId Field = lastField(F, Fd);
    return Field && llvm::any_of(F.Steps, [&](const Step &S) {
             return Fills(S, [&](PathId Filled) {
               return lastField(F, Filled) == Field;
             });
           });
  }
};

/// thread(read, pointer), thread([pointer] { … }): does the thread end its own
/// copy of the pointer that a deleter came with?
bool endsCopy(const Summary &P, const Step &Starts, FunctionId Body,
              llvm::ArrayRef<FunctionId> On, const Cleanup &C) {
  const Facts &F = P.facts();
  const bool IsGiven = F.Functions[Body].Parent == C.In ||
                       llvm::any_of(F.args(Starts), [&](const Value &V) {
                         return V.K == Value::Path && V.Id == C.Owner;
                       });
  return IsGiven && llvm::any_of(On, [&](FunctionId Fn) {
           return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
             return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
               return S.is(Step::Destroys) && S.Callee == C.By &&
                      F.rootKind(S.Subject) != PathNode::Local;
             });
           });
         });
}

/// thread(run, owner.get()) hands over no owner: whether a function that takes none
/// by its type may be given one that has such an end.
bool mayTake(const Facts &F, FunctionId Body, FunctionId End) {
  const Function &Of = F.Functions[End];
  const bool IsOwner = Of.is(Function::Toolchain) &&
                       F.Strings[Of.Key].rsplit("::~").first.ends_with("_ptr");
  return !IsOwner || F.Strings[F.Functions[Body].Name].contains("_ptr");
}

/// while (auto own = weak.lock()) …   What a body makes of a weak pointer, and ends,
/// may be the last one.
bool endsLocked(const Facts &F, FunctionId Body, FunctionId By) {
  return llvm::any_of(F.Functions[Body].Bodies, [&](uint32_t B) {
    const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[B]);
    return llvm::any_of(Steps, [&](const Step &Ends) {
      return Ends.is(Step::Destroys) && Ends.Callee == By &&
             llvm::any_of(Steps, [&](const Step &Locks) {
               return Locks.Kind == Op::Call && Locks.Callee &&
                      Locks.Result == Ends.Subject && Ends.Subject &&
                      lastName(F, Locks.Callee) == "lock" &&
                      F.Functions[Locks.Callee].is(Function::Toolchain);
             });
    });
  });
}

/// std::weak_ptr<T>(owner)   in the function that starts a thread.
bool isMadeOf(const Facts &F, StepRef Starts, PathId Owner) {
  return llvm::any_of(F.steps(F.Bodies[Starts.Body]), [&](const Step &S) {
    return S.is(Step::Constructs) && S.Callee &&
           F.Strings[F.Functions[S.Callee].Key].contains("weak_ptr") &&
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && V.Id == Owner;
           });
  });
}

/// What a thread runs, and the ends of what it was given.
llvm::SmallVector<FunctionId, 8> runsOn(const Summary &P, FunctionId Body) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 8> On{Body};
  if (F.Functions[Body].K == Function::Lambda) // its captures
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
      if (F.Functions[Id].K == Function::Destructor &&
          F.Functions[Id].is(Function::Implicit) &&
          F.Functions[Id].At == F.Functions[Body].At)
        On.push_back(Id);
  for (const StartedThread &T : P.started()) {
    if (T.Runs != Body)
      continue;
    const Step &S = *stepOf(P, T.At);
    for (const Cleanup &C : P.cleanups())
      if (C.K == Cleanup::Deleter && C.Owner && C.By &&
          C.In == functionOf(P, T.At) &&
          (endsCopy(P, S, Body, On, C) ||
           (endsLocked(F, Body, C.By) && isMadeOf(F, T.At, C.Owner))))
        On.push_back(C.Runs);
    for (const Value &V : F.args(S))
      for (const Step &Ends : F.steps(F.Bodies[T.At.Body]))
        if (V.K == Value::Path && Ends.is(Step::Destroys) &&
            Ends.Subject == V.Id && Ends.Callee &&
            mayTake(F, Body, Ends.Callee))
          On.push_back(Ends.Callee);
  }
  return On;
}

} // namespace

std::string deafness(const Summary &P, FunctionId Body,
                     const StopRequest &Asked, const Witness &Wait) {
  Listener L(P, Body, Asked, Wait);
  L.walk();
  if (L.Deaf.empty() && !L.reads() && !L.DeafToWrites.empty() && !L.Polls &&
      !mayBeFed(P, Body, Asked))
    return L.DeafToWrites;
  return L.Deaf.empty() ? L.deafReading() : L.Deaf;
}

bool mayJoinItself(const Summary &P, FunctionId Body, FunctionId Cleanup,
                   const Witness &Wait) {
  const Facts &F = P.facts();
  if (F.Functions[Cleanup].K != Function::Destructor &&
      llvm::none_of(P.cleanups(), [&](const cleanexit::Cleanup &C) {
        return C.K == cleanexit::Cleanup::Deleter && C.Runs == Cleanup;
      }))
    return false;
  for (const Link &L : Wait.Chain)
    if (stepOf(P, L.At) && asksWhoRuns(P, L.At.Body))
      return false;
  return anyReached(P, runsOn(P, Body),
                    [&](FunctionId Fn) { return Fn == Cleanup; });
}

} // namespace cleanexit
