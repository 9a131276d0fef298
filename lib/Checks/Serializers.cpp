//===-- Serializers.cpp - Locks that are there to be waited under -*- C++ -*-=//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Serializers.h"
#include "Checks/Chain.h"
#include "Checks/LockNames.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"
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

/// Of a global the whole name.
std::string Serializers::nameOf(const HeldLock &L) const {
  return P.facts().rootKind(L.Lock) == PathNode::Global ? P.text(L.Lock)
                                                        : memberName(P, L);
}

void Serializers::findGates() {
  Gates.emplace();
  const Facts &F = P.facts();
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    for (uint32_t I = 1; isUserCode(P, F.Bodies[B].Of) && I < F.Bodies[B].Count;
         ++I)
      for (const HeldLock &L : P.held({B, I})) {
        auto StillHeld = [&] {
          return I + 1 < F.Bodies[B].Count &&
                 llvm::any_of(P.held({B, I + 1}), [&](const HeldLock &Next) {
                   return Next.Lock == L.Lock;
                 });
        };
        // A guard may be there for what the next steps read.
        auto Calls = [&](uint32_t At) {
          const Step &S = F.Steps[F.Bodies[B].First + At];
          return S.Kind == Op::Call && S.is(Step::Discarded) &&
                 S.NumArgs + (S.Subject ? 1 : 0) == 1;
        };
        // stop_ = true; { lock_guard l(m_); } c_.notify_all();   is for those
        // who wait for the condition.
        auto Notifies = [&] {
          for (uint32_t Next = I + 1; Next < F.Bodies[B].Count; ++Next)
            if (const Step &S = F.Steps[F.Bodies[B].First + Next];
                S.Kind == Op::Call && S.Callee)
              return P.model(S.Callee) && P.model(S.Callee)->RequestsStop !=
                                              FunctionModel::NoRequest;
          return false;
        };
        if (!L.ByCaller && L.TakenAt.Body == B && L.TakenAt.Index + 1 == I &&
            Calls(I) && Calls(I - 1) && !StillHeld() && !Notifies())
          Gates->insert(nameOf(L));
      }
  Gates->erase("");
}

bool Serializers::isGate(const HeldLock &L) {
  if (!Gates)
    findGates();
  return Gates->contains(nameOf(L));
}

bool Serializers::contains(const HeldLock &L, const Asks &Waits) {
  constexpr unsigned Several = 3, More = 4, Many = 5;
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
             (Waiters.size() >= More && Waiters.size() * 2 >= Takers.size()) ||
             (Waiters.size() >= Many && Waiters.size() * 3 >= Takers.size());
}

} // namespace cleanexit
