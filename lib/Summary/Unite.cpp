//===-- Unite.cpp - Facts of many TUs as facts of one program -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Two passes. The first numbers what has a name of its own, so that the second
// copies each step once, to its final place with its final numbers:
//
//   names of all TUs ── sorted by hash ── numbers     then per function, per
//   bodies by function, one of each content           body: copy and renumber
//
// A TU's strings and paths are looked up at most once each, and only those of
// bodies that are kept.
//===----------------------------------------------------------------------===//
#include "Summary/Unite.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>

using namespace cleanexit;

namespace {

struct PathInfo {
  static PathNode getEmptyKey() { return {PathNode::Element, ~0u, ~0u, ~0u}; }
  static PathNode getTombstoneKey() {
    return {PathNode::Element, ~0u, ~0u, ~1u};
  }
  static unsigned getHashValue(const PathNode &P) {
    return llvm::hash_combine(P.K, P.Parent, P.Name, P.Number);
  }
  static bool isEqual(const PathNode &A, const PathNode &B) { return A == B; }
};

/// What a TU's own numbers have become; ~0 is "not yet asked".
struct Renumbered {
  std::vector<StringId> Strings;
  std::vector<PathId> Paths;
  std::vector<RecordId> Records;
  std::vector<FunctionId> Functions;

  explicit Renumbered(const Facts &F)
      : Strings(F.Strings.size(), ~0u), Paths(F.Paths.size(), ~0u),
        Records(F.Records.size()), Functions(F.Functions.size()) {
    Strings[0] = 0;
    Paths[0] = 0;
  }
};

/// A named thing of one TU.
struct Named {
  uint64_t Hash;
  uint32_t TU;
  uint32_t Index;
};

class Uniting {
  std::vector<Facts> TUs;
  std::vector<Renumbered> New;
  Facts To;
  llvm::DenseMap<PathNode, PathId, PathInfo> KnownPaths;

  StringId string(uint32_t TU, StringId Id) {
    StringId &Known = New[TU].Strings[Id];
    if (Known == ~0u)
      Known = To.Strings.intern(TUs[TU].Strings[Id]);
    return Known;
  }

  Place place(uint32_t TU, Place P) {
    P.File = string(TU, P.File);
    return P;
  }

  PathId path(uint32_t TU, PathId Id) {
    if (PathId Known = New[TU].Paths[Id]; Known != ~0u)
      return Known;
    PathNode Node = TUs[TU].Paths[Id];
    Node.Parent = path(TU, Node.Parent);
    Node.Name = string(TU, Node.Name);
    auto [It, IsNew] = KnownPaths.try_emplace(Node, To.Paths.size());
    if (IsNew)
      To.Paths.push_back(Node);
    return New[TU].Paths[Id] = It->second;
  }

  template <class Table>
  std::vector<Named> byName(std::vector<Table> Facts::*Of) {
    std::vector<Named> All;
    for (uint32_t TU = 0; TU != TUs.size(); ++TU) {
      const std::vector<Table> &From = TUs[TU].*Of;
      for (uint32_t I = 1; I < From.size(); ++I)
        All.push_back(
            {llvm::xxh3_64bits(TUs[TU].Strings[From[I].Name]), TU, I});
    }
    auto Text = [&](const Named &N) {
      return TUs[N.TU].Strings[(TUs[N.TU].*Of)[N.Index].Name];
    };
    llvm::sort(All, [&](const Named &A, const Named &B) {
      if (A.Hash != B.Hash)
        return A.Hash < B.Hash;
      if (int Order = Text(A).compare(Text(B)))
        return Order < 0;
      return std::tie(A.TU, A.Index) < std::tie(B.TU, B.Index);
    });
    return All;
  }

  /// Gives every group of one name a number, from 1.
  template <class Table>
  void number(const std::vector<Named> &All, std::vector<Table> Facts::*Of,
              std::vector<uint32_t> Renumbered::*Numbers) {
    uint32_t Last = 0;
    for (size_t I = 0; I != All.size(); ++I) {
      const Named &N = All[I];
      bool Same = false;
      if (I && All[I - 1].Hash == N.Hash) {
        const Named &M = All[I - 1];
        Same = TUs[N.TU].Strings[(TUs[N.TU].*Of)[N.Index].Name] ==
               TUs[M.TU].Strings[(TUs[M.TU].*Of)[M.Index].Name];
      }
      (New[N.TU].*Numbers)[N.Index] = Last += !Same;
    }
    (To.*Of).resize(Last + 1);
  }

