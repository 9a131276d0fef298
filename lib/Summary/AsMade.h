//===-- AsMade.h - Objects that are as their constructor made them -*- C++ -*-//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   Request request;              its kind is 0,
//   write(data, request);         which leaves it alone
//   if (request.kind != 0)
//     throw Error();              does not happen
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_ASMADE_H
#define CLEANEXIT_SUMMARY_ASMADE_H

#include "Summary/Program.h"

namespace cleanexit {

/// Whether a step stands behind a condition on a local object that is not so, as
/// it was made, and nobody changes it before.
bool isBehindUnmade(const Program &P, StepId Within);

} // namespace cleanexit

#endif
