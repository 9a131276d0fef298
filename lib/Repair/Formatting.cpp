//===-- Formatting.cpp - Edits in the project's own style -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Formatting.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using tooling::Range;
using tooling::Replacement;
using tooling::Replacements;

namespace cleanexit {

/// How the file indents, by its least indented lines.
static void indentAs(format::FormatStyle &Style, llvm::StringRef Code) {
  unsigned Width = 0;
  bool Tabs = false;
  llvm::SmallVector<llvm::StringRef, 0> Lines;
  Code.split(Lines, '\n');
  for (llvm::StringRef Line : Lines) {
    llvm::StringRef Text = Line.ltrim(" \t");
    if (Text.trim().empty() || Text.starts_with("*") ||
        Text.starts_with("//") || Text.starts_with("public") ||
        Text.starts_with("protected") || Text.starts_with("private") ||
        Text.starts_with(":"))
      continue;
    Tabs |= Line.starts_with("\t");
    unsigned Spaces = Line.find_first_not_of(' ');
    if (Spaces >= 2 && (!Width || Spaces < Width))
      Width = Spaces;
  }
  if (Tabs) {
    Style.UseTab = format::FormatStyle::UT_Always;
    Style.IndentWidth = Style.TabWidth = 8;
  } else if (Width) {
    Style.IndentWidth = Width;
  }
  Style.AccessModifierOffset = -int(Style.IndentWidth);
}

format::FormatStyle styleOf(llvm::StringRef File, llvm::StringRef Code) {
  llvm::Expected<format::FormatStyle> Said =
      format::getStyle(format::DefaultFormatStyle, File, "none", Code);
  if (Said && !Said->DisableFormat)
    return *Said;
  llvm::consumeError(Said.takeError());
  format::FormatStyle Style = format::getLLVMStyle();
  Style.ColumnLimit = 0;
  Style.ReflowComments = format::FormatStyle::RCS_Never;
  indentAs(Style, Code);
  return Style;
}

/// Ranges of the new code, widened to whole lines.
static std::vector<Range> wholeLines(std::vector<Range> Ranges,
                                     llvm::StringRef Code) {
  for (Range &R : Ranges) {
    size_t Begin = Code.rfind('\n', R.getOffset());
    if (Begin == R.getOffset()) // an edit that begins with a line's end
      Begin = Begin ? Code.rfind('\n', Begin - 1) : llvm::StringRef::npos;
    size_t End = Code.find('\n', R.getOffset() + R.getLength());
    Begin = Begin == llvm::StringRef::npos ? 0 : Begin + 1;
    End = End == llvm::StringRef::npos ? Code.size() : End;
    R = Range(Begin, End - Begin);
  }
  return Ranges;
}

llvm::Expected<std::vector<Edit>> formatted(llvm::ArrayRef<Edit> Edits,
                                            llvm::ArrayRef<Stretch> Moved,
                                            llvm::StringRef Code) {
  llvm::StringRef File = Edits.front().File;
  Replacements Made;
  for (const Edit &E : Edits)
    if (llvm::Error Overlap =
            Made.add(Replacement(File, E.Offset, E.Length, E.Text)))
      return std::move(Overlap);
  llvm::Expected<std::string> New = tooling::applyAllReplacements(Code, Made);
  if (!New)
    return New.takeError();
  std::vector<Range> Old;
  for (Stretch S : Moved)
    Old.push_back(Range(S.Offset, S.Length));
  std::vector<Range> Touched =
      tooling::calculateRangesAfterReplacements(Made, Old);
  llvm::append_range(Touched, Made.getAffectedRanges());
  Made = Made.merge(format::reformat(
      styleOf(File, Code), *New, wholeLines(std::move(Touched), *New), File));
  std::vector<Edit> All;
  for (const Replacement &R : Made)
    All.push_back({File.str(), R.getOffset(), R.getLength(),
                   R.getReplacementText().str()});
  return All;
}

} // namespace cleanexit
