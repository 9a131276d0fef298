//===-- LockBits.h - What only those set who spin for it --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   while (__atomic_exchange_n(&taken, 1, __ATOMIC_ACQUIRE)) pause();
//   …
//   __atomic_store_n(&taken, 0, __ATOMIC_RELEASE);
//
// A lock without a class, by a macro or a function of whatever name: who goes
// round until it is free has taken it then, nobody is seen to take it another way,
// and who has taken it gives it back soon, himself or in what called him.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKBITS_H
#define CLEANEXIT_SUMMARY_LOCKBITS_H

#include "Summary/Calls.h"

namespace cleanexit {

/// The Act steps that spin until they have taken such a bit.
llvm::DenseSet<StepId> spinsForBits(const Program &P, Stores &Kept,
                                    const Calls &Graph);

} // namespace cleanexit

#endif
