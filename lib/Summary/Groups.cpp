//===-- Groups.cpp - Functions that call each other, callees first --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Tarjan's strongly connected components, over arrays and without recursion.
//===----------------------------------------------------------------------===//
#include "Summary/Groups.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>

using namespace cleanexit;

void cleanexit::eachGroup(
    FunctionId Size, const Lists &Callees,
    llvm::function_ref<void(llvm::ArrayRef<FunctionId>)> Each) {
  static constexpr uint32_t Done = std::numeric_limits<uint32_t>::max();
  std::vector<uint32_t> Order(Size); ///< in which it was reached, 0: not yet
  std::vector<uint32_t> Least(Size); ///< order of the first it leads back to
  std::vector<FunctionId> Ungrouped;
  std::vector<std::pair<FunctionId, uint32_t>> Open; ///< and its next callee
  uint32_t Reached = 0;
  auto Enter = [&](FunctionId F) {
    Order[F] = Least[F] = ++Reached;
    Ungrouped.push_back(F);
    Open.push_back({F, 0});
  };
  auto Leave = [&](FunctionId F) {
    if (Least[F] != Order[F])
      return;
    size_t First = Ungrouped.size();
    do
      Order[Ungrouped[--First]] = Done;
    while (Ungrouped[First] != F);
    llvm::MutableArrayRef Group =
        llvm::MutableArrayRef(Ungrouped).drop_front(First);
    llvm::sort(Group);
    Each(Group);
    Ungrouped.resize(First);
  };
  for (FunctionId Root = 1; Root < Size; ++Root) {
    if (!Order[Root])
      Enter(Root);
    while (!Open.empty()) {
      auto &[F, Next] = Open.back();
      if (Next < Callees[F].size()) {
        FunctionId Callee = Callees[F][Next++];
        if (!Order[Callee])
          Enter(Callee);
        else
          Least[F] = std::min(Least[F], Order[Callee]);
        continue;
      }
      FunctionId Left = F;
      Open.pop_back();
      if (!Open.empty())
        Least[Open.back().first] =
            std::min(Least[Open.back().first], Least[Left]);
      Leave(Left);
    }
  }
}
