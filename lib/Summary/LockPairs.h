//===-- LockPairs.h - A class's own lock() and unlock() ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKPAIRS_H
#define CLEANEXIT_SUMMARY_LOCKPAIRS_H

#include "Effects/Facts.h"

namespace cleanexit {

/// Two methods of a class, in whatever case their names are written, whose bodies
/// are seen.
struct LockPair {
  FunctionId Locks = 0;
  FunctionId Unlocks = 0;
};

llvm::SmallVector<LockPair, 4> lockPairs(const Facts &F);

} // namespace cleanexit

#endif
