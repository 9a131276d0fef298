//===-- Explain.cpp - cleanexit explain: a check's page ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Checks/Check.h"
#include "Verb.h"

namespace cleanexit {

static int explain(const Arguments &Args) {
  if (Args.Words.size() != 1)
    return fail("explain which CHECK? `cleanexit list checks` has their names");
  llvm::StringRef Word = Args.Words[0];
  std::vector<llvm::StringRef> Names;
  for (const NamedCheck &C : allChecks()) {
    if (C.Name == Word || C.Name == ("cleanup-" + Word).str()) {
      llvm::outs() << C.Page;
      return Clean;
    }
    Names.push_back(C.Name);
  }
  return fail("there is no check '" + Word + "'" + didYouMean(Word, Names) +
              "\n  `cleanexit list checks` has their names");
}

const Verb ExplainVerb = {
    "explain",
    "a check's page: what it finds, why, and repairs",
    "CHECK",
    "CHECK is a name from `cleanexit list checks`, or one "
    "without `cleanup-`.",
    {},
    explain};

} // namespace cleanexit
