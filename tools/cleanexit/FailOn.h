//===-- FailOn.h - Which findings make a run fail ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_FAILON_H
#define CLEANEXIT_TOOLS_CLEANEXIT_FAILON_H

#include "Arguments.h"
#include "Checks/Finding.h"

namespace cleanexit {

extern const OptionSpec FailOnOption;

/// `--fail-on error|warning|never`; by default any finding does.
class FailOn {
  enum { Error, Warning, Never } Least = Warning;

public:
  static llvm::Expected<FailOn> from(const Arguments &Args);
  bool anyOf(llvm::ArrayRef<Finding> Findings) const;
};

} // namespace cleanexit

#endif
