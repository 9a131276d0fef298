//===-- FixRequest.cpp - The options that ask for repairs -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "FixRequest.h"
#include "Fix.h"

namespace cleanexit {

const OptionSpec FixOption = {
    "fix", "[=suggested]",
    "mend what can be mended and keeps its promises; with\n"
    "`suggested`, also what changes when or whether something\n"
    "happens"};
const OptionSpec DryRunOption = {
    "dry-run", "", "with --fix: print a unified diff, and change nothing"};
const OptionSpec RepairsOption = {"repairs", "",
                                  "also say how each finding can be mended"};

llvm::Expected<FixRequest> FixRequest::from(const Arguments &Args) {
  FixRequest Made;
  Made.DryRun = Args.has(DryRunOption.Name);
  Made.WantsRepairs = Args.has(FixOption.Name) || Args.has(RepairsOption.Name);
  std::optional<std::string> Said = Args.value(FixOption.Name);
  if (!Said && Made.DryRun)
    return llvm::createStringError("--dry-run is for --fix");
  if (!Said)
    return Made;
  if (Said->empty())
    Made.UpTo = Tier::Safe;
  else if (*Said == "suggested")
    Made.UpTo = Tier::Suggested;
  else
    return llvm::createStringError("--fix=" + *Said +
                                   ": there are --fix and --fix=suggested");
  return Made;
}

llvm::Error FixRequest::carryOut(Outcome &Run) const {
  if (!UpTo)
    return llvm::Error::success();
  Fixes Chosen(Run.Findings, *UpTo);
  for (const std::string &Why : Chosen.Refused)
    llvm::errs() << relativeTo(Run.Root, Why) << '\n';
  if (DryRun)
    return Chosen.print(llvm::outs(), Run.Root);
  if (llvm::Error E = Chosen.write())
    return E;
  llvm::errs() << count(Chosen.Mended.size(), "finding") << " mended\n";
  for (size_t I : llvm::reverse(Chosen.Mended))
    Run.Findings.erase(Run.Findings.begin() + I);
  return llvm::Error::success();
}

} // namespace cleanexit
