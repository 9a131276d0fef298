//===-- RefusedJoins.cpp - Joins that do not end a thread -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/RefusedJoins.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "Checks/Stopping.h"
#include "Checks/ThreadDeeds.h"
#include "Checks/ThreadFlags.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

/// What a thread comes to by itself, and not because it was asked to: its loops are
/// left when a call says so, that has nothing to do with the request.
class OwnWill {
  const Summary &P;
  const Facts &F;
  const llvm::DenseSet<uint64_t> &Requests; ///< what says that it was asked to
  const bool IsAsked;
  static constexpr unsigned Deepest = 3;

  bool asks(StepRef At, const Value &V) const {
    const uint64_t Of = V.K == Value::Path ? P.identity(At, V.Id) : 0;
    return Of && Requests.contains(Of);
  }
  /// bool stopping() const { return stop_; }   or one that is not seen, and may.
  bool mayAsk(FunctionId Fn, unsigned Depth = 0) const {
    const Function &Of = F.Functions[Fn];
    static constexpr llvm::StringRef Asking[] = {
        "stopped", "stopping", "running", "cancelled", "done",
        "pop",     "next",     "take",    "wait"};
    if (Of.Bodies.empty() || Depth == Deepest)
      return saysAnyOf(lastName(F, Fn), StopWords) ||
             saysAnyOf(lastName(F, Fn), Asking);
    return llvm::any_of(Of.Bodies, [&](uint32_t B) {
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        if (llvm::any_of(F.args(S),
                         [&](const Value &V) { return asks({B, I}, V); }) ||
            (S.Kind == Op::Call && S.Callee && mayAsk(S.Callee, Depth + 1)))
          return true;
      }
      return false;
    });
  }
  /// Whether a condition is what a call gave that knows nothing of the request.
  bool isItsOwn(StepRef At) const {
    const llvm::ArrayRef<Value> Args = F.args(*stepOf(P, At));
    bool Any = false;
    for (const Value &V : Args) {
      const PathNode &Node = F.Paths[V.K == Value::Path ? V.Id : 0];
      if (asks(At, V))
        continue; // of several, one may be its own
      if (Node.K != PathNode::Result || Node.Number >= F.Bodies[At.Body].Count)
        return false;
      const Step &Call = F.Steps[F.Bodies[At.Body].First + Node.Number];
      if (Call.Kind != Op::Call || !Call.Callee || Call.is(Step::Virtual) ||
          mayAsk(Call.Callee))
        return false;
      Any = true;
    }
    return Any;
  }
  bool mayEnd(StepRef Loop) const {
    const Step &S = *stepOf(P, Loop);
    if (!S.is(Step::Endless) && isItsOwn(Loop) &&
        llvm::none_of(F.args(S), [&](const Value &V) {
          return V.Flags & Value::HoldsInElse && asks(Loop, V);
        }))
      return true;
    const Body &B = F.Bodies[Loop.Body];
    for (uint32_t I = Loop.Index + 1, End = endOfLoop(F, Loop); I < End; ++I) {
      const Op Kind = F.Steps[B.First + I].Kind;
      if (Kind != Op::Break && Kind != Op::Return)
        continue;
      const std::vector<OpenBlock> Around = F.blocksAround(B, I);
      if (F.Steps[B.First + Around.back().Opener].Kind == Op::If &&
          isItsOwn({Loop.Body, Around.back().Opener}))
        return true;
    }
    return false;
  }
  /// Whether it waits there for what may be the request.
  bool mayWait(StepRef At) const {
    const Step &S = *stepOf(P, At);
    if (S.Kind != Op::Call || !S.Callee)
      return false;
    // loop_.run();   of which no more is known
    const Function &Of = F.Functions[S.Callee];
    return (Of.Bodies.empty() && !Of.is(Function::Toolchain) &&
            saysAnyOf(lastName(F, S.Callee),
                      {"run", "exec", "loop", "wait", "serve", "dispatch"})) ||
           !P.effects(
                 At,
                 {Effect::WaitCondition, Effect::WaitSync, Effect::WaitFuture},
                 Scope::Everything)
                .empty();
  }
  /// Whether a body may come to a step without a request, or to its end.
  bool mayCome(StepRef To, unsigned Depth) const {
    const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[To.Body]);
    for (uint32_t I = 0; I < To.Index; ++I) {
      const Step &S = Steps[I];
      const StepRef At{To.Body, I};
      if (S.Kind == Op::Loop && endOfLoop(F, At) < To.Index && !mayEnd(At))
        return false;
      if (IsAsked && mayWait(At))
        return false;
      if (S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual) &&
          Depth < Deepest)
        for (uint32_t B : F.Functions[S.Callee].Bodies)
          if (!mayCome({B, F.Bodies[B].Count}, Depth + 1))
            return false;
    }
    // In a branch it is its own if a call has said so.
    const std::vector<OpenBlock> Around =
        F.blocksAround(F.Bodies[To.Body], To.Index);
    return llvm::all_of(Around, [&](const OpenBlock &Block) {
      return Steps[Block.Opener].Kind != Op::If ||
             isItsOwn({To.Body, Block.Opener});
    });
  }

  /// catch (...) { done_ = true; }   An exception comes without a request.
  bool isInHandler(StepRef At) const {
    return llvm::any_of(F.blocksAround(F.Bodies[At.Body], At.Index),
                        [&](const OpenBlock &Block) {
                          return !Block.InFirst &&
                                 stepOf(P, {At.Body, Block.Opener})->Kind ==
                                     Op::Try;
                        });
  }

