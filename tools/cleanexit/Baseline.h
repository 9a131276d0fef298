//===-- Baseline.h - Findings accepted for now ------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_BASELINE_H
#define CLEANEXIT_TOOLS_CLEANEXIT_BASELINE_H

#include "Arguments.h"

namespace cleanexit {

extern const OptionSpec BaselineOption;

} // namespace cleanexit

#endif
