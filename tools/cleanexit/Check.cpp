//===-- Check.cpp - cleanexit check: find misuse in a program ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Answers.h"
#include "Baseline.h"
#include "Budget.h"
#include "Commands.h"
#include "Diff.h"
#include "FailOn.h"
#include "FixRequest.h"
#include "OldFindings.h"
#include "Outputs.h"
#include "Processes.h"
#include "Repairing.h"
#include "Statistics.h"
#include "UnusedSuppressions.h"
#include "Verb.h"
#include "Watch.h"
#include "llvm/Support/BuryPointer.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include <chrono>
#include <climits>

namespace cleanexit {
namespace {

void printSilences(llvm::ArrayRef<Silence> Silences, const Outcome &Run) {
  for (const Silence &S : Silences)
    llvm::errs() << relativeTo(Run.Root, S.At.File) << ':' << S.At.Line << ':'
                 << S.At.Column << ": silent: " << S.Reason << " [" << S.Check
                 << "]\n";
}

void printPlain(llvm::ArrayRef<Failure> Plain, const Outcome &Run) {
  for (const Failure &F : Plain)
    llvm::errs() << relativeTo(Run.Root, F.File)
                 << ": parsed without shortcuts: " << F.Why << '\n';
}

void printFailures(const Outcome &Run) {
  for (const Failure &F : Run.Failures)
    llvm::errs() << "cleanexit: "
                 << (F.File.empty()
                         ? ""
                         : "not all of " + relativeTo(Run.Root, F.File) +
                               " could be analyzed:\n")
                 << F.Why << '\n';
}

void printParsed(const Analysis &P) {
  llvm::errs() << count(P.NumParsed, "TU") << " parsed, "
               << P.MainFiles.size() - P.NumParsed << " from the cache; "
               << count(P.Size.Functions, "function") << ", " << P.Size.Copies
               << " copies as callers see them, " << count(P.Size.Steps, "step")
               << '\n';
}

/// CPU seconds by what was done, in this process and in those that parse.
void printTimes(const Stopwatch &Clock) {
  double All = 0;
  auto Line = [&](double Seconds, llvm::StringRef Did) {
    All += Seconds;
    llvm::errs() << llvm::formatv("{0,8:f3} s  {1}\n", Seconds, Did);
  };
  for (const auto &[Did, Seconds] : Clock.Laps)
    Line(Seconds, Did);
  Line(cpuSecondsOfChildren(), "parsing, in processes of its own");
  llvm::errs() << llvm::formatv("{0,8:f3} s  CPU time in all\n", All);
}

void printSummary(const Outcome &Run, unsigned NumShown) {
  size_t Found = Run.Findings.size();
  std::string Hidden =
      NumShown < Found ? llvm::formatv(" ({0} shown)", NumShown).str() : "";
  llvm::errs() << llvm::formatv(
      "{0}, {1}{2}, {3}, {4:f1} s\n", count(Run.NumUnits, "TU"),
      count(Found, "finding"), Hidden, count(Run.Failures.size(), "failure"),
      Run.Seconds);
}

/// The run without the findings beyond the number that is to be shown.
Outcome shown(const Outcome &Run, unsigned Most) {
  Outcome Cut = Run;
  if (Cut.Findings.size() > Most)
    Cut.Findings.resize(Most);
  return Cut;
}

int checkOnce(const Arguments &Args, std::set<std::string> &FilesRead) {
  auto Begin = std::chrono::steady_clock::now();
  const llvm::sys::TimePoint<> Began = std::chrono::system_clock::now();
  llvm::Expected<Outputs> To = Outputs::from(Args);
  if (!To)
    return fail(To.takeError());
  llvm::Expected<FixRequest> Fix = FixRequest::from(Args);
  if (!Fix)
    return fail(Fix.takeError());
  llvm::Expected<FailOn> Fails = FailOn::from(Args);
  if (!Fails)
    return fail(Fails.takeError());
  llvm::Expected<unsigned> Most = Args.number("max-findings", UINT_MAX);
  if (!Most)
    return fail(Most.takeError());
  llvm::Expected<OldFindings> Old = OldFindings::from(Args);
  if (!Old)
    return fail(Old.takeError());
  llvm::Expected<Budget> Allowed = Budget::from(Args);
  if (!Allowed)
    return fail(Allowed.takeError());
  llvm::Expected<Analysis> P = Analysis::of(Args.Words, Args);
  if (!P)
    return fail(P.takeError());
  if (Args.has(UnusedOption.Name)) // asks for all files, not for findings'
    if (llvm::Error E = P->link())
      return fail(std::move(E));
  llvm::Expected<Answers> Found = answersAbout(*P);
  if (!Found)
    return fail(Found.takeError());
  if (Args.has(WatchOption.Name))
    FilesRead = P->filesRead();

  Outcome Run;
  Run.Findings = std::move(Found->Findings);
  if (Args.has(UnusedOption.Name)) {
    llvm::append_range(Run.Findings, unusedSuppressions(*P, Found->Suppressed));
    arrange(Run.Findings);
  }
  Run.Failures = std::move(P->Failures);
  Run.NumUnits = P->MainFiles.size();
  Run.Root = workingFolder();
  Run.Colors = llvm::sys::Process::StandardOutHasColors();
  Budget::Verdict Spent = Allowed->judge(Run.Findings);
  std::string Remarks = Old->takeOut(Run.Findings);
  const std::vector<Finding> Counted = Allowed->uncovered(Run.Findings);
  Remarks = Spent.Text + Allowed->remark(Counted) + Remarks;
  if (Fix->WantsRepairs || To->haveRepairs())
    addRepairs(Run.Findings, *P, Began);
  Run.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Begin)
          .count();

