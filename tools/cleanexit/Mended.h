//===-- Mended.h - Commands as clang can take them --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_MENDED_H
#define CLEANEXIT_TOOLS_CLEANEXIT_MENDED_H

#include "clang/Tooling/CompilationDatabase.h"
#include <memory>

namespace cleanexit {

/// The database's commands, begun by the compiler, not by what launches it
/// (`env A=b icecc g++ ...`), and with headers in the place of headers that
/// another compiler precompiled.
std::unique_ptr<clang::tooling::CompilationDatabase>
mended(std::unique_ptr<clang::tooling::CompilationDatabase> Database);

} // namespace cleanexit

#endif
