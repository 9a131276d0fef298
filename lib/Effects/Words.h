//===-- Words.h - The words an identifier is made of ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_WORDS_H
#define CLEANEXIT_EFFECTS_WORDS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace cleanexit {

/// The words of threadSleepMs and of thread_sleep_ms are thread, sleep and ms:
/// in lower case, without digits.
llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Identifier);

} // namespace cleanexit

#endif
