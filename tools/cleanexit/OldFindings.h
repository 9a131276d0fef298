//===-- OldFindings.h - What a run is silent about --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_OLDFINDINGS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_OLDFINDINGS_H

#include "Arguments.h"
#include "KnownFindings.h"

namespace cleanexit {

/// The findings that are in a baseline, or were there at a revision.
class OldFindings {
  struct Source {
    std::string Name; ///< for people
    KnownFindings Known;
  };
  std::vector<Source> All;
  bool WholeProgram = false;

public:
  /// Reads `--baseline FILE` and analyzes what `--diff REF` names.
  static llvm::Expected<OldFindings> from(const Arguments &Args);

  /// Takes them out; the result is what to say about that, in lines.
  std::string takeOut(std::vector<Finding> &Findings) const;
};

} // namespace cleanexit

#endif
