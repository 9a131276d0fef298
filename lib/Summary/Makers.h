//===-- Makers.h - Functions that depend on who made a handle ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   mutex_ = createMutex();          take(mutex_);    takes a lock
//   done_ = createSemaphore(0);      take(done_);     waits for another thread
//
// One name, two models (`made_by`): the calls of which the maker is known get a
// callee of their own.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_MAKERS_H
#define CLEANEXIT_SUMMARY_MAKERS_H

#include "Summary/Stores.h"

namespace cleanexit {

/// Gives calls on what certain functions made the models that are for it.
void tellMakers(Program &P, Stores &Kept);

} // namespace cleanexit

#endif
