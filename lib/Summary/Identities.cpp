//===-- Identities.cpp - Functions that only give back an argument --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Identities.h"
#include "Summary/Pruning.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// Which argument a function gives back, if it does nothing else.
static std::optional<unsigned> givesBack(const Facts &F, FunctionId Id) {
  const Function &Of = F.Functions[Id];
  if (Of.Bodies.size() != 1 || Of.is(Function::Virtual))
    return std::nullopt;
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[Of.Bodies[0]]);
  if (Steps.size() != 1 || Steps[0].Kind != Op::Return || !Steps[0].NumArgs)
    return std::nullopt;
  const Value &V = F.args(Steps[0])[0];
  if (V.K != Value::Path || V.Flags || F.Paths[V.Id].K != PathNode::Param)
    return std::nullopt;
  return F.Paths[V.Id].Number;
}

/// static void giveUp() { log("…"); abort(); }   whatever it was declared as.
static bool neverComesBack(const Facts &F, const Function &Of) {
  if (Of.Bodies.size() != 1 || Of.is(Function::Virtual) ||
      Of.is(Function::Weak) || Of.is(Function::Coroutine) ||
      Of.is(Function::System))
    return false;
  unsigned Depth = 0;
  for (const Step &S : F.steps(F.Bodies[Of.Bodies[0]])) {
    if (S.Kind == Op::Return || S.Kind == Op::Goto || S.Kind == Op::Label)
      return false;
    Depth += opensBlock(S.Kind);
    Depth -= S.Kind == Op::End;
    if (!Depth && F.endsHere(S))
      return true;
  }
  return false;
}

Facts cleanexit::withoutUntrue(Facts United) {
  // What somebody wants a result of comes back: its body is a stand-in.
  std::vector<bool> Gives(United.Functions.size());
  for (const Step &S : United.Steps)
    if (S.Kind == Op::Call && !S.is(Step::Discarded))
      Gives[S.Callee] = true;
  static constexpr unsigned MostRounds = 4;
  bool News = true;
  for (unsigned Round = 0; News && Round != MostRounds; ++Round) {
    News = false;
    for (FunctionId F = 1; F < United.Functions.size(); ++F)
      if (Function &Of = United.Functions[F]; !Of.is(Function::NoReturn) &&
                                              !Gives[F] &&
                                              neverComesBack(United, Of)) {
        Of.Flags |= Function::NoReturn;
        News = true;
      }
  }
  for (const Body &B : United.Bodies) {
    auto Known = [&](const Value &V) -> std::optional<int64_t> {
      if (V.K != Value::Path || United.Paths[V.Id].K != PathNode::Result ||
          United.Paths[V.Id].Number >= B.Count)
        return std::nullopt;
      const Step &Call = United.Steps[B.First + United.Paths[V.Id].Number];
      if (Call.Kind != Op::Call || !Call.Callee)
        return std::nullopt;
      const std::optional<unsigned> Of = givesBack(United, Call.Callee);
      if (!Of || *Of >= Call.NumArgs)
        return std::nullopt;
      const Value &Given = United.args(Call)[*Of];
      if (Given.K == Value::Null)
        return 0;
      return Given.K == Value::Integer ? std::optional(Given.Number)
                                       : std::nullopt;
    };
    const bool Any = llvm::any_of(United.steps(B), [&](const Step &S) {
      return (S.Kind == Op::If && llvm::any_of(United.args(S), Known)) ||
             United.endsHere(S);
    });
    if (Any)
      prune({&United.Steps[B.First], B.Count}, United, Known);
  }
  return United;
}
