//===-- WrittenAnswers.h - What the checks said, on disk --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_WRITTENANSWERS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_WRITTENANSWERS_H

#include "Analysis.h"

namespace cleanexit {

/// What scanning, linking and asking gave of a program: all that is kept of it
/// from run to run. Comments that silence findings are not heard yet.
struct ProgramAnswers {
  std::vector<Finding> Findings; ///< in order, with fingerprints
  std::vector<Silence> Silences;
  std::vector<Failure> Failures, Plain;          ///< as in Analysis
  std::map<std::string, std::string> ParsedWith; ///< of files with findings
  ProgramSize Size;
};

std::string write(const ProgramAnswers &Of);

/// Nothing if that is not what write() wrote.
std::optional<ProgramAnswers> readAnswers(llvm::StringRef Written);

} // namespace cleanexit

#endif
