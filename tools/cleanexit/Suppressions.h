//===-- Suppressions.h - NOLINT comments ------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_SUPPRESSIONS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_SUPPRESSIONS_H

#include "Checks/Finding.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>

namespace cleanexit {

/// Answers as clang-tidy does, with its own handler: NOLINT, NOLINTNEXTLINE,
/// NOLINTBEGIN and NOLINTEND, all of them with globs in parentheses.
class Suppressions {
  struct State;
  std::unique_ptr<State> S;

public:
  explicit Suppressions(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);
  ~Suppressions();
  bool cover(const Finding &F);
  /// Misuses of the comments that were met, such as a BEGIN without an END.
  const std::vector<std::string> &problems() const;
};

} // namespace cleanexit

#endif
