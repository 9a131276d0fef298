//===-- Beside.h - What is called by the same class -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_BESIDE_H
#define CLEANEXIT_SUMMARY_BESIDE_H

#include "Summary/Calls.h"

namespace cleanexit {

/// Whether a call is in a function, or in another of its class that somebody
/// calls. Of functions of no class: of its file, which is what C has for one.
bool isBeside(const Program &P, const Calls &Graph, FunctionId In, StepId Call);

} // namespace cleanexit

#endif
