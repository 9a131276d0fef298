//===-- Diff.cpp - Findings that a change brings ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   now    a.cpp'  b.cpp   ── link ── findings now    ─┐
//                    │ the same facts, by the cache    ├─ those that are new
//   before a.cpp   b.cpp   ── link ── findings before ─┘
//
// Both are of the whole program: a change in a.cpp may make a destructor in
// b.cpp wait.
//===----------------------------------------------------------------------===//

#include "Diff.h"
#include "Answers.h"
#include "Commands.h"
#include "Revision.h"
#include "clang/Driver/Types.h"
#include "llvm/Support/Path.h"

using clang::tooling::CompileCommand;

namespace cleanexit {

const OptionSpec DiffOption = {
    "diff", "REF",
    "report what was not there yet where the work tree branched\n"
    "off this git revision"};

namespace {

/// The same command for another main file.
CompileCommand withFile(CompileCommand Command, const std::string &File) {
  for (std::string &Word : Command.CommandLine) {
    CompileCommand Other = Command;
    Other.Filename = Word;
    if (Word == Command.Filename || mainFile(Other) == mainFile(Command))
      Word = File;
  }
  Command.Filename = File;
  return Command;
}

/// Nothing if the main file was not there, nor by another name.
std::optional<CompileCommand> commandBefore(const CompileCommand &Now,
                                            Revision &Then) {
  std::string File = mainFile(Now);
  const Revision::File *Was = Then.file(File);
  if (!Was || Was->Exists)
    return Now;
  for (const Revision::Rename &R : Then.renames())
    if (R.Now == File)
      return withFile(Now, R.Before);
  return std::nullopt;
}

std::vector<std::string> sourcesRemoved(const Revision &Then) {
  std::vector<std::string> Files;
  for (const std::string &File : Then.removed()) {
    llvm::StringRef Dot = llvm::sys::path::extension(File);
    auto Type = clang::driver::types::lookupTypeForExtension(
        Dot.drop_front(Dot.empty() ? 0 : 1));
    if (clang::driver::types::isAcceptedByClang(Type) &&
        !clang::driver::types::onlyPrecompileType(Type))
      Files.push_back(File);
  }
  return Files;
}

llvm::Expected<std::vector<CompileCommand>>
commandsBefore(Revision &Then, const Arguments &Args) {
  auto Now = commandsFor(Args.Words, Args);
  if (!Now)
    return Now.takeError();
  std::vector<CompileCommand> All;
  for (const CompileCommand &C : *Now)
    if (std::optional<CompileCommand> Was = commandBefore(C, Then))
      All.push_back(std::move(*Was));
  if (!Args.Words.empty())
    return All;
  auto Removed = guessedCommands(sourcesRemoved(Then), Args);
  if (!Removed)
    return Removed.takeError();
  llvm::append_range(All, *Removed);
  return All;
}

} // namespace

llvm::Expected<FindingsBefore> findingsBefore(llvm::StringRef Name,
                                              const Arguments &Args) {
  auto Then = Revision::at(Name, workingFolder());
  if (!Then)
    return Then.takeError();
  FindingsBefore Before;
  Before.Revision = (Name + " (" + (*Then)->shortName() + ")").str();
  auto Commands = commandsBefore(**Then, Args);
  if (!Commands)
    return Commands.takeError();
  if (Commands->empty())
    return Before;
  llvm::Expected<Analysis> P = Analysis::of(
      *Commands, Args, [Then = *Then] { return fileSystemAt(Then); });
  if (!P)
    return P.takeError();
  llvm::Expected<Answers> Found = answersAbout(*P);
  if (!Found)
    return Found.takeError();
  Before.Known.add(Found->Findings);
  // Not failures of this run; but what is old may look new for it.
  for (const Failure &F : P->Failures)
    llvm::errs() << "at " << Before.Revision << ", not all of "
                 << relativeTo(workingFolder(), F.File)
                 << " could be analyzed\n";
  return Before;
}

} // namespace cleanexit
