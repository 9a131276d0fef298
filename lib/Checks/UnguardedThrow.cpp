//===-- UnguardedThrow.cpp - Exceptions that leave a cleanup ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "Checks/Check.h"
#include "Checks/Cleanups.h"
#include "Checks/DeadHandlers.h"
#include "Checks/EmptyCallable.h"
#include "Checks/Handshake.h"
#include "Checks/Joinable.h"
#include "Checks/JoinedBefore.h"
#include "Checks/Names.h"
#include "Checks/Once.h"
#include "Checks/Reached.h"
#include "Checks/Tested.h"
#include "llvm/ADT/DenseSet.h"
#include <limits>

namespace cleanexit {
namespace {

constexpr CheckOption Options[] = {
    {"Strict", "false",
     "Report what nobody guards: mutex::lock, thread::join, calls of a "
     "std::function that may be empty, at() far from the cleanup, anything "
     "many calls away."},
};

constexpr size_t NearCalls = 2;

class UnguardedThrow {
  CheckRun &Run;
  const Summary &P;
  const bool Strict = Run.flag("Strict");

public:
  explicit UnguardedThrow(CheckRun &Run) : Run(Run), P(Run.Program) {}

  void judge(const CleanupStep &C) {
    if (endsLockGuard(P, C.At))
      return judgeUnlock(C);
    if (!C.Of.Runs || C.Of.K == Cleanup::Defer)
      return;
    llvm::DenseSet<FunctionId> Seen;
    if (const std::optional<Thrown> Ends = endsWithin(C, C.At, Seen))
      return reportEnd(C, *Ends);
    CleanupTraits Traits = P.traits(C.Of);
    if (Traits.Absorbs || throwsByDesign(C))
      return;
    if (Traits.Never && (runsEmpty(C) || handsOverEmpty(C)))
      return;
    if (stepOf(P, C.At)->Kind == Op::Rethrow)
      return judgeRethrow(C, Traits);
    for (Thrown &T : P.thrown(C.At, Scope::WithinCleanup)) {
      if (P.isCaught(C.Of, T.Type)) {
        silent(T, "what runs it catches that");
        continue;
      }
      if (Traits.Never && rethrownAt(C.At, T.Type))
        continue; // said there
      if (!isTold(C, T, Traits.Never) && !findOther(C, T, Traits.Never))
        continue;
      if (!Traits.Never && (Traits.OnlyCalm || T.When == Thrown::OnlyCalm)) {
        silent(T, "only while no other exception is in flight");
        continue;
      }
      return report(C, Traits, T);
    }
  }

