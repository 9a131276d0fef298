//===-- LocalThread.h - What one body does to a thread ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   std::thread producer(produce);             started
//   if (!prepare()) return false;              and left
//   producer.join();
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_LOCALTHREAD_H
#define CLEANEXIT_CHECKS_LOCALTHREAD_H

#include "Checks/ThreadDeeds.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace cleanexit {

/// Where a thread runs still, and nobody can join it any more.
struct LeftThread {
  StepRef Started;   ///< the first step that gives it something to run
  StepRef Destroyed; ///< the step that destroys it; Body 0: none does
  StepRef Leaves;    ///< what may throw over it; Body 0: nothing
};

/// Follows a local thread, or one of this object's, through a body. Nothing if it
/// is ended on all ways, or somebody else may end it.
std::optional<LeftThread> followThread(const Summary &P, uint32_t Body,
                                       PathId Object);

/// The same of a local object that has a thread: \p Does tells what a call does
/// to that. \p IsOnlyOwner: it is a unique_ptr with nobody else's object,
/// whatever function gave it.
std::optional<LeftThread>
followOwner(const Summary &P, uint32_t Body, PathId Object,
            llvm::function_ref<Deed(const Step &)> Does, bool IsOnlyOwner);

} // namespace cleanexit

#endif
