//===-- BudgetFile.h - How many findings there may be -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_BUDGETFILE_H
#define CLEANEXIT_TOOLS_CLEANEXIT_BUDGETFILE_H

#include "Checks/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace cleanexit {

/// An error budget for cleanups, which is spent down. On disk one limit a line,
/// for a check, a folder or both; a finding counts in each line that is about
/// it:
///
///   # CleanExit budget 1: ...
///   12 cleanup-blocking-call
///   30 src/legacy
///   2 cleanup-network-io src/net
class BudgetFile {
public:
  struct Line {
    unsigned Limit = 0;
    std::string About; ///< as written: what is the same line in two versions
    std::string Check = "*"; ///< a glob
    std::string Folder;      ///< absolute; empty: all
    bool covers(const Finding &F) const;
    unsigned spent(llvm::ArrayRef<Finding> Findings) const;
  };
  std::vector<Line> Lines;

  static llvm::Expected<BudgetFile> read(llvm::StringRef File);
  /// Name: of the file, absolute; its folder is where relative paths start.
  static llvm::Expected<BudgetFile> parse(llvm::StringRef Text,
                                          llvm::StringRef Name);
  llvm::Error write(llvm::StringRef File) const;

  /// One line for each check that has findings.
  static BudgetFile of(llvm::ArrayRef<Finding> Findings);
  bool covers(const Finding &F) const;
  /// What is larger here than before, a sentence a line; or nothing.
  std::string raisedSince(const BudgetFile &Before) const;
};

} // namespace cleanexit

#endif
