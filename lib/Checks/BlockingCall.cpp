//===-- BlockingCall.cpp - Cleanups that wait -------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/AwaitedLocks.h"
#include "Checks/Chain.h"
#include "Checks/Check.h"
#include "Checks/Children.h"
#include "Checks/Cleanups.h"
#include "Checks/Exchanges.h"
#include "Checks/Handshake.h"
#include "Checks/HereOrThere.h"
#include "Checks/LockNames.h"
#include "Checks/LostRequests.h"
#include "Checks/Names.h"
#include "Checks/Once.h"
#include "Checks/Reached.h"
#include "Checks/Readiness.h"
#include "Checks/StartHandshake.h"
#include "Checks/StaticFutures.h"
#include "Checks/StopCallbacks.h"
#include "Checks/Stopping.h"
#include "Checks/ThreadBodies.h"
#include "Checks/ThreadWrappers.h"
#include "Checks/TimeoutLength.h"
#include "Checks/Timeouts.h"
#include "llvm/ADT/DenseMap.h"

namespace cleanexit {
namespace {

constexpr CheckOption Options[] = {
    {"MaxBoundMs", "10",
     "The longest wait, in milliseconds, that a cleanup may do in peace."},
    {"Strict", "false",
     "Report joins of threads that were asked to stop, and waits that can be "
     "defended."},
};

constexpr EffectSet Waits{
    Effect::Sleep,         Effect::WaitThread, Effect::WaitFuture,
    Effect::WaitCondition, Effect::WaitSync,   Effect::WaitProcess,
    Effect::WaitIO,        Effect::Spin,       Effect::SyncStorage};

class BlockingCall {
  CheckRun &Run;
  const Summary &P;
  const bool Strict = Run.flag("Strict");
  bool Quiet = false; ///< what is reported is not said to be silent
  const unsigned MaxBoundMs = Run.number("MaxBoundMs", 10);
  /// By class: the destructors of those that are directly made of it.
  llvm::DenseMap<RecordId, std::vector<FunctionId>> DestructorsBelow;

public:
  explicit BlockingCall(CheckRun &Run) : Run(Run), P(Run.Program) {
    const Facts &F = P.facts();
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
      if (F.Functions[Id].K == Function::Destructor)
        for (RecordId Base : F.Records[F.Functions[Id].Class].Bases)
          if (auto &Below = DestructorsBelow[Base];
              Below.empty() || Below.back() != Id)
            Below.push_back(Id);
  }

  void judge(const CleanupStep &C) {
    // A call that also talks to another machine is that check's finding.
    auto IsExchange = [&](Witness W) {
      return !W.Strict &&
             harmlessExchange(P, C.At, W, MaxBoundMs, Strict).empty();
    };
    for (const Witness &W : P.effects(C.At, Remote, Scope::WithinCleanup))
      if (IsExchange(W) ||
          llvm::any_of(P.othersLike(W, {}, Scope::WithinCleanup), IsExchange))
        return;
    const std::vector<Witness> All =
        P.effects(C.At, Waits, Scope::WithinCleanup);
    for (const Witness &W : All) {
      if (isPartOfJoin(W, All))
        continue;
      if (consider(C, W))
        return;
      if (W.Strict && !Strict)
        continue;
      for (const Witness &Other : P.othersLike(W, {}, Scope::WithinCleanup))
        if (!isPartOfJoin(Other, All) && consider(C, Other))
          return;
    }
  }

