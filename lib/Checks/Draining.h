//===-- Draining.h - Loops that first empty a container ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   for (;;) {
//     drop(sessions_, isDone);
//     if (stop_ && sessions_.empty()) return;
//     sleep_for(100ms);
//   }
// A request to stop is not enough: the sessions have to end as well, when they
// like to.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_DRAINING_H
#define CLEANEXIT_CHECKS_DRAINING_H

#include "Checks/Stopping.h"

namespace cleanexit {

/// The container, by name, that has to be empty before the loop which step Loop
/// opens is left, while each turn waits and takes nothing out. 0 if there is
/// none, or the request sees to it.
StringId drainsFirst(const Summary &P, StepRef Loop, const StopRequest &Asked);

} // namespace cleanexit

#endif
