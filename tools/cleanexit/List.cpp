//===-- List.cpp - cleanexit list: what there is ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Checks/Check.h"
#include "Effects/Effect.h"
#include "Models/Models.h"
#include "Report/Report.h"
#include "Verb.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>
#include <set>

namespace cleanexit {
namespace {

void listChecks() {
  for (const NamedCheck &C : allChecks()) {
    llvm::outs() << C.Name << "\n    " << C.Is->Promise << '\n';
    for (const CheckOption &O : C.Is->Options)
      llvm::outs() << llvm::formatv("    {0}.{1}={2}: {3}\n", C.Name, O.Name,
                                    O.Default, O.Help);
  }
}

void listEffects() {
  for (unsigned E = 0; E < NumEffects; ++E)
    llvm::outs() << llvm::formatv("{0,-15} {1}\n", name(Effect(E)),
                                  prose(Effect(E)));
}

void listFormats() {
  for (const NamedFormat &F : allFormats())
    llvm::outs() << llvm::formatv("{0,-13} {1}\n", F.Name, F.Is->Promise);
}

void listModels(bool Names) {
  Models All = Models::bundled();
  // One function may have several models, by what it works on.
  std::map<std::string, std::pair<std::set<llvm::StringRef>, unsigned>> Counts;
  for (const FunctionModel *M : All.functions())
    Counts[M->Library].first.insert(M->Name);
  for (const TypeModel *M : All.types())
    ++Counts[M->Library].second;
  unsigned Functions = 0, Types = 0;
  for (const auto &[Library, N] : Counts) {
    llvm::outs() << llvm::formatv("{0,-16} {1,4} functions {2,4} types\n",
                                  Library, N.first.size(), N.second);
    if (Names)
      for (llvm::StringRef Name : N.first)
        llvm::outs() << "    " << Name << '\n';
    Functions += N.first.size();
    Types += N.second;
  }
  llvm::outs() << llvm::formatv("{0} libraries: {1} functions, {2} types\n",
                                Counts.size(), Functions, Types);
}

int list(const Arguments &Args) {
  llvm::StringRef What;
  if (Args.Words.size() == 1)
    What = Args.Words[0];
  if (What == "checks")
    listChecks();
  else if (What == "effects")
    listEffects();
  else if (What == "formats")
    listFormats();
  else if (What == "models")
    listModels(Args.has("names"));
  else
    return fail("list what? checks, effects, formats or models");
  return Clean;
}

const OptionSpec Options[] = {
    {"names", "", "with models: the name of each modeled function"}};

} // namespace

const Verb ListVerb = {
    "list",
    "what there is: checks, effects, formats, models",
    "checks | effects | formats | models",
    "Checks come with their options; models with their number by library.",
    Options,
    list};

} // namespace cleanexit
