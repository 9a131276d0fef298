//===-- Calls.cpp - Who calls whom ----------------------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Calls.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// More overriders than these say little about a call.
static constexpr unsigned ManyOverriders = 5;

Calls::Calls(const Program &P) : P(P), Virtuals(P) {
  const std::vector<Function> &Functions = P.Of.Functions;
  NumNodes = Functions.size();
  Dispatch.resize(Functions.size());
  std::vector<Lists::Entry> Edges;
  HasBody.resize(Functions.size());
  for (FunctionId F = 1; F < Functions.size(); ++F) {
    HasBody[F] = !Functions[F].Bodies.empty();
    if (!Virtuals[F].empty())
      Dispatch[F] = NumNodes++;
  }
  for (FunctionId Base = 1; Base < Functions.size(); ++Base) {
    if (Dispatch[Base] && !Functions[Base].is(Function::Pure))
      Edges.push_back({Base, Dispatch[Base]});
    for (FunctionId F : Virtuals[Base])
      Edges.push_back({Dispatch[F] ? Dispatch[F] : F, Dispatch[Base]});
    if (Dispatch[Base])
      Alternatives.push_back(
          llvm::count_if(Virtuals.versions(Base),
                         [&](FunctionId F) { return isAlternative(F); }));
  }
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    if (const Step &At = P.step(S); At.is(Step::Virtual) &&
                                    At.Kind == Op::Call &&
                                    Dispatch[At.Callee] && from(S) != From())
      addNarrow(S, Edges);
  Up = Lists(NumNodes, Edges);

  std::vector<Lists::Entry> Steps;
  Steps.reserve(P.Of.Steps.size());
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    if (NodeId N = node(S))
      Steps.push_back({N, S});
  Direct = Lists(NumNodes, Steps);
}

void Calls::addNarrow(StepId S, std::vector<Lists::Entry> &Edges) {
  const FunctionId Callee = P.step(S).Callee;
  const auto [Class, Programs] = from(S);
  auto [It, New] =
      Narrow.try_emplace({Callee, {Class, Programs}}, Dispatch[Callee]);
  if (!New)
    return;
  const auto Versions = Virtuals.versions(Callee, Class, Programs);
  if (!Class && Versions.size() == Virtuals.versions(Callee).size())
    return;
  It->second = NumNodes++;
  uint32_t Found = 0;
  for (FunctionId F : Versions) {
    Found += isAlternative(F);
    if (!P.Of.Functions[F].is(Function::Pure))
      Edges.push_back({F, It->second});
  }
  Alternatives.push_back(Found);
}

/// Whether the function does anything at all.
bool Calls::isAlternative(FunctionId F) const {
  const Function &Of = P.Of.Functions[F];
  return P.ModelOf[F] || !Of.Declared.empty() ||
         llvm::any_of(Of.Bodies,
                      [&](uint32_t B) { return P.Of.Bodies[B].Count != 0; });
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
  if (At.is(Step::MaybeMoved))
    return 0;
  if (!At.is(Step::Virtual) || !Dispatch[At.Callee])
    return At.Callee;
  return from(S) == From() ? Dispatch[At.Callee]
                           : Narrow.lookup({At.Callee, from(S)});
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
  const auto [Class, Programs] = from(S);
  for (FunctionId F : Virtuals.versions(At.Callee, Class, Programs)) {
    const Function &Of = P.Of.Functions[F];
    bool Known = !Of.Bodies.empty() || P.ModelOf[F] || !Of.Declared.empty();
    if (Known && !(F == At.Callee && Of.is(Function::Pure)))
      Found.push_back(F);
  }
  llvm::sort(Found);
  return Found;
}

llvm::SmallVector<FunctionId, 2> Calls::bodiless(StepId S) const {
  llvm::SmallVector<FunctionId, 2> Found;
  const FunctionId Callee = P.step(S).Callee;
  if (!Callee || HasBody[Callee])
    return Found;
  const NodeId N = node(S);
  if (!N)
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
