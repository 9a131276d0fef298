//===-- Specialize.h - Functions as some callers see them -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What a function does may hang on what its caller knows:
//
//   void Pool::close(bool wait) {       ~Pool() { close(false); }
//     stop_ = true;                       close with $0 = 0: the join is not
//     if (wait)                           reached
//       thread_.join();
//   }
//
//   void Statement::execute() {         SqliteStatement s; s.execute();
//     compile();  // virtual              execute on a SqliteStatement: its own
//   }                                     compile()
//
//   ~Queue() { op->func(nullptr, op); }   whichever function that is, with
//                                         $0 = 0
//
// Such calls are given a copy of the function, with the steps that cannot be
// reached taken out and the virtual calls resolved. Everything after this sees
// more functions and knows nothing of how they came to be.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SPECIALIZE_H
#define CLEANEXIT_SUMMARY_SPECIALIZE_H

#include "Summary/Program.h"

namespace cleanexit {

/// Adds the copies, and makes the calls go to them.
Program specialize(Facts United, const Models &M);
/// Whether a function is such a copy.
bool isSpecialized(const Facts &F, FunctionId Id);

} // namespace cleanexit

#endif