  void judge(const StaticFuture &Static) {
    const Facts &F = P.facts();
    const bool IsThreads = Static.Is->K == Owner::ThreadLocal;
    Finding Found;
    Found.Check = Run.Name.str();
    Found.At = positionOf(P, Static.Is->At);
    Found.Message =
        "the end of '" + F.Strings[Static.Is->Name].str() +
        "' waits for a result ('std::future::~future') with no bound, at " +
        (IsThreads ? "thread exit, where whoever joins this thread waits with "
                     "it"
                   : "process exit, where other statics that the task uses may "
                     "be gone") +
        "; nobody waits for the task before";
    Found.Chain.push_back(
        {positionOf(P, Static.Started), "the task is started here"});
    Run.report(std::move(Found));
  }

private:
  /// What a thread class of the project waits for in its own join(), before it
  /// joins, is no more than the join.
  bool isPartOfJoin(const Witness &W, llvm::ArrayRef<Witness> All) {
    if (W.What != Effect::WaitCondition && W.What != Effect::WaitSync)
      return false;
    const Facts &F = P.facts();
    const RecordId Own = F.Functions[functionOf(P, W.Chain.front().At)].Class;
    return llvm::any_of(All, [&](const Witness &Join) {
      if (Join.What != Effect::WaitThread)
        return false;
      size_t I = 0;
      while (I < std::min(Join.Chain.size(), W.Chain.size()) &&
             Join.Chain[I].At == W.Chain[I].At)
        ++I;
      if (I == 0 || I >= std::min(Join.Chain.size(), W.Chain.size()) ||
          Join.Chain[I].At.Body != W.Chain[I].At.Body)
        return false;
      const FunctionId Joins = functionOf(P, W.Chain[I].At);
      return F.Functions[Joins].Class && F.Functions[Joins].Class != Own;
    });
  }

  void silent(const Witness &W, std::string Why) {
    if (Quiet)
      return;
    Run.silent({positionOf(P, W.Chain.front().At), Run.Name.str(),
                act(P, W) + ": " + std::move(Why)});
  }

  bool consider(const CleanupStep &C, Witness W) {
    if (belongsToInner(P, W.Chain))
      return false;
    // What can be defended elsewhere is a join at exit all the same.
    const ActModel *Joins = W.Chain.back().Act;
    const Step *Last = stepOf(P, W.Chain.back().At);
    const bool AtExit = W.What == Effect::WaitThread && Joins &&
                        Joins->Strict && Last && !Last->is(Step::Destroys) &&
                        ownCalls(P, W.Chain) <= FarAway &&
                        P.owner(C.Of.Runs ? C.Of.Runs : functionOf(P, C.At));
    if (std::string Why = harmless(P, W, MaxBoundMs, Strict || AtExit);
        !Why.empty())
      return silent(W, std::move(Why)), false;
    if (const ActModel *Act = W.Chain.back().Act;
        Act && !Act->UnlessSet.empty() && limited(P, W))
      return silent(W, "an option that was set limits it"), false;
    if (!C.Of.Runs && W.What != Effect::WaitFuture && !ownedWait(C, W))
      return false;
    if (W.What == Effect::WaitIO && W.Chain.back().Act &&
        W.Chain.back().Act->BoundArg != NoOperand &&
        endsAtSilence(P, W.Chain)) {
      const std::optional<Bound> Silence = lengthOfSilence(P, W.Chain);
      if (!Silence || Silence->Kind == Bound::Polls ||
          (Silence->Kind == Bound::Constant && Silence->Number <= MaxBoundMs))
        return silent(W, "it is over when nothing has come"), false;
      W.Lasts = *Silence;
    }
    if (W.What == Effect::Spin && spinsForLock(P, W))
      return silent(W, "it spins for a lock"), false;
    if (isNotRunning(P, W.Chain.back().At))
      return silent(W, "it was asked before, and no thread runs"), false;
    if ((W.What == Effect::WaitSync || W.What == Effect::WaitCondition) &&
        !Strict && isKnownFilled(P, W.Chain))
      return silent(W, "it was asked before whether there is something"), false;
    if (W.What == Effect::WaitFuture && isReady(P, W))
      return silent(W, "it was asked before whether it is ready"), false;
    if (!Strict && !C.Of.Runs && W.What == Effect::WaitFuture &&
        isEndedBefore(W))
      return silent(W, "its task was asked to end before"), false;
    if (isSetBefore(P, W.Chain))
      return silent(W, "what was set before keeps it from coming there"), false;
    if (hasRunBefore(P, W.Chain))
      return silent(W, "what runs once has been run before"), false;
    if (!Strict && wasShutDown(W))
      return silent(W, "what it waits for was shut down before"), false;
    if (isKilled(P, W) && !Strict)
      return silent(W, "it was killed before, and is reaped"), false;
    if (!Strict && runsHereOrThere(P, W.Chain))
      return silent(W, "another thread runs meanwhile what it is given"), false;
    if (!Strict && awaitsStart(P, W.Chain))
      return silent(W, "it waits for a thread to have begun"), false;
    if (alreadyJoined(C))
      return silent(W, "joined before"), false;
    std::string Because;
    if (W.What == Effect::WaitThread || W.What == Effect::WaitCondition ||
        W.What == Effect::WaitSync ||
        (W.What == Effect::WaitFuture && isOfTask(P, W)))
      if (!endless(C, W, Because))
        return false;
    report(C, W, Because);
    return true;
  }

