//===-- GuardsGiven.cpp - Callables that reach a guard by detours ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Scan notes the callables that are named where a guard or a smart pointer is
// made. What its constructor is given otherwise is followed back to where it
// is named:
//
//   Fn f = [] { … };  Guard g(f);                      a variable
//   Guard g(pick());                                   a function's result
//   void h(Fn f) { Guard g(f); }   h([] { … });        a parameter
//   struct Job { Fn end_; void go() { Guard g(end_); } };   a member
//===----------------------------------------------------------------------===//
#include "Summary/Guards.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// The callables that a value may be which a step has at hand. Of what is a
/// parameter of the step's own function, each caller tells where it hands it over.
void Guards::comesFrom(StepId S, const Value &V,
                       llvm::SmallVectorImpl<Given> &Found,
                       unsigned Depth) const {
  static constexpr unsigned Deepest = 4;
  if (V.K == Value::Function)
    return Found.push_back({S, V.Id});
  if (V.K != Value::Path || V.Flags & Value::IsNumber || Depth == Deepest)
    return;
  auto FromCallers = [&](StepId At, const PathNode &Param, auto &Into) {
    for (StepId Call : Graph.callers(P.functionOf(At)))
      if (Param.Number < P.step(Call).NumArgs)
        comesFrom(Call, P.args(Call)[Param.Number], Into, Depth + 1);
  };
  if (P.Of.Paths[V.Id].K == PathNode::Param)
    return FromCallers(S, P.Of.Paths[V.Id], Found);
  for (const Source &From : Kept.of(S, V.Id)) {
    if (From.What.K == Value::Function) {
      Found.push_back({S, From.What.Id});
      continue;
    }
    if (From.What.K != Value::Path ||
        P.Of.Paths[From.What.Id].K != PathNode::Param)
      continue;
    // A copy of a parameter, or what a member was once given.
    const bool IsOwn = P.functionOf(From.At) == P.functionOf(S);
    llvm::SmallVector<Given, 4> There;
    FromCallers(From.At, P.Of.Paths[From.What.Id], There);
    for (const Given &G : There)
      Found.push_back({IsOwn ? G.At : S, G.Runs});
  }
}

/// Whether an object ends in the function that makes it, and nowhere else.
bool Guards::endsWhereMade(StepId Made) const {
  const Step &At = P.step(Made);
  const Body &B = P.body(Made);
  for (StepId S = Made; S != B.First + B.Count; ++S)
    if (const Step &End = P.step(S);
        End.Subject == At.Subject && End.is(Step::Destroys) &&
        (End.is(Step::AtScopeEnd) || End.is(Step::Temporary)))
      return !End.is(Step::MaybeMoved);
  return false;
}

/// An object that runs a callable at its end is made, and given a value for it.
void Guards::madeWith(StepId S, const Value &V, FunctionId By, Cleanup::Kind K,
                      const std::vector<bool> &Known) {
  llvm::SmallVector<Given, 4> All;
  comesFrom(S, V, All);
  llvm::erase_if(All, [&](const Given &G) { return Known[G.Runs]; });
  if (All.empty())
    return;
  Cleanup C;
  C.K = K;
  C.By = By;
  C.In = P.functionOf(S);
  C.Owner = P.step(S).Subject;
  C.At = P.step(S).At;
  if (isDismissedAtOnce(C)) {
    for (const Given &G : All)
      IsCleanup[G.Runs] = true;
    return;
  }
  // Of several, each is run by the call that hands it over, and not by all.
  const bool IsOnly =
      llvm::all_of(All, [&](const Given &G) { return G.Runs == All[0].Runs; });
  for (const Given &G : IsOnly ? llvm::ArrayRef(All).take_front() : All) {
    Cleanup Its = C;
    Its.Runs = G.Runs;
    if (K == Cleanup::Guard && isTold(Its))
      continue;
    if (!IsOnly && G.At != S) {
      Its.In = P.functionOf(G.At);
      Its.At = P.step(G.At).At;
      Its.Owner = P.Of.rootKind(C.Owner) == PathNode::Returned
                      ? P.step(G.At).Result
                      : 0;
      if (endsWhereMade(S))
        RunByCalls.push_back({G.At, Its});
    }
    Found.push_back(Its);
  }
}

/// The argument that is the deleter of a smart pointer which a step makes or
/// fills; 0 if there is none.
unsigned Guards::deleterArgument(StepId S) const {
  const Step &At = P.step(S);
  const Function &Callee = P.Of.Functions[At.Callee];
  const TypeModel *Model = P.typeModel(Callee.Class);
  if (At.NumArgs < 2 || !Model ||
      !(Model->DeleterArg >= 0 || Model->OwnsShared))
    return 0;
  const bool Fills =
      At.is(Step::Constructs) ||
      llvm::StringRef(P.text(Callee.Key)).rsplit("::").second == "reset";
  return Fills && P.args(S)[1].K == Value::Path ? 1 : 0;
}

void Guards::givenByDetours() {
  const std::vector<bool> Known = [&] {
    std::vector<bool> All = IsCleanup;
    for (const Cleanup &C : Found)
      All[C.Runs] = true;
    return All;
  }();
  for (const Cleanup &C : Detours)
    if (!Known[C.Runs])
      Found.push_back(C);
  llvm::DenseMap<RecordId, FunctionId> Library;
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (const Function &Of = P.Of.Functions[F];
        Of.K == Function::Destructor && P.typeModel(Of.Class))
      Library[Of.Class] = F;
  llvm::DenseMap<FunctionId, llvm::SmallVector<unsigned, 2>> RunOf;
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    if (At.Kind != Op::Call || !At.NumArgs || !At.Callee || !At.Subject)
      continue;
    const RecordId Class = P.Of.Functions[At.Callee].Class;
    if (unsigned I = deleterArgument(S))
      madeWith(S, P.args(S)[I], Library.lookup(Class), Cleanup::Deleter, Known);
    if (!At.is(Step::Constructs))
      continue;
    if (FunctionId By = Library.lookup(Class); By && guardModel(By)) {
      for (const Value &V : P.args(S))
        if (V.K == Value::Path)
          madeWith(S, V, By, Cleanup::Guard, Known);
      continue;
    }
    const FunctionId By = Ends.lookup(Class);
    if (!By || (P.Of.Functions[By].is(Function::System) && !runsItself(By)))
      continue;
    auto [Run, IsNew] = RunOf.try_emplace(At.Callee);
    if (IsNew)
      Run->second = keptToRun(At.Callee, By);
    for (unsigned I : Run->second)
      if (I < At.NumArgs && P.args(S)[I].K == Value::Path)
        madeWith(S, P.args(S)[I], By, Cleanup::Guard, Known);
  }
}
