//===-- Identities.h - Functions that only give back an argument -*- C++ -*-==//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_IDENTITIES_H
#define CLEANEXIT_SUMMARY_IDENTITIES_H

#include "Effects/Facts.h"

namespace cleanexit {

/// Takes out what stands behind conditions that a function keeps from being
/// seen by the compiler, and that are constant all the same:
///
///   bool isTrue(bool b) { return b; }      if (isTrue(false)) throw …;
///   void giveUp() { abort(); }             giveUp(); sleep(1);
///
/// and marks functions that never come back as such.
Facts withoutUntrue(Facts United);

} // namespace cleanexit

#endif
