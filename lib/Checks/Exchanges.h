//===-- Exchanges.h - Does it wait for another machine? ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_EXCHANGES_H
#define CLEANEXIT_CHECKS_EXCHANGES_H

#include "Summary/Summary.h"
#include <string>

namespace cleanexit {

constexpr EffectSet Remote{Effect::Network, Effect::Database};

/// Why what a step does with another machine, a witness of its effects within the
/// cleanup, need not be reported; empty if it must be looked at further. Sets how
/// long it lasts to what a timeout on the same handle says.
std::string harmlessExchange(const Summary &P, StepRef At, Witness &W,
                             unsigned MaxBoundMs, bool Strict);

/// while (handleEvents(10)) {}   Whether the innermost loop that is around a step of
/// the way is over when that step gives nothing.
bool endsAtSilence(const Summary &P, llvm::ArrayRef<Link> Chain);

/// How long what a chain ends with waits until it says so, as constants tell that
/// are handed down to it; nothing if they do not.
std::optional<Bound> lengthOfSilence(const Summary &P,
                                     llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
