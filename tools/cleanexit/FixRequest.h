//===-- FixRequest.h - The options that ask for repairs ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_FIXREQUEST_H
#define CLEANEXIT_TOOLS_CLEANEXIT_FIXREQUEST_H

#include "Arguments.h"
#include "Report/Report.h"
#include <optional>

namespace cleanexit {

extern const OptionSpec FixOption, DryRunOption, RepairsOption;

/// --fix, --fix=suggested, --dry-run, --repairs.
class FixRequest {
  std::optional<Tier> UpTo;
  bool DryRun = false;

public:
  bool WantsRepairs = false;

  static llvm::Expected<FixRequest> from(const Arguments &Args);
  /// Mends files, and takes what is mended out of the findings; or prints how.
  llvm::Error carryOut(Outcome &Run) const;
};

} // namespace cleanexit

#endif
