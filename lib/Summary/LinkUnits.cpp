//===-- LinkUnits.cpp - Which programs a TU is part of --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LinkUnits.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace cleanexit;

static bool isMain(const Facts &F, const Function &Of) {
  return Of.K == Function::Free && !Of.Bodies.empty() &&
         F.Strings[Of.Key] == "main";
}

std::vector<ProgramSet> cleanexit::programsOf(llvm::ArrayRef<Facts> TUs) {
  std::vector<ProgramSet> Programs(TUs.size());
  llvm::SmallVector<uint32_t, 16> Mains;
  std::vector<bool> HasMain(TUs.size());
  for (uint32_t T = 0; T != TUs.size(); ++T)
    if (llvm::any_of(TUs[T].Functions,
                     [&](const Function &Of) { return isMain(TUs[T], Of); })) {
      Mains.push_back(T);
      HasMain[T] = true;
    }
  if (Mains.size() < 2)
    return Programs;

  llvm::StringMap<llvm::SmallVector<uint32_t, 1>> DefinedIn;
  for (uint32_t T = 0; T != TUs.size(); ++T)
    for (const Function &Of : TUs[T].Functions)
      if (!Of.Bodies.empty() && !HasMain[T])
        DefinedIn[TUs[T].Strings[Of.Name]].push_back(T);
  std::vector<llvm::SmallVector<uint32_t, 8>> Needs(TUs.size());
  for (uint32_t T = 0; T != TUs.size(); ++T) {
    const Facts &F = TUs[T];
    llvm::BitVector Named(F.Functions.size());
    for (const Step &S : F.Steps)
      Named.set(S.Callee);
    for (const Value &V : F.Values)
      if (V.K == Value::Function)
        Named.set(V.Id);
    for (unsigned Id : Named.set_bits())
      if (F.Functions[Id].Bodies.empty())
        if (auto Where = DefinedIn.find(F.Strings[F.Functions[Id].Name]);
            Where != DefinedIn.end())
          llvm::append_range(Needs[T], Where->second);
    llvm::sort(Needs[T]);
    Needs[T].erase(llvm::unique(Needs[T]), Needs[T].end());
  }

  std::vector<uint32_t> DrawnBy(TUs.size(), ~0u);
  for (uint32_t Main : Mains) {
    llvm::SmallVector<uint32_t, 32> Work{Main};
    DrawnBy[Main] = Main;
    while (!Work.empty()) {
      const uint32_t T = Work.pop_back_val();
      Programs[T].push_back(Main);
      for (uint32_t Next : Needs[T])
        if (DrawnBy[Next] != Main) {
          DrawnBy[Next] = Main;
          Work.push_back(Next);
        }
    }
  }
  return Programs;
}
