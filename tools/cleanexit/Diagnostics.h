//===-- Diagnostics.h - Findings in an editor's terms -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_DIAGNOSTICS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_DIAGNOSTICS_H

#include "Report/Report.h"
#include "llvm/Support/JSON.h"
#include <map>

namespace cleanexit {

/// What the Language Server Protocol calls diagnostics, by the URI of the file
/// that they stand in. The chain is related information.
using Diagnostics = std::map<std::string, llvm::json::Array>;

Diagnostics diagnostics(llvm::ArrayRef<Finding> Findings, SourceTexts &Sources);

/// One of them.
llvm::json::Object diagnostic(const Finding &F, SourceTexts &Sources);

/// Lines and UTF-16 units from 0, from one position up to another.
llvm::json::Object range(const Position &Begin, const Position &End,
                         SourceTexts &Sources);

/// A file's URI; empty if the path is not absolute.
std::string uri(llvm::StringRef Path);

} // namespace cleanexit

#endif