  /// auto reading = std::async([&] { return in.read(); }); … in.close();
  bool isEndedBefore(const Witness &W) const {
    const StepRef End = W.Chain.front().At;
    const Step *S = stepOf(P, End);
    llvm::SmallVector<FunctionId, 2> Tasks;
    for (const StartedThread &T : P.started())
      if (S && S->Subject && T.At.Body == End.Body && T.Object == S->Subject)
        Tasks.push_back(T.Runs);
    const StopRequest Asked = requestsBefore(P, W.Chain);
    return !Tasks.empty() && Asked.any() && mayBeHeard(P, Tasks, Asked) &&
           llvm::all_of(Tasks, [&](FunctionId Task) {
             return deafness(P, Task, Asked, W).empty();
           });
  }

  /// queue_.Shutdown(); while (queue_.Next(&tag, &ok)) …
  bool wasShutDown(const Witness &W) const {
    const Step *S = stepOf(P, W.Chain.back().At);
    const FunctionModel *M = S && S->Callee ? P.model(S->Callee) : nullptr;
    const PathId Of =
        W.What == Effect::WaitSync && M && M->WaitsFor != NoOperand
            ? placeOf(P.facts(), *S, M->WaitsFor)
            : 0;
    const StringId Name = Of ? lastField(P.facts(), Of) : 0;
    return Name && requestsBefore(P, W.Chain).Over.contains(Name);
  }

  /// The end of a std::jthread that the same destructor has joined, or of a
  /// future that it has waited for.
  bool alreadyJoined(const CleanupStep &C) {
    const Step *Ends = stepOf(P, C.At);
    return Ends->is(Step::Destroys) && Ends->Subject &&
           joins(C.At, Ends->Subject);
  }

  /// Not for a moment only: `if (f.wait_for(0s) != …)`
  bool waits(StepRef At) {
    return llvm::any_of(
        P.effects(At, {Effect::WaitThread, Effect::WaitFuture},
                  Scope::Everything),
        [](const Witness &W) { return W.Lasts.Kind == Bound::Unbounded; });
  }

  /// Whether something before a step, or a method that it calls, waits for what is
  /// there.
  bool joins(StepRef Until, PathId There, unsigned Depth = 0) {
    constexpr unsigned Deepest = 2;
    const Facts &F = P.facts();
    for (uint32_t I = 0; I < Until.Index; ++I) {
      const Step &S = F.Steps[F.Bodies[Until.Body].First + I];
      if (S.Kind != Op::Call || !S.Callee || S.is(Step::Destroys))
        continue;
      // of a container: its elements, one after the other
      const FunctionModel *M =
          F.isWithin(S.Subject, There) ? P.model(S.Callee) : nullptr;
      if (M && (M->Name.ends_with("detach") || waits({Until.Body, I})))
        return true;
      if (F.Paths[S.Subject].K == PathNode::This && !S.is(Step::Virtual) &&
          F.rootKind(There) == PathNode::This && Depth < Deepest &&
          llvm::any_of(
              F.Functions[S.Callee].Bodies,
              [&](uint32_t B) {
                return joins({B, F.Bodies[B].Count}, There, Depth + 1);
              }))
        return true;
    }
    return false;
  }

  /// A library's object that waits when it ends, without a cleanup around it.
  bool ownedWait(const CleanupStep &C, const Witness &W) {
    const Step *S = stepOf(P, C.At);
    if (S->is(Step::Member))
      return true;
    // A local that is joined where it was made is how threads are written.
    if (W.What == Effect::WaitThread && !Strict)
      return silent(W, "a local object; Strict reports it"), false;
    return true;
  }

