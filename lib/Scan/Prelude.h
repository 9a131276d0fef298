//===-- Prelude.h - Toolchain headers, parsed once for many TUs *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What most of a TU's parse goes into is the same in all of them: <string>,
// <vector>, <mutex>. For commands that agree in language and target these are
// precompiled once, with no function bodies, and each TU starts from there:
//
//   a.cpp -std=c++20 -Ia ┐                   ┌ -include-pch → a.cpp
//   b.cpp -std=c++20 -Ib ├ <map> <string> …  ┼ -include-pch → b.cpp
//   c.cpp -std=c++20 -DX ┘   precompiled     └ -include-pch → c.cpp
//
// A TU for which that could change the meaning is parsed plainly (scan()).
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
  /// As written between <>, sorted.
  std::vector<std::string> Headers;
  /// The commands that may use it, as indices into what was planned for.
  std::vector<size_t> Users;
};

/// Groups commands by language and target, and finds which toolchain headers
/// each group includes, by reading the include lines of some of its sources.
/// Groups too small to be worth it are left out.
std::vector<Prelude>
planPreludes(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
             const ScanOptions &Options, llvm::vfs::FileSystem &FS);

/// Writes the precompiled prelude to File (and its source beside it, as
/// File.h). The result is what it was made of: canonical paths of all headers.
/// Fails, and leaves nothing, if they cannot be parsed together.
llvm::Expected<std::vector<std::string>>
precompile(const Prelude &P, llvm::StringRef File, const ScanOptions &Options);

} // namespace cleanexit

#endif
