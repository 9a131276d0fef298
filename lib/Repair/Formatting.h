//===-- Formatting.h - Edits in the project's own style ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_FORMATTING_H
#define CLEANEXIT_REPAIR_FORMATTING_H

#include "Checks/Finding.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace cleanexit {

/// The style of the nearest .clang-format; without one, indentation as it is
/// in the file and otherwise LLVM's, with lines left as long as they are.
clang::format::FormatStyle styleOf(llvm::StringRef File, llvm::StringRef Code);

/// A part of a file, in bytes.
struct Stretch {
  unsigned Offset, Length;
};

/// The edits of one file, followed by formatting the lines that they touch and
/// those of the stretches. Fails if two edits overlap.
llvm::Expected<std::vector<Edit>> formatted(llvm::ArrayRef<Edit> Edits,
                                            llvm::ArrayRef<Stretch> Moved,
                                            llvm::StringRef Code);

} // namespace cleanexit

#endif
