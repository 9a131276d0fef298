//===-- Written.cpp - Facts on disk ---------------------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Each table is described once, by a function over an Archive that writes or
// reads each field in turn; so both directions cannot disagree.
//===----------------------------------------------------------------------===//
#include "Effects/Written.h"
#include "Effects/Sound.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/xxhash.h"
#include <limits>
#include <type_traits>

using namespace cleanexit;

/// Raised with every change of what is written.
static constexpr llvm::StringLiteral Magic = "CleanExit facts 12\n";
static constexpr size_t ChecksumSize = 8;

namespace {

class Writer {
public:
  static constexpr bool Reads = false;
  llvm::SmallVector<char, 0> Bytes;
  Place LastPlace;
  uint32_t NextArg = 1;

  void raw(uint64_t N) {
    while (N >= 0x80) {
      Bytes.push_back(char(N | 0x80));
      N >>= 7;
    }
    Bytes.push_back(char(N));
  }
  template <class T> void number(const T &N) { raw(uint64_t(N)); }
  void distance(int64_t N) { raw(uint64_t(N) << 1 ^ uint64_t(N >> 63)); }
  void signedNumber(int64_t N) { distance(N); }
  void fixed(uint64_t N) {
    size_t At = Bytes.size();
    Bytes.resize(At + 8);
    llvm::support::endian::write64le(&Bytes[At], N);
  }
  void relative(uint32_t N, uint32_t To) { distance(int64_t(N) - int64_t(To)); }
  template <class T> size_t size(const std::vector<T> &V) {
    raw(V.size());
    return V.size();
  }
};

class Reader {
  const char *At;
  const char *End;

public:
  static constexpr bool Reads = true;
  bool Failed = false;
  Place LastPlace;
  uint32_t NextArg = 1;

  explicit Reader(llvm::StringRef Bytes)
      : At(Bytes.begin()), End(Bytes.end()) {}
  bool atEnd() const { return At == End; }