  void judge(const AbandonedThread &T) {
    const std::string Name = "'" + T.Name + "'";
    std::string Message =
        !T.Unless.empty()
            ? "the thread in " + Name + " is not joined when it has set '" +
                  T.Unless +
                  "' itself: destroying it while it is joinable calls "
                  "std::terminate"
        : T.Name.empty()
            ? "the thread that is started here is destroyed at once, while it "
              "is joinable: std::terminate ends the process"
        : T.IsEndedForNext
            ? "the thread in " + Name +
                  " is ended only where the next one takes its place: "
                  "destroying it while it is joinable calls std::terminate"
        : T.Lives != AbandonedThread::Elsewhere
            ? "the thread in " + Name +
                  " is neither joined nor detached: if it is joinable when " +
                  (T.Lives == AbandonedThread::Static ? "the process"
                                                      : "its thread") +
                  " exits, its end calls std::terminate"
        : T.IsReplaced
            ? "the thread in " + Name +
                  " is assigned over, and nothing ends it first: if it is "
                  "joinable, that calls std::terminate"
        : T.IsMember && T.Leaves.Body
            ? "an exception may leave the constructor when the thread in " +
                  Name +
                  " has started: it is destroyed while joinable, which calls "
                  "std::terminate"
        : !T.OnceDone.empty()
            ? "the thread in " + Name + " is joined only when it has set '" +
                  T.OnceDone +
                  "' itself: destroying it while it runs calls std::terminate"
        : T.EndsItself
            ? "the thread in " + Name + " is ended only by itself, in " +
                  quoted(P, T.OnlyBy) +
                  ": destroying it while it runs calls std::terminate"
        : T.ForgottenAt.Body
            ? "the thread in " + Name + " is ended by " + quoted(P, T.OnlyBy) +
                  " only, and " + quoted(P, functionOf(P, T.ForgottenAt)) +
                  " ends its object without that: destroying it while it is "
                  "joinable calls std::terminate"
        : T.OnlyBy
            ? "the thread in " + Name + " is ended by " + quoted(P, T.OnlyBy) +
                  " only, which is never called: destroying it while it is "
                  "joinable calls std::terminate"
        : T.IsMember
            ? "the thread in " + Name +
                  " is neither joined nor detached by any method: destroying "
                  "it while it is joinable calls std::terminate"
        : T.Leaves.Body
            ? "an exception may leave the scope of " + Name +
                  " before it is joined: destroying a joinable thread calls "
                  "std::terminate"
            : Name + " is destroyed while joinable on a way out of its scope: "
                     "std::terminate ends the process";
    Finding Found;
    Found.Check = Run.Name.str();
    Found.At = positionOf(P, T.Where);
    Found.Message = std::move(Message);
    if (T.In)
      Found.Cleanup = P.facts().Strings[P.facts().Functions[T.In].Pretty].str();
    if (T.Started.Body)
      Found.Chain.push_back(
          {positionOf(P, T.Started), "the thread is started here"});
    if (T.Leaves.Body)
      Found.Chain.push_back(
          {positionOf(P, T.Leaves), "this may throw before the join"});
    if (T.ForgottenAt.Body)
      Found.Chain.push_back(
          {positionOf(P, T.ForgottenAt), "its object ends here"});
    Run.report(std::move(Found));
  }

private:
  /// Whether what a cleanup throws is more than Strict reports.
  bool isTold(const CleanupStep &C, const Thrown &T, bool Never) {
    if (T.Strict && !Strict && !isWritten(T) && !isCertain(C, T) &&
        !joinedBefore(P, T.Chain).Body) {
      silent(T, "nobody guards it; Strict reports it");
      return false;
    }
    if (isInners(T.Chain, Never))
      return false;
    if (isAsked(T) && !isNoIndex(T.Chain.back().At)) {
      silent(T, "the code asks whether there is a value");
      return false;
    }
    if (llvm::any_of(T.Chain, [&](const Link &L) {
          return stepOf(P, L.At) && isInDeadHandler(P, L.At);
        })) {
      silent(T, "a handler of what nothing in its block throws");
      return false;
    }
    if (isSetBefore(P, T.Chain)) {
      silent(T, "what was set before keeps it from coming there");
      return false;
    }
    if (Strict)
      return true;
    if (looksUpFarAway(T)) {
      silent(T, "only if an index is wrong, far from here; Strict reports it");
      return false;
    }
    if (const size_t Calls = callsAway(P, T.Chain); Calls > FarAway) {
      silent(T, std::to_string(Calls) + " calls away; Strict reports it");
      return false;
    }
    if (dereferences(T)) {
      silent(T, "only if a smart pointer is null; Strict reports it");
      return false;
    }
    if (isMadeAtFirstUse(P, T.Chain)) {
      silent(T, "only if nobody has asked for what is made at the first use; "
                "Strict reports it");
      return false;
    }
    if (passesOn(C, T)) {
      silent(T, "only if an exception was kept before; Strict reports it");
      return false;
    }
    return true;
  }

  /// Finds another way in which the same exception comes from one of the bodies
  /// below the cleanup: if (!made_) make();  else check();
  bool findOther(const CleanupStep &C, Thrown &T, bool Never) {
    constexpr uint32_t MostSteps = 1000;
    if (T.Strict || T.Chain.empty() || !isMadeAtFirstUse(P, T.Chain))
      return false;
    for (size_t K = T.Chain.size() - 1; K > 0; --K) {
      const StepRef At = T.Chain[K].At;
      if (!stepOf(P, At) || P.facts().Bodies[At.Body].Count > MostSteps)
        continue;
      for (uint32_t I = 0; I < P.facts().Bodies[At.Body].Count; ++I) {
        if (I == At.Index)
          continue;
        for (const Thrown &Here :
             P.thrown(StepRef{At.Body, I}, Scope::WithinCleanup)) {
          if (Here.Type != T.Type || Here.Strict)
            continue;
          Thrown Other = Here;
          if (T.When != Thrown::Always)
            Other.When = T.When;
          Other.Chain.insert(Other.Chain.begin(), T.Chain.begin(),
                             T.Chain.begin() + K);
          if (!P.isRuledOut(Other.Chain) && isTold(C, Other, Never)) {
            T = std::move(Other);
            return true;
          }
        }
      }
    }
    return false;
  }

