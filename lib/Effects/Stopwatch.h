//===-- Stopwatch.h - Where a run's time goes -------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_STOPWATCH_H
#define CLEANEXIT_EFFECTS_STOPWATCH_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Process.h"
#include <string>
#include <utility>
#include <vector>

namespace cleanexit {

/// The CPU seconds of this process between one lap and the next; the first lap
/// begins with the process.
class Stopwatch {
  double Last = 0;

  static double now() {
    llvm::sys::TimePoint<> Elapsed;
    std::chrono::nanoseconds User, System;
    llvm::sys::Process::GetTimeUsage(Elapsed, User, System);
    return std::chrono::duration<double>(User + System).count();
  }

public:
  std::vector<std::pair<std::string, double>> Laps;

  /// What was done since the lap before.
  void lap(llvm::StringRef Did) {
    double Now = now();
    Laps.emplace_back(Did.str(), Now - Last);
    Last = Now;
  }
};

} // namespace cleanexit

#endif
