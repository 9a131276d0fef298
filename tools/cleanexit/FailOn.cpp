//===-- FailOn.cpp - Which findings make a run fail -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "FailOn.h"

namespace cleanexit {

const OptionSpec FailOnOption = {
    "fail-on", "LEVEL",
    "end with 1 on findings of this level: error (checks that\n"
    "WarningsAsErrors names), warning (all; default), never"};

llvm::Expected<FailOn> FailOn::from(const Arguments &Args) {
  FailOn Made;
  llvm::StringRef Word = "warning";
  std::optional<std::string> Given = Args.value(FailOnOption.Name);
  if (Given)
    Word = *Given;
  if (Word == "error")
    Made.Least = Error;
  else if (Word == "never")
    Made.Least = Never;
  else if (Word != "warning")
    return llvm::createStringError("--fail-on=" + Word +
                                   ": it is error, warning or never");
  return Made;
}

bool FailOn::anyOf(llvm::ArrayRef<Finding> Findings) const {
  if (Least == Never)
    return false;
  return llvm::any_of(Findings, [&](const Finding &F) {
    return Least == Warning || F.AsError;
  });
}

} // namespace cleanexit
