//===-- Link.cpp - cleanexit link: one program of many facts ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Effects/Written.h"
#include "Summary/Explain.h"
#include "Verb.h"
#include "WholeFile.h"

namespace cleanexit {
namespace {

llvm::Error writeSummary(const Summary &S, llvm::StringRef File) {
  return writeWhole(File, [&](llvm::raw_ostream &OS) { write(S.facts(), OS); });
}

int link(const Arguments &Args) {
  if (Args.Words.empty())
    return fail("link which FACTS? `cleanexit scan FILE -o FACTS` makes them");
  llvm::Expected<Models> Known =
      modelsWith(Args.values(PrivateModelsOption.Name));
  if (!Known)
    return fail(Known.takeError());
  llvm::Expected<std::vector<Facts>> Read = readFactsFiles(Args.Words);
  if (!Read)
    return fail(Read.takeError());
  Summary S = Summary::link(std::move(*Read), *Known);
  std::optional<std::string> To = Args.value("o");
  if (!To) {
    print(S, llvm::outs());
    return Clean;
  }
  if (llvm::Error E = writeSummary(S, *To))
    return fail(std::move(E));
  return Clean;
}

const OptionSpec Options[] = {
    {"o", "SUMMARY",
     "write it for `check --summary` and for the plugin's option\n"
     "cleanup.Summary (default: print text)"},
    PrivateModelsOption,
};

} // namespace

const Verb LinkVerb = {
    "link",
    "the facts of many TUs as one program",
    "FACTS... [-o SUMMARY]",
    "Unites facts that `cleanexit scan -o` wrote, and prints what each "
    "function may do\nand through which calls; or writes a summary that lets "
    "single TUs be checked with\nthe rest of the program in mind.",
    Options,
    link};

} // namespace cleanexit