public:
  OwnWill(const Summary &P, const llvm::DenseSet<uint64_t> &Requests,
          bool IsAsked)
      : P(P), F(P.facts()), Requests(Requests), IsAsked(IsAsked) {}

  bool sets(FunctionId Thread, uint64_t Flag, bool To,
            unsigned Depth = 0) const {
    for (uint32_t B : F.Functions[Thread].Bodies)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        const StepRef At{B, I};
        const bool Here = S.Kind == Op::Set
                              ? F.args(S)[0].K == Value::Integer &&
                                    bool(F.args(S)[0].Number) == To &&
                                    P.identity(At, S.Subject) == Flag
                              : S.Kind == Op::Call && S.Callee &&
                                    Depth < Deepest && !S.is(Step::Virtual) &&
                                    sets(S.Callee, Flag, To, Depth + 1);
        if (Here && (isInHandler(At) || mayCome(At, Depth)))
          return true;
      }
    return false;
  }
};

/// Adds what a body sets, and what it calls.
void addSet(const Summary &P, uint32_t Body, llvm::DenseSet<uint64_t> &Found,
            unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  const Facts &F = P.facts();
  for (uint32_t I = 0; I < F.Bodies[Body].Count; ++I) {
    const Step &S = F.Steps[F.Bodies[Body].First + I];
    if (S.Kind == Op::Set) {
      if (const uint64_t Of = P.identity({Body, I}, S.Subject))
        Found.insert(Of);
    } else if (S.Kind == Op::Call && S.Callee && Depth < Deepest) {
      for (uint32_t Inner : F.Functions[S.Callee].Bodies)
        addSet(P, Inner, Found, Depth + 1);
    }
  }
}

} // namespace

bool hasFlag(const Summary &P, StepRef Join, StringId Thread) {
  return !flagsBefore(P, Join, Thread).empty();
}

PathId refusedBy(const Summary &P, StepRef Join, StringId Thread,
                 llvm::function_ref<bool(const StartedThread &)> IsOf) {
  llvm::DenseSet<uint64_t> Requests;
  addSet(P, Join.Body, Requests);
  const Link ToJoin[] = {{Join, 0, nullptr}};
  const StopRequest Asked = requestsBefore(P, ToJoin);
  const OwnWill Will(P, Requests, Asked.any());
  for (const Flag &Allows : flagsBefore(P, Join, Thread)) {
    const uint64_t Of = P.identity(Join, Allows.Of);
    if (Of && llvm::any_of(P.started(), [&](const StartedThread &T) {
          return IsOf(T) && Will.sets(T.Runs, Of, !Allows.Needed);
        }))
      return Allows.Of;
  }
  return 0;
}

/// thread_ = std::thread(run);   and not: thread_ = std::thread();
static bool startsThere(const Facts &F, llvm::ArrayRef<Step> Steps,
                        const Step &S, PathId Thread) {
  if (S.Subject != Thread || !S.NumArgs ||
      (S.Kind != Op::Set &&
       (S.Kind != Op::Call || !S.Callee || deedOf(F, S) != Deed::Starts)))
    return false;
  const Value &V = F.args(S)[0];
  if (S.is(Step::Constructs) || V.K == Value::New || V.K == Value::Function)
    return true;
  const PathNode &Node = F.Paths[V.K == Value::Path ? V.Id : 0];
  return Node.K == PathNode::Result && Node.Number < Steps.size() &&
         Steps[Node.Number].is(Step::Constructs) && Steps[Node.Number].NumArgs;
}

bool isStartedAgain(const Summary &P, StepRef End, PathId Thread) {
  const Facts &F = P.facts();
  const Body &B = F.Bodies[End.Body];
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  const std::vector<OpenBlock> Around = F.blocksAround(B, End.Index);
  for (uint32_t I = End.Index + 1; I < B.Count; ++I) {
    if (leavesBlock(Steps[I].Kind))
      return false;
    if (startsThere(F, Steps, Steps[I], Thread))
      return isAround(F.blocksAround(B, I), Around);
  }
  return false;
}

PathId joinedOnceDone(const Summary &P, StepRef Join, StringId Thread,
                      llvm::ArrayRef<FunctionId> Threads) {
  const OwnFlag Own(P, Threads);
  for (const Flag &Allows : flagsBefore(P, Join, Thread))
    if (const uint64_t Of = P.identity(Join, Allows.Of);
        Of && Own.isTheirs(Of, nameOf(P.facts(), Allows.Of), Allows.Needed))
      return Allows.Of;
  return 0;
}

} // namespace cleanexit
