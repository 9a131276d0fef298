//===-- Baseline.cpp - cleanexit baseline: accept what is there -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "Answers.h"
#include "Commands.h"
#include "KnownFindings.h"
#include "Verb.h"

namespace cleanexit {

const OptionSpec BaselineOption = {
    "baseline", "FILE",
    "findings that are accepted for now (default of the verb\n"
    "baseline: cleanexit.baseline)"};

namespace {

/// The baseline to start from: none for write.
llvm::Expected<KnownFindings> before(llvm::StringRef Action,
                                     llvm::StringRef File) {
  if (Action == "write")
    return KnownFindings();
  return KnownFindings::read(File);
}

int baseline(const Arguments &Args) {
  std::string Action = Args.Words.empty() ? "" : Args.Words.front();
  if (Action != "write" && Action != "update" && Action != "prune")
    return fail("baseline does what? write, update or prune");
  std::vector<std::string> Files(Args.Words.begin() + 1, Args.Words.end());
  if (Action == "prune" && !Files.empty())
    return fail("prune needs the whole program: findings of files that are "
                "not named would be forgotten");
  std::string To =
      Args.value(BaselineOption.Name).value_or("cleanexit.baseline");
  llvm::Expected<KnownFindings> Known = before(Action, To);
  if (!Known)
    return fail(Known.takeError());
  llvm::Expected<Analysis> P = Analysis::of(Files, Args);
  if (!P)
    return fail(P.takeError());
  llvm::Expected<Answers> Found = answersAbout(*P);
  if (!Found)
    return fail(Found.takeError());

  unsigned Before = Known->size();
  if (Action == "prune") {
    if (!P->Failures.empty())
      return fail("not pruned, since not everything could be analyzed: " +
                  P->Failures.front().File + ": " + P->Failures.front().Why);
    Known->keepOnly(Found->Findings);
  } else {
    Known->add(Found->Findings);
  }
  if (llvm::Error E = Known->write(To))
    return fail(std::move(E));
  llvm::errs() << To << ": " << count(Before, "finding") << " before, "
               << Known->size() << " now\n";
  for (const Failure &F : P->Failures)
    fail("not all of " + F.File + " could be analyzed:\n" + F.Why);
  return P->Failures.empty() ? Clean : CouldNot;
}

const OptionSpec Options[] = {
    BuildOption, JobsOption,    BaselineOption, ChecksOption,
    ValueOption, ConfigOption,  OthersOption,   PrivateModelsOption,
    CacheOption, NoCacheOption, ProgressOption, ExactOption,
};

} // namespace

const Verb BaselineVerb = {
    "baseline",
    "accept the findings that there are, for now",
    "write|update|prune [-p BUILD] [FILE...] [options] [-- COMPILER FLAGS]",
    "write: records all findings, anew\n"
    "update: adds those that are not recorded yet\n"
    "prune: forgets those that are gone\n"
    "`cleanexit check --baseline FILE` is silent about what is recorded. A "
    "finding is\nknown by its check, cleanup and chain by name: moved lines "
    "and "
    "renamed files do\nnot make it new.",
    Options,
    baseline};

} // namespace cleanexit
