//===-- Diff.h - Findings that a change brings ------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_DIFF_H
#define CLEANEXIT_TOOLS_CLEANEXIT_DIFF_H

#include "Arguments.h"
#include "KnownFindings.h"

namespace cleanexit {

extern const OptionSpec DiffOption;

/// What was found where the work tree branched off a revision.
struct FindingsBefore {
  std::string Revision; ///< for people: "main (1a2b3c4d5e6f)"
  KnownFindings Known;
};

/// Analyzes the same program as it was there. TUs that read nothing of what
/// was changed come from the cache.
llvm::Expected<FindingsBefore> findingsBefore(llvm::StringRef Revision,
                                              const Arguments &Args);

} // namespace cleanexit

#endif