  llvm::Error Unwritten = To->write(shown(Run, *Most));
  if (Args.has("verbose")) {
    printSilences(Found->Silences, Run);
    printPlain(P->Plain, Run);
  }
  printFailures(Run);
  P->Clock.lap("writing");
  if (Args.has("stats")) {
    printParsed(*P);
    printTimes(P->Clock);
  }
  if (Args.has("statistics"))
    printStatistics(llvm::errs(), Run);
  if (!Args.has("quiet")) {
    llvm::errs() << Remarks;
    printSummary(Run, std::min<size_t>(*Most, Run.Findings.size()));
  }
  if (Unwritten)
    return fail(std::move(Unwritten));
  if (llvm::Error Unfixed = Fix->carryOut(Run))
    return fail(std::move(Unfixed));
  if (!Run.Failures.empty())
    return CouldNot;
  // The process ends: its memory need not be given back piece by piece.
  if (!Args.has(WatchOption.Name))
    llvm::BuryPointer(std::make_unique<Analysis>(std::move(*P)));
  bool Failed = Fails->anyOf(Allowed->uncovered(Run.Findings));
  return Failed || Spent.Overspent ? HasFindings : Clean;
}

int check(const Arguments &Args) {
  std::set<std::string> FilesRead;
  if (!Args.has(WatchOption.Name))
    return checkOnce(Args, FilesRead);
  if (Args.has(NoCacheOption.Name))
    return fail("--watch needs the cache, which knows what each TU reads");
  return watch([&](std::set<std::string> &FilesRead) {
    return checkOnce(Args, FilesRead);
  });
}

const OptionSpec Options[] = {
    BuildOption,
    JobsOption,
    ChecksOption,
    ValueOption,
    ConfigOption,
    HeadersOption,
    ExcludedHeadersOption,
    ErrorsOption,
    PrivateModelsOption,
    OthersOption,
    FormatOption,
    BaselineOption,
    BudgetOption,
    DiffOption,
    UnusedOption,
    FailOnOption,
    FixOption,
    DryRunOption,
    RepairsOption,
    {"max-findings", "N", "show no more than the first N"},
    {"statistics", "", "also count findings by check and by folder"},
    ProgressOption,
    WatchOption,
    {"quiet", "", "findings and failures only: no summary, no progress"},
    {"verbose", "", "also say what was considered, and why it is silent"},
    {"stats", "",
     "also say how much was parsed, how large the program is, and\n"
     "where the time went"},
    CacheOption,
    CacheSizeOption,
    NoCacheOption,
    ExactOption,
};

} // namespace

const Verb CheckVerb = {
    "check",
    "find misuse in a program: all TUs, linked",
    "[-p BUILD] [FILE...] [options] [-- COMPILER FLAGS]",
    "Analyzes the TUs of a compilation database as one program, or the FILEs "
    "named.\nNOLINT comments and .clang-tidy files are honored as clang-tidy "
    "does.",
    Options,
    check};

} // namespace cleanexit
