//===-- CloseScope.cpp - End the critical section before a wait -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   {
//     std::lock_guard<std::mutex> lock(mutex_);
//     running_ = false;
//   }
//   thread_.join();
//
//   WITH_LOCK(&mutex) {
//     running = 0;
//   }
//   answer = await();
//
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// The block of a macro that takes a lock for it: `WITH_LOCK(&mutex) { … }`.
const CompoundStmt *lockedBlock(const Site &At) {
  const Position &Taken = At.Of.Chain.front().At;
  for (size_t I = 0; I + 2 < At->Path.size(); ++I) {
    const auto *For = dyn_cast<ForStmt>(At->Path[I]);
    const auto *Init =
        For ? dyn_cast_or_null<DeclStmt>(For->getInit()) : nullptr;
    if (!Init || !For->getBeginLoc().isMacroID() ||
        At->Path[I + 1] != For->getBody())
      continue;
    SourceLocation Begin = At.Sources.getExpansionLoc(For->getBeginLoc());
    if (At.Sources.getSpellingLineNumber(Begin) == Taken.Line &&
        At.Sources.getSpellingColumnNumber(Begin) == Taken.Column)
      return dyn_cast<CompoundStmt>(For->getBody());
  }
  return nullptr;
}

/// What waits is the last of such a block: behind it.
bool closeBlock(const Site &At, Draft &D) {
  const CompoundStmt *Block = lockedBlock(At);
  const Stmt *Last = Block && Block->size() > 1 ? Block->body_back() : nullptr;
  if (!Last || !isa<Expr>(Last) || !llvm::is_contained(At->Path, Last) ||
      Block->getRBracLoc().isMacroID() ||
      llvm::any_of(Block->body(),
                   [&](const Stmt *S) { return uses(*Last, *S); }))
    return false;
  D.Sentence = "end the critical section before this";
  if (D.hasDirective(*Last))
    D.refuse("a preprocessor directive is in between");
  D.remove(*Last);
  D.insertBehind(Block->getRBracLoc(),
                 "\n" + At.text(Last->getSourceRange()) + ";");
  return true;
}

bool make(const Site &At, Draft &D) {
  if (At.Of.Chain.empty())
    return false;
  std::optional<Held> H = heldAt(At);
  if (!H)
    return closeBlock(At, D);
  if (!H->Last || H->InLoop || isa<DeclStmt>(H->Child))
    return false;
  auto Between = H->between();
  if (Between.empty())
    return false;
  for (const Stmt *S : Between)
    if (uses(*H->Child, *S))
      return false;
  D.Sentence = "end the critical section before this";
  D.wrap(*H->Declared, *Between.back(), "{", "}");
  return true;
}

} // namespace

extern const RepairKind CloseScope;
const RepairKind CloseScope = {
    "cleanup-lock-held-over-wait",
    "sets the critical section in braces that end before the wait", make};

} // namespace cleanexit
