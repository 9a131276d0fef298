//===-- AllowComments.h - Findings that a comment allows --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_SETTINGS_ALLOWCOMMENTS_H
#define CLEANEXIT_TOOLS_SETTINGS_ALLOWCOMMENTS_H

#include "Checks/Finding.h"
#include "settings/Directives.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace cleanexit {

/// The `// cleanexit: allow(...)` comments of files, each read once.
class AllowComments {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS;
  llvm::StringMap<std::vector<Directive>> ByFile;

public:
  explicit AllowComments(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS)
      : FS(std::move(FS)) {}

  /// Whether one allows the finding. If it gives no reason and must, it does
  /// not, and the finding says so in a note.
  bool allow(Finding &F, bool RequireReason);

private:
  llvm::ArrayRef<Directive> of(llvm::StringRef File);
};

} // namespace cleanexit

#endif
