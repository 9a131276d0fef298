//===-- Repairs.h - Edits that mend a finding -------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A kind of repair is one file: lib/Repair/CatchAll.cpp defines `const
// RepairKind CatchAll`, and the build makes of that the name `catch-all`.
// From the finding's place in a freshly parsed TU it drafts edits:
//
//   finding ── Site: the statement, its block, its function, the act's call
//                └─ RepairKind::Make ── Draft: edits of source text
//                                         └─ formatted as the project says
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_REPAIRS_H
#define CLEANEXIT_REPAIR_REPAIRS_H

#include "Checks/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class ASTContext;
}

namespace cleanexit {

class Draft;
class Site;

struct RepairKind {
  llvm::StringRef Check;   ///< whose findings it mends
  llvm::StringRef Promise; ///< one line: what it does
  /// Drafts the edits; false if this kind has nothing to say here.
  bool (*Make)(const Site &, Draft &);
  /// The order in which they are asked; those that know more of the place
  /// before those that always know something.
  enum : uint8_t { Early, Usual, General } Turn = Usual;
  llvm::StringRef AlsoCheck = ""; ///< another one whose findings it mends
  /// Mends another place than the finding's, which its TU need not have.
  bool Elsewhere = false;
};

struct NamedRepair {
  llvm::StringRef Name;
  const RepairKind *Is;
};

/// All kinds, by name.
llvm::ArrayRef<NamedRepair> allRepairs();

/// What can be done about a finding, the best first, from the AST of a TU that
/// has its place, or one of its chain. A repair that would have to edit a macro,
/// or a directive, is Manual, and its sentence says why.
std::vector<Repair> repairsFor(const Finding &F, clang::ASTContext &Context);

} // namespace cleanexit

#endif
