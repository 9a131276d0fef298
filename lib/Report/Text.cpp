//===-- Text.cpp - Findings as clang prints them ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   src/pool.cpp:14:12: warning: ~Pool() waits for ... [cleanup-blocking-call]
//      14 |   worker_.join();
//         |           ^
//   src/pool.h:9:3: note: ...
//
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

namespace cleanexit {
namespace {

class TextWriter {
  llvm::raw_ostream &OS;
  const Outcome &Run;
  SourceTexts &Sources;
  Position Shown; ///< whose line was printed last

public:
  TextWriter(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources)
      : OS(OS), Run(Run), Sources(Sources) {}

  void finding(const Finding &F) {
    Shown = {};
    place(F.At);
    if (F.AsError)
      word("error: ", llvm::raw_ostream::RED);
    else
      word("warning: ", llvm::raw_ostream::MAGENTA);
    word(F.Message, llvm::raw_ostream::SAVEDCOLOR);
    OS << " [" << F.Check << (F.AsError ? ",-warnings-as-errors]\n" : "]\n");
    snippet(F.At);
    for (const ChainNote &N : F.Chain)
      note(N);
    for (const Repair &R : F.Repairs)
      note({F.At, repairInWords(R)});
  }

private:
  void note(const ChainNote &N) {
    place(N.At);
    word("note: ", llvm::raw_ostream::CYAN);
    OS << N.Text << '\n';
    snippet(N.At);
  }

  void place(const Position &At) {
    if (At.File.empty())
      return;
    word(relativeTo(Run.Root, At.File) + ":" + llvm::utostr(At.Line) + ":" +
             llvm::utostr(At.Column) + ": ",
         llvm::raw_ostream::SAVEDCOLOR);
  }

  void word(llvm::StringRef Text, llvm::raw_ostream::Colors Color) {
    if (Run.Colors)
      OS.changeColor(Color, /*Bold=*/true);
    OS << Text;
    if (Run.Colors)
      OS.resetColor();
  }

  /// The source line with a caret, unless it is what was just shown. Tabs are
  /// kept in front of the caret, so that it stands right however wide they are.
  void snippet(const Position &At) {
    llvm::StringRef Line = Sources.line(At.File, At.Line);
    if (Line.empty() || At == Shown)
      return;
    Shown = At;
    OS << llvm::format("%5u | ", At.Line) << Line << "\n      | ";
    for (char C : Line.take_front(At.Column ? At.Column - 1 : 0))
      if (!continuesCharacter(C))
        OS << (C == '\t' ? '\t' : ' ');
    word("^", llvm::raw_ostream::GREEN);
    OS << '\n';
  }

  static bool continuesCharacter(char C) { return (C & 0xC0) == 0x80; }
};

void write(llvm::raw_ostream &OS, const Outcome &Run, SourceTexts &Sources) {
  TextWriter Writer(OS, Run, Sources);
  for (const Finding &F : Run.Findings)
    Writer.finding(F);
}

} // namespace

extern const Format Text;
const Format Text = {"for people, as clang prints its warnings", write};

} // namespace cleanexit
