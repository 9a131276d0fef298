//===-- Reached.h - What a thread may come to -------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_REACHED_H
#define CLEANEXIT_CHECKS_REACHED_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether one of the functions that these may come to, themselves among them, is
/// such a one. What a library that waits for events was given with its handle may be
/// called there as well. Calls of what many override are not followed, since which of them
/// runs is anybody's guess; and no more than some hundred functions are asked.
bool anyReached(const Summary &P, llvm::ArrayRef<FunctionId> From,
                llvm::function_ref<bool(FunctionId)> IsSuch);

/// Whether a main() that is seen comes to a function: who else calls it, and what
/// the program puts where, is then seen as well.
bool isRunByMain(const Summary &P, FunctionId Fn);

} // namespace cleanexit

#endif