  /// ~Log() { close(); }   void close() noexcept { flush(); }
  /// An exception goes no further than close(), whatever catches around the call.
  /// Of other classes' methods only what the cleanup itself calls: what they call
  /// is their own business.
  std::optional<Thrown> endsWithin(const CleanupStep &C, StepRef At,
                                   llvm::DenseSet<FunctionId> &Seen) {
    const Facts &F = P.facts();
    constexpr size_t Few = 4;
    const auto Targets = P.targets(At);
    const Op Kind = stepOf(P, At)->Kind;
    if ((Kind != Op::Call && Kind != Op::Run) || Targets.size() > Few)
      return std::nullopt;
    for (FunctionId Callee : Targets) {
      const Function &Of = F.Functions[Callee];
      // What a guard runs is told where it was made.
      if (Of.K == Function::Destructor || !isUserCode(P, Callee) ||
          llvm::any_of(
              P.cleanups(),
              [&](const Cleanup &Other) { return Other.Runs == Callee; }) ||
          !Seen.insert(Callee).second)
        continue;
      std::optional<Thrown> Ends;
      if (Of.Except == Function::Never) {
        for (Thrown &T : P.thrown(Callee, Scope::WithinCleanup))
          if (!Ends && isTold(C, T, true))
            Ends = std::move(T);
      } else if (Of.Class && Of.Class == F.classOf(C.Of.Runs)) {
        for (uint32_t B : Of.Bodies)
          for (uint32_t I = 0; !Ends && I < F.Bodies[B].Count; ++I)
            Ends = endsWithin(C, {B, I}, Seen);
      }
      if (Ends) {
        Ends->Chain.insert(Ends->Chain.begin(), {At, Callee, nullptr});
        return Ends;
      }
    }
    return std::nullopt;
  }

  /// `CHECK(x) << …`: a temporary whose end is how it throws. Nothing is
  /// cleaned up; who uses it within a cleanup is another matter.
  bool throwsByDesign(const CleanupStep &C) {
    const Facts &F = P.facts();
    const Step &S = *stepOf(P, C.At);
    if (C.Of.K != Cleanup::Destructor || Strict ||
        F.Functions[C.Of.Runs].Except != Function::SaidMayThrow ||
        !(S.Kind == Op::Throw ||
          (S.Callee && F.Functions[S.Callee].is(Function::NoReturn))))
      return false;
    const uint32_t First = F.Bodies[C.At.Body].First;
    for (uint32_t I = 0; I < C.At.Index; ++I)
      if (Op K = F.Steps[First + I].Kind;
          K == Op::If || K == Op::Switch || K == Op::Loop || K == Op::Return)
        return false;
    return true;
  }

  /// The handler, of a try block that begins at a step, which takes a type: of
  /// the block's steps, the Catch. 0 if it is not known to be one.
  uint32_t handlerOf(const Body &B, uint32_t Try, RecordId Type) const {
    const llvm::ArrayRef<Step> Steps = P.facts().steps(B);
    for (uint32_t I = blockEnd(Steps, Try + 1);
         I < Steps.size() && Steps[I].Kind == Op::Catch;
         I = blockEnd(Steps, I + 1))
      if (!Steps[I].Type || Steps[I].Type == Type ||
          (Type && P.facts().derives(Type, Steps[I].Type)))
        return I;
    return 0;
  }

