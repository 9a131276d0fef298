//===-- Serializers.cpp - Locks that are there to be waited under -*- C++ -*-=//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Serializers.h"
#include "Checks/Chain.h"
#include "Checks/LockNames.h"
#include "Checks/Names.h"
#include <set>

namespace cleanexit {

void Serializers::findSections() {
  const Facts &F = P.facts();
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    if (isUserCode(P, F.Bodies[B].Of))
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        for (const HeldLock &L : P.held({B, I}))
          if (std::string Name = L.ByCaller ? "" : memberName(P, L);
              !Name.empty())
            Sections[Name].push_back({{B, I}, L});
}

bool Serializers::contains(const HeldLock &L, const Asks &Waits) {
  constexpr unsigned Several = 3, More = 4;
  const Facts &F = P.facts();
  if (Sections.empty())
    findSections();
  const std::string Name = memberName(P, L);
  auto [Found, IsNew] = Known.try_emplace(Name, false);
  if (!IsNew || Name.empty())
    return Found->second;
  // Copies of a function for what its callers know are one taker.
  std::set<std::tuple<StringId, StringId, uint32_t, uint32_t>> Takers, Waiters;
  for (const auto &[At, Held] : Sections[Found->first()]) {
    const Function &By = F.Functions[functionOf(P, At)];
    const std::tuple Taker(By.Pretty, By.At.File, By.At.Line, By.At.Column);
    Takers.insert(Taker);
    if (!Waiters.count(Taker) && Waits(At, Held))
      Waiters.insert(Taker);
  }
  return Found->second =
             (Waiters.size() >= Several && Waiters.size() == Takers.size()) ||
             (Waiters.size() >= More && Waiters.size() * 4 >= Takers.size());
}

} // namespace cleanexit
