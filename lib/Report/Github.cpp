//===-- Github.cpp - Findings as annotations of GitHub Actions --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report/Report.h"

namespace cleanexit {
namespace {

std::string escaped(llvm::StringRef Text, bool IsProperty) {
  std::string Out;
  for (char C : Text) {
    if (C == '%')
      Out += "%25";
    else if (C == '\r')
      Out += "%0D";
    else if (C == '\n')
      Out += "%0A";
    else if (IsProperty && C == ':')
      Out += "%3A";
    else if (IsProperty && C == ',')
      Out += "%2C";
    else
      Out += C;
  }
  return Out;
}

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &) {
  for (const Finding &F : Run.Findings) {
    std::string Text = F.Message;
    for (const ChainNote &N : F.Chain) {
      Text += '\n';
      if (!N.At.File.empty())
        Text += relativeTo(Run.Root, N.At.File) + ":" +
                std::to_string(N.At.Line) + ": ";
      Text += N.Text;
    }
    OS << "::" << level(F)
       << " file=" << escaped(relativeTo(Run.Root, F.At.File), true)
       << ",line=" << F.At.Line << ",col=" << F.At.Column
       << ",title=" << escaped(F.Check, true) << "::" << escaped(Text, false)
       << '\n';
  }
  for (const Failure &F : Run.Failures)
    OS << "::error file=" << escaped(relativeTo(Run.Root, F.File), true)
       << ",title=could not be analyzed::" << escaped(F.Why, false) << '\n';
}

} // namespace

extern const Format Github;
const Format Github = {"annotations on the changed lines, in GitHub Actions",
                       write};

} // namespace cleanexit
