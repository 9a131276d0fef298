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
  for (const OpenBlock &Around : F.blocksAround(B, At.Index))
    if (const Step &S = Steps[Around.Opener]; S.Kind == Op::If)
      Note(S, Around.InFirst);
  for (uint32_t I = 0; I < At.Index; ++I) {
    if (Steps[I].Kind != Op::If)
      continue;
    const uint32_t End = blockEnd(Steps, I + 1);
    if (End < At.Index && Steps[End].Kind == Op::End && End > I + 1 &&
        F.leavesBlock(Steps[End - 1]))
      Note(Steps[I], false);
  }
  return Found;
}

/// What a thread does by itself, and not because it was asked to.
class OwnWill {
  const Summary &P;
  const Facts &F;
  const llvm::DenseSet<uint64_t> &Requests; ///< what says that it was asked to
  static constexpr unsigned Deepest = 3;

  bool asks(StepRef At, const Value &V) const {
    if (V.K != Value::Path)
      return false;
    if (const uint64_t Of = P.identity(At, V.Id); Of && Requests.contains(Of))
      return true;
    const PathNode &Node = F.Paths[V.Id];
    if (Node.K != PathNode::Result || Node.Number >= At.Index)
      return false;
    // bool stopping() const { return stop_; }
    const Step &Call = F.Steps[F.Bodies[At.Body].First + Node.Number];
    for (uint32_t B : F.Functions[Call.Callee].Bodies)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        for (const Value &Inner : F.args(F.Steps[F.Bodies[B].First + I]))
          if (Inner.K == Value::Path && Inner.Id != V.Id)
            if (const uint64_t Of = P.identity({B, I}, Inner.Id);
                Of && Requests.contains(Of))
              return true;
    return false;
  }
  bool asks(StepRef At) const {
    return llvm::any_of(F.args(*stepOf(P, At)),
                        [&](const Value &V) { return asks(At, V); });
  }
  /// Whether nothing that a step of a body is within asks for the request.
  bool isUnasked(StepRef At, uint32_t Within = 0) const {
    return llvm::none_of(
        F.blocksAround(F.Bodies[At.Body], At.Index), [&](const OpenBlock &B) {
          const Op Kind = F.Steps[F.Bodies[At.Body].First + B.Opener].Kind;
          return B.Opener >= Within && (Kind == Op::If || Kind == Op::Switch) &&
                 asks({At.Body, B.Opener});
        });
  }
  bool mayEnd(StepRef Loop) const {
    const Step &S = *stepOf(P, Loop);
    if (!S.is(Step::Endless) && llvm::none_of(F.args(S), [&](const Value &V) {
          return V.Flags & Value::HoldsInElse && asks(Loop, V);
        }))
      return true;
    const uint32_t End = endOfLoop(F, Loop);
    for (uint32_t I = Loop.Index + 1; I < End; ++I)
      if (const Op Kind = F.Steps[F.Bodies[Loop.Body].First + I].Kind;
          (Kind == Op::Break || Kind == Op::Return || Kind == Op::Goto) &&
          isUnasked({Loop.Body, I}, Loop.Index + 1))
        return true;
    return false;
  }
  /// Whether a body may come to a step without a request, or to its end.
  bool mayCome(StepRef To, unsigned Depth) const {
    const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[To.Body]);
    for (uint32_t I = 0; I < To.Index; ++I) {
      const Step &S = Steps[I];
      const StepRef At{To.Body, I};
      if (S.Kind == Op::Loop && endOfLoop(F, At) < To.Index && !mayEnd(At))
        return false;
      if (S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual) &&
          Depth < Deepest)
        for (uint32_t B : F.Functions[S.Callee].Bodies)
          if (!mayCome({B, F.Bodies[B].Count}, Depth + 1))
            return false;
    }
    return true;
  }

public:
  OwnWill(const Summary &P, const llvm::DenseSet<uint64_t> &Requests)
      : P(P), F(P.facts()), Requests(Requests) {}

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
        if (Here && isUnasked(At) && mayCome(At, Depth))
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
  const OwnWill Will(P, Requests);
  for (const Flag &Allows : flagsBefore(P, Join, Thread)) {
    const uint64_t Of = P.identity(Join, Allows.Of);
    if (Of && llvm::any_of(P.started(), [&](const StartedThread &T) {
          return IsOf(T) && Will.sets(T.Runs, Of, !Allows.Needed);
        }))
      return Allows.Of;
  }
  return 0;
}

bool isStartedAgain(const Summary &P, StepRef End, PathId Thread) {
  const Facts &F = P.facts();
  const Body &B = F.Bodies[End.Body];
  const std::vector<OpenBlock> Around = F.blocksAround(B, End.Index);
  for (uint32_t I = End.Index + 1; I < B.Count; ++I) {
    const Step &S = F.Steps[B.First + I];
    const bool Starts =
        S.Kind == Op::Set
            ? S.Subject == Thread && F.args(S)[0].K != Value::Null
            : S.Kind == Op::Call && S.Callee && S.Subject == Thread &&
                  S.NumArgs && F.args(S)[0].K != Value::Null &&
                  deedOf(F, S) == Deed::Starts;
    if (!Starts)
      continue;
    // In no block that the end is not in.
    const std::vector<OpenBlock> There = F.blocksAround(B, I);
    return There.size() <= Around.size() &&
           std::equal(There.begin(), There.end(), Around.begin(),
                      [](const OpenBlock &A, const OpenBlock &B) {
                        return A.Opener == B.Opener && A.InFirst == B.InFirst;
                      });
  }
  return false;
}

namespace {

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

  bool isTheirs(uint64_t Flag, StringId Name, bool To) const {
    bool Any = false;
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

  /// Whether a loop of the threads goes on until this one is set.
  bool endsLoop(StringId Name) const {
    return llvm::any_of(Theirs, [&](FunctionId Fn) {
      return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
        return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
          return S.Kind == Op::Loop &&
                 llvm::any_of(F.args(S), [&](const Value &V) {
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
  }
  return Found;
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
  for (StringId Name : Names) {
    std::optional<bool> To;
    for (const Link &L : Chain)
      if (stepOf(P, L.At))
        if (const auto Here = requested(P, L.At, Name))
          To = Here;
    if (!To)
      continue;
    const OwnFlag Own(P, Threads);
    for (FunctionId Thread : Threads)
      for (uint32_t B : F.Functions[Thread].Bodies)
        if (const StepRef Sets = setsBefore(P, B, Name, !*To);
            Sets.Body && !Own.isAwaited(Name, Sets))
          return Name;
  }
  return 0;
}

} // namespace cleanexit
