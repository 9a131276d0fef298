//===-- LockMethods.h - lock() methods that guards call ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   struct Checked { void lock() { if (!m_.try_lock_for(limit)) throw Late(); } … };
//   std::lock_guard<Checked> guard(mutex_);            throws what lock() throws
//
// That a guard of the library waits in there is no news; that it throws is.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKMETHODS_H
#define CLEANEXIT_SUMMARY_LOCKMETHODS_H

#include "Summary/Calls.h"

namespace cleanexit {

class LockMethods {
  Lists Called, Callers; ///< by step, and by method

public:
  explicit LockMethods(const Program &P);

  /// The methods of a project's own locks that a guard which is made there calls.
  llvm::ArrayRef<uint32_t> calledBy(StepId Makes) const {
    return Called[Makes];
  }
  /// The steps that make guards which call a method.
  llvm::ArrayRef<uint32_t> callers(FunctionId Method) const {
    return Callers[Method];
  }
};

} // namespace cleanexit

#endif
