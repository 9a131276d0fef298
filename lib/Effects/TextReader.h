//===-- TextReader.h - Words, names and numbers in a line -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_TEXTREADER_H
#define CLEANEXIT_EFFECTS_TEXTREADER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include <string>

namespace cleanexit {

/// Reads from the front of a line. The first mistake is kept with its place;
/// what is read after it means nothing.
class TextReader {
  llvm::StringRef Name; ///< of the file

protected:
  llvm::StringRef Line; ///< whole
  llvm::StringRef Rest; ///< of the line
  unsigned LineNumber = 0;
  std::string Mistake;

  explicit TextReader(llvm::StringRef Name) : Name(Name) {}

  /// Notes a mistake, at what is next or at At; returns false.
  bool wrong(llvm::Twine What) { return wrong(Rest, What); }
  bool wrong(llvm::StringRef At, llvm::Twine What);

  void space() { Rest = Rest.ltrim(" \t"); }
  bool atEnd();
  /// Reads exactly this, if it is next.
  bool eat(llvm::StringRef Text);
  /// A keyword, and not merely its beginning.
  bool word(llvm::StringRef Word);
  std::string quoted();
  std::string bare();
  std::string wordOrQuoted();
  /// A variable's or field's name, without space before it.
  std::string variable();
  template <class Int> bool number(Int &N) {
    if (Rest.consumeInteger(10, N))
      return wrong("a number is missing, or does not fit; write it in digits");
    return true;
  }
};

} // namespace cleanexit

#endif
