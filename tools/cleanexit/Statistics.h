//===-- Statistics.h - Findings by check and folder -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_STATISTICS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_STATISTICS_H

#include "Report/Report.h"

namespace cleanexit {

/// Two tables, most findings first:
///
///       3 cleanup-blocking-call
///       1 cleanup-network-io
///       4 src/net
void printStatistics(llvm::raw_ostream &OS, const Outcome &Run);

} // namespace cleanexit

#endif
