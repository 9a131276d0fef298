//===-- CatchAll.cpp - try { … } catch (...) around a throw -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   ~Transaction() {
//     try {
//       rollback();
//     } catch (...) {
//       // … a place to log
//     }
//   }
//
// Nothing changes for those who did not throw; those who did ended the process.
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// A jump into the try block would not compile.
bool canBeSetApart(const Stmt &S) {
  return !isa<LabelStmt, SwitchCase, GotoStmt, CXXThrowExpr>(S);
}

/// `Status s = close(); assert(s.ok());`: the last that needs what is declared
/// by the first, or by what is set apart with it. A guard would end earlier, if
/// it is not the last; null if so.
const Stmt *lastOfNeeding(const Site &At, const Stmt &First) {
  if (!isa<DeclStmt>(First))
    return &First;
  const CompoundStmt *Block = At->block();
  if (!Block || !llvm::is_contained(Block->body(), &First))
    return nullptr;
  llvm::SmallVector<const DeclStmt *, 4> Declaring;
  llvm::SmallVector<const Stmt *, 8> Since;
  const Stmt *Last = &First;
  bool Behind = false;
  for (const Stmt *S : Block->body()) {
    Behind |= S == &First;
    if (!Behind)
      continue;
    Since.push_back(S);
    if (S != &First && llvm::none_of(Declaring, [&](const DeclStmt *D) {
          return uses(*S, *D);
        }))
      continue;
    for (const Stmt *Taken : Since) {
      if (!canBeSetApart(*Taken))
        return nullptr;
      if (const auto *D = dyn_cast<DeclStmt>(Taken))
        Declaring.push_back(D);
    }
    Since.clear();
    Last = S;
  }
  for (const DeclStmt *D : Declaring)
    if (!Since.empty() && declaresGuard(*D))
      return nullptr;
  return Last;
}

/// What a macro stands for as a whole, or the innermost statement.
const Stmt *statementAt(const Site &At) {
  for (size_t I = 1; I < At->Path.size(); ++I) {
    const auto *Block = dyn_cast<CompoundStmt>(At->Path[I - 1]);
    if (Block && Block->getLBracLoc().isFileID() &&
        At->Path[I]->getBeginLoc().isMacroID() &&
        !At.Sources.isMacroArgExpansion(At->Path[I]->getBeginLoc()))
      return At->Path[I];
  }
  return At->statement();
}

/// `ON_EXIT(rollback())`: what is written between the parentheses.
bool catchInArgument(const Site &At, const Stmt &S, Draft &D) {
  SourceLocation Begin = S.getBeginLoc(), End = S.getEndLoc();
  if (!Begin.isMacroID() || !End.isMacroID() ||
      !At.Sources.isMacroArgExpansion(Begin) ||
      !At.Sources.isMacroArgExpansion(End) || !isa<Expr>(S))
    return false;
  Begin = At.Sources.getSpellingLoc(Begin);
  End = At.Sources.getSpellingLoc(End);
  if (At.Sources.getFileID(Begin) != At.Sources.getFileID(End) || End < Begin)
    return false;
  D.insert(Begin, "try {\n");
  D.insertBehind(End, ";\n} catch (...) {\n/* It must not leave the cleanup. "
                      "Log it here, with what cannot throw. */\n}");
  return true;
}

bool make(const Site &At, Draft &D) {
  const Stmt *Statement = statementAt(At);
  // std::terminate is not thrown.
  if (llvm::StringRef(At.Of.Message).contains("joinable"))
    return false;
  const Stmt *Last = Statement ? lastOfNeeding(At, *Statement) : nullptr;
  if (!Last || !At->In || !canBeSetApart(*Statement) ||
      (At->begins<CXXThrowExpr>() && !Statement->getBeginLoc().isMacroID()))
    return false;
  D.Is = At.neverThrows() ? Tier::Safe : Tier::Suggested;
  D.Sentence = "catch it where it would leave the cleanup";
  if (Last == Statement && catchInArgument(At, *Statement, D))
    return true;
  D.wrap(*Statement, *Last, "try {",
         "} catch (...) {\n// It must not leave the cleanup. Log it here, "
         "with what cannot throw.\n}");
  return true;
}

} // namespace

extern const RepairKind CatchAll;
const RepairKind CatchAll = {
    "cleanup-unguarded-throw",
    "catches with `catch (...)` what a statement throws, with a place to log",
    make, RepairKind::General};

} // namespace cleanexit
