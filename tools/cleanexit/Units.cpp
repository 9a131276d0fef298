//===-- Units.cpp - The facts of many TUs -----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Units.h"
#include "Commands.h"
#include "Effects/Written.h"
#include "Processes.h"
#include "Progress.h"
#include "Version.inc"
#include "llvm/Support/JSON.h"
#include "llvm/Support/VirtualFileSystem.h"

using clang::tooling::CompileCommand;

namespace cleanexit {

Scanned scanUnit(const CompileCommand &Command, const Models &Knowledge,
                 bool Exact) {
  ScanOptions Options;
  Options.Exact = Exact;
  Options.ResourceDir = CLEANEXIT_RESOURCE_DIR;
  return scan(Command, Knowledge, Options, llvm::vfs::getRealFileSystem());
}

std::string whyFailed(const Scanned &S) {
  if (!S.Fatal.empty())
    return S.Fatal;
  std::string Why;
  for (const std::string &E : S.Errors)
    Why += (Why.empty() ? "" : "\n") + E;
  if (S.NumErrors > S.Errors.size())
    Why += "\n(" + count(S.NumErrors, "error") + " in all)";
  return Why;
}

/// What a child process sends: a line that says why the TU failed, as a JSON
/// string, and the facts.
static std::string answer(const Scanned &S) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << llvm::json::Value(llvm::json::fixUTF8(whyFailed(S))) << '\n';
  if (S.Fatal.empty())
    write(S.Of, OS);
  return Text;
}

static llvm::Error take(llvm::StringRef Answer, llvm::StringRef File,
                        ScannedUnits &Into) {
  auto [Line, Bytes] = Answer.split('\n');
  llvm::Expected<llvm::json::Value> Why = llvm::json::parse(Line);
  if (!Why)
    return Why.takeError();
  if (auto Text = Why->getAsString(); Text && !Text->empty())
    Into.Failures.push_back({File.str(), Text->str()});
  if (Bytes.empty())
    return llvm::Error::success();
  llvm::Expected<Facts> Read = read(llvm::MemoryBufferRef(Bytes, File));
  if (!Read)
    return Read.takeError();
  Into.Facts.push_back(std::move(*Read));
  return llvm::Error::success();
}

ScannedUnits scanUnits(llvm::ArrayRef<CompileCommand> Commands,
                       const Models &Knowledge,
                       const ScanManyOptions &Options) {
  ScannedUnits All;
  for (const CompileCommand &C : Commands)
    All.MainFiles.push_back(mainFile(C));
  std::vector<std::string> Answers(Commands.size());
  Progress Shown(Commands.size(), Options.ShowProgress);
  doInProcesses(
      Commands.size(), Options.Processes,
      [&](unsigned I) {
        return answer(scanUnit(Commands[I], Knowledge, Options.Exact));
      },
      [&](unsigned I, llvm::Expected<std::string> Answer) {
        Shown.did(All.MainFiles[I]);
        if (Answer)
          Answers[I] = std::move(*Answer);
        else
          All.Failures.push_back(
              {All.MainFiles[I], llvm::toString(Answer.takeError())});
      });
  for (unsigned I = 0; I < Answers.size(); ++I) {
    if (Answers[I].empty())
      continue;
    if (llvm::Error E = take(Answers[I], All.MainFiles[I], All))
      All.Failures.push_back({All.MainFiles[I], llvm::toString(std::move(E))});
    std::string().swap(Answers[I]);
  }
  llvm::sort(All.Failures, [](const Failure &A, const Failure &B) {
    return std::tie(A.File, A.Why) < std::tie(B.File, B.Why);
  });
  return All;
}

} // namespace cleanexit
