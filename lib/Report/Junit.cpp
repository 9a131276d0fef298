//===-- Junit.cpp - Findings as failed tests --------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"

namespace cleanexit {
namespace {

class JunitWriter {
  llvm::raw_ostream &OS;
  const Outcome &Run;

public:
  JunitWriter(llvm::raw_ostream &OS, const Outcome &Run) : OS(OS), Run(Run) {}

  void write() {
    size_t Bad = Run.Findings.size() + Run.Failures.size();
    OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
       << "<testsuite name=\"cleanexit\" tests=\"" << std::max<size_t>(Bad, 1)
       << "\" failures=\"" << Run.Findings.size() << "\" errors=\""
       << Run.Failures.size() << "\">\n";
    for (const Finding &F : Run.Findings)
      finding(F);
    for (const Failure &F : Run.Failures)
      failure(F);
    if (Bad == 0)
      OS << "<testcase classname=\"cleanexit\" name=\"no findings\"/>\n";
    OS << "</testsuite>\n";
  }

private:
  void attribute(llvm::StringRef Name, llvm::StringRef Value) {
    OS << ' ' << Name << "=\"";
    llvm::printHTMLEscaped(Value, OS);
    OS << '"';
  }

  std::string text(const Position &At) {
    if (At.File.empty())
      return "";
    return relativeTo(Run.Root, At.File) + ":" + std::to_string(At.Line) + ":" +
           std::to_string(At.Column);
  }

  void finding(const Finding &F) {
    OS << "<testcase";
    attribute("classname", F.Check);
    attribute("name", text(F.At));
    OS << "><failure";
    attribute("message", F.Message);
    attribute("type", level(F));
    OS << '>';
    for (const ChainNote &N : F.Chain)
      llvm::printHTMLEscaped(text(N.At) + ": " + N.Text + "\n", OS);
    OS << "</failure></testcase>\n";
  }

  void failure(const Failure &F) {
    OS << "<testcase classname=\"analysis\"";
    attribute("name", relativeTo(Run.Root, F.File));
    OS << "><error";
    attribute("message", llvm::StringRef(F.Why).split('\n').first);
    OS << '>';
    llvm::printHTMLEscaped(F.Why, OS);
    OS << "</error></testcase>\n";
  }
};

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &) {
  JunitWriter(OS, Run).write();
}

} // namespace

extern const Format Junit;
const Format Junit = {"failed tests, for what reads JUnit's XML", write};

} // namespace cleanexit
