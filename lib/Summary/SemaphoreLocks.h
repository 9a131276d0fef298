//===-- SemaphoreLocks.h - Semaphores that classes lock with ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   class Lock {
//     void lock() { sem_wait(&semaphore_); }      takes a lock
//     void unlock() { sem_post(&semaphore_); }    gives it back
//     sem_t semaphore_;
//   };
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SEMAPHORELOCKS_H
#define CLEANEXIT_SUMMARY_SEMAPHORELOCKS_H

#include "Summary/Program.h"

namespace cleanexit {

/// Makes a class's lock() and unlock(), which wait for the same semaphore and give
/// it back, take and release a lock.
void tellSemaphoreLocks(Program &P);

} // namespace cleanexit

#endif
