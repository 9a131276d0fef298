//===-- Tested.cpp - What conditions say of an object ---------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Tested.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

/// The blocks of a body that a step stands in, and what those before it left.
class Before {
  const Facts &F;
  const PathId Place;
  llvm::ArrayRef<Step> Steps;

  struct Block {
    uint32_t Opens = 0;
    uint32_t Else = 0; ///< 0: there is none so far
    std::optional<bool> Outside = {};
    bool Changes = false;
  };
  llvm::SmallVector<Block, 4> Open;

  bool isAbout(const Step &S) const {
    return S.Subject == Place || llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path &&
                    (V.Id == Place || (F.Paths[V.Id].K == PathNode::Element &&
                                       F.Paths[V.Id].Parent == Place));
           });
  }
  /// Also `all.find(key) != all.end()`, whose sides are results themselves.
  bool mentions(const Value &V, uint32_t At) const {
    if (V.K != Value::Path)
      return false;
    const PathNode &N = F.Paths[V.Id];
    if (V.Id == Place)
      return true;
    return N.K == PathNode::Result && N.Number < At &&
           (isAbout(Steps[N.Number]) ||
            llvm::any_of(
                F.args(Steps[N.Number]),
                [&](const Value &Side) { return mentions(Side, N.Number); }));
  }
  /// Asks another optional, or another variant, and nothing else.
  bool asksOther(const Value &V) const {
    if (V.K != Value::Path || V.Id == Place)
      return false;
    const PathNode &N = F.Paths[V.Id];
    return V.Flags & Value::Held ||
           (N.K == PathNode::Result && N.Number < Steps.size() &&
            Steps[N.Number].Callee &&
            F.Strings[F.Functions[Steps[N.Number].Callee].Key] ==
                "std::holds_alternative");
  }

  /// What a condition says of Place in its first or second block.
  std::optional<bool> says(const Step &If, bool Second) const {
    for (const Value &V : F.args(If))
      if (V.K == Value::Path && V.Id == Place && !(V.Flags & Value::Masked) &&
          V.Flags & (Second ? Value::HoldsInElse : Value::HoldsInThen))
        return Second == bool(V.Flags & Value::Negated);
    return std::nullopt;
  }
  bool leaves(uint32_t First, uint32_t End) const {
    return First < End && F.leavesBlock(Steps[End - 1]);
  }
  bool changes(const Step &S) const {
    return (S.Kind == Op::Set && S.Subject == Place) ||
           (S.Kind == Op::Call &&
            (S.Result == Place ||
             (S.Subject == Place && S.Callee &&
              !F.Functions[S.Callee].is(Function::Const))));
  }

  /// An If has been passed: what it leaves known.
  void passed(const Block &If, uint32_t End) {
    const uint32_t Middle = If.Else ? If.Else : End;
    const bool FirstLeaves = leaves(If.Opens + 1, Middle);
    const bool SecondLeaves = If.Else && leaves(If.Else + 1, End);
    if (FirstLeaves != SecondLeaves)
      if (std::optional<bool> Left = says(Steps[If.Opens], FirstLeaves))
        Known = Left;
    for (const bool Second : {false, true})
      if (says(Steps[If.Opens], Second) == false &&
          (Second ? !If.Else || If.Else + 1 == End : If.Opens + 1 == Middle))
        return; // where it is empty nothing is done about that
    for (const Value &V : F.args(Steps[If.Opens]))
      Mentioned |= mentions(V, If.Opens);
  }

public:
  std::optional<bool> Known; ///< whether it holds something
  bool Mentioned = false;    ///< asked in a way that may have to do with it
  bool MayImply = false;     ///< behind a condition of something else

  Before(const Summary &P, StepRef At, PathId Place)
      : F(P.facts()), Place(Place) {
    const Body &B = F.Bodies[At.Body];
    Steps = F.steps(B);
    for (uint32_t I = 0; I < At.Index; ++I) {
      const Step &S = Steps[I];
      if (changes(S)) {
        Known.reset();
        for (Block &Around : Open)
          Around.Changes = true;
      }
      if (opensBlock(S.Kind)) {
        Open.push_back({I, 0, Known});
        if (S.Kind == Op::If || S.Kind == Op::Loop)
          if (std::optional<bool> Here = says(S, false))
            Known = Here;
      } else if (S.Kind == Op::Else && !Open.empty()) {
        Open.back().Else = I;
        Known = says(Steps[Open.back().Opens], true);
        if (!Known && !Open.back().Changes)
          Known = Open.back().Outside;
      } else if (S.Kind == Op::End && !Open.empty()) {
        const Block Closed = Open.pop_back_val();
        const Op Kind = Steps[Closed.Opens].Kind;
        Known = Closed.Changes ? std::nullopt : Closed.Outside;
        if (Kind == Op::If)
          passed(Closed, I);
        else
          for (const Value &V : F.args(Steps[Closed.Opens]))
            Mentioned |= mentions(V, Closed.Opens);
      }
    }
    for (const Block &Around : Open) {
      const Step &S = Steps[Around.Opens];
      if (S.Kind == Op::Try)
        continue;
      for (const Value &V : F.args(S))
        Mentioned |= mentions(V, Around.Opens);
      MayImply |= F.args(S).empty() ||
                  !llvm::all_of(F.args(S),
                                [&](const Value &V) { return asksOther(V); });
    }
  }
};

} // namespace

bool isMentioned(const Summary &P, StepRef At, PathId Place) {
  return Before(P, At, Place).Mentioned;
}

bool isTested(const Summary &P, StepRef At, PathId Place) {
  const Before There(P, At, Place);
  return There.Known ? *There.Known : There.Mentioned || There.MayImply;
}

bool isKnownEmpty(const Summary &P, StepRef At, PathId Place) {
  return Before(P, At, Place).Known == false;
}

} // namespace cleanexit
