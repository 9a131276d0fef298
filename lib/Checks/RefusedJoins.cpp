//===-- RefusedJoins.cpp - Joins that do not end a thread -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/RefusedJoins.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "Checks/ThreadDeeds.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

struct Flag {
  PathId Of = 0;
  bool Needed = false; ///< for the step to be come to
};

/// A member of the object, or a global.
bool isPlain(const Facts &F, PathId Path) {
  const PathNode &Node = F.Paths[Path];
  return Node.K == PathNode::Global ||
         (Node.K == PathNode::Field &&
          F.Paths[Node.Parent].K == PathNode::This);
}

StringId nameOf(const Facts &F, PathId Path) {
  return F.Paths[Path].K == PathNode::Global ? F.Paths[Path].Name
                                             : lastField(F, Path);
}

/// Whether a step's blocks are also around another one.
bool isAround(llvm::ArrayRef<OpenBlock> Blocks, llvm::ArrayRef<OpenBlock> Of) {
  return Blocks.size() <= Of.size() &&
         std::equal(Blocks.begin(), Blocks.end(), Of.begin(),
                    [](const OpenBlock &A, const OpenBlock &B) {
                      return A.Opener == B.Opener && A.InFirst == B.InFirst;
                    });
}

/// if (flag) step;   or   if (!flag) return; step;
llvm::SmallVector<Flag, 2> flagsBefore(const Summary &P, StepRef At,
                                       StringId Thread) {
  const Facts &F = P.facts();
  const Body &B = F.Bodies[At.Body];
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  llvm::SmallVector<Flag, 2> Found;
  auto Note = [&](const Step &If, bool Then) {
    const Value::Flag Where = Then ? Value::HoldsInThen : Value::HoldsInElse;
    for (const Value &V : F.args(If))
      if (V.K == Value::Path && V.Flags & Where &&
          !(V.Flags & (Value::Masked | Value::Equals)) && isPlain(F, V.Id) &&
          nameOf(F, V.Id) != Thread)
        Found.push_back({V.Id, Then != bool(V.Flags & Value::Negated)});
  };
  const std::vector<OpenBlock> Around = F.blocksAround(B, At.Index);
  for (const OpenBlock &Block : Around)
    if (const Step &S = Steps[Block.Opener]; S.Kind == Op::If)
      Note(S, Block.InFirst);
  for (uint32_t I = 0; I < At.Index; ++I) {
    if (Steps[I].Kind != Op::If)
      continue;
    // By going away, and from where the step is as well.
    const uint32_t End = blockEnd(Steps, I + 1);
    if (End < At.Index && Steps[End].Kind == Op::End && End > I + 1 &&
        (Steps[End - 1].Kind == Op::Return || F.endsHere(Steps[End - 1])) &&
        isAround(F.blocksAround(B, I), Around))
      Note(Steps[I], false);
  }
  return Found;
}

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
        if (Here && mayCome(At, Depth))
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

namespace {

/// What a request sets a member to: all of them the same.
std::optional<bool> requested(const Summary &P, StepRef Until, StringId Name,
                              unsigned Depth = 0) {
  constexpr unsigned Deepest = 3;
  const Facts &F = P.facts();
  std::optional<bool> Found;
  for (uint32_t I = 0; I < Until.Index; ++I) {
    const Step &S = F.Steps[F.Bodies[Until.Body].First + I];
    if (S.Kind == Op::Set && lastField(F, S.Subject) == Name &&
        F.args(S)[0].K == Value::Integer)
      Found = F.args(S)[0].Number != 0;
    if (S.Kind == Op::Call && S.Callee && Depth != Deepest)
      for (uint32_t B : F.Functions[S.Callee].Bodies)
        if (const auto There =
                requested(P, {B, F.Bodies[B].Count}, Name, Depth + 1))
          Found = There;
  }
  return Found;
}

/// A flag that threads set, and nobody else.
class OwnFlag {
  const Summary &P;
  const Facts &F;
  llvm::DenseSet<FunctionId> Theirs; ///< functions that the threads run

