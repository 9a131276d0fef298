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

/// A member with its class, or a global by its path.
static std::string nameOf(const Summary &P, const HeldLock &L) {
  const Facts &F = P.facts();
  std::string Name = memberName(P, L);
  if (!Name.empty() || F.rootKind(L.Lock) != PathNode::Global)
    return Name;
  return (F.Strings[F.Paths[F.root(L.Lock)].Name] + "::" + P.text(L.Lock))
      .str();
}

void Serializers::findSections() {
  const Facts &F = P.facts();
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    if (isUserCode(P, F.Bodies[B].Of))
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        for (const HeldLock &L : P.held({B, I}))
          if (!L.ByCaller)
            Sections[lastField(F, L.Lock)].push_back({{B, I}, L, nameOf(P, L)});
}

/// Whether an object of the one may have what the other names as its own: they
/// are made from one template, or one is a base of the other.
static bool areRelated(const Facts &F, RecordId A, RecordId B) {
  auto Template = [&](RecordId R) {
    return F.Strings[F.Records[R].Name].split('<').first;
  };
  return F.derives(A, B) || F.derives(B, A) || Template(A) == Template(B);
}

/// Whether somebody may take L by another name, or in a file that is not seen.
bool Serializers::othersMayTake(const HeldLock &L, const std::string &Name) {
  const Facts &F = P.facts();
  if (memberName(P, L).empty())
    return false;
  const RecordId Of = memberClass(P, L);
  if (!Of ||
      (F.MainFiles.size() == 1 && F.Records[Of].At.File != F.MainFiles.front()))
    return true;
  return llvm::any_of(Sections[lastField(F, L.Lock)], [&](const Section &S) {
    if (S.Name == Name)
      return false;
    const RecordId Other = memberClass(P, S.Held);
    return Other ? areRelated(F, Of, Other)
                 : F.rootKind(S.Held.Lock) != PathNode::Global;
  });
}

size_t Serializers::distanceFor(const HeldLock &L, const std::string &Name,
                                const Asks &Waits) {
  constexpr unsigned Several = 3;
  const Facts &F = P.facts();
  // Copies of a function for what its callers know are one taker.
  std::set<std::tuple<StringId, StringId, uint32_t, uint32_t>> Takers, Waiters;
  bool IsOffered = false;
  for (const Section &S : Sections[lastField(F, L.Lock)]) {
    if (S.Name != Name)
      continue;
    // api->lock();   Who has the table may take it as well.
    const Step *Takes = stepOf(P, S.Held.TakenAt);
    IsOffered |= Takes && Takes->Kind == Op::Run;
    const Function &By = F.Functions[functionOf(P, S.At)];
    const std::tuple Taker(By.Pretty, By.At.File, By.At.Line, By.At.Column);
    Takers.insert(Taker);
    if (!Waiters.count(Taker) && Waits(S.At, S.Held))
      Waiters.insert(Taker);
  }
  if (Waiters.size() >= Several && Waiters.size() * 4 >= Takers.size() &&
      !memberName(P, L).empty())
    return 0;
  if (Waiters.size() != Takers.size() || IsOffered || othersMayTake(L, Name))
    return SIZE_MAX;
  // What a program has one of is wanted by more than what an object has.
  const size_t FromFew = memberName(P, L).empty() ? 4 : 3;
  return Takers.size() < Several ? FromFew : 0;
}

bool Serializers::contains(const HeldLock &L, size_t CallsAway,
                           const Asks &Waits) {
  if (Sections.empty())
    findSections();
  const std::string Name = nameOf(P, L);
  if (Name.empty())
    return false;
  auto [Found, IsNew] = Known.try_emplace(Name, SIZE_MAX);
  if (IsNew)
    Found->second = distanceFor(L, Name, Waits);
  return CallsAway >= Found->second;
}

} // namespace cleanexit
