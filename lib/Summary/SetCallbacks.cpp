//===-- SetCallbacks.cpp - What a handle has been told to call ------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/SetCallbacks.h"
#include "Summary/Beside.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace cleanexit;

/// The place that a call is made for; 0 if it is none.
static PathId handleOf(const Program &P, StepId Call) {
  PathId Of = P.operand(Call, 0).K == Value::Path ? P.operand(Call, 0).Id : 0;
  while (P.Of.Paths[Of].K == PathNode::Element)
    Of = P.Of.Paths[Of].Parent;
  return Of;
}

/// Where what a call makes is put.
static PathId madeInto(const Program &P, StepId Call) {
  if (P.step(Call).Result)
    return P.step(Call).Result;
  const Body &B = P.body(Call);
  for (StepId S = Call + 1; S != B.First + B.Count; ++S)
    if (const Stored To = stored(P, S); To.What.K == Value::Path)
      if (const PathNode &Is = P.Of.Paths[To.What.Id];
          Is.K == PathNode::Result && B.First + Is.Number == Call)
        return To.Into;
  return 0;
}

std::vector<Lists::Entry> cleanexit::runsOfSet(const Program &P, Stores &Kept,
                                               const Calls &Graph) {
  llvm::StringMap<FunctionId> Setters; ///< by name
  for (const FunctionModel *M : P.ModelOf)
    if (M)
      for (const SetByModel &By : M->RunsSetBy)
        for (const std::string &Name : By.Calls)
          Setters[Name] = 0;
  std::vector<Lists::Entry> Runs;
  if (Setters.empty())
    return Runs;
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (auto Setter = Setters.find(P.text(P.Of.Functions[F].Key));
        Setter != Setters.end())
      Setter->second = F;
  // What a call is made for is what the other one has made, or is made for.
  auto IsMade = [&](StepId Runs, StepId Makes) {
    const PathId Of = handleOf(P, Runs), Made = madeInto(P, Makes);
    if (!Of || !Made)
      return false;
    if (P.Of.rootKind(Of) == PathNode::Local &&
        P.Of.Paths[Of].K == PathNode::Local)
      return Of == Made && P.BodyOf[Runs] == P.BodyOf[Makes];
    const uint64_t Which = Kept.identityInObject(Runs, Of);
    return Which && Which == Kept.identityInObject(Makes, Made);
  };
  auto IsSame = [&](StepId Runs, StepId Sets) {
    const PathNode &A = P.Of.Paths[handleOf(P, Runs)],
                   &B = P.Of.Paths[handleOf(P, Sets)];
    return A.K != PathNode::Field || B.K != PathNode::Field || A.Name == B.Name;
  };
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const FunctionModel *M = P.modelAt(P.step(S));
    if (!M)
      continue;
    for (const SetByModel &By : M->RunsSetBy) {
      if (!By.When.empty() && !anyHolds(By.When, P.args(S)))
        continue;
      for (const std::string &Name : By.Calls)
        for (StepId Sets : Graph.callers(Setters.lookup(Name)))
          if (const Value V = P.operand(Sets, By.Arg);
              V.K == Value::Function &&
              (By.Made ? IsMade(S, Sets) : IsSame(S, Sets)) &&
              isBeside(P, Graph, P.functionOf(S), Sets))
            Runs.push_back({S, V.Id});
    }
  }
  llvm::sort(Runs);
  Runs.erase(llvm::unique(Runs), Runs.end());
  return Runs;
}