  void add(FunctionId Fn, unsigned Depth) {
    constexpr unsigned Deepest = 3;
    if (Depth == Deepest || !Theirs.insert(Fn).second)
      return;
    for (uint32_t B : F.Functions[Fn].Bodies)
      for (const Step &S : F.steps(F.Bodies[B]))
        if (S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual))
          add(S.Callee, Depth + 1);
  }

public:
  OwnFlag(const Summary &P, llvm::ArrayRef<FunctionId> Threads)
      : P(P), F(P.facts()) {
    for (FunctionId Fn : Threads)
      add(Fn, 0);
  }

  /// Whether who starts them waits for something: for them to have begun.
  bool isStartAwaited() const {
    return llvm::any_of(P.started(), [&](const StartedThread &T) {
      return Theirs.contains(T.Runs) && T.At.Body &&
             !P.effects(functionOf(P, T.At),
                        {Effect::WaitFuture, Effect::WaitCondition,
                         Effect::WaitSync, Effect::Spin, Effect::Sleep},
                        Scope::Everything)
                  .empty();
    });
  }

  bool isTheirs(uint64_t Flag, StringId Name, bool To) const {
    bool Any = false;
    if (isStartAwaited())
      return false;
    for (uint32_t B = 1; B < F.Bodies.size(); ++B)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        const bool Here = Theirs.contains(F.Bodies[B].Of);
        auto Is = [&](PathId Path) {
          return nameOf(F, Path) == Name && P.identity({B, I}, Path) == Flag;
        };
        // while (!running_) yield();   after the start
        if (S.Kind == Op::Loop && !Here &&
            llvm::any_of(F.args(S), [&](const Value &V) {
              return V.K == Value::Path && Is(V.Id);
            }))
          return false;
        if (S.Kind != Op::Set || !Is(S.Subject))
          continue;
        const Value &V = F.args(S)[0];
        if (V.K == Value::Integer && bool(V.Number) != To)
          continue;
        if (!Here)
          return false;
        Any = true;
      }
    return Any;
  }

  /// Whether somebody else loops until a flag of that name is set, if that is known
  /// the one that a step sets.
  bool isAwaited(StringId Name, StepRef SetAt) const {
    const uint64_t Flag = P.identity(SetAt, stepOf(P, SetAt)->Subject);
    for (uint32_t B = 1; B < F.Bodies.size(); ++B)
      for (uint32_t I = 0;
           I < F.Bodies[B].Count && !Theirs.contains(F.Bodies[B].Of); ++I)
        if (const Step &S = F.Steps[F.Bodies[B].First + I]; S.Kind == Op::Loop)
          for (const Value &V : F.args(S))
            if (V.K == Value::Path && nameOf(F, V.Id) == Name)
              if (const uint64_t Of = P.identity({B, I}, V.Id);
                  !Of || !Flag || Of == Flag)
                return true;
    return false;
  }

  /// Whether a loop of the threads goes on until one of that name is set.
  bool endsLoop(StringId Name) const {
    return asks(Name, [](Op Kind) { return Kind == Op::Loop; });
  }
  /// Whether the threads ask for one of that name, or keep what it is.
  bool mentions(StringId Name) const {
    return asks(Name, [](Op Kind) {
      return Kind == Op::Loop || Kind == Op::If || Kind == Op::Return ||
             Kind == Op::Set;
    });
  }

private:
  bool asks(StringId Name, llvm::function_ref<bool(Op)> In) const {
    return llvm::any_of(Theirs, [&](FunctionId Fn) {
      return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
        return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
          return In(S.Kind) && llvm::any_of(F.args(S), [&](const Value &V) {
                   return V.K == Value::Path && nameOf(F, V.Id) == Name;
                 });
        });
      });
    });
  }
};

} // namespace

PathId joinedOnceDone(const Summary &P, StepRef Join, StringId Thread,
                      llvm::ArrayRef<FunctionId> Threads) {
  const OwnFlag Own(P, Threads);
  for (const Flag &Allows : flagsBefore(P, Join, Thread))
    if (const uint64_t Of = P.identity(Join, Allows.Of);
        Of && Own.isTheirs(Of, nameOf(P.facts(), Allows.Of), Allows.Needed))
      return Allows.Of;
  return 0;
}

