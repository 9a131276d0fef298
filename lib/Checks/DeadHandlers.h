//===-- DeadHandlers.h - Handlers of what nobody throws ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   try {
//     text += boost::lexical_cast<std::string>(5);       which always fits
//   } catch (const boost::bad_lexical_cast &) {
//     throw FormatFailure();                             never comes
//   }
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_DEADHANDLERS_H
#define CLEANEXIT_CHECKS_DEADHANDLERS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a step stands in a handler of a class that nothing in the try block may
/// throw: all that is called there is known.
bool isInDeadHandler(const Summary &P, StepRef At);

} // namespace cleanexit

#endif
