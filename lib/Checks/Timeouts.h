//===-- Timeouts.h - Does a timeout govern a call? --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_TIMEOUTS_H
#define CLEANEXIT_CHECKS_TIMEOUTS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a call that sets a timeout for the act, or what its model asks for
/// (unless_set), is seen: in the function that acts, or elsewhere in its class.
bool limited(const Summary &P, const Witness &W);

} // namespace cleanexit

#endif
