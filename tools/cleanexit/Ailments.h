//===-- Ailments.h - What is wrong with a compile command -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_AILMENTS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_AILMENTS_H

#include "clang/Tooling/CompilationDatabase.h"
#include <string>
#include <vector>

namespace cleanexit {

struct Ailment {
  enum Kind : char {
    NoFolder,       ///< that the command runs in
    NoFile,         ///< to be compiled
    NoCompiler,     ///< that the command names
    NoResponseFile, ///< @FILE
    NoHeader,       ///< that something includes
    UnknownFlag,    ///< which clang does not know; it is dropped
    NoCommand,      ///< for clang, whose words Of are
  };
  Kind K;
  std::string Of; ///< the name of what is missing or unknown
  friend auto operator<=>(const Ailment &, const Ailment &) = default;
};

/// Looks at a command's files, and preprocesses what it compiles.
std::vector<Ailment> ailments(const clang::tooling::CompileCommand &Command);

} // namespace cleanexit

#endif
