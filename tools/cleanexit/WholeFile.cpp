//===-- WholeFile.cpp - Files that are written whole or not at all --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "WholeFile.h"
#include "llvm/Support/FileSystem.h"

namespace cleanexit {

llvm::Error writeWhole(llvm::StringRef File,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  // What writeToOutput lends is always a descriptor's stream; with an error
  // left in it, its end would be the process's.
  return llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) -> llvm::Error {
    auto &Out = static_cast<llvm::raw_fd_ostream &>(OS);
    Write(Out);
    Out.flush();
    std::error_code Problem = Out.error();
    Out.clear_error();
    if (!Problem)
      return llvm::Error::success();
    return llvm::createStringError(File + ": " + Problem.message());
  });
}

} // namespace cleanexit
