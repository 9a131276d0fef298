//===-- Callables.cpp - Callables that are handed over --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Callables.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

bool cleanexit::catchesAll(const Program &P, StepId S) {
  for (StepId Try = P.InTry[S]; Try; Try = P.InTry[Try])
    for (const Handler &H : P.Tries.find(Try)->second.Handlers)
      if (!H.Type && !H.RethrownAt)
        return true;
  return false;
}

Callables::Callables(Program &P, Stores &Kept, const Calls &Graph)
    : P(P), Kept(Kept), Graph(Graph) {
  First.reserve(P.Of.Functions.size() + 1);
  uint32_t Count = 0;
  for (const Function &F : P.Of.Functions) {
    First.push_back(Count);
    Count += F.NumParams;
  }
  First.push_back(Count);
  Parameters.resize(Count);

  seed();
  while (!Work.empty()) {
    auto [F, Index] = Work.back();
    Work.pop_back();
    follow(F, Index);
  }
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    for (unsigned I = 0; I != P.Of.Functions[F].NumParams; ++I)
      if (const Parameter *At = parameter(F, I); At->Runs || At->Starts)
        answer(F, I);
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    run(S);
  llvm::sort(Guarded);
  llvm::sort(Unknown);
  llvm::sort(Started, [](const StartedThread &A, const StartedThread &B) {
    return std::tuple(A.At.Body, A.At.Index, A.Runs) <
           std::tuple(B.At.Body, B.At.Index, B.Runs);
  });
}

Callables::Parameter *Callables::parameter(FunctionId F, unsigned Index) {
  if (Index >= P.Of.Functions[F].NumParams)
    return nullptr;
  return &Parameters[First[F] + Index];
}

bool Callables::runs(FunctionId F, unsigned Index) const {
  return Index < P.Of.Functions[F].NumParams &&
         Parameters[First[F] + Index].Runs;
}

void Callables::found(FunctionId F, unsigned Index, const Parameter &More) {
  Parameter *Known = parameter(F, Index);
  if (!Known)
    return;
  bool News = (More.Runs && !Known->Runs) ||
              (More.Escapes && !Known->Escapes) ||
              (More.Starts && !Known->Starts);
  if (!News)
    return;
  Known->Runs |= More.Runs;
  Known->Escapes |= More.Escapes;
  if (!Known->Starts)
    Known->Thread = More.Thread;
  Known->Starts |= More.Starts;
  Work.push_back({F, Index});
}

void Callables::seed() {
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (const FunctionModel *M = P.ModelOf[F]) {
      for (Operand I : M->Runs)
        if (I >= 0)
          found(F, I, {true, true, false, 0});
      for (Operand I : M->Starts)
        if (I >= 0)
          found(F, I, {false, false, true, 0});
    }
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    if (At.Kind != Op::Run || At.Callee)
      continue;
    PathNode Node = P.Of.Paths[At.Subject];
    if (Node.K == PathNode::Param)
      found(P.functionOf(S), Node.Number, {true, !catchesAll(P, S), false, 0});
  }
}

/// The parameter is run or started: so are the parameters handed to it.
void Callables::follow(FunctionId F, unsigned Index) {
  Parameter Known = *parameter(F, Index);
  for (StepId S : Graph.callers(F)) {
    if (Index >= P.step(S).NumArgs)
      continue;
    const Value &V = P.args(S)[Index];
    if (V.K != Value::Path || P.Of.Paths[V.Id].K != PathNode::Param)
      continue;
    Parameter Here = Known;
    Here.Escapes &= !catchesAll(P, S);
    if (Known.Starts)
      Here.Thread =
          P.ModelOf[F] ? threadOf(S, Index) : translated(Known.Thread, S);
    found(P.functionOf(S), P.Of.Paths[V.Id].Number, Here);
  }
}

/// What is handed to the parameter by each call?
void Callables::answer(FunctionId F, unsigned Index) {
  Parameter Known = *parameter(F, Index);
  for (StepId S : Graph.callers(F)) {
    if (Index >= P.step(S).NumArgs)
      continue;
    const Value &V = P.args(S)[Index];
    bool IsParameter = V.K == Value::Path &&
                       P.Of.Paths[V.Id].K == PathNode::Param &&
                       parameter(P.functionOf(S), P.Of.Paths[V.Id].Number);
    if (V.K == Value::Null)
      continue;
    auto Functions = Kept.functions(S, V);
    for (FunctionId Runs : Functions) {
      if (Known.Runs)
        Indirect.push_back({S, Runs});
      if (Known.Runs && !Known.Escapes)
        Guarded.push_back({S, Runs});
      if (Known.Starts)
        Started.push_back(
            {Runs, P.ref(S),
             Kept.settles(S, P.ModelOf[F] ? threadOf(S, Index)
                                          : translated(Known.Thread, S))});
    }
    // The standard's algorithms are handed functors without a body to see.
    if (Known.Runs && Functions.empty() && !P.ModelOf[F])
      Unknown.push_back({S, IsParameter ? P.Of.Paths[V.Id].Number + 1 : 0});
  }
}

/// A step that runs what is stored somewhere.
void Callables::run(StepId S) {
  const Step &At = P.step(S);
  if (At.Kind == Op::Call && At.is(Step::Virtual)) {
    if (P.Of.Functions[At.Callee].is(Function::Pure) && !P.ModelOf[At.Callee] &&
        Graph.targets(S).empty())
      Unknown.push_back({S, 0});
    else if (P.Of.Functions[At.Callee].is(Function::Pure) &&
             Graph.isFunction(Graph.node(S)) && !P.ModelOf[At.Callee])
      Unknown.push_back({S, 0});
    return;
  }
  if (At.Kind != Op::Run || At.Callee)
    return;
  PathNode Node = P.Of.Paths[At.Subject];
  if (Node.K == PathNode::Param && parameter(P.functionOf(S), Node.Number)) {
    Unknown.push_back({S, Node.Number + 1});
    return;
  }
  Value V;
  V.K = Value::Path;
  V.Id = At.Subject;
  auto Functions = Kept.functions(S, V);
  for (FunctionId Runs : Functions)
    Indirect.push_back({S, Runs});
  if (Functions.empty())
    Unknown.push_back({S, 0});
}

/// A callee's path as the caller at S sees it.
PathId Callables::translated(PathId InCallee, StepId S) {
  Program::Root Root = P.root(InCallee);
  Value Start;
  switch (Root.Node.K) {
  case PathNode::This:
    Start = P.operand(S, ThisOperand);
    break;
  case PathNode::Param:
    Start = P.operand(S, Root.Node.Number);
    break;
  case PathNode::Returned:
    Start.K = P.step(S).Result ? Value::Path : Value::Unknown;
    Start.Id = P.step(S).Result;
    break;
  case PathNode::Global:
    return InCallee;
  default:
    return 0;
  }
  if (Start.K != Value::Path)
    return 0;
  return P.rebased(InCallee, Root.Id, Start.Id);
}

/// The thread that a modeled call makes: the constructed object, what it
/// writes its handle to (pthread_create), its result, or its receiver.
PathId Callables::threadOf(StepId S, unsigned Callable) {
  const Step &At = P.step(S);
  if (At.is(Step::Constructs))
    return At.Subject;
  llvm::ArrayRef<Value> Args = P.args(S);
  for (unsigned I = 0; I != Args.size() && I < Callable; ++I)
    if (Args[I].K == Value::Path)
      return Args[I].Id;
  return At.Result ? At.Result : At.Subject;
}
