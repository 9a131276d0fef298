//===-- Preludes.cpp - Precompiled toolchain headers of a run ---*- C++ -*-===//
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

Preludes::Preludes(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
                   unsigned Processes, const ScanOptions &Options,
                   llvm::vfs::FileSystem &FS)
    : Of(Commands.size()) {
  std::vector<Prelude> Plans = planPreludes(Commands, Options, FS);
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
        llvm::Expected<std::vector<std::string>> Made =
            precompile(Plans[I], File(I), Options);
        if (Made)
          return llvm::join(*Made, "\n");
        llvm::consumeError(Made.takeError());
        return std::string();
      },
      [&](unsigned I, llvm::Expected<std::string> Headers) {
        if (!Headers)
          return llvm::consumeError(Headers.takeError());
        llvm::SmallVector<llvm::StringRef, 0> Lines;
        llvm::StringRef(*Headers).split(Lines, '\n', -1, /*KeepEmpty=*/false);
        All[I].Headers.assign(Lines.begin(), Lines.end());
        All[I].File = Lines.empty() ? "" : File(I);
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
  if (unsigned Which = Of[Command]) {
    Own.Prelude = All[Which - 1].File;
    if (!Own.Prelude.empty())
      Own.PreludeFiles = All[Which - 1].Headers;
  }
  return Own;
}

} // namespace cleanexit
