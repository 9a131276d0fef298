//===-- LockBits.cpp - What only those set who spin for it ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LockBits.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

class LockBits {
  const Program &P;
  Stores &Kept;
  const Calls &Graph;

  /// A spin, the steps of its loop, and what it takes there.
  struct Taking {
    StepId Spin, First, End;
    uint64_t Bit;
  };
  std::vector<Taking> Takings;
  llvm::DenseSet<StringId> Names; ///< of the bits

  struct Range {
    StepId First, End;
  };

  /// The loop that a spin is: the next one, or the endless one around both.
  Range loopOf(StepId Spin) const {
    const Body &B = P.body(Spin);
    const llvm::ArrayRef<Step> Steps = P.Of.steps(B);
    uint32_t First = Spin - B.First + 1;
    for (const OpenBlock &Open : P.Of.blocksAround(B, Spin - B.First))
      if (Steps[Open.Opener].is(Step::Endless))
        First = Open.Opener;
    if (First >= Steps.size() || Steps[First].Kind != Op::Loop)
      return {0, 0};
    return {B.First + First, B.First + closingEnd(Steps, First + 1)};
  }

  StringId nameOf(PathId Place) const {
    const PathNode &Node = P.Of.Paths[Place];
    return Node.K == PathNode::Field || Node.K == PathNode::Global ? Node.Name
                                                                   : 0;
  }

  static bool isZero(const Value &V) {
    return V.K == Value::Null || (V.K == Value::Integer && !V.Number);
  }

  /// swap(&taken, 0, 1)   Whether a call sets what it is handed the address of, and
  /// not only to zero.
  bool setsGiven(const Step &Call, unsigned Index, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 2;
    auto IsGiven = [&](PathId Place) {
      const PathNode &Node = P.Of.Paths[Place];
      return Node.K == PathNode::Param && Node.Number == Index;
    };
    auto Sets = [&](const Step &S) {
      if (S.Kind == Op::Set)
        return IsGiven(S.Subject) && !isZero(P.Of.args(S)[0]);
      for (unsigned I = 0; S.Kind == Op::Call && I != S.NumArgs; ++I)
        if (const Value &V = P.Of.args(S)[I];
            V.K == Value::Path && IsGiven(V.Id) && Depth != Deepest &&
            setsGiven(S, I, Depth + 1))
          return true;
      return false;
    };
    return llvm::any_of(P.Of.Functions[Call.Callee].Bodies, [&](uint32_t B) {
      return llvm::any_of(P.Of.steps(P.Of.Bodies[B]), Sets);
    });
  }

  /// Whether a step sets a bit to zero, itself or by a function that does.
  bool frees(StepId S, uint64_t Bit, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 2;
    const Step &At = P.step(S);
    if (At.Kind == Op::Set)
      return Names.contains(nameOf(At.Subject)) && isZero(P.args(S)[0]) &&
             Kept.identityInObject(S, At.Subject) == Bit;
    if (At.Kind != Op::Call || !At.Callee || Depth == Deepest)
      return false;
    return llvm::any_of(P.Of.Functions[At.Callee].Bodies, [&](uint32_t B) {
      const Body &Of = P.Of.Bodies[B];
      for (StepId I = Of.First; I != Of.First + Of.Count; ++I)
        if (frees(I, Bit, Depth + 1))
          return true;
      return false;
    });
  }

  /// Whether a step may wait, or do what is not seen.
  bool mayWait(StepId S, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 2;
    const Step &At = P.step(S);
    if (At.Kind == Op::Run || At.Kind == Op::Await || At.Kind == Op::Act)
      return true;
    if (At.Kind != Op::Call || !At.Callee)
      return false;
    if (const FunctionModel *M = P.modelAt(At))
      return !M->Acts.empty();
    const Function &Of = P.Of.Functions[At.Callee];
    if (Of.Bodies.empty())
      return !Of.is(Function::Toolchain) && !Of.is(Function::Implicit);
    return Depth == Deepest || llvm::any_of(Of.Bodies, [&](uint32_t B) {
             const Body &In = P.Of.Bodies[B];
             for (StepId I = In.First; I != In.First + In.Count; ++I)
               if (mayWait(I, Depth + 1))
                 return true;
             return false;
           });
  }

