//===-- Written.h - Facts on disk -------------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   "CleanExit" version │ strings │ paths │ records │ … │ checksum (8 bytes)
//
// Numbers have as many bytes as they need, seven bits in each; places, and
// arguments, are written as distances from the step before. There are no old
// versions to read: what another version wrote is refused.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_WRITTEN_H
#define CLEANEXIT_EFFECTS_WRITTEN_H

#include "Effects/Facts.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"

namespace cleanexit {

void write(const Facts &F, llvm::raw_ostream &OS);

/// Fails with one sentence, "FILE: what is wrong; what would be right", on
/// whatever write() did not write.
llvm::Expected<Facts> read(llvm::MemoryBufferRef Written);

} // namespace cleanexit

#endif
