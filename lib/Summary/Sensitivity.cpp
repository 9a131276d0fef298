//===-- Sensitivity.cpp - What a function's doings hang on ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Sensitivity.h"

using namespace cleanexit;

/// So often is a parameter handed on.
static constexpr unsigned MaxRounds = 6;

Sensitivity::Sensitivity(const Program &P) : P(P), Bits(P.Of.Functions.size()) {
  for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B)
    Bits[P.Of.Bodies[B].Of] |= ownBits(P.Of.Bodies[B]);
  bool More = true;
  for (unsigned Round = 0; More && Round != MaxRounds; ++Round) {
    More = false;
    for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B)
      More |= handOn(P.Of.Bodies[B]);
  }
  // What is set within the function is not what the caller gave.
  for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B)
    Bits[P.Of.Bodies[B].Of] &= ~assigned(P.Of.Bodies[B]);
}

uint32_t Sensitivity::parameter(PathId Id) const {
  const PathNode &Node = P.Of.Paths[Id];
  return Node.K == PathNode::Param && Node.Number < MaxParams
             ? 1u << Node.Number
             : 0;
}

uint32_t Sensitivity::ownBits(const Body &B) const {
  uint32_t Found = 0;
  for (const Step &S : P.Of.steps(B)) {
    if (S.Kind == Op::If || S.Kind == Op::Switch)
      for (const Value &V : P.Of.args(S))
        if (V.K == Value::Path)
          Found |= parameter(V.Id);
    if (S.Kind != Op::Call || !S.is(Step::Virtual))
      continue;
    const PathNode &Node = P.Of.Paths[S.Subject];
    if (Node.K == PathNode::This)
      Found |= This;
    if (Node.K == PathNode::Element &&
        P.Of.Paths[Node.Parent].K == PathNode::This)
      Found |= Pointee;
  }
  return Found;
}

uint32_t Sensitivity::assigned(const Body &B) const {
  uint32_t Found = 0;
  for (const Step &S : P.Of.steps(B)) {
    if (S.Kind == Op::Set)
      Found |= parameter(S.Subject);
    if (S.Result)
      Found |= parameter(S.Result);
    if (S.Kind == Op::Call)
      for (const Value &V : P.Of.args(S))
        if (V.K == Value::Path && V.Flags & Value::Lifted)
          Found |= parameter(V.Id);
  }
  return Found;
}

bool Sensitivity::handOn(const Body &B) {
  const uint32_t Before = Bits[B.Of];
  for (const Step &S : P.Of.steps(B)) {
    if (S.Kind != Op::Call || !Bits[S.Callee])
      continue;
    if (P.Of.Paths[S.Subject].K == PathNode::This)
      Bits[B.Of] |= Bits[S.Callee] & This;
    llvm::ArrayRef<Value> Args = P.Of.args(S);
    for (unsigned I = 0; I != Args.size(); ++I)
      if (Args[I].K == Value::Path && ofParameter(S.Callee, I))
        Bits[B.Of] |= parameter(Args[I].Id);
  }
  return Bits[B.Of] != Before;
}
