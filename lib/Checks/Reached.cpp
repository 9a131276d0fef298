//===-- Reached.cpp - What a thread may come to ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Reached.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

bool anyReached(const Summary &P, llvm::ArrayRef<FunctionId> From,
                llvm::function_ref<bool(FunctionId)> IsSuch) {
  constexpr size_t Enough = 400, Few = 3;
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 8> Work(From);
  llvm::DenseSet<FunctionId> Seen(Work.begin(), Work.end());
  if (llvm::any_of(From, IsSuch))
    return true;
  for (size_t Next = 0; Next != Work.size() && Work.size() < Enough; ++Next)
    for (uint32_t B : F.Functions[Work[Next]].Bodies)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        if ((S.Kind != Op::Call && S.Kind != Op::Run) ||
            (S.is(Step::Destroys) && S.is(Step::MaybeMoved)))
          continue;
        const auto Targets = P.targets({B, I}), Handed = P.indirect({B, I});
        if (Targets.size() > Few)
          continue;
        for (FunctionId T : llvm::concat<const FunctionId>(Targets, Handed)) {
          if (!Seen.insert(T).second)
            continue;
          if (IsSuch(T))
            return true;
          Work.push_back(T);
        }
      }
  return false;
}

} // namespace cleanexit
