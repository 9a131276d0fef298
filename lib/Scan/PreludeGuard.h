//===-- PreludeGuard.h - May a TU start from a prelude? ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A header means what it says, and what the macros mean whose names are in it;
// in what an #if leaves out of it, those that the conditions ask about. So a
// prelude serves a TU if by the time that the TU first includes a header no such
// name is a macro, except those that the prelude was made with:
//
//   #define _GNU_SOURCE       as the prelude has it: well
//   #include <string.h>
//   #define send my_send      <sys/socket.h> has that name: parse plainly
//   #include <sys/socket.h>
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_PRELUDEGUARD_H
#define CLEANEXIT_SCAN_PRELUDEGUARD_H

#include "Scan/Prelude.h"
#include "clang/Lex/PPCallbacks.h"
#include <memory>

namespace clang {
class Preprocessor;
}

namespace cleanexit {

/// Watches a TU that starts from a prelude; Why becomes the reason for which it
/// must not, and stays empty if there is none.
std::unique_ptr<clang::PPCallbacks> makePreludeGuard(clang::Preprocessor &PP,
                                                     const MadePrelude &Used,
                                                     std::string &Why);

/// The macros that a TU defines before it includes the first header from outside
/// the project, sorted: those with names of the implementation (_GNU_SOURCE),
/// and all of the header Configures, if the TU begins with that.
std::vector<LeadingMacro>
leadingMacros(const clang::tooling::CompileCommand &Command,
              llvm::StringRef Configures, const ScanOptions &Options,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);

} // namespace cleanexit

#endif
