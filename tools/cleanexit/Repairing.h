//===-- Repairing.h - Repairs for the findings of a run ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_REPAIRING_H
#define CLEANEXIT_TOOLS_CLEANEXIT_REPAIRING_H

#include "Analysis.h"
#include "Checks/Finding.h"
#include "llvm/Support/Chrono.h"

namespace cleanexit {

/// Parses one TU of each finding once more, in processes of their own, and
/// fills in the finding's repairs. A finding in a file that was changed after
/// Began gets none, but a sentence.
void addRepairs(std::vector<Finding> &Findings, const Analysis &P,
                llvm::sys::TimePoint<> Began);

} // namespace cleanexit

#endif
