//===-- Names.h - What names of functions and fields say --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Of a function that is nowhere seen and has no model, the name is all there
// is to judge it by.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_NAMES_H
#define CLEANEXIT_CHECKS_NAMES_H

#include "Effects/Facts.h"

namespace cleanexit {

/// The last part of a function's qualified name.
llvm::StringRef lastName(const Facts &F, FunctionId Id);

/// The name of the field or global that a path ends in; 0 for what is neither.
StringId lastField(const Facts &F, PathId P);

/// The same, of what a local was last filled from before a step of its body:
///   const int fd = fd_.exchange(-1); close(fd);
StringId memberMeant(const Facts &F, const Body &B, uint32_t Until, PathId P);

/// Words of functions that ask something to end, and of functions that wait.
extern const llvm::ArrayRef<llvm::StringRef> StopWords;
extern const llvm::ArrayRef<llvm::StringRef> WaitWords;

/// Whether one of an identifier's words (waitForChange, wait_for_change) is
/// among these.
bool saysAnyOf(llvm::StringRef Name, llvm::ArrayRef<llvm::StringRef> Words);

} // namespace cleanexit

#endif
