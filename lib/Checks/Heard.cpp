//===-- Heard.cpp - Is what a cleanup sets a request? -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A cleanup sets more than what asks a thread to stop:
//
//   if (--refs_) return;     a counter
//   joined_ = true;          what only the cleanup itself looks at
//   thread_.join();
//
// It is a request if the thread's body mentions it, or might.
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"
#include "Checks/Stopping.h"

namespace cleanexit {
namespace {

class Mentions {
  const Facts &F;
  const Summary &P;
  const llvm::DenseSet<StringId> &Names;
  llvm::DenseSet<FunctionId> Seen;

public:
  Mentions(const Summary &P, const llvm::DenseSet<StringId> &Names)
      : F(P.facts()), P(P), Names(Names) {}

  bool isNamed(PathId Path) const {
    while (F.Paths[Path].K == PathNode::Field ||
           F.Paths[Path].K == PathNode::Element) {
      if (Names.contains(F.Paths[Path].Name))
        return true;
      Path = F.Paths[Path].Parent;
    }
    return F.Paths[Path].K == PathNode::Global &&
           Names.contains(F.Paths[Path].Name);
  }

  bool isNamed(const Value &V) const {
    return V.K == Value::Path && isNamed(V.Id);
  }

  /// Whether it has another name somewhere: Worker(quit_), flag = &quit_; but for
  /// who works on the descriptor that it is, and keeps nothing.
  bool isLent(bool ToOthers = false) const {
    for (const Body &B : F.Bodies)
      for (const Step &S : F.steps(B))
        if ((S.Kind == Op::Call || S.Kind == Op::Set || S.Kind == Op::Return) &&
            !(ToOthers && worksOnDescriptor(S)) &&
            llvm::any_of(F.args(S), [&](const Value &V) {
              return isNamed(V) && (V.Flags & Value::Lifted ||
                                    (S.Kind != Op::Set &&
                                     (S.Kind != Op::Return || givesOn(B.Of))));
            }))
          return true;
    return false;
  }

  /// Whether what a function returns is kept or handed on by who calls it: not
  /// where it is only asked.
  bool givesOn(FunctionId Getter, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 2;
    return Depth == Deepest ||
           llvm::any_of(P.callers(Getter), [&](StepRef Call) {
             const Step &Gets = *stepOf(P, Call);
             const Body &B = F.Bodies[Call.Body];
             return Gets.Result || llvm::any_of(F.steps(B), [&](const Step &S) {
                      return (S.Kind == Op::Call || S.Kind == Op::Set ||
                              S.Kind == Op::Return) &&
                             llvm::any_of(F.args(S),
                                          [&](const Value &V) {
                                            return isResult(V, Call.Index);
                                          }) &&
                             (S.Kind != Op::Return || givesOn(B.Of, Depth + 1));
                    });
           });
  }

  bool isResult(const Value &V, uint32_t Call) const {
    const PathNode &Node = F.Paths[V.K == Value::Path ? F.root(V.Id) : 0];
    return Node.K == PathNode::Result && Node.Number == Call;
  }

  /// write(wake_, …), pipe(wake_), close(wake_)
  bool worksOnDescriptor(const Step &S) const {
    const FunctionModel *M =
        S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
    return M && (M->Sends != NoOperand || M->Receives != NoOperand ||
                 M->WorksOn != NoOperand || M->Unblocks != NoOperand ||
                 M->Opens.Kind != DescriptorKind::None ||
                 M->RequestsStop == FunctionModel::Closes);
  }

  /// Whether a function mentions it, or runs what is not seen.
  bool in(FunctionId Fn, unsigned Depth = 0) {
    constexpr unsigned Deepest = 8;
    if (Depth == Deepest)
      return true;
    if (!Seen.insert(Fn).second)
      return false;
    return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        if (at({B, I}, Depth))
          return true;
      return false;
    });
  }

private:
  bool at(StepRef At, unsigned Depth) {
    const Step &S = F.Steps[F.Bodies[At.Body].First + At.Index];
    // Who only sets it, or adds to it, does not look.
    const bool Adds =
        S.Kind == Op::Set ||
        (S.Kind == Op::Call && S.Callee &&
         F.Functions[S.Callee].is(Function::Toolchain) &&
         saysAnyOf(lastName(F, S.Callee), {"push", "emplace", "append"}));
    if ((isNamed(S.Subject) && !Adds) ||
        llvm::any_of(F.args(S), [&](const Value &V) { return isNamed(V); }))
      return true;
    if (S.Kind != Op::Call && S.Kind != Op::Run)
      return false;
    const auto Targets = P.targets(At);
    if (Targets.empty())
      return !S.Callee || !F.Functions[S.Callee].is(Function::Toolchain);
    for (const FunctionId T : Targets) {
      const Function &Of = F.Functions[T];
      if (Of.Bodies.empty() && !Of.is(Function::Toolchain) && !P.model(T) &&
          !Of.is(Function::Implicit))
        return true;
      if (in(T, Depth + 1))
        return true;
    }
    return llvm::any_of(P.indirect(At),
                        [&](FunctionId T) { return in(T, Depth + 1); });
  }
};

} // namespace

