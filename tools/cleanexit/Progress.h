//===-- Progress.h - How far the work is, on a terminal ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_PROGRESS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_PROGRESS_H

#include "Arguments.h"
#include <chrono>

namespace cleanexit {

extern const OptionSpec ProgressOption;

/// On stderr:
///
///   [ 12/39] 3.4/s, 8 s left  util/env_posix.cc
///
/// Live it is one line that is written over and gone in the end; plain it is a
/// line every second, and one in the end.
class Progress {
public:
  enum Style { None, Plain, Live };
  /// `--progress=...`; by default live on a terminal, else none.
  static llvm::Expected<Style> style(const Arguments &Args);

  Progress(unsigned All, Style Shown) : All(All), Shown(Shown) {}
  ~Progress();
  void did(llvm::StringRef File);

private:
  using Clock = std::chrono::steady_clock;
  const unsigned All;
  const Style Shown;
  unsigned Done = 0;
  const Clock::time_point Begin = Clock::now();
  Clock::time_point Said = Begin;

  std::string line(llvm::StringRef File) const;
};

} // namespace cleanexit

#endif
