//===-- Constants.h - Constants that callers hand over ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_CONSTANTS_H
#define CLEANEXIT_SUMMARY_CONSTANTS_H

#include "Summary/Calls.h"
#include "Summary/Stores.h"

namespace cleanexit {

/// The constants that V may be, parameters being what the callers that are seen
/// hand over; none if it may be anything else.
llvm::SmallVector<Value, 2> constantsHanded(const Program &P, Stores &Kept,
                                            const Calls &Graph, StepId At,
                                            const Value &V, unsigned Depth = 0);

} // namespace cleanexit

#endif
