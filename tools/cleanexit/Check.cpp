//===-- Check.cpp - cleanexit check: find misuse in a program ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Analysis.h"
#include "Suppressions.h"
#include "Verb.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include <chrono>
#include <set>

namespace cleanexit {
namespace {

struct Output {
  const NamedFormat *Format = nullptr;
  std::string File; ///< "-" is stdout
};

llvm::Expected<Output> output(llvm::StringRef Text) {
  auto [Name, File] = Text.split('=');
  std::string Names;
  for (const NamedFormat &F : allFormats()) {
    if (F.Name == Name)
      return Output{&F, File.empty() ? "-" : File.str()};
    Names += ("\n  " + F.Name).str();
  }
  return llvm::createStringError("--format=" + Text + ": no format '" + Name +
                                 "'; there are" + Names);
}

llvm::Expected<std::vector<Output>> outputs(const Arguments &Args) {
  std::vector<Output> All;
  for (const std::string &Text : Args.values("format")) {
    llvm::Expected<Output> O = output(Text);
    if (!O)
      return O.takeError();
    All.push_back(*O);
  }
  if (All.empty())
    All.push_back(cantFail(output("text")));
  return All;
}

llvm::Error print(const Output &To, const Outcome &Run, SourceTexts &Sources) {
  if (To.File == "-") {
    To.Format->Is->Write(llvm::outs(), Run, Sources);
    return llvm::Error::success();
  }
  Outcome Plain = Run;
  Plain.Colors = false;
  return llvm::writeToOutput(To.File, [&](llvm::raw_ostream &OS) {
    To.Format->Is->Write(OS, Plain, Sources);
    return llvm::Error::success();
  });
}

/// Options may differ from folder to folder: the checks run once with each
/// set of them, and a finding counts where its set is in force.
class Answers {
  Analysis &P;
  std::set<std::string> MainFiles;
  Suppressions Comments;

public:
  CheckResults Kept;

  explicit Answers(Analysis &P)
      : P(P), MainFiles(P.MainFiles.begin(), P.MainFiles.end()) {}

  void find() {
    for (const OptionValues &Options : distinctOptions())
      keep(runChecks(P.Linked, Options, [](llvm::StringRef) { return true; }),
           Options);
    for (const std::string &Problem : Comments.problems())
      P.Failures.push_back({"", Problem});
  }

private:
  std::set<OptionValues> distinctOptions() {
    std::set<OptionValues> All;
    for (const auto &[File, Said] : P.Settings)
      for (const FolderSettings *S : Said)
        All.insert(S->Options);
    return All;
  }

  void keep(CheckResults Found, const OptionValues &Options) {
    for (Finding &F : Found.Findings)
      if (wanted(F.At.File, F.Check, Options) && !Comments.cover(F))
        Kept.Findings.push_back(std::move(F));
    for (Silence &S : Found.Silences)
      if (wanted(S.At.File, S.Check, Options))
        Kept.Silences.push_back(std::move(S));
  }

  bool wanted(llvm::StringRef File, llvm::StringRef Check,
              const OptionValues &Options) {
    auto Said = P.Settings.find(File.str());
    if (Said == P.Settings.end()) // another program's, by --summary
      return false;
    bool IsMain = MainFiles.count(File.str());
    return llvm::any_of(Said->second, [&](const FolderSettings *S) {
      return S->Options == Options && S->enables(Check) &&
             (IsMain || S->wantsHeader(File));
    });
  }
};

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
                 << (F.File.empty() ? ""
                                    : "not all of " +
                                          relativeTo(Run.Root, F.File) +
                                          " could be analyzed:\n")
                 << F.Why << '\n';
}

void printSummary(const Outcome &Run) {
  llvm::errs() << llvm::formatv(
      "{0}, {1}, {2}, {3:f1} s\n", count(Run.NumUnits, "TU"),
      count(Run.Findings.size(), "finding"),
      count(Run.Failures.size(), "failure"), Run.Seconds);
}

void printStatistics(const Analysis &P) {
  const Facts &F = P.Linked.facts();
  llvm::errs() << count(P.NumParsed, "TU") << " parsed, "
               << P.MainFiles.size() - P.NumParsed << " from the cache; "
               << count(F.Functions.size() - 1, "function") << ", "
               << count(F.Steps.size() - 1, "step") << '\n';
}

int check(const Arguments &Args) {
  auto Begin = std::chrono::steady_clock::now();
  auto To = outputs(Args);
  if (!To)
    return fail(To.takeError());
  llvm::Expected<Analysis> P = Analysis::of(Args.Words, Args);
  if (!P)
    return fail(P.takeError());
  Answers Found(*P);
  Found.find();

  Outcome Run;
  Run.Findings = std::move(Found.Kept.Findings);
  Run.Failures = std::move(P->Failures);
  Run.NumUnits = P->MainFiles.size();
  Run.Root = workingFolder();
  Run.Colors = llvm::sys::Process::StandardOutHasColors();
  Run.Seconds = std::chrono::duration<double>(
                    std::chrono::steady_clock::now() - Begin)
                    .count();

  SourceTexts Sources;
  bool Written = true;
  for (const Output &O : *To)
    if (llvm::Error E = print(O, Run, Sources)) {
      fail(std::move(E));
      Written = false;
    }
  llvm::outs().flush();
  if (Args.has("verbose")) {
    printSilences(Found.Kept.Silences, Run);
    printPlain(P->Plain, Run);
  }
  printFailures(Run);
  if (Args.has("stats"))
    printStatistics(*P);
  printSummary(Run);
  if (!Run.Failures.empty() || !Written)
    return CouldNot;
  return Run.Findings.empty() ? Clean : HasFindings;
}

const OptionSpec Options[] = {
    BuildOption,
    JobsOption,
    ChecksOption,
    ValueOption,
    ConfigOption,
    PrivateModelsOption,
    OthersOption,
    {"format", "NAME[=FILE]",
     "how findings are written, and where to; may be given more\n"
     "than once; `cleanexit list formats` (default: text)"},
    {"verbose", "", "also say what was considered, and why it is silent"},
    {"stats", "", "also say how much was parsed, and how large the program is"},
    CacheOption,
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
