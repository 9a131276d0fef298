//===-- Words.cpp - The words an identifier is made of --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Effects/Words.h"
#include "llvm/ADT/StringExtras.h"

llvm::SmallVector<std::string, 4>
cleanexit::wordsOf(llvm::StringRef Identifier) {
  llvm::SmallVector<std::string, 4> Words{""};
  for (char C : Identifier) {
    if ((!llvm::isAlpha(C) || llvm::isUpper(C)) && !Words.back().empty())
      Words.emplace_back();
    if (llvm::isAlpha(C))
      Words.back() += llvm::toLower(C);
  }
  if (Words.back().empty())
    Words.pop_back();
  return Words;
}
