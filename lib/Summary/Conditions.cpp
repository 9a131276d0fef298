//===-- Conditions.cpp - What is known where a step stands ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Conditions.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

llvm::SmallVector<Condition, 4> cleanexit::conditions(const Program &P,
                                                      StepId S) {
  llvm::SmallVector<Condition, 4> Found;
  bool Second = false;
  unsigned Depth = 0;
  for (StepId I = S; I-- != P.body(S).First;) {
    const Step &At = P.step(I);
    switch (At.Kind) {
    case Op::End:
      ++Depth;
      break;
    case Op::Else:
      Second |= !Depth;
      break;
    case Op::If:
      if (!Depth)
        for (const Value &V : P.args(I))
          if (V.K == Value::Path && !(V.Flags & Value::Masked) &&
              V.Flags & (Second ? Value::HoldsInElse : Value::HoldsInThen))
            Found.push_back(
                {V.Id, bool(V.Flags & Value::Negated) == Second, I});
      [[fallthrough]];
    case Op::Loop:
    case Op::Switch:
    case Op::Try:
      if (Depth)
        --Depth;
      else
        Second = false;
      break;
    default:
      break;
    }
  }
  return Found;
}

static bool isSet(const Program &P, PathId Place, StepId First, StepId End) {
  for (StepId S = First; S < End; ++S)
    if (stored(P, S).Into == Place)
      return true;
  return false;
}

bool cleanexit::ruledOut(const Program &P, StepId Call, StepId Within) {
  if (P.step(Call).Kind != Op::Call)
    return false;
  const PathNode::Kind On = P.Of.Paths[P.step(Call).Subject].K;
  llvm::SmallVector<Condition, 4> There = conditions(P, Within);
  if (There.empty())
    return false;
  for (const Condition &Here : conditions(P, Call)) {
    const PathNode::Kind Root = P.root(Here.Of).Node.K;
    const bool Same = Root == PathNode::Global ||
                      (Root == PathNode::This && On == PathNode::This);
    if (!Same || isSet(P, Here.Of, Here.If, Call))
      continue;
    for (const Condition &C : There)
      if (C.Of == Here.Of && C.Holds != Here.Holds &&
          !isSet(P, C.Of, P.body(Within).First, C.If))
        return true;
  }
  return false;
}

bool cleanexit::followsMisuse(const Program &P, StepId S) {
  auto Asks = [&](StepId Call) {
    const Step &At = P.step(Call);
    const FunctionModel *M =
        At.Kind == Op::Call && At.Callee ? P.ModelOf[At.Callee] : nullptr;
    return M && M->FailsIfMisused;
  };
  const Body &B = P.body(S);
  for (const Condition &C : conditions(P, S)) {
    if (!C.Holds)
      continue;
    const Program::Root Root = P.root(C.Of);
    if (Root.Whole && Root.Node.K == PathNode::Result &&
        Root.Node.Number < B.Count && Asks(B.First + Root.Node.Number))
      return true;
    for (StepId Before = B.First; Before != C.If; ++Before)
      if (P.step(Before).Result == C.Of && Asks(Before))
        return true;
  }
  return false;
}