  std::string atExit(const Owner &O, FunctionId Ends) const {
    return (O.K == Owner::ThreadLocal
                ? ", at thread exit, where whoever joins this thread waits "
                  "with it (owner: '"
                : ", at process exit, where other threads may be gone, "
                  "statics destroyed and the loader's lock held (owner: '") +
           P.facts().Strings[O.Name].str() +
           (P.hasOtherOwners(Ends) ? "' and others)" : "')");
  }

  /// Whether a wait for a thread is one that nobody ends; and why.
  bool endless(const CleanupStep &C, const Witness &W, std::string &Because) {
    FunctionId In = C.Of.Runs ? C.Of.Runs : functionOf(P, C.At);
    if (const Owner *O = P.owner(In)) {
      // Why it would wait wherever it ended is said, too.
      std::string Anyway;
      Quiet = true;
      if (endlessAnywhere(C, W, Anyway) && Anyway.empty())
        Anyway = ", and would wait wherever it ended";
      Quiet = false;
      Because = atExit(*O, In) + Anyway;
      return true;
    }
    return endlessAnywhere(C, W, Because);
  }

  bool endlessAnywhere(const CleanupStep &C, const Witness &W,
                       std::string &Because) {
    FunctionId In = C.Of.Runs ? C.Of.Runs : functionOf(P, C.At);
    StopRequest Asked = requestsBefore(P, W.Chain);
    if (W.What == Effect::WaitCondition && isFulfilled(P, W, Asked))
      return silent(W, "what it waits for has been set before"), false;
    // A thread that says by a condition that it is done is joined by that.
    const bool IsTask = W.What == Effect::WaitFuture;
    const bool Joins =
        W.What == Effect::WaitThread || IsTask || isOfThread(P, W);
    llvm::SmallVector<FunctionId, 2> Bodies =
        Joins                             ? threadBodies(P, W)
        : W.What == Effect::WaitCondition ? threadsThatEnd(P, W)
                                          : llvm::SmallVector<FunctionId, 2>();
    if (!Joins && Bodies.empty())
      return true;
    // virtual void run() {}   of a class that has no thread
    const size_t All = Bodies.size();
    llvm::erase_if(Bodies, [&](FunctionId Body) {
      const Function &Runs = P.facts().Functions[Body];
      return Runs.is(Function::Virtual) && !Runs.Bodies.empty() &&
             llvm::all_of(Runs.Bodies, [&](uint32_t B) {
               return P.facts().Bodies[B].Count == 0;
             });
    });
    if (All && Bodies.empty())
      return silent(W, "what it runs does nothing"), Strict;
    Asked = asHeardBy(P, Bodies, std::move(Asked));
    const FunctionId Joining = W.Chain.back().Callee;
    const Function &Waits = P.facts().Functions[Joining];
    const FunctionModel *Model = Joining ? P.model(Joining) : nullptr;
    if (Model && Model->asksToStop())
      Asked.cutAll(); // stop() that asks and joins
    llvm::SmallVector<FunctionId, 2> Callbacks;
    for (FunctionId B : Bodies)
      findStopCallbacks(B, Callbacks);
    const bool IsWoken = !Callbacks.empty() && !onlySet(Callbacks, Asked);
    if (Asked.Flag && IsWoken)
      Asked.cutAll();
    const llvm::SmallVector<FunctionId, 2> Given =
        Joins ? givenBodies(P, W) : llvm::SmallVector<FunctionId, 2>();
    for (FunctionId B : llvm::concat<const FunctionId>(Bodies, Given))
      if (mayJoinItself(P, B, In, W)) {
        Because = ", and may run on the very thread that it waits for: " +
                  quoted(P, B) + " may drop the last reference";
        return true;
      }
    if (Joining && Waits.K == Function::Destructor && !IsTask) {
      // std::jthread asks by itself; does its callable listen?
      bool Listens = Bodies.empty();
      for (FunctionId B : Bodies)
        Listens |= P.facts().Functions[B].is(Function::TakesStopToken);
      if (Listens && (Bodies.empty() || IsWoken))
        return silent(W, Bodies.empty() ? "what it runs is not seen"
                                        : "its callable takes a stop token"),
               Strict;
      Asked.Cuts = false;
      Asked.Flag |= Listens;
      Asked.Token |= Listens;
      if (!Asked.any()) {
        if (lastName(P.facts(), W.Chain.back().Callee) == "~jthread")
          Because = ", and its callable takes no stop_token";
        return true;
      }
    }
    if (llvm::any_of(Bodies, [&](FunctionId B) { return saidDone(P, W, B); }))
      return silent(W, "the thread has said that it is done"), Strict;
    if (joinedBelow(C, W))
      return silent(W, "the classes below it have joined before"), Strict;
    const std::string Nobody =
        ", and nothing before it asks the thread to stop";
    if (IsTask && !Asked.any())
      return true;
    if (!Asked.any()) {
      Because = Nobody;
      if (askedByUsers(C, W, Because))
        return silent(W, "all who end it ask before"), Strict;
      return true;
    }
    const bool Heard = mayBeHeard(P, Bodies, Asked);
    for (FunctionId B : Bodies)
      if (std::string Deaf = deafness(P, B, Asked, W); !Deaf.empty()) {
        if (isHeardByOwners(C, W, Bodies, Asked))
          return silent(W, "all who have it as a part ask before"), Strict;
        Because = (Heard ? ", and although asked to stop the thread's body, "
                         : Nobody + ", whose body, ") +
                  quoted(P, B) + ", " + Deaf;
        return true;
      }
    if (!Heard) {
      Because = Nobody;
      return true;
    }
    if (std::string Job = longJob(Bodies, Asked); !Job.empty()) {
      Because = ", and what the thread is given to do at last, " + Job;
      return true;
    }
    if (const PathId Begun = askedOnlyOnceBegun(P, W.Chain, Bodies, Asked)) {
      Because = ", and it is asked to stop only if it has set '" +
                P.text(Begun) + "' itself, and never if it has not begun yet";
      return true;
    }
    if (const StringId Back = setBackAtStart(P, W.Chain, Bodies, Asked)) {
      Because = ", and the thread sets '" + P.facts().Strings[Back].str() +
                "' back when it begins: a request that comes before is lost";
      return true;
    }
    if (std::string Lock = wantedLock(W); !Lock.empty()) {
      Because = ", and although asked to stop the thread may need '" + Lock +
                "', which is held here";
      return true;
    }
    return silent(W, "stop requested before"), Strict;
  }