/// Whether threads may come to an event loop of a library: one that is seen, or by
/// way of what is not, or of what is not followed.
static bool mayRunLoop(const Summary &P, llvm::ArrayRef<FunctionId> Bodies) {
  constexpr unsigned Enough = 300,
                     Few = 3; // anyReached() follows a little more
  const Facts &F = P.facts();
  unsigned Asked = 0;
  auto MayRun = [&](StepRef At) {
    const Step &S = *stepOf(P, At);
    if (S.Kind == Op::Run)
      return P.targets(At).empty() || P.targets(At).size() > Few;
    if (S.Kind != Op::Call || !S.Callee || !S.is(Step::Virtual))
      return false;
    const auto Targets = P.targets(At);
    return Targets.size() > Few ||
           (!P.model(S.Callee) &&
            llvm::all_of(Targets,
                         [&](FunctionId To) {
                           return F.Functions[To].Bodies.empty();
                         }) &&
            saysAnyOf(lastName(F, S.Callee),
                      {"run", "loop", "exec", "main", "dispatch", "work"}));
  };
  return anyReached(P, Bodies, [&](FunctionId Fn) {
    if (++Asked > Enough)
      return true;
    const Function &Of = F.Functions[Fn];
    if (const FunctionModel *M = P.model(Fn))
      return M->RunsHandlers;
    if (Of.Bodies.empty())
      return !Of.is(Function::Toolchain) && !Of.is(Function::Implicit) &&
             !Of.is(Function::Pure) && Of.K != Function::Constructor &&
             Of.K != Function::Destructor && !P.typeModel(Of.Class);
    return llvm::any_of(Of.Bodies, [&](uint32_t B) {
      for (uint32_t I = 0; I != F.Bodies[B].Count; ++I)
        if (MayRun({B, I}))
          return true;
      return false;
    });
  });
}

StopRequest asHeardBy(const Summary &P, llvm::ArrayRef<FunctionId> Bodies,
                      StopRequest Asked) {
  if (!Asked.OnlyLeavesLoop || Bodies.empty() || mayRunLoop(P, Bodies))
    return Asked;
  Asked.Cuts = Asked.OnlyLeavesLoop = false;
  for (llvm::DenseSet<StringId> *Names :
       {&Asked.Cut, &Asked.Closed, &Asked.Readable, &Asked.Over})
    Names->clear();
  return Asked;
}

bool mayBeHeard(const Summary &P, llvm::ArrayRef<FunctionId> Bodies,
                const StopRequest &Asked) {
  if (!Asked.Flag || Asked.Unnamed || Asked.Wakes || Asked.Cuts ||
      Asked.Token || Bodies.empty())
    return true;
  Mentions Of(P, Asked.Changes);
  return Of.isLent() ||
         llvm::any_of(Bodies, [&](FunctionId B) { return Of.in(B); });
}

/// The members that were filled with one of these, as both ends of a pipe are:
///   pipe(ends); read_ = ends[0]; write_ = ends[1];
static llvm::DenseSet<StringId>
withOtherEnds(const Facts &F, const llvm::DenseSet<StringId> &Names) {
  llvm::DenseSet<StringId> All = Names;
  auto From = [&](const Step &S) -> PathId {
    const Value *V = S.Kind == Op::Set ? &F.args(S)[0] : nullptr;
    return V && V->K == Value::Path && F.rootKind(V->Id) == PathNode::Local
               ? F.root(V->Id)
               : 0;
  };
  for (const Body &B : F.Bodies)
    for (const Step &One : F.steps(B))
      if (const PathId Of = From(One);
          Of && Names.contains(lastField(F, One.Subject)))
        for (const Step &Other : F.steps(B))
          if (From(Other) == Of && lastField(F, Other.Subject))
            All.insert(lastField(F, Other.Subject));
  return All;
}

bool mayBeFed(const Summary &P, FunctionId Body, const StopRequest &Asked) {
  if (!Asked.Over.empty() || Asked.Cancels || Asked.Cut.empty() ||
      Asked.Cut.contains(0))
    return true;
  const llvm::DenseSet<StringId> Names = withOtherEnds(P.facts(), Asked.Cut);
  Mentions Of(P, Names);
  return Of.isLent(/*ToOthers=*/true) || Of.in(Body);
}

bool mayMention(const Summary &P, FunctionId Fn, const StopRequest &Asked) {
  Mentions Of(P, Asked.Changes);
  return Asked.Unnamed || Of.isLent() || Of.in(Fn);
}

bool joinsWhoHears(const Summary &P, const Witness &Wait,
                   llvm::ArrayRef<FunctionId> Bodies) {
  if (Wait.What != Effect::WaitThread)
    return false;
  const StopRequest Asked = asHeardBy(P, Bodies, requestsBefore(P, Wait.Chain));
  // Of what nobody sees run, a flag that was set says little.
  const bool Signals = Asked.Wakes || Asked.Cuts || Asked.Token;
  return (Bodies.empty() ? Signals : Asked.any()) &&
         mayBeHeard(P, Bodies, Asked) &&
         llvm::all_of(Bodies, [&](FunctionId B) {
           return deafness(P, B, Asked, Wait).empty();
         });
}

} // namespace cleanexit
