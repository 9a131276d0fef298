//===-- Vocabulary.h - Mappings with a closed set of keys -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_MODELS_VOCABULARY_H
#define CLEANEXIT_MODELS_VOCABULARY_H

#include "Models/Document.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <functional>

namespace cleanexit {

/// Reads nodes of a file and collects all that is wrong with them.
class VocabularyReader {
  llvm::StringRef FileName;

public:
  explicit VocabularyReader(llvm::StringRef FileName) : FileName(FileName) {}

protected:
  /// "FILE:LINE:COL: what is wrong; what would be right", in reading order.
  std::vector<std::string> Problems;

  /// One key of a mapping, and what reads its value.
  struct Field {
    llvm::StringRef Key;
    std::function<void(const YamlNode &)> Read;
  };

  void problem(unsigned Line, unsigned Column, const llvm::Twine &Text);
  void problem(const YamlNode &At, const llvm::Twine &Text);

  /// Each key once, and none but these. Says whether all was well, values
  /// included, so that what follows need not be judged.
  bool readMapping(const YamlNode &N, llvm::ArrayRef<Field> Fields);
  /// A list, or a single item in its place.
  void readEach(const YamlNode &N,
                llvm::function_ref<void(const YamlNode &)> Item);
  std::string readText(const YamlNode &N);
  bool readFlag(const YamlNode &N);
  int64_t readNumber(const YamlNode &N);

private:
  void unknownKey(const YamlNode &At, llvm::ArrayRef<Field> Known);
};

} // namespace cleanexit

#endif