  /// catch (...) { log(); throw; }   Who wrote it had thought of the exception, and
  /// throws it on: the step in the handler, if it leaves the function.
  std::optional<StepRef> rethrownAt(StepRef At, RecordId Type) const {
    const Facts &F = P.facts();
    const Body &B = F.Bodies[At.Body];
    const auto Around = F.blocksAround(B, At.Index);
    for (const OpenBlock &Block : llvm::reverse(Around)) {
      if (F.Steps[B.First + Block.Opener].Kind != Op::Try || !Block.InFirst)
        continue;
      const uint32_t Catch = handlerOf(B, Block.Opener, Type);
      if (!Catch)
        return std::nullopt;
      for (uint32_t I = Catch + 1, End = blockEnd(F.steps(B), Catch + 1);
           I < End; ++I)
        if (F.Steps[B.First + I].Kind == Op::Rethrow)
          return StepRef{At.Body, I};
      return std::nullopt;
    }
    return std::nullopt;
  }

  /// All that a handler of the cleanup itself throws on is of one line's making.
  void judgeRethrow(const CleanupStep &C, const CleanupTraits &Traits) {
    const Facts &F = P.facts();
    const Body &B = F.Bodies[C.At.Body];
    if (!Traits.Never)
      return;
    const auto Around = F.blocksAround(B, C.At.Index);
    for (const OpenBlock &Block : llvm::reverse(Around)) {
      if (F.Steps[B.First + Block.Opener].Kind != Op::Try || Block.InFirst)
        continue;
      for (uint32_t I = Block.Opener + 1; I < C.At.Index; ++I)
        for (Thrown &T : P.thrown({C.At.Body, I}, Scope::WithinCleanup))
          if (!P.isCaught(C.Of, T.Type) && !isInners(T.Chain, true) &&
              rethrownAt({C.At.Body, I}, T.Type) == C.At) {
            T.Chain.insert(T.Chain.begin(), {C.At, 0, nullptr});
            return report(C, Traits, T);
          }
      return;
    }
  }

  /// A destructor on the way that may throw by its own declaration has been
  /// judged for exceptions in flight; here it ends the process anyway.
  bool isInners(llvm::ArrayRef<Link> Chain, bool Never) {
    const Facts &F = P.facts();
    for (const Link &L : Chain.drop_back())
      if (const Function &Of = F.Functions[L.Callee];
          L.Callee && Of.K == Function::Destructor && isUserCode(P, L.Callee) &&
          !(Never && Of.Except == Function::SaidMayThrow))
        return true;
    return false;
  }

  /// Is given an index, which a condition may have compared?
  bool isIndexed(llvm::StringRef Key) {
    auto IsOf = [&](llvm::ArrayRef<llvm::StringLiteral> Classes) {
      return llvm::any_of(
          Classes, [&](llvm::StringRef Of) { return Key.starts_with(Of); });
    };
    return IsOf({"std::bitset::"}) ||
           (Key.ends_with("::at") &&
            IsOf({"std::vector::", "std::array::", "std::deque::",
                  "std::basic_string", "std::span::"}));
  }

  /// std::bitset<128> b; b.set(3);   std::array<int, 3> a; a.at(1);
  bool isWithin(FunctionId Of, const Value &Index) {
    const Facts &F = P.facts();
    llvm::StringRef Class = F.Strings[F.Records[F.Functions[Of].Class].Name];
    uint64_t Size = 0;
    if (Index.K != Value::Integer ||
        !(Class.starts_with("std::bitset<") ||
          Class.starts_with("std::array<")) ||
        !Class.consume_back(">"))
      return false;
    Class = Class.rtrim("UL"); // std::array<int, 3UL>
    return !Class.substr(Class.find_last_of("<, ") + 1)
                .getAsInteger(10, Size) &&
           uint64_t(Index.Number) < Size;
  }

