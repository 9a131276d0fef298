//===-- HereOrThere.h - What asks which thread it is on ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   void call(Loop &loop, std::function<void()> f) {
//     if (loop.isInside())            in the loop's thread: run, no wait
//       f();
//     else
//       Call(loop, std::move(f)).wait();     handed over, and awaited
//   }
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_HEREORTHERE_H
#define CLEANEXIT_CHECKS_HEREORTHERE_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether a body asks which thread is running: this_thread::get_id and the
/// like, itself or by way of a short helper.
bool asksWhoRuns(const Summary &P, uint32_t Body);

/// Whether a chain leads through a function that hands what it was given to
/// another thread, and waits until that has run it; in that thread it runs it
/// itself. Who waits so has asked for what it waits for.
bool runsHereOrThere(const Summary &P, llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
