//===-- Constants.cpp - Constants that callers hand over ------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   explicit Flusher(milliseconds Limit) : limit_(Limit) {}
//   ~Flusher() { done_.wait_for(lock, limit_); }
//   …
//   Flusher Slow(500ms), Fast(10ms);       so limit_ is one of these
//===----------------------------------------------------------------------===//
#include "Summary/Constants.h"

using namespace cleanexit;

static constexpr unsigned Deepest = 3;

llvm::SmallVector<Value, 2>
cleanexit::constantsHanded(const Program &P, Stores &Kept, const Calls &Graph,
                           StepId At, const Value &V, unsigned Depth) {
  llvm::SmallVector<Value, 2> All = Kept.constants(At, V);
  if (!All.empty() || V.K != Value::Path || Depth == Deepest ||
      Kept.isTimeInParts(At, V.Id))
    return All;
  bool Known = true;
  auto Add = [&](StepId From, const Value &What) {
    const auto There = constantsHanded(P, Kept, Graph, From, What, Depth + 1);
    Known &= !There.empty();
    for (const Value &C : There)
      All.push_back(V.when(C));
  };
  const Program::Root Root = P.root(V.Id);
  if (Root.Node.K == PathNode::Param && Root.Whole) {
    for (StepId Caller : Graph.callers(P.functionOf(At)))
      if (Root.Node.Number < P.step(Caller).NumArgs)
        Add(Caller, P.args(Caller)[Root.Node.Number]);
      else
        Known = false;
  } else {
    for (const Source &From : Kept.of(At, V.Id))
      Add(From.At, From.What);
  }
  return Known ? All : llvm::SmallVector<Value, 2>();
}
