//===-- Progress.h - How far the work is, on a terminal ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_PROGRESS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <chrono>

namespace cleanexit {

/// One line on stderr that is written over and gone in the end:
///
///   [ 12/39] 3.4/s, 8 s left  util/env_posix.cc
class Progress {
  const unsigned All;
  const bool Show;
  unsigned Done = 0;
  const std::chrono::steady_clock::time_point Begin =
      std::chrono::steady_clock::now();

public:
  Progress(unsigned All, bool Show) : All(All), Show(Show) {}
  ~Progress();
  void did(llvm::StringRef File);
};

} // namespace cleanexit

#endif
