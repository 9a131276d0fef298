//===-- WholeFile.h - Files that are written whole or not at all *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_WHOLEFILE_H
#define CLEANEXIT_TOOLS_CLEANEXIT_WHOLEFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace cleanexit {

/// Writes a file beside File, and lets it take File's place when all of it is
/// there. A full disk is an error; what was there before stays.
llvm::Error writeWhole(llvm::StringRef File,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write);

} // namespace cleanexit

#endif
