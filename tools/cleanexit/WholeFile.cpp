//===-- WholeFile.cpp - Files that are written whole or not at all --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "WholeFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace cleanexit {

/// LLVM's own say what is wrong, or with which file, but not always both.
static llvm::Error inWords(llvm::StringRef File, std::error_code Problem) {
  if (!Problem)
    return llvm::Error::success();
  llvm::StringRef Folder = llvm::sys::path::parent_path(File);
  if (Problem == std::errc::no_such_file_or_directory && !Folder.empty() &&
      !llvm::sys::fs::exists(Folder))
    return llvm::createStringError(File + ": there is no folder '" + Folder +
                                   "' to write it in");
  return llvm::createStringError(
      File + ": it cannot be written: " + Problem.message());
}

llvm::Error writeWhole(llvm::StringRef File,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  // What writeToOutput lends is always a descriptor's stream; with an error
  // left in it, its end would be the process's.
  auto write = [&](llvm::raw_ostream &OS) -> llvm::Error {
    auto &Out = static_cast<llvm::raw_fd_ostream &>(OS);
    Write(Out);
    Out.flush();
    std::error_code Problem = Out.error();
    Out.clear_error();
    return llvm::errorCodeToError(Problem);
  };
  return inWords(File,
                 llvm::errorToErrorCode(llvm::writeToOutput(File, write)));
}

} // namespace cleanexit
