//===-- Document.h - A YAML file as a tree with positions -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_MODELS_DOCUMENT_H
#define CLEANEXIT_MODELS_DOCUMENT_H

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <string>
#include <vector>

namespace cleanexit {

/// A node of a YAML document. A mapping's children are its values, and each
/// child knows the key that it stands under.
struct YamlNode {
  enum Kind : uint8_t { Null, Scalar, Sequence, Mapping } K = Null;
  std::string Key;
  std::string Text;
  std::vector<YamlNode> Children;
  unsigned Line = 0, Column = 0;       ///< of the value, from 1
  unsigned KeyLine = 0, KeyColumn = 0; ///< of the key
};

/// Reads a file that has one document. Fails with "FILE:LINE:COL: ...".
llvm::Expected<YamlNode> readYaml(llvm::MemoryBufferRef File);

} // namespace cleanexit

#endif