  /// optional::value() after has_value(), std::get(v) after v.index(), at(i)
  /// after a look at the size or at i.
  bool isAsked(const Thrown &T) {
    const Facts &F = P.facts();
    const Link &Site = T.Chain.back();
    const Step *S = stepOf(P, Site.At);
    if (!S || S->Kind != Op::Call || !Site.Callee)
      return false;
    if (const FunctionModel *M = P.model(Site.Callee);
        M && M->ThrowsUnlessTested != NoOperand) {
      const PathId Of = placeOf(F, *S, M->ThrowsUnlessTested);
      return Of && isTested(P, Site.At, Of);
    }
    llvm::StringRef Key = F.Strings[F.Functions[Site.Callee].Key];
    if ((Key.ends_with("::at") || isIndexed(Key)) && S->Subject && S->NumArgs) {
      const Value &V = F.args(*S)[0];
      return isWithin(Site.Callee, V) || isMentioned(P, Site.At, S->Subject) ||
             (isIndexed(Key) && V.K == Value::Path &&
              isMentioned(P, Site.At, V.Id));
    }
    return false;
  }

  /// at(), and what a library has in its way, checks what the code around it
  /// vouches for. A cleanup that looks something up itself, or by a helper, might
  /// do otherwise; what it is for may not.
  bool looksUpFarAway(const Thrown &T) {
    const Facts &F = P.facts();
    for (size_t I = 0; I != T.Chain.size(); ++I) {
      const FunctionId Callee = T.Chain[I].Callee;
      const llvm::StringRef Key = F.Strings[F.Functions[Callee].Key];
      const bool IsLibrarys = F.Functions[Callee].is(Function::System);
      if ((Key.ends_with("::at") && (IsLibrarys || I + 1 == T.Chain.size())) ||
          (IsLibrarys &&
           (Key.ends_with("::substr") || Key.ends_with("::operator[]"))))
        return I + 1 > NearCalls && !isNoIndex(T.Chain[I].At);
    }
    return false;
  }

  /// list.at(indexOf(item))   where that may answer -1, and nobody asks. To a map
  /// that is a key as any other.
  bool isNoIndex(StepRef At) {
    const Facts &F = P.facts();
    const Step *Looks = stepOf(P, At);
    if (!Looks || !Looks->Callee || Looks->NumArgs != 1 ||
        F.args(*Looks)[0].K != Value::Path)
      return false;
    const llvm::StringRef Key = F.Strings[F.Functions[Looks->Callee].Key];
    if (!Key.ends_with("::at") || Key.ends_with("map::at"))
      return false;
    const PathId Index = F.args(*Looks)[0].Id;
    auto Asks = [&](const Step &S) {
      return (S.Kind == Op::If || S.Kind == Op::Loop) &&
             llvm::any_of(F.args(S), [&](const Value &V) {
               return V.K == Value::Path && V.Id == Index;
             });
    };
    return llvm::any_of(P.sources(At, Index),
                        [](const auto &Source) {
                          const Value &V = Source.first;
                          // size_t(-1) is as much as a number here can be.
                          return V.K == Value::Integer &&
                                 (V.Number < 0 ||
                                  V.Number ==
                                      std::numeric_limits<int64_t>::max());
                        }) &&
           llvm::none_of(F.steps(F.Bodies[At.Body]).take_front(At.Index), Asks);
  }

  bool runsEmpty(const CleanupStep &C) {
    std::string Why = whyEmpty(P, C.At);
    if (Why.empty())
      return false;
    for (const Thrown &T : P.thrown(C.At, Scope::WithinCleanup))
      if (!T.Strict)
        return false; // said in the usual way
    const Step &S = *stepOf(P, C.At);
    Run.report(finding(P, Run.Name, C.Of.Runs, Link{C.At, 0, nullptr},
                       "'std::bad_function_call' may leave " +
                           describe(P, C.Of) + ": '" + P.text(S.Subject) +
                           "' may be empty, since " + Why));
    return true;
  }

  bool handsOverEmpty(const CleanupStep &C) {
    const std::vector<Link> Chain = runsHandedEmpty(P, C.At);
    if (Chain.size() < 2)
      return false;
    Run.report(
        finding(P, Run.Name, C.Of, Chain,
                "'std::bad_function_call' may leave " + describe(P, C.Of) +
                    ": " + quoted(P, functionOf(P, Chain.back().At)) +
                    " runs the function that it is given, and that is empty"));
    return true;
  }

  std::string type(const Thrown &T) {
    if (!T.Type)
      return "an exception";
    llvm::StringRef Name = P.facts().Strings[P.facts().Records[T.Type].Name];
    return "'" + Name.split('@').first.str() + "'";
  }

