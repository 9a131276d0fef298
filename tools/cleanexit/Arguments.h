//===-- Arguments.h - The words after a verb --------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_ARGUMENTS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_ARGUMENTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cleanexit {

/// `--checks=GLOB` or, when Name is one letter, `-j N`.
struct OptionSpec {
  llvm::StringRef Name; ///< without dashes
  /// What stands for its value in the help; none: a flag; `[=WORD]`: may be
  /// left out.
  llvm::StringRef Value;
  llvm::StringRef Help;
};

/// Options by name, files, and what stands after `--`.
class Arguments {
  std::map<std::string, std::vector<std::string>> Given;

public:
  std::vector<std::string> Words;
  std::vector<std::string> AfterDashes;
  bool HasDashes = false;

  /// Fails with what is wrong and what would be right.
  static llvm::Expected<Arguments> parse(llvm::ArrayRef<const char *> Argv,
                                         llvm::ArrayRef<OptionSpec> Known);

  bool has(llvm::StringRef Option) const { return Given.count(Option.str()); }
  /// The last one given.
  std::optional<std::string> value(llvm::StringRef Option) const;
  llvm::ArrayRef<std::string> values(llvm::StringRef Option) const;
  /// A number above zero; fails if the value is none.
  llvm::Expected<unsigned> number(llvm::StringRef Option,
                                  unsigned Default) const;
};

void printOptions(llvm::raw_ostream &OS, llvm::ArrayRef<OptionSpec> Options);

/// "; did you mean 'X'?" for the candidate nearest to a misspelled word, or
/// nothing.
std::string didYouMean(llvm::StringRef Word,
                       llvm::ArrayRef<llvm::StringRef> Candidates);

} // namespace cleanexit

#endif
