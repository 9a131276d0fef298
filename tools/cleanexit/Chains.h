//===-- Chains.h - Chains of reasons as text --------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_CHAINS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_CHAINS_H

#include "Summary/Summary.h"
#include "llvm/Support/raw_ostream.h"

namespace cleanexit {

/// A function's effects of a set, each with its chain, and if Throws is set
/// what it throws:
///
///   Pool::~Pool() waits for a thread to end
///     pool.cpp:9:11: Pool::stop()
///     pool.cpp:4:12: std::thread::join: until the thread's function returns
///
/// Root: paths are written relative to it. Returns whether there are any.
bool printChains(llvm::raw_ostream &OS, const Summary &S, FunctionId F,
                 EffectSet Of, bool Throws, llvm::StringRef Root);

EffectSet allEffects();

} // namespace cleanexit

#endif
