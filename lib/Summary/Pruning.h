//===-- Pruning.h - Steps that known arguments leave out --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_PRUNING_H
#define CLEANEXIT_SUMMARY_PRUNING_H

#include "Effects/Facts.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace cleanexit {

/// What a value is known to be, if it is.
using KnownValue = llvm::function_ref<std::optional<int64_t>(const Value &)>;

/// What was done there is done no more. The step keeps its number, and becomes a
/// Set of nothing.
void takeOut(Step &S);

/// Takes out of a body the blocks that are not entered, and what follows a
/// block that is entered and never goes on. Bodies with labels stay as they are.
void prune(llvm::MutableArrayRef<Step> Steps, const Facts &F, KnownValue Known);

} // namespace cleanexit

#endif
