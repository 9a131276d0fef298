//===-- Spent.h - Objects that have nothing left to end ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   std::unique_ptr<Worker> old;
//   {
//     std::lock_guard lock(mutex_);
//     old = std::move(worker_);     ends what `old` owned: nothing
//     worker_ = makeWorker();       ends what `worker_` owned: nothing any more
//   }
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_SPENT_H
#define CLEANEXIT_CHECKS_SPENT_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Does a step end an object, or what an object owned, that is known to have
/// been empty, or whose content is kept elsewhere, or a future that was asked?
bool endsNothing(const Summary &P, StepRef At);

} // namespace cleanexit

#endif
