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

  /// swap(&taken, 0, 1)   Whether a call sets what it is handed the address of.
  bool setsGiven(const Step &Call, unsigned Index) const {
    return llvm::any_of(P.Of.Functions[Call.Callee].Bodies, [&](uint32_t B) {
      return llvm::any_of(P.Of.steps(P.Of.Bodies[B]), [&](const Step &S) {
        const PathNode &Node = P.Of.Paths[S.Subject];
        return S.Kind == Op::Set && Node.K == PathNode::Param &&
               Node.Number == Index;
      });
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
  LockBits(const Program &P, Stores &Kept) : P(P), Kept(Kept) {}

  llvm::DenseSet<StepId> find() {
    findTakings();
    llvm::DenseSet<StepId> Found;
    if (Takings.empty())
      return Found;
    llvm::DenseSet<uint64_t> Freed, SetElsewhere;
    for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
      const Step &At = P.step(S);
      if (At.Kind != Op::Set || !Names.contains(nameOf(At.Subject)))
        continue;
      const uint64_t Which = Kept.identityInObject(S, At.Subject);
      const bool Takes = llvm::any_of(Takings, [&](const Taking &T) {
        return T.Bit == Which && T.First <= S && S < T.End;
      });
      if (isZero(P.args(S)[0]) &&
          P.Of.Functions[P.functionOf(S)].K != Function::Constructor)
        Freed.insert(Which);
      else if (!Takes && !isZero(P.args(S)[0]))
        SetElsewhere.insert(Which);
    }
    for (const Taking &T : Takings)
      if (Freed.contains(T.Bit) && !SetElsewhere.contains(T.Bit))
        Found.insert(T.Spin);
    return Found;
  }
};

} // namespace

llvm::DenseSet<StepId> cleanexit::spinsForBits(const Program &P, Stores &Kept) {
  return LockBits(P, Kept).find();
}
