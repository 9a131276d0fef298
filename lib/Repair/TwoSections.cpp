//===-- TwoSections.cpp - A lock before a wait, and one after ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// For guards that cannot be unlocked.
//
//   {
//     AutoLock lock(section_);
//     stopping_ = true;
//   }
//   WaitForSingleObject(thread_, INFINITE);
//   AutoLock lock(section_);
//   thread_ = nullptr;
//
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  if (!H || H->Last || H->InLoop || isa<DeclStmt, ReturnStmt>(H->Child) ||
      At->Named)
    return false;
  Draft Other(At);
  std::optional<Unlocking> By = unlocking(At, *H, Other);
  const std::string Object = H->Guard->getNameAsString() + ".";
  if (By && (H->Guard->hasAttr<CleanupAttr>() ||
             llvm::StringRef(By->Unlock).starts_with(Object) ||
             llvm::StringRef(By->Unlock).contains("(" + Object)))
    return false;
  // The call itself, not one of several branches.
  const auto *E = dyn_cast<Expr>(H->Child);
  auto Between = H->between();
  if (!E || Between.empty() || uses(*H->Child, *H->Declared))
    return false;
  llvm::SmallVector<const Stmt *, 8> Behind;
  for (const Stmt *S : llvm::reverse(H->Block->body())) {
    if (S == H->Child)
      break;
    Behind.push_back(S);
  }
  for (const Stmt *Declaring : Between)
    if (uses(*H->Child, *Declaring) || llvm::any_of(Behind, [&](const Stmt *S) {
          return uses(*S, *Declaring);
        }))
      return false;
  if (Behind.empty())
    return false;
  D.Sentence = "end the critical section before this and begin another one "
               "behind it; what it protects may change meanwhile";
  D.wrap(*H->Declared, *Between.back(), "{", "}");
  const std::string Again = At.text(H->Declared->getSourceRange()).str();
  if (At.Context.getLangOpts().CPlusPlus)
    D.after(*H->Child, Again);
  else // where many compile with -Wdeclaration-after-statement
    D.wrap(*Behind.back(), *Behind.front(), "{ " + Again, "}");
  return true;
}

} // namespace

extern const RepairKind TwoSections;
const RepairKind TwoSections = {
    "cleanup-lock-held-over-wait",
    "makes two critical sections, before and behind the wait, of one", make,
    RepairKind::General};

} // namespace cleanexit
