//===-- OldFindings.cpp - What a run is silent about ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "OldFindings.h"
#include "Baseline.h"
#include "Diff.h"
#include "Report/Report.h"

namespace cleanexit {

llvm::Expected<OldFindings> OldFindings::from(const Arguments &Args) {
  OldFindings Old;
  Old.WholeProgram = Args.Words.empty();
  if (std::optional<std::string> File = Args.value(BaselineOption.Name)) {
    llvm::Expected<KnownFindings> Read = KnownFindings::read(*File);
    if (!Read)
      return Read.takeError();
    Old.All.push_back({*File, std::move(*Read)});
  }
  if (std::optional<std::string> Revision = Args.value(DiffOption.Name)) {
    llvm::Expected<FindingsBefore> Before = findingsBefore(*Revision, Args);
    if (!Before)
      return Before.takeError();
    Old.All.push_back({Before->Revision, std::move(Before->Known)});
  }
  return Old;
}

static std::string are(unsigned Number) { return Number == 1 ? " is" : " are"; }

std::string OldFindings::takeOut(std::vector<Finding> &Findings) const {
  std::vector<Finding> Left = Findings;
  std::string Text;
  for (const Source &S : All) {
    unsigned Silent = S.Known.takeOut(Left);
    Text +=
        S.Name + ": " + count(Silent, "old finding") + are(Silent) + " silent";
    // Of some files only, what is not found may still be there.
    unsigned Gone = WholeProgram ? S.Known.numMissingIn(Findings) : 0;
    if (Gone)
      Text += ", " + std::to_string(Gone) + are(Gone) + " fixed";
    Text += "\n";
  }
  Findings = std::move(Left);
  return Text;
}

} // namespace cleanexit
