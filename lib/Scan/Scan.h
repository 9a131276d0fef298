//===-- Scan.h - The facts of one translation unit --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_SCAN_H
#define CLEANEXIT_SCAN_SCAN_H

#include "Effects/Facts.h"
#include "Models/Models.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <compare>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Sema;
namespace tooling {
struct CompileCommand;
}
} // namespace clang

namespace llvm::vfs {
class FileSystem;
}

namespace cleanexit {

/// A macro that decides what headers declare: `_GNU_SOURCE`, and its body.
struct LeadingMacro {
  std::string Name;
  std::string Body;
  friend auto operator<=>(const LeadingMacro &, const LeadingMacro &) = default;
};

/// Headers from outside the project, precompiled (Prelude.h).
struct MadePrelude {
  using Indices = llvm::SmallVector<unsigned, 2>;
  std::string File; ///< the precompiled header; File.h beside it
  std::vector<std::string> Headers; ///< all that were read, canonical, sorted
  std::vector<Indices> Includes;    ///< by header: those that it includes
  std::vector<LeadingMacro> Lead;   ///< what they were read under, sorted
  llvm::StringMap<Indices> Names;   ///< identifiers: the headers they stand in
};

struct ScanOptions {
  /// Parse everything: no toolchain body is skipped. Slower, for comparison.
  bool Exact = false;
  /// Folder of clang's own headers (`clang-22 -print-resource-dir`).
  std::string ResourceDir;
  /// What to start from; null: parse plainly.
  const MadePrelude *Prelude = nullptr;
};

/// What came of one TU. Facts are there even when Errors is not empty: they
/// are of what parsed.
struct Scanned {
  Facts Of;
  /// Compile errors, each as "file:line:col: error: text"; the first few.
  std::vector<std::string> Errors;
  unsigned NumErrors = 0;
  /// Files read, canonical, sorted; the main file first.
  std::vector<std::string> Files;
  /// Why nothing could be parsed at all (no such file, unusable command).
  std::string Fatal;
  /// Why the prelude that was offered could not be used; empty if it was.
  std::string Plain;
};

/// Parses the TU of a command and scans it. Flags that clang does not know
/// are dropped. Not thread safe with itself: one process, one TU at a time.
Scanned scan(const clang::tooling::CompileCommand &Command,
             const Models &Knowledge, const ScanOptions &Options,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);

/// Parses the TU of a command plainly, as scan() does, and shows its AST to
/// Use. What is returned has no facts.
Scanned parse(const clang::tooling::CompileCommand &Command,
              const ScanOptions &Options,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
              llvm::function_ref<void(clang::ASTContext &)> Use);

/// Scans a TU that a host (clang-tidy) has parsed. May instantiate templates
/// that skipped bodies would have needed.
Facts scan(clang::Sema &Parsed, const Models &Knowledge);

} // namespace cleanexit

#endif
