//===-- GuardsCarried.cpp - Deleters that travel with a pointer -----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The class of a smart pointer does not say what its deleter is, if that was
// given as a value. It goes wherever the pointer goes, and what ends the pointer
// there runs it:
//
//   std::shared_ptr<Conn> open() { return {c, [this](Conn *c) { give(c); }}; }
//   void add() { auto p = open(); all_.push_back(p); }     is in all_.* now
//   void clear() { all_.clear(); }                         runs it
//===----------------------------------------------------------------------===//
#include "Summary/Guards.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {
constexpr unsigned Deepest = 4;
}

/// The members that a function puts what is in a place of it into; what it
/// returns or hands on is followed.
void Guards::carriedInto(FunctionId F, Carried What,
                         llvm::DenseSet<uint64_t> &Members,
                         unsigned Depth) const {
  if (Depth == Deepest)
    return;
  auto IsIt = [&](const Value &V) {
    if (V.K != Value::Path)
      return false;
    const PathNode &Node = P.Of.Paths[V.Id];
    return What.Place ? V.Id == What.Place
                      : Node.K == PathNode::Param && Node.Number == What.Param;
  };
  for (uint32_t Id : P.Of.Functions[F].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (const Stored To = stored(P, S); To.Into && IsIt(To.What))
        if (uint64_t Member = Kept.identityInObject(S, To.Into))
          Members.insert(Member);
      for (auto [I, V] : llvm::enumerate(P.args(S))) {
        if (!IsIt(V))
          continue;
        if (At.Kind == Op::Return)
          for (StepId Call : Graph.callers(F))
            receivedAt(Call, Members, Depth + 1);
        else if (At.Kind == Op::Call && Graph.node(S))
          for (FunctionId Callee : Graph.targets(S))
            carriedInto(Callee, {0, unsigned(I)}, Members, Depth + 1);
      }
    }
  }
}

/// The members that the result of a call is put into.
void Guards::receivedAt(StepId Call, llvm::DenseSet<uint64_t> &Members,
                        unsigned Depth) const {
  const PathId Result = P.step(Call).Result;
  if (!Result)
    return;
  if (uint64_t Member = Kept.identityInObject(Call, Result))
    Members.insert(Member);
  else
    carriedInto(P.functionOf(Call), {Result, 0}, Members, Depth);
}

/// Whether a call ends the pointer that it is made on, or what that owned.
bool Guards::endsPointer(StepId S) const {
  const Step &At = P.step(S);
  if (At.Kind != Op::Call || !At.Subject || !Graph.node(S))
    return false;
  if (At.is(Step::Destroys))
    return true;
  const TypeModel *Model = P.typeModel(P.Of.Functions[At.Callee].Class);
  return Model && (Model->OwnsShared || Model->DeleterArg >= 0) &&
         llvm::is_contained(
             Model->Destroys,
             P.text(P.Of.Functions[At.Callee].Key).rsplit("::").second);
}

/// Calls that run a deleter which came with the pointer that they end.
void Guards::carriedDeleters(std::vector<Lists::Entry> &Calls) const {
  llvm::DenseMap<uint64_t, llvm::SmallVector<FunctionId, 2>> ByMember;
  for (const Cleanup &C : Found) {
    if (C.K != Cleanup::Deleter || !C.Owner || !Graph.direct(C.Runs).empty())
      continue;
    llvm::DenseSet<uint64_t> Members;
    for (uint32_t Id : P.Of.Functions[C.In].Bodies)
      if (uint64_t Member =
              Kept.identityInObject(P.Of.Bodies[Id].First, C.Owner))
        Members.insert(Member);
    carriedInto(C.In, {C.Owner, 0}, Members, 0);
    for (uint64_t Member : Members)
      ByMember[Member].push_back(C.Runs);
  }
  if (ByMember.empty())
    return;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S) {
    if (!endsPointer(S))
      continue;
    auto Known = ByMember.find(Kept.identityInObject(S, P.step(S).Subject));
    if (Known != ByMember.end())
      for (FunctionId Deleter : Known->second)
        Calls.push_back({S, Deleter});
  }
}
