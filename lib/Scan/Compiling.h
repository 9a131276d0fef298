//===-- Compiling.h - One command, run as clang would -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_COMPILING_H
#define CLEANEXIT_SCAN_COMPILING_H

#include "Scan/Scan.h"
#include "clang/Frontend/FrontendAction.h"

namespace cleanexit {

using MakeAction =
    llvm::function_ref<std::unique_ptr<clang::FrontendAction>(Scanned &)>;

/// Runs an action over the TU of a command, without what only a compiler that
/// writes output needs, and without flags that clang does not know. The action
/// notes in Scanned::Files what it has read: with none, the command cannot be
/// run, and Fatal says why.
Scanned compile(const clang::tooling::CompileCommand &Command,
                const ScanOptions &Options,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                MakeAction Action);

} // namespace cleanexit

#endif
