//===-- Rethrown.h - Exceptions that are thrown on later --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A handler that keeps what it caught, for the same function to throw it when
// the rest is done, throws it on, only later:
//
//   std::exception_ptr e;
//   try { flush(); } catch (...) { e = std::current_exception(); }
//   close();
//   if (e) std::rethrow_exception(e);      what flush() throws
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_RETHROWN_H
#define CLEANEXIT_SUMMARY_RETHROWN_H

#include "Summary/Stores.h"

namespace cleanexit {

/// The handlers of the step's own body whose exception a call there throws once
/// more, outside of them; none if it may be another one.
llvm::SmallVector<StepId, 2> handlersRethrown(const Program &P, Stores &Kept,
                                              StepId S);

/// Notes at handlers that such a call throws their exception on.
void findRethrown(Program &P, Stores &Kept);

} // namespace cleanexit

#endif
