//===-- Directives.cpp - Comments that silence findings ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "settings/Directives.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <climits>

namespace cleanexit {
namespace {

constexpr llvm::StringLiteral AllowWord = "cleanexit: allow";
constexpr llvm::StringLiteral NoLintWord = "NOLINT";

/// Reads "(a, b)" off the front; false if there is none.
bool consumeGlobs(llvm::StringRef &Text, std::vector<std::string> &Globs) {
  size_t End = Text.find(')');
  if (!Text.starts_with("(") || End == llvm::StringRef::npos)
    return false;
  llvm::SmallVector<llvm::StringRef, 4> Each;
  Text.substr(1, End - 1).split(Each, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Glob : Each)
    Globs.push_back(Glob.trim().str());
  Text = Text.drop_front(End + 1);
  return true;
}

class Reader {
  const llvm::StringRef Text;
  std::vector<size_t> LineStarts{0};
  std::vector<Directive> All;
  std::vector<size_t> Alone; ///< allows that wait for the next line of code

public:
  explicit Reader(llvm::StringRef Text) : Text(Text) {
    for (size_t I = 0; I < Text.size(); ++I)
      if (Text[I] == '\n')
        LineStarts.push_back(I + 1);
  }

  std::vector<Directive> read() {
    clang::LangOptions Options;
    Options.LineComment = Options.CPlusPlus = Options.CPlusPlus11 =
        Options.RawStringLiterals = true;
    clang::Lexer Lex(clang::SourceLocation(), Options, Text.begin(),
                     Text.begin(), Text.end());
    Lex.SetCommentRetentionState(true);
    clang::Token Token;
    for (Lex.LexFromRawLexer(Token); Token.isNot(clang::tok::eof);
         Lex.LexFromRawLexer(Token)) {
      size_t End = Lex.getBufferLocation() - Text.begin();
      size_t Begin = End - Token.getLength();
      if (Token.is(clang::tok::comment))
        comment(Begin, End);
      else
        code(lineOf(Begin));
    }
    closeBlocks();
    return std::move(All);
  }

private:
  unsigned lineOf(size_t Offset) const {
    return llvm::upper_bound(LineStarts, Offset) - LineStarts.begin();
  }

  Directive at(size_t Offset, Directive::Kind K) const {
    Directive D;
    D.K = K;
    D.Line = D.First = D.Last = lineOf(Offset);
    D.Column = Offset - LineStarts[D.Line - 1] + 1;
    return D;
  }

  void code(unsigned Line) {
    for (size_t I : Alone)
      All[I].First = All[I].Last = Line;
    Alone.clear();
  }

  void comment(size_t Begin, size_t End) {
    llvm::StringRef Words = Text.slice(Begin, End);
    for (size_t At = Words.find(AllowWord); At != llvm::StringRef::npos;
         At = Words.find(AllowWord, At + 1))
      allow(Begin + At, End);
    for (size_t At = Words.find(NoLintWord); At != llvm::StringRef::npos;
         At = Words.find(NoLintWord, At + 1))
      noLint(Begin + At, End);
  }

  void allow(size_t Begin, size_t End) {
    Directive D = at(Begin, Directive::Allow);
    llvm::StringRef Rest = Text.slice(Begin, End).drop_front(AllowWord.size());
    if (!consumeGlobs(Rest, D.Globs))
      return;
    Rest = Rest.split('\n').first.trim();
    Rest.consume_back("*/");
    D.Reason = Rest.trim().str();
    llvm::StringRef Before = Text.slice(LineStarts[D.Line - 1], Begin).ltrim();
    if (Before.starts_with("//") || Before.starts_with("/*"))
      Alone.push_back(All.size());
    All.push_back(std::move(D));
  }

  void noLint(size_t Begin, size_t End) {
    llvm::StringRef Rest = Text.slice(Begin, End).drop_front(NoLintWord.size());
    Directive D = at(Begin, Directive::NoLint);
    if (Rest.consume_front("NEXTLINE")) {
      D.K = Directive::NoLintNextLine;
      D.First = D.Last = D.Line + 1;
    } else if (Rest.consume_front("BEGIN")) {
      D.K = Directive::NoLintBegin;
      D.Last = UINT_MAX;
    } else if (Rest.consume_front("END")) {
      D.K = Directive::NoLintEnd;
    }
    consumeGlobs(Rest, D.Globs);
    All.push_back(std::move(D));
  }

  /// An END closes the latest BEGIN that is open.
  void closeBlocks() {
    std::vector<size_t> Open;
    for (size_t I = 0; I < All.size(); ++I) {
      if (All[I].K == Directive::NoLintBegin)
        Open.push_back(I);
      if (All[I].K != Directive::NoLintEnd || Open.empty())
        continue;
      All[Open.back()].Last = All[I].Line;
      Open.pop_back();
    }
  }
};

} // namespace

std::vector<Directive> directivesIn(llvm::StringRef Text) {
  if (!Text.contains(AllowWord) && !Text.contains(NoLintWord))
    return {};
  return Reader(Text).read();
}

} // namespace cleanexit
