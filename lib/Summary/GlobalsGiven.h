//===-- GlobalsGiven.h - Globals by way of a function -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   Registry &registry() { static Registry all; return all; }
//   registry().tasks[name] = task;          all.tasks[name] = task;
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_GLOBALSGIVEN_H
#define CLEANEXIT_SUMMARY_GLOBALSGIVEN_H

#include "Effects/Facts.h"

namespace cleanexit {

/// Makes parts of what a call gives parts of the global that its function always
/// returns.
Facts withGlobalsGiven(Facts United);

} // namespace cleanexit

#endif
