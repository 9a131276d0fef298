//===-- Git.h - Asking git --------------------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_GIT_H
#define CLEANEXIT_TOOLS_CLEANEXIT_GIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace cleanexit {

/// What `git -C Folder Words...` prints; fails with what it complains about.
llvm::Expected<std::string> git(llvm::StringRef Folder,
                                llvm::ArrayRef<llvm::StringRef> Words);

/// The last commit that HEAD of the work tree around Folder has in common with
/// a revision; where none is known, as in a shallow clone, the revision itself.
std::string branchPoint(llvm::StringRef Revision, llvm::StringRef Folder);

} // namespace cleanexit

#endif
