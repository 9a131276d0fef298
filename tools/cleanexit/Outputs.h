//===-- Outputs.h - Where findings are written, and how ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_OUTPUTS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_OUTPUTS_H

#include "Arguments.h"
#include "Report/Report.h"

namespace cleanexit {

extern const OptionSpec FormatOption;

/// What `--format NAME[=FILE]`, given any number of times, asks for.
class Outputs {
  struct Output {
    const NamedFormat *Format = nullptr;
    std::string File; ///< "-" is stdout
  };
  std::vector<Output> All;
  static llvm::Expected<Output> one(llvm::StringRef Text);
  std::vector<std::string> files() const;

public:
  static llvm::Expected<Outputs> from(const Arguments &Args);
  /// Whether one of them has a place for repairs.
  bool haveRepairs() const;
  /// Writes them all; files whole or not at all.
  llvm::Error write(const Outcome &Run) const;
};

} // namespace cleanexit

#endif
