//===-- Calls.cpp - Who calls whom ----------------------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Calls.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// More overriders than these say little about a call.
static constexpr unsigned ManyOverriders = 5;

Calls::Calls(const Program &P) : P(P) {
  const std::vector<Function> &Functions = P.Of.Functions;
  NumNodes = Functions.size();
  Dispatch.resize(Functions.size());
  std::vector<Lists::Entry> Down, Edges;
  for (FunctionId F = 1; F < Functions.size(); ++F)
    for (FunctionId Base : Functions[F].Overrides) {
      Down.push_back({Base, F});
      if (!Dispatch[Base])
        Dispatch[Base] = NumNodes++;
    }
  Overriders = Lists(Functions.size(), Down);
  for (Lists::Entry E : Down)
    Edges.push_back({Dispatch[E.Number] ? Dispatch[E.Number] : E.Number,
                     Dispatch[E.Index]});
  for (FunctionId F = 1; F < Functions.size(); ++F)
    if (Dispatch[F] && !Functions[F].is(Function::Pure))
      Edges.push_back({F, Dispatch[F]});
  Up = Lists(NumNodes, Edges);
  Alternatives.resize(NumNodes - Functions.size());
  for (FunctionId F = 1; F < Functions.size(); ++F)
    if (Dispatch[F])
      Alternatives[Dispatch[F] - Functions.size()] = countAlternatives(F);

  std::vector<Lists::Entry> Steps;
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    if (NodeId N = node(S))
      Steps.push_back({N, S});
  Direct = Lists(NumNodes, Steps);
}

uint32_t Calls::countAlternatives(FunctionId F) const {
  llvm::SmallVector<FunctionId, 8> Work{F};
  llvm::DenseSet<FunctionId> Seen{F};
  uint32_t Found = 0;
  while (!Work.empty()) {
    FunctionId Next = Work.pop_back_val();
    const Function &Of = P.Of.Functions[Next];
    bool HasSteps = llvm::any_of(
        Of.Bodies, [&](uint32_t B) { return P.Of.Bodies[B].Count != 0; });
    if (HasSteps || P.ModelOf[Next] || !Of.Declared.empty())
      ++Found;
    for (FunctionId Override : Overriders[Next])
      if (Seen.insert(Override).second)
        Work.push_back(Override);
  }
  return Found;
}

bool Calls::isWide(NodeId N) const {
  return !isFunction(N) && alternatives(N) > ManyOverriders;
}

void Calls::add(std::vector<Lists::Entry> Indirect) {
  llvm::sort(Indirect);
  Indirect.erase(llvm::unique(Indirect), Indirect.end());
  HandedBy = std::move(Indirect);
  std::vector<Lists::Entry> Reverse;
  for (Lists::Entry E : HandedBy)
    Reverse.push_back({E.Number, E.Index});
  Handed = Lists(NumNodes, Reverse);
}

NodeId Calls::node(StepId S) const {
  const Step &At = P.step(S);
  if (At.Kind != Op::Call && At.Kind != Op::Run)
    return 0;
  // An object that was moved from has nothing left to wait for.
  if (At.is(Step::Destroys) && At.is(Step::MaybeMoved))
    return 0;
  if (At.is(Step::Virtual) && Dispatch[At.Callee])
    return Dispatch[At.Callee];
  return At.Callee;
}

llvm::SmallVector<NodeId, 4> Calls::above(FunctionId F) const {
  llvm::SmallVector<NodeId, 4> Found(Up[F]);
  for (size_t I = 0; I != Found.size(); ++I)
    for (NodeId Above : Up[Found[I]])
      if (!llvm::is_contained(Found, Above))
        Found.push_back(Above);
  return Found;
}

llvm::SmallVector<StepId, 8> Calls::callers(FunctionId F) const {
  llvm::SmallVector<StepId, 8> Steps(Direct[F]);
  for (NodeId Dispatch : above(F))
    llvm::append_range(Steps, Direct[Dispatch]);
  return Steps;
}

llvm::SmallVector<FunctionId, 2> Calls::targets(StepId S) const {
  const Step &At = P.step(S);
  llvm::SmallVector<FunctionId, 2> Found;
  if (!node(S))
    return Found;
  if (isFunction(node(S))) {
    Found.push_back(At.Callee);
    return Found;
  }
  llvm::SmallVector<FunctionId, 8> Work{At.Callee};
  llvm::DenseSet<FunctionId> Seen{At.Callee};
  while (!Work.empty()) {
    FunctionId F = Work.pop_back_val();
    const Function &Of = P.Of.Functions[F];
    bool Known = !Of.Bodies.empty() || P.ModelOf[F] || !Of.Declared.empty();
    if (Known && !(F == At.Callee && Of.is(Function::Pure)))
      Found.push_back(F);
    for (FunctionId Override : Overriders[F])
      if (Seen.insert(Override).second)
        Work.push_back(Override);
  }
  llvm::sort(Found);
  return Found;
}

llvm::SmallVector<FunctionId, 2> Calls::bodiless(StepId S) const {
  llvm::SmallVector<FunctionId, 2> Found;
  NodeId N = node(S);
  FunctionId Callee = P.step(S).Callee;
  if (!N || !P.Of.Functions[Callee].Bodies.empty())
    return Found;
  Found.push_back(Callee);
  // A library's method may be overridden in the same library.
  if (!isFunction(N) && P.ModelOf[Callee])
    for (FunctionId F : targets(S))
      if (F != Callee && P.ModelOf[F])
        Found.push_back(F);
  return Found;
}

llvm::SmallVector<FunctionId, 2> Calls::indirect(StepId S) const {
  llvm::SmallVector<FunctionId, 2> Found;
  auto It = llvm::lower_bound(HandedBy, Lists::Entry{S, 0});
  for (; It != HandedBy.end() && It->Index == S; ++It)
    Found.push_back(It->Number);
  return Found;
}
