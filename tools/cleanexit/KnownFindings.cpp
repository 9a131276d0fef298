//===-- KnownFindings.cpp - Findings that were there before -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "KnownFindings.h"
#include "WholeFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"

namespace cleanexit {

static constexpr llvm::StringLiteral Header = "# CleanExit baseline 1:";
static constexpr size_t Digits = 16;

llvm::Expected<KnownFindings> KnownFindings::read(llvm::StringRef File) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (Text.getError() == std::errc::no_such_file_or_directory)
    return llvm::createStringError(File +
                                   ": there is no such file; "
                                   "`cleanexit baseline write` makes it");
  if (!Text)
    return llvm::createStringError(File + ": " + Text.getError().message() +
                                   "; a baseline was expected here");
  KnownFindings Known;
  llvm::line_iterator Line(**Text, /*SkipBlanks=*/true);
  if (Line.is_at_eof() || !Line->starts_with(Header))
    return llvm::createStringError(
        File + ": its first line is not that of a baseline; `cleanexit "
               "baseline write` makes a new one");
  for (++Line; !Line.is_at_eof(); ++Line) {
    auto [Print, Words] = Line->split(' ');
    if (Print.size() != Digits || !llvm::all_of(Print, llvm::isHexDigit))
      return llvm::createStringError(
          File + ":" + llvm::Twine(Line.line_number()) +
          ": a line begins with the 16 digits of a fingerprint");
    Known.ByFingerprint[Print.str()] = Words.str();
  }
  return Known;
}

llvm::Error KnownFindings::write(llvm::StringRef File) const {
  return writeWhole(File, [&](llvm::raw_ostream &OS) {
    OS << Header << " findings that are accepted for now\n";
    for (const auto &[Print, Words] : ByFingerprint)
      OS << Print << ' ' << Words << '\n';
  });
}

static std::string words(const Finding &F) {
  std::string Text = F.Check + " " + F.Cleanup;
  for (const std::string &Name : F.Through)
    Text += " > " + Name;
  return Text;
}

void KnownFindings::add(llvm::ArrayRef<Finding> Findings) {
  for (const Finding &F : Findings)
    ByFingerprint[F.Fingerprint] = words(F);
}

static llvm::StringSet<> fingerprints(llvm::ArrayRef<Finding> Findings) {
  llvm::StringSet<> All;
  for (const Finding &F : Findings)
    All.insert(F.Fingerprint);
  return All;
}

void KnownFindings::keepOnly(llvm::ArrayRef<Finding> Findings) {
  llvm::StringSet<> There = fingerprints(Findings);
  std::erase_if(ByFingerprint, [&](const auto &Entry) {
    return !There.contains(Entry.first);
  });
}

unsigned KnownFindings::numMissingIn(llvm::ArrayRef<Finding> Findings) const {
  llvm::StringSet<> There = fingerprints(Findings);
  return llvm::count_if(ByFingerprint, [&](const auto &Entry) {
    return !There.contains(Entry.first);
  });
}

unsigned KnownFindings::takeOut(std::vector<Finding> &Findings) const {
  return std::erase_if(Findings, [&](const Finding &F) {
    return ByFingerprint.count(F.Fingerprint) != 0;
  });
}

} // namespace cleanexit