  /// loop_.post([this] { sayGoodbye(); stop_ = true; });   in words; empty if nothing
  /// that the thread is given waits for long.
  std::string longJob(llvm::ArrayRef<FunctionId> Bodies,
                      const StopRequest &Asked) const {
    const Facts &F = P.facts();
    for (auto [Job, To] : Asked.Jobs) {
      auto RunsSuch = [&, Of = To](FunctionId Fn) {
        return Of && F.classOf(Fn) == Of &&
               llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
                 return llvm::any_of(F.steps(F.Bodies[B]), [](const Step &S) {
                   return S.Kind == Op::Run && !S.Callee;
                 });
               });
      };
      if (!anyReached(P, Bodies, RunsSuch))
        continue;
      for (Witness W : P.effects(Job,
                                 {Effect::Network, Effect::Database,
                                  Effect::Sleep, Effect::WaitProcess},
                                 Scope::Everything)) {
        W.Lasts = withTimeout(P, W);
        if (!W.Chain.empty() && stepOf(P, W.Chain.back().At) &&
            harmless(P, W, MaxBoundMs, false).empty())
          return quoted(P, Job) + ", " + act(P, W);
      }
    }
    return "";
  }

  /// lock(); stop_ = true; join(); unlock();   where the thread's next turn locks
  /// as well.
  std::string wantedLock(const Witness &W) const {
    for (const Link &L : W.Chain)
      if (stepOf(P, L.At))
        for (const HeldLock &Held : P.held(L.At)) {
          Witness From = W;
          From.Chain.erase(From.Chain.begin(),
                           From.Chain.begin() + (&L - W.Chain.data()));
          if (!Held.ByCaller && P.locks().stillHeld(Held, From.Chain) &&
              (awaitedNeeds(P, From, Held) || awaitedTakesSuch(P, From, Held)))
            return P.text(named(P, Held));
        }
    return "";
  }

