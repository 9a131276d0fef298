//===-- Outputs.cpp - Where findings are written, and how -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Outputs.h"
#include "FixRequest.h"
#include "WholeFile.h"

namespace cleanexit {

const OptionSpec FormatOption = {
    "format", "NAME[=FILE]",
    "how findings are written, and where to; may be given more\n"
    "than once; `cleanexit list formats` (default: text)"};

llvm::Expected<Outputs::Output> Outputs::one(llvm::StringRef Text) {
  auto [Name, File] = Text.split('=');
  std::string Names;
  for (const NamedFormat &F : allFormats()) {
    if (F.Name == Name && File.empty() && Text.contains('='))
      return llvm::createStringError(
          "--format=" + Text + ": the name of a file goes behind the '='");
    if (F.Name == Name)
      return Output{&F, File.empty() ? "-" : File.str()};
    Names += ("\n  " + F.Name).str();
  }
  return llvm::createStringError("--format=" + Text + ": no format '" + Name +
                                 "'; there are" + Names);
}

llvm::Expected<Outputs> Outputs::from(const Arguments &Args) {
  Outputs To;
  for (const std::string &Text : Args.values(FormatOption.Name)) {
    llvm::Expected<Output> O = one(Text);
    if (!O)
      return O.takeError();
    if (O->File != "-" && llvm::is_contained(To.files(), O->File))
      return llvm::createStringError("--format=" + Text +
                                     ": another format is written there too");
    To.All.push_back(*O);
  }
  // A diff is to be piped into `patch`.
  if (To.All.empty() && !Args.has(DryRunOption.Name))
    To.All.push_back(cantFail(one("text")));
  return To;
}

std::vector<std::string> Outputs::files() const {
  std::vector<std::string> Files;
  Files.reserve(All.size());
  for (const Output &O : All)
    Files.push_back(O.File);
  return Files;
}

bool Outputs::haveRepairs() const {
  return llvm::any_of(All,
                      [](const Output &O) { return O.Format->Is->Repairs; });
}

llvm::Error Outputs::write(const Outcome &Run) const {
  Outcome Plain = Run;
  Plain.Colors = false;
  SourceTexts Sources;
  llvm::Error Problems = llvm::Error::success();
  for (const Output &O : All) {
    if (O.File == "-")
      O.Format->Is->Write(llvm::outs(), Run, Sources);
    else
      Problems = llvm::joinErrors(
          std::move(Problems), writeWhole(O.File, [&](llvm::raw_ostream &OS) {
            O.Format->Is->Write(OS, Plain, Sources);
          }));
  }
  llvm::outs().flush();
  return Problems;
}

} // namespace cleanexit
