//===-- StaticFutures.h - Tasks that the process ends with ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   static std::future<void> loading;
//   void begin() { loading = std::async(std::launch::async, load); }
//
// ~future() waits for the task, among the statics' destructors.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_STATICFUTURES_H
#define CLEANEXIT_CHECKS_STATICFUTURES_H

#include "Summary/Summary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cleanexit {

/// A variable of static or thread storage that has a task's future.
struct StaticFuture {
  const Owner *Is = nullptr;
  StepRef Started; ///< the step that gives it the task
};

/// Those that only one file knows, in which nobody waits for them before.
void forEachStaticFuture(const Summary &P,
                         llvm::function_ref<void(const StaticFuture &)> Each);

} // namespace cleanexit

#endif