  /// pool_.reset(new Pool(…)): where one is made, there hardly was one before.
  bool isReplaced(StepRef End) const {
    constexpr uint32_t Near = 3;
    const Facts &F = P.facts();
    const Body &B = F.Bodies[End.Body];
    for (uint32_t I = End.Index; I-- > 0 && End.Index - I <= Near;)
      if (const Step &S = F.Steps[B.First + I];
          S.Kind == Op::Set && F.args(S)[0].K == Value::New &&
          F.isWithin(stepOf(P, End)->Subject, S.Subject))
        return true;
    return false;
  }

  /// ~Renderer() { engine_.interrupt(); }   whose member's destructor joins: whom
  /// those have woken who have it, counts as well. That they have ended some
  /// connection is no request for this one.
  bool isHeardByOwners(const CleanupStep &C, const Witness &W,
                       llvm::ArrayRef<FunctionId> Bodies,
                       const StopRequest &Own) const {
    const Facts &F = P.facts();
    if (F.Functions[C.Of.Runs].K != Function::Destructor)
      return false;
    const auto Ends = P.callers(C.Of.Runs);
    return !Ends.empty() && llvm::all_of(Ends, [&](StepRef End) {
      const Function &In = F.Functions[functionOf(P, End)];
      if (!stepOf(P, End)->is(Step::Member) || In.K != Function::Destructor ||
          In.is(Function::Implicit))
        return false;
      Witness Theirs = W;
      Theirs.Chain.insert(Theirs.Chain.begin(), {End, C.Of.Runs, nullptr});
      StopRequest Asked = requestsBefore(P, Theirs.Chain);
      Asked.Cuts = Own.Cuts;
      return llvm::all_of(Bodies, [&](FunctionId Body) {
        return deafness(P, Body, Asked, Theirs).empty();
      });
    });
  }

  /// ~Pool() { for (auto &t : threads_) t.join(); }   what the threads run, and
  /// how that is asked to end, only those know who have a pool. If they ask, but
  /// at an exit, that is why.
  bool askedByUsers(const CleanupStep &C, const Witness &W,
                    std::string &Because) const {
    constexpr size_t MostEnds = 64;
    const Facts &F = P.facts();
    const RecordId Wrapper = F.Functions[C.Of.Runs].Class;
    if (F.Functions[C.Of.Runs].K != Function::Destructor)
      return false;
    bool Any = false;
    llvm::SmallVector<std::vector<Link>, 4> Ends;
    auto Note = [&](FunctionId Ending, llvm::ArrayRef<Link> Rest) {
      for (StepRef At : P.callers(Ending)) {
        Ends.emplace_back(1, Link{At, Ending, nullptr});
        llvm::append_range(Ends.back(), Rest);
      }
    };
    Note(C.Of.Runs, W.Chain);
    for (size_t I = 0; I != Ends.size(); ++I) {
      const StepRef End = Ends[I].front().At;
      const FunctionId In = functionOf(P, End);
      const RecordId User = F.classOf(In);
      // A smart pointer's end, or that of a struct which nobody wrote.
      if (F.Functions[In].is(Function::Toolchain) ||
          (F.Functions[In].K == Function::Destructor &&
           F.Functions[In].is(Function::Implicit) && !P.callers(In).empty())) {
        if (Ends.size() > MostEnds)
          return false;
        const std::vector<Link> Rest = Ends[I];
        Note(In, Rest);
        continue;
      }
      if (User == Wrapper || isReplaced(End))
        continue;
      Witness Theirs = W;
      Theirs.Chain = Ends[I];
      const StopRequest Asked = requestsBefore(P, Theirs.Chain);
      StringId Member = 0; // the one that is nearest to the end
      for (const Link &L : llvm::ArrayRef(Ends[I]).drop_back(W.Chain.size()))
        if (StringId Name = lastField(F, stepOf(P, L.At)->Subject))
          Member = Name;
      auto Given = givenTo(P, User, Member, Wrapper);
      if (Given.empty())
        Given = givenTo(P, 0, Member, Wrapper);
      if (!Asked.any() || Given.empty() ||
          llvm::any_of(Given, [&](FunctionId Body) {
            return !deafness(P, Body, Asked, Theirs).empty();
          }))
        return false;
      if (const Owner *O = P.owner(In); O && !P.owner(C.Of.Runs)) {
        Because = atExit(*O, In);
        return false;
      }
      Any = true;
    }
    return Any;
  }

