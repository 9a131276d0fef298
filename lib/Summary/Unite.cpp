//===-- Unite.cpp - Facts of many TUs as facts of one program -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// TU after TU in the order of their main files; what a TU calls 7 is renumbered
// while its steps are copied, each once, to their final place. A TU's strings
// and paths are looked up at most once each, and only those of bodies that are
// kept.
//===----------------------------------------------------------------------===//
#include "Summary/Unite.h"
#include "Effects/PathInfo.h"
#include "Summary/LinkUnits.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>

using namespace cleanexit;

namespace {

class Uniting {
  Facts To;
  llvm::DenseMap<PathNode, PathId, PathInfo> KnownPaths;
  /// By name.
  std::vector<RecordId> RecordOf;
  std::vector<FunctionId> FunctionOf;

  std::map<std::vector<StringId>, uint32_t> KnownPrograms;

  // Of the TU at hand: its facts, and what its numbers have become; ~0 is
  // "not yet asked".
  const Facts *TU = nullptr;
  std::vector<StringId> Strings;
  std::vector<PathId> Paths;
  std::vector<RecordId> Records;
  std::vector<FunctionId> Functions;

  StringId string(StringId Id) {
    StringId &Known = Strings[Id];
    if (Known == ~0u)
      Known = To.Strings.intern(TU->Strings[Id]);
    return Known;
  }

  Place place(Place P) {
    P.File = string(P.File);
    return P;
  }

  PathId path(PathId Id) {
    if (PathId Known = Paths[Id]; Known != ~0u)
      return Known;
    PathNode Node = TU->Paths[Id];
    Node.Parent = path(Node.Parent);
    Node.Name = string(Node.Name);
    auto [It, IsNew] = KnownPaths.try_emplace(Node, To.Paths.size());
    if (IsNew)
      To.Paths.push_back(Node);
    return Paths[Id] = It->second;
  }

  /// The number of what is called Name, a new one if nothing is yet.
  template <class Table>
  uint32_t numbered(StringId Name, std::vector<uint32_t> &Of,
                    std::vector<Table> &All) {
    if (Name >= Of.size())
      Of.resize(std::max<size_t>(Name + 1, Of.size() * 2));
    if (!Of[Name]) {
      Of[Name] = All.size();
      All.emplace_back();
    }
    return Of[Name];
  }

  bool before(Place A, Place B) const {
    return std::tuple(To.Strings[A.File], A.Line, A.Column) <
           std::tuple(To.Strings[B.File], B.Line, B.Column);
  }

