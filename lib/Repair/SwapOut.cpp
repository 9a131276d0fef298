//===-- SwapOut.cpp - Take a container out, then walk over it ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   decltype(items_) taken;
//   {
//     MutexLock lock(&mutex_);
//     taken.swap(items_);
//   }
//   for (auto &item : taken)     was items_, followed by items_.clear()
//     callback(item);
//
//===----------------------------------------------------------------------===//
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {
namespace {

bool isMember(const Expr *E) {
  return memberOfThis(E) ||
         (isa<CXXDependentScopeMemberExpr>(E->IgnoreParenImpCasts()) &&
          cast<CXXDependentScopeMemberExpr>(E->IgnoreParenImpCasts())
              ->isImplicitAccess());
}

/// `items_.clear();`
bool clears(const Site &At, const Stmt &S, llvm::StringRef Container) {
  const auto *E = dyn_cast<Expr>(&S);
  llvm::StringRef Text = E ? At.text(E->getSourceRange()) : llvm::StringRef();
  return Text == (Container + ".clear()").str();
}

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const auto *For = H ? dyn_cast<CXXForRangeStmt>(H->Child) : nullptr;
  if (!For || !For->getRangeInit() || For->getInit() ||
      !isMember(For->getRangeInit()))
    return false;
  llvm::StringRef Container = At.text(For->getRangeInit()->getSourceRange());
  const Stmt *Clear = nullptr;
  bool Behind = false;
  for (const Stmt *S : H->Block->body()) {
    if (Behind && (Clear || !clears(At, *S, Container)))
      return false;
    if (Behind)
      Clear = S;
    Behind |= S == For;
  }
  if (!Clear)
    return false;
  if (uses(*For, *H->Declared) || anyBelow(For->getBody(), [&](const Stmt &S) {
        const auto *E = dyn_cast<Expr>(&S);
        return isa<ReturnStmt>(S) ||
               (E && At.text(E->getSourceRange()) == Container);
      }))
    return false;
  for (const Stmt *S : H->between())
    if (uses(*For, *S) || isa<ReturnStmt>(S))
      return false;
  std::string Name = freshName(At, "taken");
  auto Between = H->between();
  const Stmt &Last = Between.empty() ? *H->Declared : *Between.back();
  D.Sentence =
      ("swap '" + Container + "' out under the lock, and walk over it without")
          .str();
  D.wrap(*H->Declared, Last, "decltype(" + Container + ") " + Name + ";\n{",
         Name + ".swap(" + Container + ");\n}");
  D.replace(For->getRangeInit()->getSourceRange(), Name);
  D.remove(*Clear);
  return true;
}

} // namespace

extern const RepairKind SwapOut;
const RepairKind SwapOut = {
    "cleanup-lock-held-over-wait",
    "swaps a container that is emptied out under the lock, and walks over it "
    "without",
    make, RepairKind::Early};

} // namespace cleanexit