  uint64_t raw() {
    uint64_t N = 0;
    for (unsigned Shift = 0; At != End && Shift < 64; Shift += 7) {
      uint8_t Byte = *At++;
      N |= uint64_t(Byte & 0x7f) << Shift;
      if (Byte < 0x80)
        return N;
    }
    Failed = true;
    At = End;
    return 0;
  }
  template <class T> void number(T &N) {
    uint64_t Raw = raw();
    if constexpr (std::is_enum_v<T>) {
      N = T(Raw);
      Failed |= Raw > std::numeric_limits<uint8_t>::max();
    } else {
      Failed |= Raw > std::numeric_limits<T>::max();
      N = T(Raw);
    }
  }
  int64_t distance() {
    uint64_t Raw = raw();
    return int64_t(Raw >> 1) ^ -int64_t(Raw & 1);
  }
  void signedNumber(int64_t &N) { N = distance(); }
  void fixed(uint64_t &N) {
    if (End - At < 8) {
      Failed = true;
      At = End;
      return;
    }
    N = llvm::support::endian::read64le(At);
    At += 8;
  }
  void relative(uint32_t &N, uint32_t To) {
    N = uint32_t(int64_t(To) + distance());
  }
  /// No entry takes less than a byte, so a damaged size takes no memory.
  template <class T> size_t size(std::vector<T> &V) {
    uint64_t N = raw();
    if (N > uint64_t(End - At)) {
      Failed = true;
      At = End;
      N = 0;
    }
    V.resize(N);
    return N;
  }
  llvm::StringRef text(size_t Size) {
    if (Size > size_t(End - At)) {
      Failed = true;
      At = End;
      return "";
    }
    llvm::StringRef Text(At, Size);
    At += Size;
    return Text;
  }
};

template <class Archive, class T> void place(Archive &A, T &P) {
  A.relative(P.File, A.LastPlace.File);
  A.relative(P.Line, A.LastPlace.Line);
  A.number(P.Column);
  A.LastPlace = P;
}

template <class Archive, class T> void path(Archive &A, T &P) {
  A.number(P.K);
  A.number(P.Parent);
  A.number(P.Name);
  A.number(P.Number);
}

template <class Archive, class T> void ids(Archive &A, T &Ids) {
  size_t Size = A.size(Ids);
  for (size_t I = 0; I != Size; ++I)
    A.number(Ids[I]);
}

template <class Archive, class T> void record(Archive &A, T &R) {
  A.number(R.Name);
  place(A, R.At);
  uint8_t Flags = R.Final | R.System << 1 | R.Hidden << 2;
  A.number(Flags);
  if constexpr (Archive::Reads) {
    R.Final = Flags & 1;
    R.System = Flags & 2;
    R.Hidden = Flags & 4;
  }
  ids(A, R.Bases);
  ids(A, R.Uncaught);
  size_t Members = A.size(R.Members);
  for (size_t I = 0; I != Members; ++I) {
    A.number(R.Members[I].Name);
    A.number(R.Members[I].Type);
    A.number(R.Members[I].Class);
    place(A, R.Members[I].At);
  }
}

template <class Archive, class T> void function(Archive &A, T &F) {
  A.number(F.Name);
  A.number(F.Pretty);
  A.number(F.Key);
  A.number(F.K);
  A.number(F.Except);
  A.number(F.Flags);
  A.number(F.NumParams);
  A.number(F.Class);
  place(A, F.At);
  A.number(F.Parent);
  ids(A, F.Bodies);
  ids(A, F.Overrides);
  size_t Objects = A.size(F.Objects);
  for (size_t I = 0; I != Objects; ++I) {
    A.number(F.Objects[I].Root);
    A.number(F.Objects[I].Class);
  }
  A.number(F.Programs);
  uint32_t Declared = 0;
  for (unsigned E = 0; E != NumEffects; ++E)
    Declared |= uint32_t(F.Declared.contains(Effect(E))) << E;
  A.number(Declared);
  uint8_t Nonblocking = F.DeclaredNonblocking;
  A.number(Nonblocking);
  if constexpr (Archive::Reads) {
    for (unsigned E = 0; E != NumEffects; ++E)
      if (Declared >> E & 1)
        F.Declared.insert(Effect(E));
    F.DeclaredNonblocking = Nonblocking;
  }
}

template <class Archive, class T> void body(Archive &A, T &B) {
  A.number(B.Of);
  A.number(B.First);
  A.number(B.Count);
  A.fixed(B.Hash);
}

template <class Archive, class T> void step(Archive &A, T &S) {
  A.number(S.Kind);
  A.number(S.Flags);
  place(A, S.At);
  A.number(S.Callee);
  A.number(S.Type);
  A.number(S.Subject);
  A.number(S.Result);
  A.number(S.Number);
  A.relative(S.FirstArg, A.NextArg);
  A.number(S.NumArgs);
  A.NextArg = S.FirstArg + S.NumArgs;
}

template <class Archive, class T> void value(Archive &A, T &V) {
  A.number(V.K);
  A.number(V.Flags);
  A.number(V.Id);
  A.signedNumber(V.Number);
}

template <class Archive, class T> void cleanup(Archive &A, T &C) {
  A.number(C.K);
  A.number(C.Runs);
  A.number(C.By);
  A.number(C.In);
  A.number(C.Owner);
  place(A, C.At);
}

template <class Archive, class T> void owner(Archive &A, T &O) {
  A.number(O.K);
  A.number(O.Name);
  A.number(O.Runs);
  place(A, O.At);
}

void strings(Writer &A, const StringTable &Strings) {
  A.raw(Strings.size());
  for (StringId Id = 1; Id < Strings.size(); ++Id) {
    A.raw(Strings[Id].size());
    A.Bytes.append(Strings[Id].begin(), Strings[Id].end());
  }
}

void strings(Reader &A, StringTable &Strings) {
  uint64_t Size = A.raw();
  for (uint64_t Id = 1; Id < Size && !A.Failed; ++Id)
    // A text that comes twice would shift the numbers of all after it.
    A.Failed |= Strings.intern(A.text(A.raw())) != Id;
}

template <class Archive, class T, class Describe>
void table(Archive &A, T &Table, Describe Entry) {
  size_t Size = A.size(Table);
  for (size_t I = 0; I != Size; ++I)
    Entry(A, Table[I]);
}

template <class Archive, class T> void facts(Archive &A, T &F) {
  strings(A, F.Strings);
  table(A, F.Paths, [](auto &A, auto &E) { path(A, E); });
  table(A, F.Records, [](auto &A, auto &E) { record(A, E); });
  table(A, F.Functions, [](auto &A, auto &E) { function(A, E); });
  table(A, F.Bodies, [](auto &A, auto &E) { body(A, E); });
  table(A, F.Steps, [](auto &A, auto &E) { step(A, E); });
  table(A, F.Values, [](auto &A, auto &E) { value(A, E); });
  table(A, F.Cleanups, [](auto &A, auto &E) { cleanup(A, E); });
  table(A, F.Owners, [](auto &A, auto &E) { owner(A, E); });
  table(A, F.Programs, [](auto &A, auto &E) { ids(A, E); });
  ids(A, F.MainFiles);
}

} // namespace

void cleanexit::write(const Facts &F, llvm::raw_ostream &OS) {
  Writer A;
  A.Bytes.append(Magic.begin(), Magic.end());
  facts(A, F);
  uint64_t Sum =
      llvm::xxh3_64bits(llvm::StringRef(A.Bytes.data(), A.Bytes.size()));
  A.fixed(Sum);
  OS.write(A.Bytes.data(), A.Bytes.size());
}

llvm::Expected<Facts> cleanexit::read(llvm::MemoryBufferRef Written) {
  llvm::StringRef Bytes = Written.getBuffer();
  auto Wrong = [&](llvm::Twine What) {
    return llvm::createStringError(Written.getBufferIdentifier() + ": " + What +
                                   "; scan the file again");
  };
  constexpr size_t VersionSize = 3; // the number and its line's end
  if (!Bytes.starts_with(Magic.drop_back(VersionSize)))
    return Wrong("these are no facts");
  if (!Bytes.starts_with(Magic))
    return Wrong("these are facts of another version of CleanExit");
  if (Bytes.size() < Magic.size() + ChecksumSize)
    return Wrong("the facts are cut off");
  llvm::StringRef Sum = Bytes.take_back(ChecksumSize);
  Bytes = Bytes.drop_back(ChecksumSize);
  if (llvm::xxh3_64bits(Bytes) != llvm::support::endian::read64le(Sum.data()))
    return Wrong("the facts are damaged or cut off");
  Reader A(Bytes.drop_front(Magic.size()));
  Facts F;
  facts(A, F);
  if (A.Failed || !A.atEnd())
    return Wrong("the facts are damaged");
  if (std::optional<std::string> Defect = defect(F))
    return Wrong("the facts are damaged, " + *Defect);
  return std::move(F);
}
