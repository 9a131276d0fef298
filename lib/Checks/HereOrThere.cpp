//===-- HereOrThere.cpp - What asks which thread it is on -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/HereOrThere.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/BitVector.h"

namespace cleanexit {
namespace {

constexpr unsigned MostHelpers = 3;

bool asks(const Summary &P, const Step &S, unsigned Depth);

bool asks(const Summary &P, uint32_t Body, unsigned Depth) {
  const Facts &F = P.facts();
  return llvm::any_of(F.steps(F.Bodies[Body]),
                      [&](const Step &S) { return asks(P, S, Depth); });
}

bool asks(const Summary &P, const Step &S, unsigned Depth) {
  const Facts &F = P.facts();
  if (S.Kind != Op::Call || !S.Callee)
    return false;
  if (const FunctionModel *M = P.model(S.Callee); M && M->GivesThread)
    return true;
  // What is unknown but for its name.
  llvm::StringRef Key = F.Strings[F.Functions[S.Callee].Key];
  if (Key.ends_with("currentThread") || Key.ends_with("currentThreadId"))
    return true;
  return Depth < MostHelpers &&
         llvm::any_of(
             F.Functions[S.Callee].Bodies,
             [&](uint32_t Inner) { return asks(P, Inner, Depth + 1); });
}

/// Steps [First, Last) of a body.
struct Range {
  uint32_t First = 0, Last = 0;
};

/// The blocks of an If: the first, and the second or what follows.
std::pair<Range, Range> branches(llvm::ArrayRef<Step> Steps, uint32_t If) {
  const uint32_t Middle = blockEnd(Steps, If + 1);
  const uint32_t End = closingEnd(Steps, If + 1);
  return {{If + 1, Middle},
          Middle == End ? Range{End, uint32_t(Steps.size())}
                        : Range{Middle + 1, End}};
}

class Branch {
  const Facts &F;
  llvm::ArrayRef<Step> Steps;

public:
  Branch(const Facts &F, llvm::ArrayRef<Step> All, Range R)
      : F(F), Steps(All.slice(R.First, R.Last - R.First)) {}

  /// The parameters that are run.
  llvm::BitVector runs() const {
    llvm::BitVector Params;
    for (const Step &S : Steps)
      if (S.Kind == Op::Run || (S.Kind == Op::Call && S.Callee &&
                                lastName(F, S.Callee) == "operator()"))
        note(S.Subject, Params);
    return Params;
  }

  /// The parameters that somebody else is given.
  llvm::BitVector givesAway() const {
    llvm::BitVector Params;
    for (const Step &S : Steps)
      for (const Value &V : F.args(S))
        if (V.K == Value::Path)
          note(V.Id, Params);
    return Params;
  }

private:
  void note(PathId Path, llvm::BitVector &Params) const {
    if (F.rootKind(Path) != PathNode::Param)
      return;
    const uint32_t Index = F.Paths[F.root(Path)].Number;
    if (Params.size() <= Index)
      Params.resize(Index + 1);
    Params.set(Index);
  }
};

/// Whether the condition of an If is of the thread that asks: what is called for
/// it.
bool isOfThread(const Summary &P, llvm::ArrayRef<Step> Steps, uint32_t If) {
  for (uint32_t I = If; I-- > 0;) {
    // `a || b` is read as nested conditions are.
    if (Steps[I].Kind != Op::Call && Steps[I].Kind != Op::If &&
        Steps[I].Kind != Op::End)
      return false;
    if (Steps[I].Kind == Op::Call && Steps[I].At.Line < Steps[If].At.Line)
      return false;
    if (asks(P, Steps[I], 0))
      return true;
  }
  return false;
}

bool runsHereOrThere(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  auto Holds = [&](Range R) {
    return R.First <= At.Index && At.Index < R.Last;
  };
  for (uint32_t I = 0; I < Steps.size(); ++I) {
    if (Steps[I].Kind != Op::If || !isOfThread(P, Steps, I))
      continue;
    auto [First, Second] = branches(Steps, I);
    if (Holds(First))
      std::swap(First, Second);
    else if (!Holds(Second))
      continue;
    llvm::BitVector Both = Branch(F, Steps, First).runs();
    if (Both.anyCommon(Branch(F, Steps, Second).givesAway()))
      return true;
  }
  return false;
}

} // namespace

bool asksWhoRuns(const Summary &P, uint32_t Body) { return asks(P, Body, 1); }

bool runsHereOrThere(const Summary &P, llvm::ArrayRef<Link> Chain) {
  return llvm::any_of(Chain, [&](const Link &L) {
    return stepOf(P, L.At) && runsHereOrThere(P, L.At);
  });
}

} // namespace cleanexit
