//===-- Checkstyle.cpp - Findings as Checkstyle's XML -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"

namespace cleanexit {
namespace {

void attribute(llvm::raw_ostream &OS, llvm::StringRef Name,
               llvm::StringRef Value) {
  OS << ' ' << Name << "=\"";
  llvm::printHTMLEscaped(Value, OS);
  OS << '"';
}

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &) {
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<checkstyle version=\"4.3\">\n";
  llvm::StringRef File;
  for (const Finding &F : Run.Findings) { // sorted by file
    if (F.At.File != File) {
      OS << (File.empty() ? "" : "</file>\n") << "<file";
      attribute(OS, "name", relativeTo(Run.Root, F.At.File));
      OS << ">\n";
      File = F.At.File;
    }
    OS << "<error line=\"" << F.At.Line << "\" column=\"" << F.At.Column
       << "\" severity=\"" << level(F) << '"';
    attribute(OS, "message", F.Message);
    attribute(OS, "source", "cleanexit." + F.Check);
    OS << "/>\n";
  }
  OS << (File.empty() ? "" : "</file>\n") << "</checkstyle>\n";
}

} // namespace

extern const Format Checkstyle;
const Format Checkstyle = {"for Jenkins and others that read Checkstyle's XML",
                           write};

} // namespace cleanexit
