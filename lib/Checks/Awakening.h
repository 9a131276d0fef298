//===-- Awakening.h - Does a request wake who sleeps? -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   stop_ = true;             while (!stop_) {
//   wake_.notify_all();         …
//                               wake_.wait(lock);
//                             }
// A thread that waits for a condition is woken by who signals it, if it waits
// by then, and goes on only if what it looks at says so.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_AWAKENING_H
#define CLEANEXIT_CHECKS_AWAKENING_H

#include "Checks/Stopping.h"

namespace cleanexit {

/// A wait of a thread that was asked to stop, by a request that signals or cuts.
struct Sleep {
  StepRef At;                  ///< calls what a model knows to wait
  llvm::ArrayRef<StepRef> Way; ///< the calls from the thread's body to there
  FunctionId Thread = 0;       ///< its body
  bool IsOneOfMany = false;    ///< of that body, which are joined one by one
  Effect What = Effect::WaitCondition;
  bool Forever = false;
};

/// Why a thread sleeps on, as a part of a sentence that begins with a comma:
/// ", which the request does not wake". Empty if it may be woken.
std::string sleepsOn(const Summary &P, const StopRequest &Asked,
                     const Sleep &Wait);

} // namespace cleanexit

#endif
