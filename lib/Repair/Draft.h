//===-- Draft.h - Edits of source text in the making ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_DRAFT_H
#define CLEANEXIT_REPAIR_DRAFT_H

#include "Repair/Site.h"
#include "clang/Tooling/Core/Replacement.h"
#include <map>

namespace cleanexit {

/// Line ends may be put anywhere: all lines that were touched are formatted
/// afterwards. The first edit that cannot be made refuses them all.
class Draft {
public:
  Tier Is = Tier::Suggested;
  std::string Sentence; ///< "catch what 'rollback' throws"

  explicit Draft(const Site &At) : At(At) {}

  /// In front of a statement or declaration, on lines of its own.
  void before(const clang::Stmt &S, const llvm::Twine &Text);
  /// Behind a statement and its semicolon, on lines of its own.
  void after(const clang::Stmt &S, const llvm::Twine &Text);
  /// The statements from First to Last of one block, set in between.
  void wrap(const clang::Stmt &First, const clang::Stmt &Last,
            const llvm::Twine &Head, const llvm::Twine &Tail);
  void insert(clang::SourceLocation Where, const llvm::Twine &Text);
  /// Behind the token that begins at Where.
  void insertBehind(clang::SourceLocation Where, const llvm::Twine &Text);
  void replace(clang::SourceRange Tokens, const llvm::Twine &Text);
  /// One flag more in an argument, instead of a 0 or beside what is there.
  void addFlag(const clang::Expr &Flags, llvm::StringRef Flag);
  /// A statement with its semicolon.
  void replace(const clang::Stmt &S, const llvm::Twine &Text);
  /// The same, with its line if there is nothing else on it.
  void remove(const clang::Stmt &S);
  /// `#include <Header>`, unless std::Declares is there already. An empty name
  /// stands for what a mere mention does not show.
  void include(llvm::StringRef Header, llvm::StringRef Declares);

  /// Whether a preprocessor directive stands in it.
  bool hasDirective(const clang::Stmt &S);
  /// Why it cannot be done; the first reason counts.
  void refuse(const llvm::Twine &Why);

  Repair finish();

private:
  struct Lines {
    unsigned First, Last; ///< offsets
  };
  const Site &At;
  std::map<std::string, std::vector<Edit>> Edits;
  std::map<std::string, std::vector<Lines>> Wrapped;
  std::string Refused;

  void edit(clang::SourceLocation Where, unsigned Length,
            const llvm::Twine &Text);
  clang::SourceLocation beginOf(const clang::Stmt &S);
  bool hasDirective(clang::SourceLocation From, clang::SourceLocation To);
  clang::SourceLocation endOf(const clang::Stmt &S);
  clang::SourceLocation behind(const clang::Stmt &S);
  std::vector<Edit> formatted(llvm::StringRef File);
};

} // namespace cleanexit

#endif
