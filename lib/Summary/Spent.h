//===-- Spent.h - Objects that have nothing left to end ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   std::unique_ptr<Worker> old;
//   {
//     std::lock_guard lock(mutex_);
//     if (worker_)
//       old = std::move(worker_);   ends what `old` owned: nothing
//     worker_ = makeWorker();       ends what `worker_` owned: nothing any more
//   }
//   Options o;   apply(o);        reads it: what ends with `o` is nothing
//   o = current();                ends what `o` had: nothing
//   std::move(it, all.end(), std::back_inserter(dead));
//   all.erase(it, all.end());       ends what is left there: nothing
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SPENT_H
#define CLEANEXIT_SUMMARY_SPENT_H

#include "Effects/Facts.h"

namespace cleanexit {

/// Marks, as if moved from, steps that end an object, or what an object owned,
/// that is known to have been empty, or whose content is kept elsewhere, or a
/// future that was asked; and assignments to what was empty.
Facts withoutSpent(Facts United);

} // namespace cleanexit

#endif
