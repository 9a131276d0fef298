//===-- UnusedSuppressions.h - Comments that silence nothing ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_UNUSEDSUPPRESSIONS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_UNUSEDSUPPRESSIONS_H

#include "Answers.h"

namespace cleanexit {

extern const OptionSpec UnusedOption;

/// A finding for each glob of a comment that names checks of ours, of which
/// one is enabled there, and that silenced nothing.
std::vector<Finding> unusedSuppressions(const Analysis &P,
                                        llvm::ArrayRef<Finding> Suppressed);

} // namespace cleanexit

#endif
