//===-- AsMade.cpp - Objects that are as their constructor made them ------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/AsMade.h"
#include "Summary/Conditions.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// The constant that a constructor gives a member; none if it is not known.
static std::optional<int64_t> madeWith(const Program &P, FunctionId Constructor,
                                       StringId Member) {
  const Function &Of = P.Of.Functions[Constructor];
  std::optional<int64_t> Found;
  if (Of.Bodies.size() != 1)
    return std::nullopt;
  for (const Step &S : P.Of.steps(P.Of.Bodies[Of.Bodies.front()])) {
    if (S.Kind != Op::Set)
      return std::nullopt;
    const PathNode &Node = P.Of.Paths[S.Subject];
    if (Node.Name != Member || P.Of.Paths[Node.Parent].K != PathNode::This)
      continue;
    const Value &V = P.Of.args(S)[0];
    if (V.K != Value::Integer && V.K != Value::Null)
      return std::nullopt;
    Found = V.K == Value::Null ? 0 : V.Number;
  }
  return Found;
}

/// Whether a function neither changes what a parameter refers to, nor hands it on.
static bool leavesAlone(const Program &P, FunctionId Callee, unsigned Param) {
  auto IsOf = [&](PathId Place) {
    const PathNode &Root = P.Of.Paths[P.Of.root(Place)];
    return Root.K == PathNode::Param && Root.Number == Param;
  };
  const Function &Of = P.Of.Functions[Callee];
  return !Of.Bodies.empty() && llvm::all_of(Of.Bodies, [&](uint32_t B) {
    return llvm::none_of(P.Of.steps(P.Of.Bodies[B]), [&](const Step &S) {
      const bool OnlyAsks = S.Kind == Op::If || S.Kind == Op::Loop;
      return !OnlyAsks && (IsOf(S.Subject) ||
                           llvm::any_of(P.Of.args(S), [&](const Value &V) {
                             return V.K == Value::Path && IsOf(V.Id);
                           }));
    });
  });
}

/// Whether a step may change an object, or somebody who has it may.
static bool mayChange(const Program &P, StepId S, PathId Object) {
  const Step &At = P.step(S);
  if (At.Kind == Op::If || At.Kind == Op::Loop)
    return false;
  auto IsOf = [&](PathId Place) { return P.Of.root(Place) == Object; };
  if (IsOf(stored(P, S).Into) ||
      (At.Kind == Op::Run && llvm::any_of(P.args(S), [&](const Value &V) {
         return V.K == Value::Path && IsOf(V.Id);
       })))
    return true;
  if (At.Kind != Op::Call)
    return llvm::any_of(P.args(S), [&](const Value &V) {
      return V.K == Value::Path && IsOf(V.Id); // kept somewhere
    });
  if (IsOf(At.Subject) && !P.Of.Functions[At.Callee].is(Function::Const))
    return true;
  for (unsigned I = 0; I != At.NumArgs; ++I)
    if (const Value &V = P.args(S)[I]; V.K == Value::Path && IsOf(V.Id))
      if (At.is(Step::Virtual) || !leavesAlone(P, At.Callee, I))
        return true;
  return false;
}

bool cleanexit::isBehindUnmade(const Program &P, StepId Within) {
  const Body &B = P.body(Within);
  auto IsUnmade = [&](const Asked &A) {
    if (A.Of.Root != PathNode::Local || A.Of.Fields.size() != 1)
      return false;
    for (StepId Made = A.If; Made-- != B.First;) {
      const Step &S = P.step(Made);
      const PathNode &Node = P.Of.Paths[S.Subject];
      if (!S.is(Step::Constructs) || S.Kind != Op::Call || S.NumArgs ||
          Node.K != PathNode::Local || Node.Name != A.Of.Id)
        continue;
      const std::optional<int64_t> Number =
          madeWith(P, S.Callee, A.Of.Fields.front());
      if (!Number || (*Number != 0) == A.Holds)
        return false;
      for (StepId Between = Made + 1; Between != A.If; ++Between)
        if (mayChange(P, Between, S.Subject))
          return false;
      return true;
    }
    return false;
  };
  return llvm::any_of(asked(P, Within), IsUnmade);
}
