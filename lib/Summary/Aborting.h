//===-- Aborting.h - What is done on the way to abort() ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   if (!valid) {
//     log("not valid");     over a socket, it may be
//     abort();
//   }
//
// A process that fails an assertion holds nobody up by saying so.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_ABORTING_H
#define CLEANEXIT_SUMMARY_ABORTING_H

#include "Effects/Facts.h"
#include "Models/Models.h"

namespace cleanexit {

/// Takes out what is done in a block, or in a function that never comes back,
/// when all that can follow is abort() or the like. What a function does before
/// it aborts on every way stays, unless it is known never to come back: an exit
/// handler may end so.
Facts withoutAborting(Facts United, const Models &Known);

} // namespace cleanexit

#endif
