//===-- Serializers.cpp - Locks that are there to be waited under -*- C++ -*-=//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Serializers.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/DenseSet.h"

namespace cleanexit {

PathId named(const Summary &P, const HeldLock &L) {
  const Facts &F = P.facts();
  const Step *S = stepOf(P, L.TakenAt);
  llvm::SmallVector<PathId, 4> Said;
  if (S) {
    Said.push_back(S->Subject);
    for (const Value &V : F.args(*S))
      if (V.K == Value::Path)
        Said.push_back(V.Id);
  }
  for (PathId Part = L.Lock; F.Paths[Part].K == PathNode::Field;
       Part = F.Paths[Part].Parent)
    if (llvm::is_contained(Said, Part))
      return Part;
  return L.Lock;
}

/// The class of what a path leads to; 0 where a step of the way is not known.
static RecordId classAlong(const Facts &F, FunctionId In, PathId Path) {
  if (F.Paths[Path].K != PathNode::Field)
    return F.Paths[Path].K == PathNode::This ? F.classOf(In)
                                             : F.classAt(In, Path);
  const RecordId Owner = classAlong(F, In, F.Paths[Path].Parent);
  return Owner ? F.classOfMember(Owner, F.Paths[Path].Name) : 0;
}

std::string Serializers::nameOf(const HeldLock &L) const {
  const Facts &F = P.facts();
  const FunctionId Taker = functionOf(P, L.TakenAt);
  const PathId Named = named(P, L);
  if (F.Paths[Named].K != PathNode::Field)
    return {};
  std::string Path = F.Strings[F.Paths[Named].Name].str();
  RecordId Owner = classAlong(F, Taker, F.Paths[Named].Parent);
  if (!Owner) {
    Owner = classAlong(F, Taker, F.root(Named));
    Path = llvm::StringRef(P.text(Named)).split('.').second.str();
  }
  return Owner ? F.Strings[F.Records[Owner].Name].str() + "::" + Path
               : std::string();
}

void Serializers::findSections() {
  const Facts &F = P.facts();
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    if (isUserCode(P, F.Bodies[B].Of))
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        for (const HeldLock &L : P.held({B, I}))
          if (std::string Name = L.ByCaller ? "" : nameOf(L); !Name.empty())
            Sections[Name].push_back({{B, I}, L});
}

bool Serializers::contains(const HeldLock &L, const Asks &Waits) {
  constexpr unsigned Several = 3, Many = 5;
  const Facts &F = P.facts();
  if (Sections.empty())
    findSections();
  const std::string Name = nameOf(L);
  auto [Found, IsNew] = Known.try_emplace(Name, false);
  if (!IsNew || Name.empty())
    return Found->second;
  // Copies of a function for what its callers know are one taker.
  llvm::DenseSet<StringId> Takers, Waiters;
  for (const auto &[At, Held] : Sections[Found->first()]) {
    const StringId Taker = F.Functions[functionOf(P, At)].Name;
    Takers.insert(Taker);
    if (!Waiters.contains(Taker) && Waits(At, Held))
      Waiters.insert(Taker);
  }
  return Found->second =
             (Waiters.size() >= Several && Waiters.size() == Takers.size()) ||
             (Waiters.size() >= Many && Waiters.size() * 3 >= Takers.size());
}

} // namespace cleanexit
