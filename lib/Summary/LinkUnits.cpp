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

  // What several TUs define at one place is inline or a template: each that
  // needs it has it.
  struct Definition {
    llvm::SmallVector<uint32_t, 1> In;
    std::pair<llvm::StringRef, uint32_t> At; ///< file, line
    bool IsInline = false;
  };
  llvm::StringMap<Definition> Definitions;
  for (uint32_t T = 0; T != TUs.size(); ++T)
    for (const Function &Of : TUs[T].Functions)
      if (!Of.Bodies.empty() && !HasMain[T]) {
        const std::pair At(TUs[T].Strings[Of.At.File], Of.At.Line);
        Definition &D = Definitions[TUs[T].Strings[Of.Name]];
        D.IsInline |= !D.In.empty() && D.At == At;
        D.At = At;
        D.In.push_back(T);
      }
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
      if (const Function &Of = F.Functions[Id];
          Of.Bodies.empty() && !Of.is(Function::Weak))
        if (auto Where = Definitions.find(F.Strings[Of.Name]);
            Where != Definitions.end() && !Where->second.IsInline)
          llvm::append_range(Needs[T], Where->second.In);
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
