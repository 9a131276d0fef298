//===-- TidyUnit.h - One TU of clang-tidy, analyzed once --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_TIDY_TIDYUNIT_H
#define CLEANEXIT_TOOLS_TIDY_TIDYUNIT_H

#include "Checks/Check.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "settings/Settings.h"
#include "llvm/Support/Error.h"

namespace clang {
class Preprocessor;
}

namespace cleanexit {

/// Shared by the checks of one TU.
class TidyUnit {
  clang::tidy::ClangTidyContext &Context;
  OptionValues Options;
  bool Ran = false;
  std::vector<Finding> Found;

public:
  explicit TidyUnit(clang::tidy::ClangTidyContext &Context);

  /// The first call analyzes, later ones do nothing. The preprocessor is the
  /// one that read the TU. Fails if a file that an option names is not right.
  llvm::Error run(clang::Preprocessor &PP);
  bool hasRun() const { return Ran; }
  llvm::ArrayRef<Finding> findings() const { return Found; }

  std::string option(llvm::StringRef Name) const;

  /// Where a position is in the TU; invalid if the TU has not read that file.
  static clang::SourceLocation location(const Position &At,
                                        clang::SourceManager &Sources);
  /// The same for a chain's step, which may stand in another TU's file.
  static clang::SourceLocation anyLocation(const Position &At,
                                           clang::SourceManager &Sources);
};

} // namespace cleanexit

#endif