  /// A smart pointer's check for null, which nobody expects to fail.
  bool dereferences(const Thrown &T) {
    const Facts &F = P.facts();
    return llvm::any_of(T.Chain, [&](const Link &L) {
      const Function &Of = F.Functions[L.Callee];
      const llvm::StringRef Key = F.Strings[Of.Key];
      return (Key.ends_with("::operator->") || Key.ends_with("::operator*")) &&
             !isSearched(L);
    });
  }

  /// *index.find(key)   At the end, to which a search comes, it is no null pointer;
  /// who names the iterator may have asked.
  bool isSearched(const Link &L) {
    const Facts &F = P.facts();
    const Step *S = stepOf(P, L.At);
    const llvm::StringRef Class =
        F.Strings[F.Functions[L.Callee].Key].rsplit("::").first;
    return S && F.Paths[S->Subject].K == PathNode::Result &&
           Class.ends_with_insensitive("iterator");
  }

  /// A `throw` in the cleanup itself.
  bool isWritten(const Thrown &T) {
    const Step *S = stepOf(P, T.Chain.front().At);
    return T.Chain.size() == 1 && S && S->Kind == Op::Throw;
  }

  /// shared_from_this() of the object that is being destroyed.
  bool isCertain(const CleanupStep &C, const Thrown &T) {
    const FunctionModel *Model = P.model(T.Chain.back().Callee);
    return Model && Model->FailsIfDying && C.Of.K == Cleanup::Destructor &&
           llvm::all_of(T.Chain, [&](const Link &L) {
             const Step *S = stepOf(P, L.At);
             return S && S->Subject &&
                    P.facts().Paths[S->Subject].K == PathNode::This;
           });
  }

  /// The guard's destructor lets nothing out.
  void judgeUnlock(const CleanupStep &C) {
    const FunctionId Guard = stepOf(P, C.At)->Callee;
    if (P.facts().Functions[Guard].Except != Function::Never)
      return;
    std::vector<Link> Chain{{C.At, Guard, nullptr}};
    for (const Thrown &T : P.thrown(Guard, Scope::WithinCleanup)) {
      if (T.Strict && !Strict)
        continue;
      Chain.push_back(T.Chain.front());
      const FunctionId Unlock = T.Chain.front().Callee;
      // unlock() itself finds fault, which who has locked need not fear; what it
      // calls has other reasons.
      if (T.Chain.size() == 2 && !T.Chain[1].Callee && !Strict) {
        silent(T, "only if the lock is not held; Strict reports it");
        if (const std::optional<Thrown> Below = throwsBelow(Unlock))
          return reportUnlock(C, Chain, *Below, Below->Chain);
      } else {
        return reportUnlock(C, Chain, T, llvm::ArrayRef(T.Chain).drop_front());
      }
      Chain.pop_back();
    }
  }

  /// What may leave a function, thrown by what it calls.
  std::optional<Thrown> throwsBelow(FunctionId Unlock) {
    const Facts &F = P.facts();
    for (uint32_t B : F.Functions[Unlock].Bodies)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        if (F.Steps[F.Bodies[B].First + I].Kind == Op::Call)
          for (Thrown &T : P.thrown(StepRef{B, I}, Scope::WithinCleanup))
            if (!T.Strict && callsAway(P, T.Chain) <= FarAway)
              return std::move(T);
    return std::nullopt;
  }

  void reportUnlock(const CleanupStep &C, std::vector<Link> Chain,
                    const Thrown &T, llvm::ArrayRef<Link> Further) {
    const FunctionId Unlock = Chain.back().Callee;
    llvm::append_range(Chain, Further);
    Run.report(finding(P, Run.Name, functionOf(P, C.At), Chain,
                       type(T) + " may leave " + quoted(P, Unlock) +
                           ", which " + quoted(P, Chain.front().Callee) +
                           " calls, which is noexcept: std::terminate ends "
                           "the process"));
  }

