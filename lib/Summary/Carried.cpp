//===-- Carried.cpp - Where what a function has is put --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Carried.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

bool Carried::What::is(const Program &P, const Value &V) const {
  if (K == IsFunction)
    return V.K == Value::Function && V.Id == Id;
  if (V.K != Value::Path)
    return false;
  const PathNode &Node = P.Of.Paths[V.Id];
  return K == InPlace ? V.Id == Id
                      : Node.K == PathNode::Param && Node.Number == Id;
}

void Carried::into(FunctionId F, What Of, MemberSet &Members,
                   unsigned Depth) const {
  static constexpr unsigned Deepest = 4;
  if (Depth == Deepest)
    return;
  for (uint32_t Id : P.Of.Functions[F].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (const Stored To = stored(P, S); To.Into && Of.is(P, To.What)) {
        if (uint64_t Member = Kept.identityInObject(S, To.Into))
          Members.insert(Member);
        else if (P.Of.Paths[To.Into].K == PathNode::Local)
          into(F, {What::InPlace, To.Into}, Members, Depth + 1);
      }
      for (auto [I, V] : llvm::enumerate(P.args(S))) {
        if (!Of.is(P, V))
          continue;
        if (At.Kind == Op::Return)
          for (StepId Call : Graph.callers(F))
            received(Call, Members, Depth + 1);
        else if (At.Kind == Op::Call && Graph.node(S))
          for (FunctionId Callee : Graph.targets(S))
            into(Callee, {What::InParam, uint32_t(I)}, Members, Depth + 1);
      }
    }
  }
}

/// The members that the result of a call is put into.
void Carried::received(StepId Call, MemberSet &Members, unsigned Depth) const {
  const PathId Result = P.step(Call).Result;
  if (!Result)
    return;
  if (uint64_t Member = Kept.identityInObject(Call, Result))
    Members.insert(Member);
  else
    into(P.functionOf(Call), {What::InPlace, Result}, Members, Depth);
}

MemberSet Carried::ofPlace(FunctionId F, PathId Place) const {
  MemberSet Members;
  for (uint32_t Id : P.Of.Functions[F].Bodies)
    if (uint64_t Member = Kept.identityInObject(P.Of.Bodies[Id].First, Place))
      Members.insert(Member);
  into(F, {What::InPlace, Place}, Members, 0);
  return Members;
}

MemberSet Carried::ofCallable(FunctionId F, FunctionId Callable) const {
  MemberSet Members;
  into(F, {What::IsFunction, Callable}, Members, 0);
  return Members;
}