  /// Thread::~Thread() { stop(); } where the destructors of all classes that are
  /// made of it have called stop(): theirs are judged.
  bool joinedBelow(const CleanupStep &C, const Witness &W) const {
    const Facts &F = P.facts();
    const Function &Ends = F.Functions[C.Of.Runs];
    const StepRef Join = W.Chain.back().At;
    if (Ends.K != Function::Destructor || W.Chain.size() < 2)
      return false;
    auto Below = DestructorsBelow.find(Ends.Class);
    if (Below == DestructorsBelow.end())
      return false;
    return llvm::all_of(Below->second, [&](FunctionId Id) {
      return llvm::any_of(F.Functions[Id].Bodies, [&](uint32_t B) {
        for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
          if (const Step &S = F.Steps[F.Bodies[B].First + I];
              S.Kind == Op::Call && !S.is(Step::Destroys))
            for (const Witness &Own :
                 P.effects(StepRef{B, I}, {W.What}, Scope::Everything))
              if (Own.Chain.back().At == Join)
                return true;
        return false;
      });
    });
  }

  /// Whether all that stop callbacks do is to set flags, which are added to what
  /// was asked. Else whatever the thread waits for, it is woken.
  bool onlySet(llvm::ArrayRef<FunctionId> Callbacks, StopRequest &Asked) const {
    return llvm::all_of(Callbacks, [&](FunctionId Callback) {
      const StopRequest Its = requestsOf(P, Callback);
      if (!Its.Flag || Its.Unnamed || Its.Wakes || Its.Cuts || Its.Fulfills)
        return false;
      Asked.Changes.insert_range(Its.Changes);
      return true;
    });
  }

  /// Adds what the stop callbacks run that a thread makes; 0 for one that is not
  /// seen.
  void findStopCallbacks(FunctionId Fn,
                         llvm::SmallVectorImpl<FunctionId> &Found,
                         unsigned Depth = 0) const {
    const Facts &F = P.facts();
    for (uint32_t B : F.Functions[Fn].Bodies)
      for (const Step &S : F.steps(F.Bodies[B])) {
        if (S.Kind != Op::Call || !S.Callee)
          continue;
        const Function &Of = F.Functions[S.Callee];
        if (Of.K == Function::Constructor && isStopCallback(P, Of.Class)) {
          const llvm::ArrayRef<Value> Args = F.args(S);
          Found.push_back(
              Args.size() > 1 && Args[1].K == Value::Function ? Args[1].Id : 0);
        } else if (Depth < 2) {
          findStopCallbacks(S.Callee, Found, Depth + 1);
        }
      }
  }

  void report(const CleanupStep &C, const Witness &W, llvm::StringRef Because) {
    std::string Who = C.Of.Runs ? describe(P, C.Of) : ending(C);
    std::string Message = Who + " " + act(P, W) + " " + lasting(W.Lasts) +
                          Because.str() +
                          "; whoever leaves the scope waits with it";
    if (W.OneOf > 1)
      Message += " (1 of " + std::to_string(W.OneOf) + " overriders)";
    Run.report(C.Of.Runs
                   ? finding(P, Run.Name, C.Of, W.Chain, std::move(Message))
                   : finding(P, Run.Name, functionOf(P, C.At), W.Chain,
                             std::move(Message)));
  }

  /// "the end of 'f'" for a library's object that nobody wrote a cleanup for.
  std::string ending(const CleanupStep &C) {
    const Step *S = stepOf(P, C.At);
    std::string Object = P.text(S->Subject);
    llvm::StringRef Name = llvm::StringRef(Object).split('@').first;
    if (S->is(Step::Temporary) || Name.empty())
      return S->is(Step::AtScopeEnd) && S->Subject
                 ? "the end of what is bound here"
                 : "the discarded result";
    return "the end of '" + Name.str() + "'";
  }
};

void run(CheckRun &Run) {
  BlockingCall Check(Run);
  forEachCleanupStep(Run.Program,
                     [&](const CleanupStep &S) { Check.judge(S); });
  forEachStaticFuture(Run.Program,
                      [&](const StaticFuture &S) { Check.judge(S); });
}

} // namespace

extern const Check BlockingCall;
const Check BlockingCall = {"a cleanup waits without a bound that it controls",
                            Options, run};

} // namespace cleanexit
