//===-- BudgetFile.cpp - How many findings there may be ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "BudgetFile.h"
#include "Checks/Check.h"
#include "WholeFile.h"
#include "clang-tidy/GlobList.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>

namespace path = llvm::sys::path;

namespace cleanexit {

static constexpr llvm::StringLiteral Header = "# CleanExit budget 1:";

bool BudgetFile::Line::covers(const Finding &F) const {
  if (!clang::tidy::GlobList(Check).contains(F.Check))
    return false;
  llvm::StringRef Rest = F.At.File;
  return Folder.empty() ||
         (Rest.consume_front(Folder) && (Rest.empty() || Rest[0] == '/'));
}

unsigned BudgetFile::Line::spent(llvm::ArrayRef<Finding> Findings) const {
  return llvm::count_if(Findings, [&](const Finding &F) { return covers(F); });
}

static std::string absolute(llvm::StringRef Folder, llvm::StringRef Base) {
  llvm::SmallString<256> Full = Folder;
  path::make_absolute(path::parent_path(Base), Full);
  path::remove_dots(Full, /*remove_dot_dot=*/true);
  return llvm::StringRef(Full).rtrim('/').str();
}

static bool selectsACheck(llvm::StringRef Glob) {
  clang::tidy::GlobList Wanted(Glob);
  return Glob == "cleanup-unused-suppression" ||
         llvm::any_of(allChecks(), [&](const NamedCheck &C) {
           return Wanted.contains(C.Name);
         });
}

static llvm::Expected<BudgetFile::Line>
line(llvm::StringRef Text, llvm::StringRef Name, int64_t Number) {
  auto [Limit, About] = Text.trim().split(' ');
  BudgetFile::Line L;
  L.About = About.trim().str();
  if (Limit.getAsInteger(10, L.Limit) || L.About.empty())
    return llvm::createStringError(
        Name + ":" + llvm::Twine(Number) +
        ": a line is a number, and a check, a folder or both");
  llvm::StringRef Rest = L.About;
  if (Rest.starts_with("cleanup")) {
    auto [Check, Folder] = Rest.split(' ');
    if (!selectsACheck(Check))
      return llvm::createStringError(
          Name + ":" + llvm::Twine(Number) + ": there is no check '" + Check +
          "'; `cleanexit list checks` has their names");
    L.Check = Check.str();
    Rest = Folder.trim();
  }
  if (!Rest.empty())
    L.Folder = absolute(Rest, Name);
  return L;
}

llvm::Expected<BudgetFile> BudgetFile::parse(llvm::StringRef Text,
                                             llvm::StringRef Name) {
  BudgetFile Parsed;
  llvm::MemoryBufferRef Buffer(Text, Name);
  llvm::line_iterator At(Buffer, /*SkipBlanks=*/true);
  if (At.is_at_eof() || !At->starts_with(Header))
    return llvm::createStringError(
        Name + ": its first line is not that of a budget; `cleanexit budget "
               "write` makes a new one");
  for (++At; !At.is_at_eof(); ++At) {
    if (At->starts_with("#"))
      continue;
    llvm::Expected<Line> L = line(*At, Name, At.line_number());
    if (!L)
      return L.takeError();
    for (const Line &Other : Parsed.Lines)
      if (Other.About == L->About)
        return llvm::createStringError(
            Name + ":" + llvm::Twine(At.line_number()) + ": the budget of '" +
            L->About + "' stands above already");
    Parsed.Lines.push_back(std::move(*L));
  }
  return Parsed;
}

llvm::Expected<BudgetFile> BudgetFile::read(llvm::StringRef File) {
  llvm::SmallString<256> Real;
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (Text.getError() == std::errc::no_such_file_or_directory)
    return llvm::createStringError(File +
                                   ": there is no such file; `cleanexit budget "
                                   "write` makes it");
  if (!Text || llvm::sys::fs::real_path(File, Real))
    return llvm::createStringError(File + ": " + Text.getError().message() +
                                   "; a budget was expected here");
  return parse((*Text)->getBuffer(), Real);
}

llvm::Error BudgetFile::write(llvm::StringRef File) const {
  return writeWhole(File, [&](llvm::raw_ostream &OS) {
    OS << Header << " how many findings there may be; only ever fewer\n";
    for (const Line &L : Lines)
      OS << L.Limit << ' ' << L.About << '\n';
  });
}

BudgetFile BudgetFile::of(llvm::ArrayRef<Finding> Findings) {
  std::map<std::string, unsigned> Counts;
  for (const Finding &F : Findings)
    ++Counts[F.Check];
  BudgetFile Made;
  for (const auto &[Check, Number] : Counts) {
    Line L;
    L.Limit = Number;
    L.About = L.Check = Check;
    Made.Lines.push_back(std::move(L));
  }
  return Made;
}

bool BudgetFile::covers(const Finding &F) const {
  return llvm::any_of(Lines, [&](const Line &L) { return L.covers(F); });
}

std::string BudgetFile::raisedSince(const BudgetFile &Before) const {
  std::map<llvm::StringRef, unsigned> Limits;
  for (const Line &L : Before.Lines)
    Limits[L.About] = L.Limit;
  std::string Text;
  for (const Line &L : Lines) {
    auto Was = Limits.find(L.About);
    if (Was == Limits.end())
      Text += L.About + ": was not in the budget\n";
    else if (L.Limit > Was->second)
      Text += L.About + ": was raised from " + std::to_string(Was->second) +
              " to " + std::to_string(L.Limit) + "\n";
  }
  return Text;
}

} // namespace cleanexit
