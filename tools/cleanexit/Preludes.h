//===-- Preludes.h - The precompiled headers of a run -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_PRELUDES_H
#define CLEANEXIT_TOOLS_CLEANEXIT_PRELUDES_H

#include "Scan/Prelude.h"
#include "llvm/ADT/SmallString.h"

namespace cleanexit {

/// The preludes of a run's commands, in a temporary folder that goes with
/// this object. One that cannot be made is done without.
class Preludes {
  llvm::SmallString<128> Folder;
  std::vector<MadePrelude> All; ///< with no File: could not be made
  std::vector<unsigned> Of;     ///< by command: 1 plus its place in All, or 0

public:
  Preludes(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
           unsigned Processes, const ScanOptions &Options,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);
  ~Preludes();
  Preludes(const Preludes &) = delete;
  Preludes &operator=(const Preludes &) = delete;

  /// The same options, with the prelude of a command.
  ScanOptions with(const ScanOptions &Options, unsigned Command) const;
};

} // namespace cleanexit

#endif
