//===-- Checks.cpp - The checks that there are, and running them *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Checks/Check.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>

namespace cleanexit {

#define CHECK(ID, NAME, PAGE) extern const Check ID;
#include "AllChecks.inc"
#undef CHECK

llvm::ArrayRef<NamedCheck> allChecks() {
  // One more, so that a tree without checks has an array too.
  static constexpr NamedCheck All[] = {
#define CHECK(ID, NAME, PAGE) {NAME, PAGE, &ID},
#include "AllChecks.inc"
#undef CHECK
      {"", "", nullptr}};
  return llvm::ArrayRef(All).drop_back();
}

static const std::string *valueOf(const OptionValues &Options,
                                  llvm::StringRef Check,
                                  llvm::StringRef Option) {
  auto It = Options.find((llvm::Twine(Check) + "." + Option).str());
  return It == Options.end() ? nullptr : &It->second;
}

bool CheckRun::flag(llvm::StringRef Option, bool Default) const {
  const std::string *Text = valueOf(Options, Name, Option);
  if (!Text)
    return Default;
  return *Text == "true" || *Text == "1";
}

unsigned CheckRun::number(llvm::StringRef Option, unsigned Default) const {
  unsigned Number = Default;
  const std::string *Text = valueOf(Options, Name, Option);
  if (Text && llvm::StringRef(*Text).getAsInteger(10, Number))
    return Default;
  return Number;
}

CheckResults runChecks(const Summary &Program, const OptionValues &Options,
                       llvm::function_ref<bool(llvm::StringRef)> Enabled) {
  CheckResults Results;
  for (const NamedCheck &C : allChecks()) {
    if (!Enabled(C.Name))
      continue;
    CheckRun Run(Program, C.Name, Options);
    C.Is->Run(Run);
    std::move(Run.Findings.begin(), Run.Findings.end(),
              std::back_inserter(Results.Findings));
    std::move(Run.Silences.begin(), Run.Silences.end(),
              std::back_inserter(Results.Silences));
  }
  arrange(Results.Findings);
  auto &Silences = Results.Silences;
  std::sort(Silences.begin(), Silences.end());
  Silences.erase(std::unique(Silences.begin(), Silences.end()), Silences.end());
  return Results;
}

} // namespace cleanexit
