//===-- Prelude.h - Headers from outside, parsed once for many TUs -*- C++ -*-//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What most of a TU's parse goes into is the same in all of them: <string>,
// <vector>, <glib.h>. For commands that agree in language and target, and TUs
// that begin with the same _GNU_SOURCE and the like, these are precompiled once,
// the toolchain's with no function bodies, and each TU starts from there:
//
//   a.cpp -std=c++20 -Ia ┐                   ┌ -include-pch → a.cpp
//   b.cpp -std=c++20 -Ib ├ <map> <string> …  ┼ -include-pch → b.cpp
//   c.cpp -std=c++20 -DX ┘   precompiled     └ -include-pch → c.cpp
//
// A TU for which that could change the meaning is parsed plainly
// (PreludeGuard.h).
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_PRELUDE_H
#define CLEANEXIT_SCAN_PRELUDE_H

#include "Scan/Scan.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace cleanexit {

/// A plan: nothing is on disk yet.
struct Prelude {
  /// The compiler and those of its arguments that the headers depend on.
  std::vector<std::string> Arguments;
  std::string Directory;
  /// As written between <>: the toolchain's, sorted, then those of libraries
  /// that are installed, in an order in which they may follow each other.
  std::vector<std::string> Toolchain, Libraries;
  std::vector<LeadingMacro> Lead;
  /// The commands that may use it, as indices into what was planned for.
  std::vector<size_t> Users;
};

/// Groups commands by language, target and leading macros, and finds which
/// headers from outside the project each group includes, by reading the include
/// lines of some of its sources. Groups too small to be worth it are left out.
std::vector<Prelude>
planPreludes(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
             const ScanOptions &Options,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);

/// Writes the precompiled prelude to File (and its source beside it, as
/// File.h), without those headers that cannot be parsed here. Fails, and leaves
/// nothing, if that is of no avail.
llvm::Expected<MadePrelude> precompile(const Prelude &P, llvm::StringRef File,
                                       const ScanOptions &Options);

} // namespace cleanexit

#endif
