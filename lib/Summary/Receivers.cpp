//===-- Receivers.cpp - Of which class an object is -----------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Receivers.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// From a member to what its constructor is given, to a factory, to what that
/// returns: more hops than these are not followed.
static constexpr unsigned Deepest = 5;

void Receivers::Classes::add(RecordId Class) {
  if (!llvm::is_contained(All, Class))
    All.push_back(Class);
}

void Receivers::Classes::add(const Classes &Other) {
  Known &= Other.Known;
  for (RecordId Class : Other.All)
    add(Class);
}

bool Receivers::copies(FunctionId F) const {
  const Function &Of = P.Of.Functions[F];
  return Of.NumParams == 1 &&
         (Of.K == Function::Constructor || P.IsAssignment[F]);
}

Receivers::Classes Receivers::unknown() { return {false, {}}; }

Receivers::Receivers(Program &P, Stores &Kept) : P(P), Kept(Kept), Virtuals(P) {
  std::vector<Lists::Entry> Calls;
  Calls.reserve(P.Of.Steps.size());
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    if (const Step &At = P.step(S);
        At.Kind == Op::Call && At.Callee && !At.is(Step::Destroys))
      Calls.push_back({At.Callee, S});
  Callers = Lists(P.Of.Functions.size(), Calls);
}

RecordId Receivers::of(StepId At, PathId Place) {
  Classes Found = ofPlace(At, Place, 0);
  return Found.Known && Found.All.size() == 1 ? Found.All.front() : 0;
}

Receivers::Classes Receivers::ofValue(StepId At, const Value &V,
                                      unsigned Depth) {
  switch (V.K) {
  case Value::New:
    return {true, {V.Id}};
  case Value::Null:
    return {};
  case Value::Path:
    return ofPlace(At, V.Id, Depth);
  default:
    return unknown();
  }
}

Receivers::Classes Receivers::ofPlace(StepId At, PathId Place, unsigned Depth) {
  if (!Place || Depth > Deepest)
    return unknown();
  Program::Root Root = P.root(Place);
  const Body &B = P.body(At);
  if (Root.Whole) {
    if (Root.Node.K == PathNode::Param)
      return ofParameter(B.Of, Root.Node.Number, Depth + 1);
    if (Root.Node.K == PathNode::Result)
      return Root.Node.Number < B.Count
                 ? made(B.First + Root.Node.Number, Place, Depth + 1)
                 : unknown();
    if (Root.Node.K == PathNode::This)
      return unknown();
  }
  // A copy or move of an object has what the object has.
  if (Root.Node.K == PathNode::Param && copies(B.Of))
    return {};
  // What a smart pointer points to is known by the pointer.
  const PathNode &Node = P.Of.Paths[Place];
  llvm::SmallVector<StepId, 4> Puts = Kept.puts(At, Place);
  if (Puts.empty() && Node.K == PathNode::Element)
    return ofPlace(At, Node.Parent, Depth);
  uint64_t Identity = Kept.identity(At, Place);
  const Key Of = Identity ? Key{Identity, 0} : Key{P.BodyOf[At], Place};
  // Whoever asks again on the way learns nothing more.
  auto [It, New] = Asked.try_emplace(Of);
  if (!New)
    return It->second;
  Classes Found;
  for (StepId Put : Puts)
    if (Found.Known)
      Found.add(made(Put, Place, Depth + 1));
  if (Found.All.empty())
    Found.Known = false;
  return Asked[Of] = Found;
}

/// What the step puts into Place.
Receivers::Classes Receivers::made(StepId At, PathId Place, unsigned Depth) {
  const Step &S = P.step(At);
  const Function &Callee = P.Of.Functions[S.Callee];
  if (S.Kind == Op::Call && S.is(Step::Constructs) && Callee.Class) {
    const TypeModel *Model = P.typeModel(Callee.Class);
    const bool Points = Model && (!Model->Owns.empty() || Model->OwnsShared);
    if (!Points && !Callee.is(Function::System))
      return {true, {Callee.Class}};
    return S.NumArgs ? ofValue(At, P.args(At)[0], Depth) : Classes();
  }
  Stored To = stored(P, At);
  if (To.Into && To.What.K != Value::Unknown)
    return ofValue(At, To.What, Depth);
  return S.Kind == Op::Call ? returned(At, Depth) : unknown();
}

Receivers::Classes Receivers::returned(StepId Call, unsigned Depth) {
  const Step &S = P.step(Call);
  const Function &Callee = P.Of.Functions[S.Callee];
  if (Depth > Deepest || Callee.Bodies.empty() || !Virtuals[S.Callee].empty())
    return unknown();
  Classes Found;
  for (uint32_t B : Callee.Bodies) {
    const Body &Of = P.Of.Bodies[B];
    for (StepId R = Of.First; R != Of.First + Of.Count; ++R)
      if (P.step(R).Kind == Op::Return && P.step(R).NumArgs && Found.Known)
        Found.add(ofValue(R, P.args(R)[0], Depth + 1));
  }
  return Found;
}

Receivers::Classes Receivers::ofParameter(FunctionId F, unsigned Index,
                                          unsigned Depth) {
  if (Depth > Deepest || P.Of.Functions[F].is(Function::Virtual))
    return unknown();
  Classes Found;
  for (StepId Call : Callers[F]) {
    if (Index >= P.step(Call).NumArgs)
      return unknown();
    Found.add(ofValue(Call, P.args(Call)[Index], Depth));
    if (!Found.Known)
      break;
  }
  if (Callers[F].empty())
    Found.Known = false;
  return Found;
}

FunctionId Receivers::only(StepId Call) const {
  const Step &At = P.step(Call);
  return only(At.Callee, At.Type, P.Of.Functions[P.functionOf(Call)].Programs);
}

FunctionId Receivers::only(FunctionId Virtual, RecordId Class,
                           uint32_t Programs) const {
  FunctionId Only = 0;
  for (FunctionId F : Virtuals.versions(Virtual, Class, Programs)) {
    if (P.Of.Functions[F].is(Function::Pure) &&
        P.Of.Functions[F].Bodies.empty())
      continue;
    if (Only || P.Of.Functions[F].Bodies.empty())
      return 0;
    Only = F;
  }
  return Only;
}
