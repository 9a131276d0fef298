//===-- Answers.h - What the checks say about a program ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_ANSWERS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_ANSWERS_H

#include "Analysis.h"

namespace cleanexit {

struct Answers {
  std::vector<Finding> Findings;   ///< in order, with fingerprints
  std::vector<Finding> Suppressed; ///< by comments; likewise
  std::vector<Silence> Silences;
};

/// What the checks say, with the options of each folder: as the cache has it,
/// if P is not linked, or else asked now. Misused comments and malformed
/// settings are added to P's failures.
llvm::Expected<Answers> answersAbout(Analysis &P);

} // namespace cleanexit

#endif
