//===-- Origins.h - Where code comes from -----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_ORIGINS_H
#define CLEANEXIT_SCAN_ORIGINS_H

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace cleanexit {

/// Whether a header belongs to the compiler or the C library, by its path:
/// bodies in those are never facts, what they do is modeled.
bool isToolchainPath(llvm::StringRef Path);

/// Whether a header was installed, with the system or beside it: a library's,
/// also where a command names its folder with -I, as pkg-config does.
bool isInstalledPath(llvm::StringRef Path);
inline bool isOutsidePath(llvm::StringRef Path) {
  return isToolchainPath(Path) || isInstalledPath(Path);
}

/// Absolute path of a file, symbolic links resolved.
std::string canonicalPath(clang::FileEntryRef File,
                          const clang::FileManager &Files);

/// Canonical paths of all files that were read, in no order.
std::vector<std::string> filesRead(const clang::SourceManager &Sources);

/// Answers where a location stands, once per file.
class Origins {
public:
  enum Origin : uint8_t { User, System, Toolchain };

  explicit Origins(const clang::SourceManager &Sources) : Sources(Sources) {}
  Origin of(clang::SourceLocation Loc);
  /// The same, of what a macro makes: where the macro's text stands, and of its
  /// arguments where they are written.
  Origin ofText(clang::SourceLocation Loc);
  /// Absolute path, symbolic links resolved, of the file that Loc is in.
  llvm::StringRef file(clang::FileID File);

private:
  const clang::SourceManager &Sources;
  llvm::DenseMap<clang::FileID, Origin> Known;
  llvm::DenseMap<clang::FileID, std::string> Paths;
};

} // namespace cleanexit

#endif
