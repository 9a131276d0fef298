//===-- Preludes.cpp - The precompiled headers of a run -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Preludes.h"
#include "Processes.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace cleanexit {

/// What a child process sends of what it has made: a line per header, with the
/// numbers of those that it includes, an empty line, and a line per name, with
/// the numbers of the headers that it stands in.
static std::string answer(const MadePrelude &Made) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  auto Line = [&](llvm::StringRef What, const MadePrelude::Indices &Numbers) {
    OS << What;
    for (unsigned Number : Numbers)
      OS << '\t' << Number;
    OS << '\n';
  };
  for (size_t I = 0; I != Made.Headers.size(); ++I)
    Line(Made.Headers[I], Made.Includes[I]);
  OS << '\n';
  for (const auto &Name : Made.Names)
    Line(Name.getKey(), Name.getValue());
  return Text;
}

static MadePrelude taken(llvm::StringRef Answer) {
  MadePrelude Made;
  auto Read = [](llvm::StringRef Line, MadePrelude::Indices &Numbers) {
    auto [What, Rest] = Line.split('\t');
    unsigned Number;
    while (!Rest.consumeInteger(10, Number)) {
      Numbers.push_back(Number);
      Rest.consume_front("\t");
    }
    return What;
  };
  auto [Headers, Names] = Answer.split("\n\n");
  for (llvm::StringRef Line : llvm::split(Headers, '\n'))
    Made.Headers.push_back(Read(Line, Made.Includes.emplace_back()).str());
  for (llvm::StringRef Line : llvm::split(Names, '\n')) {
    MadePrelude::Indices In;
    llvm::StringRef Name = Read(Line, In);
    Made.Names[Name] = std::move(In);
  }
  return Made;
}

Preludes::Preludes(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
                   unsigned Processes, const ScanOptions &Options,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS)
    : Of(Commands.size()) {
  std::vector<Prelude> Plans = planPreludes(Commands, Options, std::move(FS));
  if (Plans.empty() ||
      llvm::sys::fs::createUniqueDirectory("cleanexit-prelude", Folder))
    return;
  All.resize(Plans.size());
  auto File = [&](unsigned I) {
    return (Folder + "/" + llvm::Twine(I) + ".pch").str();
  };
  doInProcesses(
      Plans.size(), Processes,
      [&](unsigned I) {
        llvm::Expected<MadePrelude> Made =
            precompile(Plans[I], File(I), Options);
        if (Made)
          return answer(*Made);
        llvm::consumeError(Made.takeError());
        return std::string();
      },
      [&](unsigned I, llvm::Expected<std::string> Answer) {
        if (!Answer)
          return llvm::consumeError(Answer.takeError());
        if (Answer->empty())
          return;
        All[I] = taken(*Answer);
        All[I].File = File(I);
        All[I].Lead = Plans[I].Lead;
      });
  for (unsigned I = 0; I < Plans.size(); ++I)
    for (size_t Command : Plans[I].Users)
      Of[Command] = I + 1;
}

Preludes::~Preludes() {
  if (!Folder.empty())
    llvm::sys::fs::remove_directories(Folder);
}

ScanOptions Preludes::with(const ScanOptions &Options, unsigned Command) const {
  ScanOptions Own = Options;
  if (unsigned Which = Of[Command]; Which && !All[Which - 1].File.empty())
    Own.Prelude = &All[Which - 1];
  return Own;
}

} // namespace cleanexit
