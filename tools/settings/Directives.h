//===-- Directives.h - Comments that silence findings -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_SETTINGS_DIRECTIVES_H
#define CLEANEXIT_TOOLS_SETTINGS_DIRECTIVES_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace cleanexit {

/// One of these comments:
///
///   // cleanexit: allow(cleanup-blocking-call, cleanup-network-io) reason
///   // NOLINT(cleanup-*)   and NOLINTNEXTLINE, NOLINTBEGIN, NOLINTEND
struct Directive {
  enum Kind { Allow, NoLint, NoLintNextLine, NoLintBegin, NoLintEnd };
  Kind K = Allow;
  unsigned Line = 0, Column = 0;
  /// Lines that it is about. Of an allow: its own, or if the comment stands
  /// alone, that of the code that follows. NOLINTEND: none.
  unsigned First = 0, Last = 0;
  std::vector<std::string> Globs; ///< as written; none for a bare NOLINT
  std::string Reason;             ///< of an allow
};

/// All in a source text, in its order.
std::vector<Directive> directivesIn(llvm::StringRef Text);

} // namespace cleanexit

#endif