PathId askedOnlyOnceBegun(const Summary &P, llvm::ArrayRef<Link> Chain,
                          llvm::ArrayRef<FunctionId> Threads,
                          const StopRequest &Asked) {
  const Facts &F = P.facts();
  const OwnFlag Own(P, Threads);
  PathId Found = 0;
  for (const Link &L : Chain) {
    if (!stepOf(P, L.At))
      continue;
    const auto OfJoin = flagsBefore(P, L.At, 0);
    for (uint32_t I = 0; I < L.At.Index; ++I) {
      const Step &S = F.Steps[F.Bodies[L.At.Body].First + I];
      const StepRef At{L.At.Body, I};
      if (S.Kind != Op::Set || !isPlain(F, S.Subject) ||
          !Asked.Changes.contains(nameOf(F, S.Subject)) ||
          !Own.endsLoop(nameOf(F, S.Subject)))
        continue;
      PathId Only = 0;
      for (const Flag &Allows : flagsBefore(P, At, nameOf(F, S.Subject)))
        if (const uint64_t Of = P.identity(At, Allows.Of);
            Of && Allows.Needed &&
            llvm::none_of(OfJoin,
                          [&](const Flag &J) { return J.Of == Allows.Of; }) &&
            Own.isTheirs(Of, nameOf(F, Allows.Of), Allows.Needed))
          Only = Allows.Of;
      if (!Only)
        return 0; // asked anyway
      Found = Only;
    }
    // ask();   which sets another one
    for (uint32_t I = 0; I < L.At.Index; ++I)
      if (const Step &S = F.Steps[F.Bodies[L.At.Body].First + I];
          S.Kind == Op::Call && S.Callee &&
          llvm::any_of(F.Functions[S.Callee].Bodies, [&](uint32_t B) {
            return llvm::any_of(Asked.Changes, [&](StringId Name) {
              return Own.endsLoop(Name) &&
                     requested(P, {B, F.Bodies[B].Count}, Name);
            });
          }))
        return 0;
  }
  return Found;
}

namespace {

/// Where a body sets a member to a constant, whatever else, before a loop that goes
/// on for as long as that says; Body 0 if it does not.
StepRef setsBefore(const Summary &P, uint32_t Body, StringId Name, bool To,
                   unsigned Depth = 0) {
  constexpr unsigned Deepest = 3;
  const Facts &F = P.facts();
  StepRef Sets;
  for (uint32_t I = 0; I < F.Bodies[Body].Count; ++I) {
    const Step &S = F.Steps[F.Bodies[Body].First + I];
    if (S.Kind == Op::Loop && llvm::any_of(F.args(S), [&](const Value &V) {
          return V.K == Value::Path && lastField(F, V.Id) == Name;
        }))
      return Sets;
    if (opensBlock(S.Kind) || S.Kind == Op::End)
      return {}; // only the straight way
    if (S.Kind == Op::Set && lastField(F, S.Subject) == Name) {
      const Value &V = F.args(S)[0];
      Sets = V.K == Value::Integer && bool(V.Number) == To ? StepRef{Body, I}
                                                           : StepRef();
    } else if (S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual) &&
               Depth != Deepest) {
      for (uint32_t B : F.Functions[S.Callee].Bodies)
        if (const StepRef There = setsBefore(P, B, Name, To, Depth + 1);
            There.Body)
          return There;
    }
  }
  return {};
}

} // namespace

StringId setBackAtStart(const Summary &P, llvm::ArrayRef<Link> Chain,
                        llvm::ArrayRef<FunctionId> Threads,
                        const StopRequest &Asked) {
  const Facts &F = P.facts();
  llvm::SmallVector<StringId, 4> Names(Asked.Changes.begin(),
                                       Asked.Changes.end());
  llvm::sort(Names, [&](StringId A, StringId B) {
    return F.Strings[A] < F.Strings[B];
  });
  const OwnFlag Own(P, Threads);
  for (StringId Name : Names) {
    std::optional<bool> To;
    for (const Link &L : Chain)
      if (stepOf(P, L.At))
        if (const auto Here = requested(P, L.At, Name))
          To = Here;
    if (!To)
      continue;
    for (FunctionId Thread : Threads)
      for (uint32_t B : F.Functions[Thread].Bodies)
        if (const StepRef Sets = setsBefore(P, B, Name, !*To);
            Sets.Body && !Own.isAwaited(Name, Sets) && !Own.isStartAwaited() &&
            llvm::none_of(Names, [&](StringId Other) {
              return Other != Name && Own.mentions(Other);
            }))
          return Name;
  }
  return 0;
}

} // namespace cleanexit