  void unite(Record &Into, uint32_t TU, const Record &From);
  void unite(Function &Into, uint32_t TU, const Function &From);
  void copy(uint32_t TU, const Body &From, FunctionId Of);
  void records(const std::vector<Named> &All);
  void functions(const std::vector<Named> &All);
  void cleanups();
  void owners();

public:
  explicit Uniting(std::vector<Facts> All) : TUs(std::move(All)) {
    New.reserve(TUs.size());
    for (const Facts &TU : TUs)
      New.emplace_back(TU);
  }
  Facts run();
};


/// The fullest description wins, then the first place in order of text.
void Uniting::unite(Record &Into, uint32_t TU, const Record &From) {
  size_t Old = Into.Bases.size() + Into.Members.size();
  size_t Now = From.Bases.size() + From.Members.size();
  Into.Final |= From.Final;
  Into.System |= From.System;
  if (Into.Name && Now < Old)
    return;
  Place At = place(TU, From.At);
  if (Into.Name && Now == Old &&
      std::tuple(To.Strings[Into.At.File], Into.At.Line, Into.At.Column) <=
          std::tuple(To.Strings[At.File], At.Line, At.Column))
    return;
  Into.Name = string(TU, From.Name);
  Into.At = At;
  Into.Bases.clear();
  for (RecordId Base : From.Bases)
    Into.Bases.push_back(New[TU].Records[Base]);
  Into.Members.clear();
  for (const Record::Member &M : From.Members)
    Into.Members.push_back({string(TU, M.Name), string(TU, M.Type),
                            New[TU].Records[M.Class], place(TU, M.At)});
}

/// A description from beside a body wins, then the first place in order of
/// text; what is known anywhere is known.
void Uniting::unite(Function &Into, uint32_t TU, const Function &From) {
  uint16_t Flags = Into.Flags | From.Flags;
  EffectSet Declared = Into.Declared;
  for (unsigned E = 0; E != NumEffects; ++E)
    if (From.Declared.contains(Effect(E)))
      Declared.insert(Effect(E));
  bool Nonblocking = Into.DeclaredNonblocking || From.DeclaredNonblocking;
  std::vector<FunctionId> Overrides = std::move(Into.Overrides);
  for (FunctionId F : From.Overrides)
    Overrides.push_back(New[TU].Functions[F]);
  llvm::sort(Overrides);
  Overrides.erase(llvm::unique(Overrides), Overrides.end());

  // While uniting, Bodies holds one entry for "described beside a body".
  bool HadBody = !Into.Bodies.empty(), HasBody = !From.Bodies.empty();
  Place At = place(TU, From.At);
  bool Better =
      !Into.Name || (HasBody && !HadBody) ||
      (HasBody == HadBody &&
       std::tuple(To.Strings[At.File], At.Line, At.Column) <
           std::tuple(To.Strings[Into.At.File], Into.At.Line, Into.At.Column));
  if (Better) {
    Into.Name = string(TU, From.Name);
    Into.Pretty = string(TU, From.Pretty);
    Into.Key = string(TU, From.Key);
    Into.K = From.K;
    Into.NumParams = From.NumParams;
    Into.Class = New[TU].Records[From.Class];
    Into.At = At;
    Into.Parent = New[TU].Functions[From.Parent];
    if (Into.Except == Function::MayThrow || From.Except != Function::MayThrow)
      Into.Except = From.Except;
    if (HasBody)
      Into.Bodies.assign(1, 0);
  } else if (Into.Except == Function::MayThrow) {
    Into.Except = From.Except;
  }
  Into.Flags = Flags;
  Into.Declared = Declared;
  Into.DeclaredNonblocking = Nonblocking;
  Into.Overrides = std::move(Overrides);
}

void Uniting::copy(uint32_t TU, const Body &From, FunctionId Of) {
  const Facts &F = TUs[TU];
  Body B = From;
  B.Of = Of;
  B.First = To.Steps.size();
  auto Mapped = [&](Value V) {
    switch (V.K) {
    case Value::Path:
      V.Id = path(TU, V.Id);
      break;
    case Value::Function:
      V.Id = New[TU].Functions[V.Id];
      break;
    case Value::New:
      V.Id = New[TU].Records[V.Id];
      break;
    default:
      break;
    }
    return V;
  };
  for (Step S : F.steps(From)) {
    uint32_t FirstArg = To.Values.size();
    for (const Value &V : F.args(S))
      To.Values.push_back(Mapped(V));
    S.FirstArg = FirstArg;
    S.At = place(TU, S.At);
    S.Callee = New[TU].Functions[S.Callee];
    S.Type = New[TU].Records[S.Type];
    S.Subject = path(TU, S.Subject);
    S.Result = path(TU, S.Result);
    To.Steps.push_back(S);
  }
  To.Functions[Of].Bodies.push_back(To.Bodies.size());
  To.Bodies.push_back(B);
}

void Uniting::records(const std::vector<Named> &All) {
  for (const Named &N : All)
    unite(To.Records[New[N.TU].Records[N.Index]], N.TU,
          TUs[N.TU].Records[N.Index]);
}

void Uniting::functions(const std::vector<Named> &All) {
  struct Candidate {
    uint64_t Hash;
    uint32_t TU, Index;
  };
  std::vector<Candidate> Bodies;
  for (size_t I = 0; I != All.size();) {
    FunctionId Id = New[All[I].TU].Functions[All[I].Index];
    Bodies.clear();
    for (; I != All.size() && New[All[I].TU].Functions[All[I].Index] == Id;
         ++I) {
      const Function &From = TUs[All[I].TU].Functions[All[I].Index];
      unite(To.Functions[Id], All[I].TU, From);
      for (uint32_t B : From.Bodies)
        Bodies.push_back({TUs[All[I].TU].Bodies[B].Hash, All[I].TU, B});
    }
    To.Functions[Id].Bodies.clear();
    llvm::sort(Bodies, [](const Candidate &A, const Candidate &B) {
      return std::tie(A.Hash, A.TU, A.Index) < std::tie(B.Hash, B.TU, B.Index);
    });
    for (size_t B = 0; B != Bodies.size(); ++B)
      if (!B || Bodies[B].Hash != Bodies[B - 1].Hash)
        copy(Bodies[B].TU, TUs[Bodies[B].TU].Bodies[Bodies[B].Index], Id);
  }
}

void Uniting::cleanups() {
  for (uint32_t TU = 0; TU != TUs.size(); ++TU)
    for (Cleanup C : llvm::drop_begin(TUs[TU].Cleanups)) {
      C.Runs = New[TU].Functions[C.Runs];
      C.By = New[TU].Functions[C.By];
      C.In = New[TU].Functions[C.In];
      C.Owner = path(TU, C.Owner);
      C.At = place(TU, C.At);
      To.Cleanups.push_back(C);
    }
  auto Key = [&](const Cleanup &C) {
    return std::tuple(To.Strings[C.At.File], C.At.Line, C.At.Column, C.K,
                      C.Runs, C.By, C.In);
  };
  std::sort(
      To.Cleanups.begin() + 1, To.Cleanups.end(),
      [&](const Cleanup &A, const Cleanup &B) { return Key(A) < Key(B); });
  To.Cleanups.erase(std::unique(To.Cleanups.begin() + 1, To.Cleanups.end(),
                                [&](const Cleanup &A, const Cleanup &B) {
                                  return Key(A) == Key(B);
                                }),
                    To.Cleanups.end());
}

void Uniting::owners() {
  for (uint32_t TU = 0; TU != TUs.size(); ++TU)
    for (Owner O : llvm::drop_begin(TUs[TU].Owners)) {
      O.Name = string(TU, O.Name);
      O.Runs = New[TU].Functions[O.Runs];
      O.At = place(TU, O.At);
      To.Owners.push_back(O);
    }
  auto Key = [&](const Owner &O) {
    return std::tuple(To.Strings[O.At.File], O.At.Line, O.At.Column, O.K,
                      To.Strings[O.Name], O.Runs);
  };
  std::sort(
      To.Owners.begin() + 1, To.Owners.end(),
      [&](const Owner &A, const Owner &B) { return Key(A) < Key(B); });
  To.Owners.erase(std::unique(To.Owners.begin() + 1, To.Owners.end(),
                              [&](const Owner &A, const Owner &B) {
                                return Key(A) == Key(B);
                              }),
                  To.Owners.end());
}

Facts Uniting::run() {
  std::vector<Named> Records = byName(&Facts::Records);
  number(Records, &Facts::Records, &Renumbered::Records);
  std::vector<Named> Functions = byName(&Facts::Functions);
  number(Functions, &Facts::Functions, &Renumbered::Functions);
  records(Records);
  functions(Functions);
  cleanups();
  owners();
  for (uint32_t TU = 0; TU != TUs.size(); ++TU)
    for (StringId Main : TUs[TU].MainFiles)
      To.MainFiles.push_back(string(TU, Main));
  llvm::sort(To.MainFiles, [&](StringId A, StringId B) {
    return To.Strings[A] < To.Strings[B];
  });
  To.MainFiles.erase(llvm::unique(To.MainFiles), To.MainFiles.end());
  return std::move(To);
}

} // namespace

Facts cleanexit::unite(std::vector<Facts> TUs) {
  return Uniting(std::move(TUs)).run();
}
