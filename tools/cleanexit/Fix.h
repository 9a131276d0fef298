//===-- Fix.h - Applying repairs to files -----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_FIX_H
#define CLEANEXIT_TOOLS_CLEANEXIT_FIX_H

#include "Checks/Finding.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <string>
#include <vector>

namespace cleanexit {

/// One repair for each finding that has one, merged per file. A repair whose
/// edits overlap those of another is left for the next run, as a whole.
class Fixes {
  std::map<std::string, clang::tooling::Replacements> ByFile;

public:
  std::vector<size_t> Mended; ///< the findings, as indices
  /// What was not done and why, "file:line: sentence".
  std::vector<std::string> Refused;

  Fixes(llvm::ArrayRef<Finding> Findings, Tier UpTo);

  /// What is done, by file and place.
  std::vector<Edit> edits() const;
  /// Rewrites the files, each wholly or not at all.
  llvm::Error write() const;
  /// The same as a unified diff, paths as seen from Root.
  llvm::Error print(llvm::raw_ostream &OS, llvm::StringRef Root) const;

private:
  bool add(const Repair &R);
};

} // namespace cleanexit

#endif
