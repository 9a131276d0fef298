//===-- Chains.cpp - Chains of reasons as text ------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Chains.h"
#include "Report/Report.h"

namespace cleanexit {

EffectSet allEffects() {
  EffectSet All;
  for (unsigned E = 0; E < NumEffects; ++E)
    All.insert(Effect(E));
  return All;
}

static std::string text(const Bound &B) {
  switch (B.Kind) {
  case Bound::Polls:
    return " (never for long)";
  case Bound::Constant:
    return " (up to " + std::to_string(B.Number) + " ms)";
  case Bound::Parameter:
    return " (as long as parameter " + std::to_string(B.Number) + " says)";
  case Bound::Unbounded:
    return "";
  }
  llvm_unreachable("a bound of no class");
}

static void printLinks(llvm::raw_ostream &OS, const Summary &S,
                       llvm::ArrayRef<Link> Chain, llvm::StringRef Root) {
  const Facts &F = S.facts();
  for (const Link &L : Chain) {
    const Place &At = F.steps(F.Bodies[L.At.Body])[L.At.Index].At;
    OS << "  " << relativeTo(Root, F.Strings[At.File]) << ':' << At.Line << ':'
       << At.Column << ": " << F.Strings[F.Functions[L.Callee].Pretty];
    if (L.Act && !L.Act->Why.empty())
      OS << ": " << L.Act->Why;
    OS << '\n';
  }
}

bool printChains(llvm::raw_ostream &OS, const Summary &S, FunctionId Id,
                 EffectSet Of, bool Throws, llvm::StringRef Root) {
  const Facts &F = S.facts();
  llvm::StringRef Name = F.Strings[F.Functions[Id].Pretty];
  std::vector<Witness> All = S.effects(Id, Of, Scope::Everything);
  for (const Witness &W : All) {
    OS << Name << ' ' << prose(W.What) << text(W.Lasts) << '\n';
    printLinks(OS, S, W.Chain, Root);
  }
  std::vector<Thrown> Leaves;
  if (Throws)
    Leaves = S.thrown(Id, Scope::Everything);
  for (const Thrown &T : Leaves) {
    OS << Name << " throws "
       << (T.Type ? F.Strings[F.Records[T.Type].Name] : "something") << '\n';
    printLinks(OS, S, T.Chain, Root);
  }
  return !All.empty() || !Leaves.empty();
}

} // namespace cleanexit
