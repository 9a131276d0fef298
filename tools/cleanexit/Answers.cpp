//===-- Answers.cpp - What the checks say about a program -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "Suppressions.h"
#include "WrittenAnswers.h"
#include "settings/AllowComments.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

namespace cleanexit {
namespace {

/// Options may differ from folder to folder: the checks run once with each
/// set of them, and a finding counts where its set is in force.
class Questions {
  const Analysis &P;
  const std::set<std::string> MainFiles;

public:
  ProgramAnswers Wanted;

  explicit Questions(const Analysis &P)
      : P(P), MainFiles(P.MainFiles.begin(), P.MainFiles.end()) {}

  void ask() {
    for (const OptionValues &Options : distinctOptions())
      take(runChecks(*P.Linked, Options, [](llvm::StringRef) { return true; }),
           Options);
    arrange(Wanted.Findings);
    identify(Wanted.Findings);
  }

private:
  std::set<OptionValues> distinctOptions() {
    std::set<OptionValues> All;
    for (const auto &[File, Said] : P.Settings)
      for (const FolderSettings *S : Said)
        All.insert(S->Options);
    return All;
  }

  void take(CheckResults Found, const OptionValues &Options) {
    for (Finding &F : Found.Findings)
      if (const FolderSettings *S = wantedBy(F.At.File, F.Check, Options)) {
        F.AsError = S->makesError(F.Check);
        Wanted.Findings.push_back(std::move(F));
      }
    for (Silence &S : Found.Silences)
      if (wantedBy(S.At.File, S.Check, Options))
        Wanted.Silences.push_back(std::move(S));
  }

  const FolderSettings *wantedBy(llvm::StringRef File, llvm::StringRef Check,
                                 const OptionValues &Options) {
    auto Said = P.Settings.find(File.str());
    if (Said == P.Settings.end()) // another program's, by --summary
      return nullptr;
    bool IsMain = MainFiles.count(File.str());
    for (const FolderSettings *S : Said->second)
      if (S->Options == Options && S->enables(Check) &&
          (IsMain || S->wantsHeader(File)))
        return S;
    return nullptr;
  }
};

/// All that decides what the checks say; nothing if that is not known, since
/// there are TUs that the cache does not have.
std::optional<std::string> entryFor(Analysis &P) {
  std::vector<std::string> Parts = {llvm::utohexstr(P.Knowledge->hash())};
  for (auto [Entry, Main] : llvm::zip(P.Entries, P.MainFiles)) {
    if (Entry.empty())
      return std::nullopt;
    const FolderSettings &S = P.Config.of(Main);
    Parts.insert(Parts.end(),
                 {Entry, S.Checks, S.Errors, S.Headers, S.ExcludedHeaders,
                  llvm::utostr(S.Options.size())});
    for (const auto &[Name, Value] : S.Options)
      Parts.insert(Parts.end(), {Name, Value});
  }
  for (const std::string &File : P.Others) {
    auto Text = llvm::MemoryBuffer::getFile(File);
    if (!Text)
      return std::nullopt;
    Parts.push_back(llvm::utohexstr(llvm::xxh3_64bits((*Text)->getBuffer())));
  }
  return P.Kept->programEntry(Parts);
}

std::optional<ProgramAnswers> readKept(Analysis &P) {
  std::optional<std::string> Entry = entryFor(P), Written;
  if (Entry)
    Written = P.Kept->read(*Entry);
  if (!Written)
    return std::nullopt;
  std::optional<ProgramAnswers> Known = readAnswers(*Written);
  if (!Known)
    return std::nullopt;
  P.Failures = std::move(Known->Failures);
  P.Plain = std::move(Known->Plain);
  P.ParsedWith = std::move(Known->ParsedWith);
  P.Size = Known->Size;
  P.Clock.lap("what was found before");
  return Known;
}

void keep(Analysis &P, ProgramAnswers &Found) {
  std::optional<std::string> Entry = entryFor(P);
  if (!Entry)
    return;
  Found.Failures = P.Failures;
  Found.Plain = P.Plain;
  Found.Size = P.Size;
  for (const Finding &F : Found.Findings)
    for (const Position &At : placesOf(F))
      if (auto With = P.ParsedWith.find(At.File); With != P.ParsedWith.end())
        Found.ParsedWith.insert(*With);
  P.Kept->write(*Entry, write(Found));
  P.Kept->prune();
}

llvm::Expected<ProgramAnswers> ask(Analysis &P) {
  if (!P.Linked)
    if (std::optional<ProgramAnswers> Known = readKept(P))
      return std::move(*Known);
  if (llvm::Error E = P.link())
    return std::move(E);
  Questions All(P);
  All.ask();
  keep(P, All.Wanted);
  P.Clock.lap("checks");
  return std::move(All.Wanted);
}

} // namespace

llvm::Expected<Answers> answersAbout(Analysis &P) {
  llvm::Expected<ProgramAnswers> Found = ask(P);
  if (!Found)
    return Found.takeError();
  Answers Sorted;
  Sorted.Silences = std::move(Found->Silences);
  auto FS = P.How.Files();
  Suppressions NoLint(FS);
  AllowComments Allow(FS);
  for (Finding &F : Found->Findings) {
    bool RequireReason =
        isTrue(P.Config.of(F.At.File).Options, RequireReasonOption);
    bool Silent = NoLint.cover(F) || Allow.allow(F, RequireReason);
    (Silent ? Sorted.Suppressed : Sorted.Findings).push_back(std::move(F));
  }
  for (const std::string &Problem : NoLint.problems())
    P.Failures.push_back({"", Problem});
  for (const std::string &Problem : P.Config.problems())
    P.Failures.push_back({"", Problem});
  P.Clock.lap("comments that silence");
  return Sorted;
}

} // namespace cleanexit
