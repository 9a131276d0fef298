//===-- Fixits.cpp - Repairs for clang-apply-replacements -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// What `clang-tidy -export-fixes` writes, so that the same tools read it:
//
//   MainSourceFile: ''
//   Diagnostics:
//     - DiagnosticName: cleanup-unguarded-throw
//       DiagnosticMessage: { Message, FilePath, FileOffset, Replacements }
//       Level: Warning
//
// Safe and suggested repairs alike: who runs it has chosen to.
//===----------------------------------------------------------------------===//
#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"

namespace cleanexit {
namespace {

/// In double quotes, with what YAML wants escaped.
std::string quoted(llvm::StringRef Text) {
  std::string Out = "\"";
  for (unsigned char C : Text) {
    if (C == '"' || C == '\\')
      Out += '\\', Out += C;
    else if (C == '\n')
      Out += "\\n";
    else if (C == '\t')
      Out += "\\t";
    else if (C < 0x20)
      Out += "\\x" + llvm::utohexstr(C, /*LowerCase=*/true, /*Width=*/2);
    else
      Out += C;
  }
  return Out + '"';
}

void finding(llvm::raw_ostream &OS, const Finding &F, const Repair &R,
             SourceTexts &Sources) {
  OS << "  - DiagnosticName: " << F.Check << "\n    DiagnosticMessage:\n"
     << "      Message: " << quoted(F.Message)
     << "\n      FilePath: " << quoted(F.At.File)
     << "\n      FileOffset: " << Sources.offset(F.At)
     << "\n      Replacements:\n";
  for (const Edit &E : R.Edits)
    OS << "        - FilePath: " << quoted(E.File)
       << "\n          Offset: " << E.Offset
       << "\n          Length: " << E.Length
       << "\n          ReplacementText: " << quoted(E.Text) << '\n';
  OS << "    Level: Warning\n";
}

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources) {
  OS << "---\nMainSourceFile: ''\nDiagnostics:\n";
  for (const Finding &F : Run.Findings)
    if (!F.Repairs.empty() && !F.Repairs.front().Edits.empty())
      finding(OS, F, F.Repairs.front(), Sources);
  OS << "...\n";
}

} // namespace

extern const Format Fixits;
const Format Fixits = {"for clang-apply-replacements: the edits of repairs",
                       write, /*Repairs=*/true};

} // namespace cleanexit
