//===-- Facts.cpp - What a body does, as plain data -----------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Effects/Facts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

using namespace cleanexit;

PathId Facts::root(PathId P) const {
  while (Paths[P].K == PathNode::Field || Paths[P].K == PathNode::Element)
    P = Paths[P].Parent;
  return P;
}

RecordId Facts::classOf(FunctionId F) const {
  // Bounded, should damaged facts have a lambda inside itself.
  for (unsigned Depth = 0; F && Depth != 64; ++Depth) {
    const Function &Of = Functions[F];
    if (Of.Class && Of.K != Function::Lambda && Of.K != Function::Block)
      return Of.Class;
    F = Of.Parent;
  }
  return 0;
}

RecordId Facts::classAt(FunctionId F, PathId Root) const {
  if (Paths[Root].K == PathNode::This)
    return classOf(F);
  for (unsigned Depth = 0; F && Depth != 64; ++Depth) {
    const std::vector<Function::Object> &All = Functions[F].Objects;
    auto Known =
        llvm::lower_bound(All, Root, [](const Function::Object &O, PathId Id) {
          return O.Root < Id;
        });
    if (Known != All.end() && Known->Root == Root)
      return Known->Class;
    // A parameter is the function's own, a variable may be captured.
    if (Paths[Root].K != PathNode::Local)
      return 0;
    F = Functions[F].Parent;
  }
  return 0;
}

RecordId Facts::classOfMember(RecordId Of, StringId Member) const {
  constexpr size_t MostBases = 32;
  llvm::SmallVector<RecordId, 8> Work{Of};
  for (size_t I = 0; I < std::min(Work.size(), MostBases); ++I) {
    const Record &R = Records[Work[I]];
    for (const Record::Member &M : R.Members)
      if (M.Name == Member)
        return M.Class;
    Work.append(R.Bases.begin(), R.Bases.end());
  }
  return 0;
}

bool Facts::isWithin(PathId P, PathId Of) const {
  // What a path is part of comes before it in the table.
  while (P > Of)
    P = Paths[P].Parent;
  return P && P == Of;
}

uint32_t cleanexit::blockEnd(llvm::ArrayRef<Step> Steps, uint32_t I) {
  unsigned Depth = 0;
  for (; I < Steps.size(); ++I) {
    const Op Kind = Steps[I].Kind;
    const bool Divides =
        Kind == Op::Else || Kind == Op::Case || Kind == Op::Catch;
    if (!Depth && (Divides || Kind == Op::End))
      return I;
    Depth += opensBlock(Kind);
    Depth -= Kind == Op::End;
  }
  return Steps.size();
}

uint32_t cleanexit::closingEnd(llvm::ArrayRef<Step> Steps, uint32_t I) {
  while ((I = blockEnd(Steps, I)) < Steps.size() && Steps[I].Kind != Op::End)
    ++I;
  return I;
}

std::vector<OpenBlock> Facts::blocksAround(const Body &B,
                                           uint32_t Index) const {
  std::vector<OpenBlock> Open;
  for (uint32_t I = 0; I < Index; ++I) {
    const Op Kind = Steps[B.First + I].Kind;
    if (opensBlock(Kind))
      Open.push_back({I});
    else if (Open.empty())
      continue;
    else if (Kind == Op::Else || Kind == Op::Case || Kind == Op::Catch)
      Open.back().InFirst = false;
    else if (Kind == Op::End)
      Open.pop_back();
  }
  return Open;
}

bool Facts::mayMeet(uint32_t Mine, FunctionId F) const {
  const uint32_t Has = Functions[F].Programs;
  return !Mine || !Has || Mine == Has ||
         std::includes(Programs[Has].begin(), Programs[Has].end(),
                       Programs[Mine].begin(), Programs[Mine].end());
}

bool Facts::derives(RecordId From, RecordId Base) const {
  if (From == Base)
    return true;
  llvm::SmallSetVector<RecordId, 8> Seen;
  Seen.insert_range(Records[From].Bases);
  for (size_t I = 0; I != Seen.size(); ++I) {
    if (Seen[I] == Base)
      return true;
    Seen.insert_range(Records[Seen[I]].Bases);
  }
  return false;
}
