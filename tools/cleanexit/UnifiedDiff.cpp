//===-- UnifiedDiff.cpp - Edits as a unified diff ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "UnifiedDiff.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

namespace cleanexit {
namespace {

using Lines = llvm::SmallVector<llvm::StringRef, 0>;

constexpr size_t Around = 3;

/// Each with its end, so that a last line without one shows.
Lines linesOf(llvm::StringRef Text) {
  Lines All;
  while (!Text.empty()) {
    size_t End = Text.find('\n');
    size_t Size = End == llvm::StringRef::npos ? Text.size() : End + 1;
    All.push_back(Text.take_front(Size));
    Text = Text.drop_front(Size);
  }
  return All;
}

/// Old lines [First, Last) become New.
struct Change {
  size_t First, Last;
  std::string New;
};

/// Edits, widened to whole lines; those that share a line are one change.
std::vector<Change> changes(llvm::StringRef Code, const Lines &Old,
                            const clang::tooling::Replacements &Edits) {
  std::vector<size_t> Starts;
  for (llvm::StringRef Line : Old)
    Starts.push_back(Line.data() - Code.data());
  Starts.push_back(Code.size());
  auto lineAt = [&](size_t Offset) {
    size_t Line = std::upper_bound(Starts.begin(), Starts.end(), Offset) -
                  Starts.begin() - 1;
    return std::min(Line, Old.empty() ? 0 : Old.size() - 1);
  };
  std::vector<Change> All;
  size_t Done = 0; // offset behind the last edit
  for (const auto &E : Edits) {
    const size_t From = E.getOffset(), To = From + E.getLength();
    size_t First = lineAt(From), Last = lineAt(To) + 1;
    if (!All.empty() && First < All.back().Last) {
      Change &C = All.back();
      C.New.resize(C.New.size() - (Starts[C.Last] - Done));
      C.New += Code.slice(Done, From);
      C.Last = std::max(C.Last, Last);
    } else {
      All.push_back({First, Last, Code.slice(Starts[First], From).str()});
    }
    All.back().New += E.getReplacementText();
    All.back().New += Code.slice(To, Starts[All.back().Last]);
    Done = To;
  }
  return All;
}

class DiffPrinter {
  llvm::raw_ostream &OS;
  const Lines &Old;
  long Shift = 0; ///< how many lines the new text is ahead

public:
  DiffPrinter(llvm::raw_ostream &OS, const Lines &Old) : OS(OS), Old(Old) {}

  /// Changes that are near enough to share their surroundings.
  void hunk(llvm::ArrayRef<Change> Changes) {
    const size_t Begin =
        Changes.front().First < Around ? 0 : Changes.front().First - Around;
    const size_t End = std::min(Changes.back().Last + Around, Old.size());
    long Grown = 0;
    for (const Change &C : Changes)
      Grown += long(linesOf(C.New).size()) - long(C.Last - C.First);
    OS << "@@ -" << Begin + 1 << ',' << End - Begin << " +"
       << long(Begin) + 1 + Shift << ',' << long(End - Begin) + Grown
       << " @@\n";
    size_t Next = Begin;
    for (const Change &C : Changes) {
      for (; Next < C.First; ++Next)
        line(' ', Old[Next]);
      change(C);
      Next = C.Last;
    }
    for (; Next < End; ++Next)
      line(' ', Old[Next]);
    Shift += Grown;
  }

private:
  void line(char Mark, llvm::StringRef Text) {
    OS << Mark << Text;
    if (!Text.ends_with("\n"))
      OS << "\n\\ No newline at end of file\n";
  }

  /// Lines that are the same at both ends are no change.
  void change(const Change &C) {
    Lines New = linesOf(C.New);
    size_t First = C.First, Last = C.Last, From = 0, To = New.size();
    for (; First < Last && From < To && Old[First] == New[From]; ++From)
      line(' ', Old[First++]);
    size_t Same = 0;
    for (; First < Last && From < To && Old[Last - 1] == New[To - 1]; ++Same)
      --Last, --To;
    for (; First < Last; ++First)
      line('-', Old[First]);
    for (; From < To; ++From)
      line('+', New[From]);
    for (; Same; --Same)
      line(' ', Old[Last++]);
  }
};

} // namespace

void printDiff(llvm::raw_ostream &OS, llvm::StringRef File,
               llvm::StringRef Code,
               const clang::tooling::Replacements &Edits) {
  Lines Old = linesOf(Code);
  std::vector<Change> All = changes(Code, Old, Edits);
  OS << "--- a/" << File << "\n+++ b/" << File << '\n';
  DiffPrinter Printer(OS, Old);
  for (size_t I = 0, End; I < All.size(); I = End) {
    for (End = I + 1;
         End < All.size() && All[End].First <= All[End - 1].Last + 2 * Around;)
      ++End;
    Printer.hunk(llvm::ArrayRef(All).slice(I, End - I));
  }
}

} // namespace cleanexit
