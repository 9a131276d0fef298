//===-- Scan.cpp - cleanexit scan: the facts of a TU ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Effects/Text.h"
#include "Effects/Written.h"
#include "Verb.h"
#include "WholeFile.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace cleanexit {
namespace {

/// Makefile's notation: "facts: source header header".
llvm::Error writeDepfile(llvm::StringRef Depfile, llvm::StringRef Target,
                         const std::vector<std::string> &Files) {
  auto escaped = [](llvm::StringRef Path) {
    std::string Text;
    for (char C : Path) {
      if (C == ' ' || C == '#')
        Text += '\\';
      Text += C;
      if (C == '$')
        Text += '$';
    }
    return Text;
  };
  return writeWhole(Depfile, [&](llvm::raw_ostream &OS) {
    OS << escaped(Target) << ':';
    for (const std::string &File : Files)
      OS << " \\\n  " << escaped(File);
    OS << '\n';
  });
}

llvm::Error writeFacts(const Scanned &S, const Arguments &Args) {
  std::optional<std::string> To = Args.value("o");
  if (!To) {
    print(S.Of, llvm::outs());
    return llvm::Error::success();
  }
  if (llvm::Error E =
          writeWhole(*To, [&](llvm::raw_ostream &OS) { write(S.Of, OS); }))
    return E;
  if (std::optional<std::string> Depfile = Args.value("depfile"))
    return writeDepfile(*Depfile, *To, S.Files);
  return llvm::Error::success();
}

int scan(const Arguments &Args) {
  if (Args.Words.size() != 1)
    return fail("scan makes the facts of one FILE; check reads many");
  llvm::Expected<Configuration> Config = Configuration::from(Args);
  if (!Config)
    return fail(Config.takeError());
  auto Commands = commandsFor(Args.Words, Args);
  if (!Commands)
    return fail(Commands.takeError());
  llvm::Expected<Models> Known =
      modelsFor({mainFile(Commands->front())}, *Config, Args);
  if (!Known)
    return fail(Known.takeError());
  Scanned S = cleanexit::scan(Commands->front(), *Known,
                              scanOptions(Args.has(ExactOption.Name)),
                              llvm::vfs::getRealFileSystem());
  if (S.Fatal.empty())
    if (llvm::Error E = writeFacts(S, Args))
      return fail(std::move(E));
  std::string Why = whyFailed(S);
  return Why.empty() ? Clean : fail(Why);
}

const OptionSpec Options[] = {
    BuildOption,
    {"o", "FACTS", "write binary facts, for link (default: print text)"},
    {"depfile", "FILE", "with -o: also the files read, for make and ninja"},
    PrivateModelsOption,
    ConfigOption,
    ExactOption,
};

} // namespace

const Verb ScanVerb = {
    "scan",
    "the facts of one TU, as text or for `link`",
    "[-p BUILD] FILE [-o FACTS] [-- COMPILER FLAGS]",
    "Parses a TU and writes what its functions do, as plain data: the only "
    "thing that\nthe checks ever see of the source.",
    Options,
    scan};

} // namespace cleanexit
