//===-- Budget.cpp - cleanexit budget: spend findings down ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Budget.h"
#include "Answers.h"
#include "Commands.h"
#include "Diff.h"
#include "Git.h"
#include "Verb.h"
#include "llvm/Support/Path.h"

namespace cleanexit {

const OptionSpec BudgetOption = {
    "budget", "FILE",
    "fail only when there are more findings than it allows\n"
    "(default of the verb budget: cleanexit.budget)"};

/// The file as it was committed where the work tree branched off Revision; no
/// limits if git does not know it.
static std::optional<BudgetFile> budgetAt(llvm::StringRef Revision,
                                          llvm::StringRef File) {
  llvm::SmallString<256> Real;
  if (llvm::sys::fs::real_path(File, Real))
    return std::nullopt;
  llvm::StringRef Folder = llvm::sys::path::parent_path(Real);
  std::string Commit = branchPoint(Revision, Folder);
  std::string Name = Commit + ":./" + llvm::sys::path::filename(Real).str();
  llvm::Expected<std::string> Text = git(Folder, {"cat-file", "blob", Name});
  if (!Text) {
    llvm::consumeError(Text.takeError());
    return std::nullopt;
  }
  llvm::Expected<BudgetFile> Then = BudgetFile::parse(*Text, Real);
  if (!Then) {
    llvm::consumeError(Then.takeError());
    return std::nullopt;
  }
  return *Then;
}

llvm::Expected<Budget> Budget::from(const Arguments &Args) {
  Budget Made;
  std::optional<std::string> File = Args.value(BudgetOption.Name);
  if (!File)
    return Made;
  llvm::Expected<BudgetFile> Now = BudgetFile::read(*File);
  if (!Now)
    return Now.takeError();
  Made.Limits = std::move(*Now);
  std::string Revision = Args.value(DiffOption.Name).value_or("HEAD");
  if (std::optional<BudgetFile> Then = budgetAt(Revision, *File))
    Made.Raised = Made.Limits.raisedSince(*Then);
  return Made;
}

Budget::Verdict Budget::judge(llvm::ArrayRef<Finding> All) const {
  Verdict V{!Raised.empty(), ""};
  for (const BudgetFile::Line &L : Limits.Lines) {
    unsigned Spent = L.spent(All);
    V.Overspent |= Spent > L.Limit;
    V.Text +=
        "budget of " + L.About + ": " + std::to_string(Spent) + " of " +
        std::to_string(L.Limit) +
        (Spent > L.Limit ? ", overspent by " + std::to_string(Spent - L.Limit)
                         : ", " + std::to_string(L.Limit - Spent) + " left") +
        (L.Folder.empty() || llvm::sys::fs::exists(L.Folder)
             ? "\n"
             : " (there is no such folder)\n");
  }
  llvm::SmallVector<llvm::StringRef, 4> Lines;
  llvm::StringRef(Raised).split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Line : Lines)
    V.Text += ("budget of " + Line + "; it may only shrink\n").str();
  return V;
}

std::vector<Finding> Budget::uncovered(llvm::ArrayRef<Finding> Findings) const {
  std::vector<Finding> Left;
  for (const Finding &F : Findings)
    if (!Limits.covers(F))
      Left.push_back(F);
  return Left;
}

std::string Budget::remark(llvm::ArrayRef<Finding> Uncovered) const {
  if (Limits.Lines.empty() || Uncovered.empty())
    return "";
  return count(Uncovered.size(), "finding") +
         (Uncovered.size() == 1 ? " is" : " are") +
         " in no line of the budget\n";
}

namespace {

llvm::Error shrink(BudgetFile &Limits, llvm::ArrayRef<Finding> Findings) {
  for (BudgetFile::Line &L : Limits.Lines) {
    unsigned Spent = L.spent(Findings);
    if (Spent > L.Limit)
      return llvm::createStringError("the budget of " + L.About +
                                     " is overspent; it may only shrink");
    L.Limit = Spent;
  }
  return llvm::Error::success();
}

int budget(const Arguments &Args) {
  bool Writes = Args.Words == std::vector<std::string>{"write"};
  if (!Writes && Args.Words != std::vector<std::string>{"shrink"})
    return fail("budget does what? write or shrink, of the whole program");
  std::string File = Args.value(BudgetOption.Name).value_or("cleanexit.budget");
  BudgetFile Limits;
  if (!Writes) {
    llvm::Expected<BudgetFile> Read = BudgetFile::read(File);
    if (!Read)
      return fail(Read.takeError());
    Limits = std::move(*Read);
  }
  llvm::Expected<Analysis> P = Analysis::of({}, Args);
  if (!P)
    return fail(P.takeError());
  if (llvm::Error E = P->link())
    return fail(std::move(E));
  if (!P->Failures.empty())
    return fail("not everything could be analyzed, so what is spent is not "
                "known: " +
                P->Failures.front().File + ": " + P->Failures.front().Why);
  llvm::Expected<Answers> Found = answersAbout(*P);
  if (!Found)
    return fail(Found.takeError());
  if (Writes)
    Limits = BudgetFile::of(Found->Findings);
  else if (llvm::Error E = shrink(Limits, Found->Findings))
    return fail(std::move(E));
  if (llvm::Error E = Limits.write(File))
    return fail(std::move(E));
  for (const BudgetFile::Line &L : Limits.Lines)
    llvm::errs() << File << ": " << L.Limit << ' ' << L.About << '\n';
  return Clean;
}

const OptionSpec Options[] = {
    BuildOption, JobsOption,    BudgetOption,   ChecksOption,
    ValueOption, ConfigOption,  OthersOption,   PrivateModelsOption,
    CacheOption, NoCacheOption, ProgressOption, ExactOption,
};

} // namespace

const Verb BudgetVerb = {
    "budget",
    "allow a number of findings, and ever fewer",
    "write|shrink [-p BUILD] [options]",
    "write: allows each check as many findings as there are\n"
    "shrink: lowers each limit to what is spent of it\n"
    "`cleanexit check --budget FILE` fails when more is found than a limit "
    "allows, or\nwhen a limit was raised since the last commit (with --diff "
    "REF: "
    "since REF). Limits\nfor folders are written by hand: `30 src/legacy`, `2 "
    "cleanup-network-io src/net`.",
    Options,
    budget};

} // namespace cleanexit
