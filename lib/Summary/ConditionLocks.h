//===-- ConditionLocks.h - Locks made of a condition ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   void rw_lock(RwLock *l) {                  void rw_unlock(RwLock *l) {
//     pthread_mutex_lock(&l->mutex);             …
//     while (l->writer)                          l->writer = false;
//       pthread_cond_wait(&l->free, &l->mutex);  pthread_cond_signal(&l->free);
//     l->writer = true;                          …
//     …                                        }
//   }
//
// Who calls the one takes a lock, and waits no more than for any other lock.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_CONDITIONLOCKS_H
#define CLEANEXIT_SUMMARY_CONDITIONLOCKS_H

#include "Summary/Program.h"

namespace cleanexit {

/// By function: whether it takes such a lock, told by its name, and that of another
/// function which signals every condition that it waits for.
std::vector<bool> conditionLocks(const Program &P);

} // namespace cleanexit

#endif
