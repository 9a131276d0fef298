//===-- Reader.h - Models from a YAML document ------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The vocabulary is closed: a key or a word that is not known is an error, so
// that a misspelled model does not pass for a silent one.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_MODELS_READER_H
#define CLEANEXIT_MODELS_READER_H

#include "Models/Models.h"

namespace cleanexit {

struct ModelFile {
  std::vector<FunctionModel> Functions;
  std::vector<TypeModel> Types;
};

/// Fails with one line "FILE:LINE:COL: ...; ..." for everything that is wrong.
llvm::Expected<ModelFile> readModels(llvm::MemoryBufferRef File);

} // namespace cleanexit

#endif
