//===-- Units.h - The facts of many TUs -------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_UNITS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_UNITS_H

#include "Cache.h"
#include "Effects/Stopwatch.h"
#include "Models/Models.h"
#include "Progress.h"
#include "Report/Report.h"
#include "Scan/Scan.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <string>
#include <vector>

namespace cleanexit {

/// The facts of all TUs that could be read, and why others could not.
struct ScannedUnits {
  std::vector<Facts> Facts;
  std::vector<std::string> MainFiles; ///< of all TUs, sorted
  std::vector<Failure> Failures;      ///< sorted by file
  /// TUs that could not start from precompiled headers, and why not.
  std::vector<Failure> Plain;
  unsigned NumParsed = 0; ///< the others came from the cache
};

struct ScanManyOptions {
  unsigned Processes = 1;
  bool Exact = false;
  Progress::Style Shown = Progress::None;
  MakeFileSystem Files;
};

/// Reads the answers that the cache has by these entries, one per command, and
/// scans the TUs of which it has none, in processes of their own; then the
/// entries are those of what was kept. The result does not depend on the number
/// of processes.
ScannedUnits scanUnits(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
                       const Models &Knowledge, const ScanManyOptions &Options,
                       Cache &Kept, std::vector<std::string> &Entries,
                       Stopwatch &Clock);

/// The options that every scan of the tool has.
ScanOptions scanOptions(bool Exact);

/// What to say about a TU with errors; empty if it has none.
std::string whyFailed(const Scanned &S);

} // namespace cleanexit

#endif
