//===-- Answers.cpp - What the checks say about a program -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "Suppressions.h"
#include "settings/AllowComments.h"

namespace cleanexit {
namespace {

/// Options may differ from folder to folder: the checks run once with each
/// set of them, and a finding counts where its set is in force.
class Questions {
  const Analysis &P;
  const std::set<std::string> MainFiles;

public:
  Answers Wanted;

  explicit Questions(const Analysis &P)
      : P(P), MainFiles(P.MainFiles.begin(), P.MainFiles.end()) {}

  void ask() {
    for (const OptionValues &Options : distinctOptions())
      take(runChecks(P.Linked, Options, [](llvm::StringRef) { return true; }),
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

} // namespace

Answers answersAbout(Analysis &P) {
  Questions All(P);
  All.ask();
  Answers Sorted;
  Sorted.Silences = std::move(All.Wanted.Silences);
  auto FS = P.Disk();
  Suppressions NoLint(FS);
  AllowComments Allow(FS);
  for (Finding &F : All.Wanted.Findings) {
    bool RequireReason =
        isTrue(P.Config.of(F.At.File).Options, RequireReasonOption);
    bool Silent = NoLint.cover(F) || Allow.allow(F, RequireReason);
    (Silent ? Sorted.Suppressed : Sorted.Findings).push_back(std::move(F));
  }
  for (const std::string &Problem : NoLint.problems())
    P.Failures.push_back({"", Problem});
  for (const std::string &Problem : P.Config.problems())
    P.Failures.push_back({"", Problem});
  return Sorted;
}

} // namespace cleanexit
