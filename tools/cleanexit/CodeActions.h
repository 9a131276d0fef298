//===-- CodeActions.h - Repairs in an editor's terms ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_CODEACTIONS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_CODEACTIONS_H

#include "Report/Report.h"
#include "llvm/Support/JSON.h"
#include <set>

namespace cleanexit {

/// What the Language Server Protocol calls code actions, of findings that have
/// their repairs: a quick fix for each safe or suggested one.
class CodeActions {
  SourceTexts Sources;
  const std::set<std::string> &Unsaved;

public:
  static constexpr llvm::StringLiteral QuickFix = "quickfix";
  static constexpr llvm::StringLiteral FixAll = "source.fixAll.cleanexit";

  /// Repairs are made from files; those of a file that the editor has changed
  /// are not offered. Unsaved: canonical paths.
  explicit CodeActions(const std::set<std::string> &Unsaved)
      : Unsaved(Unsaved) {}

  llvm::json::Array quickFixes(llvm::ArrayRef<Finding> Repaired);
  /// All safe repairs at once, as `check --fix` does; none if there are none.
  llvm::json::Array fixAll(llvm::ArrayRef<Finding> Repaired);

private:
  bool areSaved(llvm::ArrayRef<Edit> Edits) const;
  llvm::json::Object changes(llvm::ArrayRef<Edit> Edits);
};

/// Whether an action of that kind is wanted, by a request that says `only`
/// these kinds, or none: "source" stands for "source.fixAll.cleanexit" too.
bool isWanted(llvm::StringRef Kind, llvm::ArrayRef<std::string> Only);

} // namespace cleanexit

#endif
