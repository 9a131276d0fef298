//===-- UnifiedDiff.h - Edits as a unified diff -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_UNIFIEDDIFF_H
#define CLEANEXIT_TOOLS_CLEANEXIT_UNIFIEDDIFF_H

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace cleanexit {

/// What `patch -p1` applies: the lines that edits of a file touch, with three
/// lines around them.
void printDiff(llvm::raw_ostream &OS, llvm::StringRef File,
               llvm::StringRef Code, const clang::tooling::Replacements &Edits);

} // namespace cleanexit

#endif
