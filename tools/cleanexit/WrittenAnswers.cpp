//===-- WrittenAnswers.cpp - What the checks said, on disk ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// As with facts (lib/Effects/Written.cpp), each part is described once, by a
// function over an archive that writes or reads. A number is written as text
// with a colon after it, and a text after its length.
//===----------------------------------------------------------------------===//
#include "WrittenAnswers.h"
#include "llvm/ADT/StringExtras.h"

namespace cleanexit {
namespace {

struct Writer {
  std::string Bytes;

  template <class T> void number(const T &N) {
    Bytes += llvm::utostr(uint64_t(N)) + ":";
  }
  void text(const std::string &Text) {
    number(Text.size());
    Bytes += Text;
  }
  template <class T> void size(const std::vector<T> &V) { number(V.size()); }
};

struct Reader {
  llvm::StringRef Rest;
  bool Failed = false;

  template <class T> void number(T &N) {
    uint64_t Read = 0;
    Failed |= Rest.consumeInteger(10, Read) || !Rest.consume_front(":") ||
              uint64_t(T(Read)) != Read;
    N = T(Read);
  }
  void text(std::string &Text) {
    uint64_t Size = 0;
    number(Size);
    Failed |= Size > Rest.size();
    Text = Rest.take_front(Size).str();
    Rest = Rest.drop_front(Text.size());
  }
  /// No entry takes less than a byte.
  template <class T> void size(std::vector<T> &V) {
    uint64_t Size = 0;
    number(Size);
    Failed |= Size > Rest.size();
    V.resize(Failed ? 0 : Size);
  }
};

template <class Archive, class T> void position(Archive &A, T &P) {
  A.text(P.File);
  A.number(P.Line);
  A.number(P.Column);
}

template <class Archive, class T, class Describe>
void list(Archive &A, T &All, Describe Entry) {
  A.size(All);
  for (auto &E : All)
    Entry(E);
}

template <class Archive, class T> void finding(Archive &A, T &F) {
  A.text(F.Check);
  position(A, F.At);
  A.text(F.Message);
  list(A, F.Chain, [&](auto &Note) {
    position(A, Note.At);
    A.text(Note.Text);
  });
  position(A, F.Owner);
  A.text(F.Cleanup);
  list(A, F.Through, [&](auto &Name) { A.text(Name); });
  A.text(F.Fingerprint);
  A.number(F.AsError);
}

template <class Archive, class T> void answers(Archive &A, T &Of) {
  list(A, Of.Findings, [&](auto &F) { finding(A, F); });
  list(A, Of.Silences, [&](auto &S) {
    position(A, S.At);
    A.text(S.Check);
    A.text(S.Reason);
  });
  for (auto *Failures : {&Of.Failures, &Of.Plain})
    list(A, *Failures, [&](auto &F) {
      A.text(F.File);
      A.text(F.Why);
    });
  std::vector<std::pair<std::string, std::string>> Files(Of.ParsedWith.begin(),
                                                         Of.ParsedWith.end());
  list(A, Files, [&](auto &Pair) {
    A.text(Pair.first);
    A.text(Pair.second);
  });
  A.number(Of.Size.Functions);
  A.number(Of.Size.Copies);
  A.number(Of.Size.Steps);
  if constexpr (std::is_same_v<Archive, Reader>)
    Of.ParsedWith.insert(Files.begin(), Files.end());
}

} // namespace

std::string write(const ProgramAnswers &Of) {
  Writer A;
  answers(A, Of);
  return std::move(A.Bytes);
}

std::optional<ProgramAnswers> readAnswers(llvm::StringRef Written) {
  Reader A{Written};
  ProgramAnswers Read;
  answers(A, Read);
  if (A.Failed || !A.Rest.empty())
    return std::nullopt;
  return Read;
}

} // namespace cleanexit
