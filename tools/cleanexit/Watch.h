//===-- Watch.h - Again whenever a file is saved ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_WATCH_H
#define CLEANEXIT_TOOLS_CLEANEXIT_WATCH_H

#include "Arguments.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <set>

namespace cleanexit {

extern const OptionSpec WatchOption;

/// Runs, waits until a file that the run names is written or gone, and runs
/// again, until the process is ended. A run that names no file is the last:
/// what it answers is the result.
int watch(llvm::function_ref<int(std::set<std::string> &Files)> Run);

} // namespace cleanexit

#endif
