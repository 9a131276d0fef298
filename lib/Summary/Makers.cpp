//===-- Makers.cpp - Functions that depend on who made a handle -----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Makers.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

class MakerFinder {
  Program &P;
  Stores &Kept;
  std::vector<StepId> Asking; ///< calls of functions with such models
  Lists Callers;              ///< by function; filled if there are any
  llvm::DenseMap<std::pair<FunctionId, const FunctionModel *>, FunctionId> Made;

  bool isMadeBy(StepId S, const Value &V, llvm::ArrayRef<std::string> Makers,
                unsigned Depth = 0) const;
  FunctionId calleeFor(FunctionId F, const FunctionModel &M);

public:
  MakerFinder(Program &P, Stores &Kept);
  void run();
};

} // namespace

MakerFinder::MakerFinder(Program &P, Stores &Kept) : P(P), Kept(Kept) {
  std::vector<bool> Asks(P.Of.Functions.size());
  for (FunctionId F = 1; F < Asks.size(); ++F)
    Asks[F] = P.Of.Functions[F].Bodies.empty() &&
              !P.Known->made(P.text(P.Of.Functions[F].Key)).empty();
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    if (P.step(S).Kind == Op::Call && Asks[P.step(S).Callee])
      Asking.push_back(S);
  if (Asking.empty())
    return;
  std::vector<Lists::Entry> Calls;
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    if (P.step(S).Kind == Op::Call)
      Calls.push_back({P.step(S).Callee, S});
  Callers = Lists(P.Of.Functions.size(), Calls);
}

/// Whether all that V may be came from one of the makers.
bool MakerFinder::isMadeBy(StepId S, const Value &V,
                           llvm::ArrayRef<std::string> Makers,
                           unsigned Depth) const {
  static constexpr unsigned Deepest = 4;
  if (V.K != Value::Path || Depth == Deepest)
    return false;
  const Program::Root Root = P.root(V.Id);
  if (Root.Whole && Root.Node.K == PathNode::Param) {
    const unsigned Index = Root.Node.Number;
    const llvm::ArrayRef<StepId> Handing = Callers[P.functionOf(S)];
    return !Handing.empty() && llvm::all_of(Handing, [&](StepId Call) {
      return Index < P.step(Call).NumArgs &&
             isMadeBy(Call, P.args(Call)[Index], Makers, Depth + 1);
    });
  }
  bool Any = false;
  for (const Source &From : Kept.of(S, V.Id)) {
    if (From.What.K == Value::Null)
      continue;
    const Step &At = P.step(From.At);
    const bool IsMade =
        From.What.K == Value::Path
            ? isMadeBy(From.At, From.What, Makers, Depth + 1)
            : From.What.K == Value::Unknown && At.Kind == Op::Call &&
                  llvm::is_contained(Makers,
                                     P.text(P.Of.Functions[At.Callee].Key));
    if (!IsMade)
      return false;
    Any = true;
  }
  return Any;
}

FunctionId MakerFinder::calleeFor(FunctionId F, const FunctionModel &M) {
  auto [It, New] = Made.try_emplace({F, &M});
  if (New)
    It->second = P.withModel(F, M);
  return It->second;
}

void MakerFinder::run() {
  std::vector<std::pair<StepId, FunctionId>> Told;
  for (StepId S : Asking) {
    const FunctionId F = P.step(S).Callee;
    for (const FunctionModel *M : P.Known->made(P.text(P.Of.Functions[F].Key)))
      if (isMadeBy(S, P.operand(S, M->MadeArg), M->MadeBy)) {
        Told.push_back({S, calleeFor(F, *M)});
        break;
      }
  }
  for (auto [S, Callee] : Told)
    P.Of.Steps[S].Callee = Callee;
}

void cleanexit::tellMakers(Program &P, Stores &Kept) {
  MakerFinder(P, Kept).run();
}