  /// A helper hands on what was thrown elsewhere, at another time, if it was.
  /// What the object itself has kept is its own business.
  bool passesOn(const CleanupStep &C, const Thrown &T) {
    const Facts &F = P.facts();
    const Link &Last = T.Chain.back();
    const FunctionModel *By = P.model(Last.Callee);
    if (T.Type || T.Chain.size() == 1 || !By || By->Rethrows == NoOperand)
      return false;
    const RecordId Class = F.classOf(functionOf(P, Last.At));
    return (!Class || Class != F.classOf(C.Of.Runs)) &&
           llvm::none_of(T.Chain, [&](const Link &L) {
             return stepOf(P, L.At) && asksWhatItMade(L.At);
           });
  }

  /// builder.stop().get();   where stop() may return a future of an exception.
  bool asksWhatItMade(StepRef At) {
    const Facts &F = P.facts();
    const Step &Asks = *stepOf(P, At);
    const PathNode &On = F.Paths[Asks.Subject];
    const llvm::ArrayRef<Step> Steps =
        F.steps(F.Bodies[At.Body]).take_front(At.Index);
    auto Keeps = [&](FunctionId Fn) {
      return F.Functions[Fn].is(Function::Toolchain) &&
             lastName(F, Fn) == "make_exception_ptr";
    };
    for (uint32_t I = 0; I != Steps.size(); ++I)
      if (Steps[I].Kind == Op::Call && Asks.Subject &&
          (Steps[I].Result == Asks.Subject ||
           (On.K == PathNode::Result && On.Number == I)) &&
          anyReached(P, P.targets({At.Body, I}), Keeps))
        return true;
    return false;
  }

  /// The act: a library's function, or the function that has the `throw`.
  std::string thrower(const CleanupStep &C, const Thrown &T) {
    const Link &Last = T.Chain.back();
    if (Last.Callee)
      return "; " + quoted(P, Last.Callee) + " throws it";
    const FunctionId In = stepOf(P, Last.At) ? functionOf(P, Last.At) : 0;
    return In && In != C.Of.Runs ? "; " + quoted(P, In) + " throws it" : "";
  }

  void silent(const Thrown &T, std::string Why) {
    Run.silent({positionOf(P, T.Chain.front().At), Run.Name.str(),
                type(T) + " may leave the cleanup: " + std::move(Why)});
  }

  void reportEnd(const CleanupStep &C, const Thrown &T) {
    const Facts &F = P.facts();
    const auto Ending = llvm::find_if(T.Chain, [&](const Link &L) {
      return F.Functions[L.Callee].Except == Function::Never;
    });
    Run.report(finding(P, Run.Name, C.Of, T.Chain,
                       type(T) + " may leave " + quoted(P, Ending->Callee) +
                           ", which is noexcept: std::terminate ends the "
                           "process in " +
                           describe(P, C.Of) + thrower(C, T)));
  }

  void report(const CleanupStep &C, const CleanupTraits &Traits,
              const Thrown &T) {
    std::string Message = type(T) + " may leave " + describe(P, C.Of);
    if (C.Of.K == Cleanup::ProcessExit)
      Message +=
          ", where nothing can catch it: std::terminate ends the process";
    else if (Traits.Never)
      Message += ", which is noexcept: std::terminate ends the process";
    else
      Message += " while another exception is in flight: std::terminate ends "
                 "the process";
    Message += thrower(C, T);
    if (const StepRef By = joinedBefore(P, T.Chain); By.Body)
      Message +=
          " if " + quoted(P, functionOf(P, By)) + " has joined it before";
    if (stepOf(P, T.Chain.front().At)->Kind == Op::Rethrow)
      Message += ", and the handler throws it on";
    Run.report(finding(P, Run.Name, C.Of, T.Chain, std::move(Message)));
  }
};

void run(CheckRun &Run) {
  UnguardedThrow Check(Run);
  forEachCleanupStep(Run.Program,
                     [&](const CleanupStep &S) { Check.judge(S); });
  forEachAbandonedThread(Run.Program,
                         [&](const AbandonedThread &T) { Check.judge(T); });
  forEachReplacedThread(Run.Program,
                        [&](const AbandonedThread &T) { Check.judge(T); });
}

} // namespace

extern const Check UnguardedThrow;
const Check UnguardedThrow = {"an exception may leave a cleanup", Options, run};

} // namespace cleanexit