  /// Whether a bit that is taken before a step is given back by the same function,
  /// and nothing in between may wait.
  bool isGivenBack(StepId From, uint64_t Bit) const {
    const Body &B = P.body(From);
    for (StepId S = From; S != B.First + B.Count; ++S) {
      if (frees(S, Bit))
        return true;
      if (mayWait(S))
        return false;
    }
    return false;
  }

  /// The same, by what called the function that takes it: enter(); … leave();
  bool isGivenBackByCallers(FunctionId Takes, uint64_t Bit) const {
    const auto Callers = Graph.callers(Takes);
    return !Callers.empty() && llvm::all_of(Callers, [&](StepId Call) {
      return isGivenBack(Call + 1, Bit);
    });
  }

  /// What a loop asks, and sets itself; 0 if it only asks.
  PathId takenIn(Range Loop) const {
    llvm::SmallVector<PathId, 4> Asked;
    const StepId Begin = P.body(Loop.First).First;
    for (StepId S = Loop.First; S != Loop.End; ++S)
      if (const Op Kind = P.step(S).Kind; Kind == Op::Loop || Kind == Op::If)
        for (const Value &V : P.args(S))
          if (V.K == Value::Path)
            Asked.push_back(V.Id);
    for (StepId S = Loop.First; S != Loop.End; ++S) {
      const Step &At = P.step(S);
      if (At.Kind == Op::Set && nameOf(At.Subject) && !isZero(P.args(S)[0]) &&
          llvm::is_contained(Asked, At.Subject))
        return At.Subject;
      if (At.Kind != Op::Call || !At.Callee ||
          llvm::none_of(Asked, [&](PathId Of) {
            const PathNode &Node = P.Of.Paths[Of];
            return Node.K == PathNode::Result && Begin + Node.Number == S;
          }))
        continue;
      for (unsigned I = 0; I != At.NumArgs; ++I)
        if (const Value &V = P.args(S)[I];
            V.K == Value::Path && nameOf(V.Id) && setsGiven(At, I))
          return V.Id;
    }
    return 0;
  }

  void findTakings() {
    for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
      if (P.step(S).Kind != Op::Act ||
          P.step(S).Number != unsigned(Effect::Spin))
        continue;
      const Range Loop = loopOf(S);
      const PathId Bit = Loop.First ? takenIn(Loop) : 0;
      const uint64_t Which = Bit ? Kept.identityInObject(S, Bit) : 0;
      if (!Which)
        continue;
      Takings.push_back({S, Loop.First, Loop.End, Which});
      Names.insert(nameOf(Bit));
    }
  }

public:
  LockBits(const Program &P, Stores &Kept, const Calls &Graph)
      : P(P), Kept(Kept), Graph(Graph) {}

  llvm::DenseSet<StepId> find() {
    findTakings();
    llvm::DenseSet<StepId> Found;
    if (Takings.empty())
      return Found;
    llvm::DenseSet<uint64_t> OtherUse;
    auto IsTaking = [&](StepId S, uint64_t Bit) {
      return llvm::any_of(Takings, [&](const Taking &T) {
        return T.Bit == Bit && T.First <= S && S < T.End;
      });
    };
    auto Note = [&](StepId S, PathId Place) {
      if (!Names.contains(nameOf(Place)))
        return;
      if (const uint64_t Bit = Kept.identityInObject(S, Place);
          !IsTaking(S, Bit))
        OtherUse.insert(Bit);
    };
    for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
      const Step &At = P.step(S);
      if (At.Kind == Op::Set && !isZero(P.args(S)[0]))
        Note(S, At.Subject);
      for (unsigned I = 0; At.Kind == Op::Call && I != At.NumArgs; ++I)
        if (const Value &V = P.args(S)[I]; V.K == Value::Path &&
                                           Names.contains(nameOf(V.Id)) &&
                                           setsGiven(At, I))
          Note(S, V.Id);
    }
    for (const Taking &T : Takings)
      if (!isGivenBack(T.End, T.Bit) &&
          !isGivenBackByCallers(P.functionOf(T.Spin), T.Bit))
        OtherUse.insert(T.Bit); // or held for long
    for (const Taking &T : Takings)
      if (!OtherUse.contains(T.Bit))
        Found.insert(T.Spin);
    return Found;
  }
};

} // namespace

llvm::DenseSet<StepId> cleanexit::spinsForBits(const Program &P, Stores &Kept,
                                               const Calls &Graph) {
  return LockBits(P, Kept, Graph).find();
}