  Value value(Value V);
  void unite(Record &Into, const Record &From);
  void unite(Function &Into, const Function &From);
  void copy(const Body &From, FunctionId Of);
  uint32_t programs(std::vector<StringId> Mains);
  void addPrograms(Function &To, const Function &From,
                   llvm::ArrayRef<StringId> OfTU);
  void add(const Facts &From, llvm::ArrayRef<StringId> Programs);
  void reserve(llvm::ArrayRef<Facts> TUs);
  void sortCleanups();
  void sortOwners();

public:
  Facts run(std::vector<Facts> TUs);
};

/// The fullest description wins, then the first place in order of text.
void Uniting::unite(Record &Into, const Record &From) {
  size_t Old = Into.Bases.size() + Into.Members.size();
  size_t Now = From.Bases.size() + From.Members.size();
  Into.Final |= From.Final;
  Into.System |= From.System;
  Into.Hidden |= From.Hidden;
  Place At = place(From.At);
  if (Into.Name && (Now < Old || (Now == Old && !before(At, Into.At))))
    return;
  Into.Name = string(From.Name);
  Into.At = At;
  Into.Bases.clear();
  for (RecordId Base : From.Bases)
    Into.Bases.push_back(Records[Base]);
  Into.Uncaught.clear();
  for (RecordId Base : From.Uncaught)
    Into.Uncaught.push_back(Records[Base]);
  Into.Members.clear();
  for (const Record::Member &M : From.Members)
    Into.Members.push_back(
        {string(M.Name), string(M.Type), Records[M.Class], place(M.At)});
}

/// A description from beside a body wins, then the first place in order of
/// text; what is known anywhere is known.
void Uniting::unite(Function &Into, const Function &From) {
  // A body that was read beats what attributes say of it.
  if (Into.is(Function::Annotated) && !From.is(Function::Annotated) &&
      !From.Bodies.empty()) {
    Into.Bodies.clear();
    Into.Flags &= ~Function::Annotated;
  }
  // -isystem include: what is a library's to its users is written here.
  auto IsWritten = [](const Function &F) {
    return !F.Bodies.empty() && !F.is(Function::Annotated) &&
           !F.is(Function::System);
  };
  const bool Written = IsWritten(Into) || IsWritten(From);
  const uint16_t Said =
      Into.Bodies.empty() ? 0 : uint16_t(Function::Annotated & ~Into.Flags);
  Into.Flags |= From.Flags & ~Said;
  if (Written)
    Into.Flags &= ~(Function::System | Function::Toolchain);
  Into.DeclaredNonblocking |= From.DeclaredNonblocking;
  if (!From.Declared.empty())
    for (unsigned E = 0; E != NumEffects; ++E)
      if (From.Declared.contains(Effect(E)))
        Into.Declared.insert(Effect(E));
  for (FunctionId F : From.Overrides)
    if (!llvm::is_contained(Into.Overrides, Functions[F]))
      Into.Overrides.push_back(Functions[F]);
  for (const Function::Object &O : From.Objects)
    Into.Objects.push_back({path(O.Root), Records[O.Class]});
  llvm::sort(Into.Objects, [](const auto &A, const auto &B) {
    return std::tie(A.Root, A.Class) < std::tie(B.Root, B.Class);
  });
  Into.Objects.erase(llvm::unique(Into.Objects,
                                  [](const auto &A, const auto &B) {
                                    return A.Root == B.Root;
                                  }),
                     Into.Objects.end());
  bool HadBody = !Into.Bodies.empty(), HasBody = !From.Bodies.empty();
  Place At = place(From.At);
  if (!Into.Name || (HasBody && !HadBody) ||
      (HasBody == HadBody && before(At, Into.At))) {
    Into.Name = string(From.Name);
    Into.Pretty = string(From.Pretty);
    Into.Key = string(From.Key);
    Into.K = From.K;
    Into.NumParams = From.NumParams;
    Into.Class = Records[From.Class];
    Into.At = At;
    Into.Parent = Functions[From.Parent];
    if (From.Except != Function::MayThrow)
      Into.Except = From.Except;
  } else if (Into.Except == Function::MayThrow) {
    Into.Except = From.Except;
  }
}

Value Uniting::value(Value V) {
  if (V.K == Value::Path)
    V.Id = path(V.Id);
  else if (V.K == Value::Function)
    V.Id = Functions[V.Id];
  else if (V.K == Value::New)
    V.Id = Records[V.Id];
  return V;
}

void Uniting::copy(const Body &From, FunctionId Of) {
  for (uint32_t Known : To.Functions[Of].Bodies)
    if (To.Bodies[Known].Hash == From.Hash)
      return;
  Body B = From;
  B.Of = Of;
  B.First = To.Steps.size();
  for (Step S : TU->steps(From)) {
    uint32_t FirstArg = To.Values.size();
    for (const Value &V : TU->args(S))
      To.Values.push_back(value(V));
    S.FirstArg = FirstArg;
    S.At = place(S.At);
    S.Callee = Functions[S.Callee];
    S.Type = Records[S.Type];
    S.Subject = path(S.Subject);
    S.Result = path(S.Result);
    To.Steps.push_back(S);
  }
  To.Functions[Of].Bodies.push_back(To.Bodies.size());
  To.Bodies.push_back(B);
}

uint32_t Uniting::programs(std::vector<StringId> Mains) {
  llvm::sort(Mains);
  Mains.erase(llvm::unique(Mains), Mains.end());
  auto [It, New] = KnownPrograms.try_emplace(Mains, To.Programs.size());
  if (New)
    To.Programs.push_back(std::move(Mains));
  return It->second;
}

/// What was united before keeps its programs, a TU's functions are in those
/// that the TU is in. A TU that no program draws in says nothing of them: it may
/// hold no more than variables, beside what its headers define.
void Uniting::addPrograms(Function &Into, const Function &From,
                          llvm::ArrayRef<StringId> OfTU) {
  if (From.Bodies.empty())
    return;
  std::vector<StringId> Mains(OfTU.begin(), OfTU.end());
  if (From.Programs)
    for (StringId Main : TU->Programs[From.Programs])
      Mains.push_back(string(Main));
  if (Mains.empty())
    return;
  llvm::append_range(Mains, To.Programs[Into.Programs]);
  Into.Programs = programs(std::move(Mains));
}

void Uniting::add(const Facts &From, llvm::ArrayRef<StringId> Programs) {
  TU = &From;
  Strings.assign(From.Strings.size(), ~0u);
  Paths.assign(From.Paths.size(), ~0u);
  Strings[0] = Paths[0] = 0;
  Records.assign(1, 0);
  for (const Record &R : llvm::drop_begin(From.Records))
    Records.push_back(numbered(string(R.Name), RecordOf, To.Records));
  Functions.assign(1, 0);
  for (const Function &F : llvm::drop_begin(From.Functions))
    Functions.push_back(numbered(string(F.Name), FunctionOf, To.Functions));
  for (RecordId R = 1; R < From.Records.size(); ++R)
    unite(To.Records[Records[R]], From.Records[R]);
  for (FunctionId F = 1; F < From.Functions.size(); ++F) {
    addPrograms(To.Functions[Functions[F]], From.Functions[F], Programs);
    unite(To.Functions[Functions[F]], From.Functions[F]);
    if (From.Functions[F].is(Function::Annotated) &&
        !To.Functions[Functions[F]].is(Function::Annotated))
      continue;
    for (uint32_t B : From.Functions[F].Bodies)
      copy(From.Bodies[B], Functions[F]);
  }
  for (Cleanup C : llvm::drop_begin(From.Cleanups)) {
    C.Runs = Functions[C.Runs];
    C.By = Functions[C.By];
    C.In = Functions[C.In];
    C.Owner = path(C.Owner);
    C.At = place(C.At);
    To.Cleanups.push_back(C);
  }
  for (Owner O : llvm::drop_begin(From.Owners)) {
    O.Name = string(O.Name);
    O.Runs = Functions[O.Runs];
    O.At = place(O.At);
    To.Owners.push_back(O);
  }
  for (StringId Main : From.MainFiles)
    To.MainFiles.push_back(string(Main));
}

/// What is in several TUs takes more than it needs, for a while.
void Uniting::reserve(llvm::ArrayRef<Facts> TUs) {
  size_t Steps = 1, Values = 1, Bodies = 1;
  for (const Facts &From : TUs) {
    Steps += From.Steps.size();
    Values += From.Values.size();
    Bodies += From.Bodies.size();
  }
  To.Steps.reserve(Steps);
  To.Values.reserve(Values);
  To.Bodies.reserve(Bodies);
}

void Uniting::sortCleanups() {
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

void Uniting::sortOwners() {
  auto Key = [&](const Owner &O) {
    return std::tuple(To.Strings[O.At.File], O.At.Line, O.At.Column, O.K,
                      To.Strings[O.Name], O.Runs);
  };
  std::sort(To.Owners.begin() + 1, To.Owners.end(),
            [&](const Owner &A, const Owner &B) { return Key(A) < Key(B); });
  To.Owners.erase(std::unique(To.Owners.begin() + 1, To.Owners.end(),
                              [&](const Owner &A, const Owner &B) {
                                return Key(A) == Key(B);
                              }),
                  To.Owners.end());
}

Facts Uniting::run(std::vector<Facts> TUs) {
  auto Key = [](const Facts &F) {
    llvm::StringRef Main =
        F.MainFiles.empty() ? "" : F.Strings[F.MainFiles.front()];
    uint64_t Content = 0;
    for (const Body &B : F.Bodies)
      Content = Content * 31 + B.Hash;
    return std::tuple(Main, Content, F.Functions.size(), F.Records.size());
  };
  std::sort(TUs.begin(), TUs.end(),
            [&](const Facts &A, const Facts &B) { return Key(A) < Key(B); });
  reserve(TUs);
  KnownPrograms[{}] = 0;
  const std::vector<ProgramSet> Programs = programsOf(TUs);
  std::vector<StringId> MainOf(TUs.size());
  for (const ProgramSet &Of : Programs)
    for (uint32_t T : Of)
      if (!MainOf[T] && !TUs[T].MainFiles.empty())
        MainOf[T] = To.Strings.intern(TUs[T].Strings[TUs[T].MainFiles[0]]);
  for (uint32_t T = 0; T != TUs.size(); ++T) {
    std::vector<StringId> Mains;
    for (uint32_t Main : Programs[T])
      Mains.push_back(MainOf[Main]);
    add(TUs[T], Mains);
    TUs[T] = Facts(); // their memory is needed for the whole
  }
  sortCleanups();
  sortOwners();
  llvm::sort(To.MainFiles, [&](StringId A, StringId B) {
    return To.Strings[A] < To.Strings[B];
  });
  To.MainFiles.erase(llvm::unique(To.MainFiles), To.MainFiles.end());
  return std::move(To);
}

} // namespace

Facts cleanexit::unite(std::vector<Facts> TUs) {
  return Uniting().run(std::move(TUs));
}
