//===-- ParameterTests.cpp - What a parameter decides ---------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/ParameterTests.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// Parameters that are handed on are followed so far.
static constexpr unsigned Deepest = 3;

ParameterTests::ParameterTests(const Program &P, const Calls &Graph)
    : P(P), Graph(Graph) {
  for (const Body &B : llvm::drop_begin(P.Of.Bodies)) {
    const Function &F = P.Of.Functions[B.Of];
    if (F.NumParams && F.K != Function::Lambda && F.K != Function::Block)
      read(B);
  }
}

static bool isConstant(const Value &V) {
  return V.K == Value::Integer || V.K == Value::Null;
}

/// Does some caller know what it hands over?
bool ParameterTests::isTelling(FunctionId F, unsigned Index, unsigned Depth) {
  auto [It, New] = Telling.try_emplace({F, Index}, false);
  if (!New || Depth > Deepest)
    return It->second;
  bool Tells = false;
  for (StepId S : Graph.callers(F)) {
    Value V = P.operand(S, Index);
    Tells |= isConstant(V);
    if (V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param)
      Tells |= isTelling(P.functionOf(S), P.Of.Paths[V.Id].Number, Depth + 1);
  }
  return Telling[{F, Index}] = Tells;
}

/// Is the parameter what the caller has handed over, throughout the body?
bool ParameterTests::isKept(const Body &B, PathId Parameter) const {
  for (StepId S = B.First; S != B.First + B.Count; ++S) {
    if (stored(P, S).Into == Parameter)
      return false;
    for (const Value &V : P.args(S))
      if (V.K == Value::Path && V.Id == Parameter && V.Flags & Value::Lifted)
        return false;
  }
  return true;
}

std::optional<ParameterTest>
ParameterTests::test(const Body &B, llvm::ArrayRef<Value> Tested, uint8_t Where) {
  for (const Value &V : Tested) {
    if (V.K != Value::Path || !(V.Flags & Where))
      continue;
    const PathNode &Node = P.Of.Paths[V.Id];
    if (Node.K != PathNode::Param ||
        Node.Number >= P.Of.Functions[B.Of].NumParams ||
        !isTelling(B.Of, Node.Number) || !isKept(B, V.Id))
      continue;
    const bool Negated = V.Flags & Value::Negated;
    return ParameterTest{Node.Number, Negated != (Where == Value::HoldsInThen)};
  }
  return std::nullopt;
}

static bool leaves(const Step &S) {
  return S.Kind == Op::Return || S.Kind == Op::Throw || S.Kind == Op::Break ||
         S.Kind == Op::Continue;
}

void ParameterTests::read(const Body &B) {
  struct Block {
    std::optional<ParameterTest> Test;
    StepId Opener = 0;
    bool Else = false;
  };
  llvm::SmallVector<Block, 8> Open{Block()};
  auto Enter = [&](StepId S, uint8_t Where) {
    Block New{Open.back().Test, S, false};
    if (!New.Test)
      New.Test = test(B, P.args(S), Where);
    Open.push_back(New);
  };
  for (StepId S = B.First; S != B.First + B.Count; ++S) {
    const Step &At = P.step(S);
    if (Open.back().Test)
      Under[S] = *Open.back().Test;
    switch (At.Kind) {
    case Op::If:
    case Op::Loop:
      Enter(S, Value::HoldsInThen);
      break;
    case Op::Switch:
    case Op::Try:
      Enter(S, 0);
      break;
    case Op::Else: {
      StepId Opener = Open.back().Opener;
      Open.pop_back();
      Enter(Opener, Value::HoldsInElse);
      Open.back().Else = true;
      break;
    }
    case Op::End: {
      Block Ended = Open.pop_back_val();
      // if (!wait) return;  what follows is under the opposite
      if (P.step(Ended.Opener).Kind == Op::If && !Ended.Else &&
          leaves(P.step(S - 1)) && !Open.back().Test)
        Open.back().Test = test(B, P.args(Ended.Opener), Value::HoldsInElse);
      break;
    }
    default:
      break;
    }
    if (Open.empty())
      return;
  }
}

std::optional<ParameterTest> ParameterTests::of(StepId S) const {
  auto It = Under.find(S);
  return It == Under.end() ? std::nullopt : std::optional(It->second);
}

ParameterTests::Answer ParameterTests::at(StepId Call, const ParameterTest &T) const {
  Value V = P.operand(Call, T.Index);
  if (isConstant(V))
    return (V.K == Value::Integer && V.Number) == T.Truth ? Holds : Fails;
  const bool IsParameter =
      V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param &&
      P.Of.Paths[V.Id].Number < P.Of.Functions[P.functionOf(Call)].NumParams &&
      P.Of.Functions[P.functionOf(Call)].K != Function::Lambda;
  return IsParameter ? Passed : Holds;
}

unsigned ParameterTests::passed(StepId Call, unsigned Index) const {
  return P.Of.Paths[P.operand(Call, Index).Id].Number;
}
