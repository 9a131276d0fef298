//===-- Statistics.cpp - Findings by check and folder -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Statistics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include <map>

namespace cleanexit {

using Counts = std::map<std::string, unsigned>;

static void printMostFirst(llvm::raw_ostream &OS, const Counts &All) {
  std::vector<std::pair<unsigned, llvm::StringRef>> Rows;
  for (const auto &[Name, Number] : All)
    Rows.push_back({Number, Name});
  llvm::stable_sort(
      Rows, [](const auto &A, const auto &B) { return A.first > B.first; });
  for (const auto &[Number, Name] : Rows)
    OS << llvm::formatv("{0,7} {1}\n", Number, Name);
}

void printStatistics(llvm::raw_ostream &OS, const Outcome &Run) {
  Counts Checks, Folders;
  for (const Finding &F : Run.Findings) {
    ++Checks[F.Check];
    llvm::StringRef Folder = llvm::sys::path::parent_path(F.At.File);
    std::string Shown = Folder == Run.Root ? "." : relativeTo(Run.Root, Folder);
    ++Folders[Shown];
  }
  printMostFirst(OS, Checks);
  printMostFirst(OS, Folders);
}

} // namespace cleanexit
