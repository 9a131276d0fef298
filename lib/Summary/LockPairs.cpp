//===-- LockPairs.cpp - A class's own lock() and unlock() -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LockPairs.h"
#include "llvm/ADT/DenseMap.h"

using namespace cleanexit;

llvm::SmallVector<LockPair, 4> cleanexit::lockPairs(const Facts &F) {
  llvm::DenseMap<RecordId, FunctionId> Unlocks;
  auto IsCalled = [&](FunctionId Id, llvm::StringRef Name) {
    const Function &Of = F.Functions[Id];
    return Of.K == Function::Method && !Of.Bodies.empty() && Of.Class &&
           F.Strings[Of.Key].rsplit("::").second.equals_insensitive(Name);
  };
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    if (IsCalled(Id, "unlock"))
      Unlocks.try_emplace(F.Functions[Id].Class, Id);
  llvm::SmallVector<LockPair, 4> All;
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    if (IsCalled(Id, "lock"))
      if (const FunctionId Pair = Unlocks.lookup(F.Functions[Id].Class))
        All.push_back({Id, Pair});
  return All;
}
