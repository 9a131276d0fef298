//===-- Units.cpp - The facts of many TUs -----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Units.h"
#include "Commands.h"
#include "Effects/Written.h"
#include "Preludes.h"
#include "Processes.h"
#include "Version.inc"
#include "llvm/Support/JSON.h"
#include "llvm/Support/VirtualFileSystem.h"

using clang::tooling::CompileCommand;

namespace cleanexit {

ScanOptions scanOptions(bool Exact) {
  ScanOptions Options;
  Options.Exact = Exact;
  Options.ResourceDir = CLEANEXIT_RESOURCE_DIR;
  return Options;
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

/// What a child process sends: two lines, JSON strings, that say why the TU
/// failed and why it was parsed plainly, and the facts.
static std::string answer(const Scanned &S) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << llvm::json::Value(llvm::json::fixUTF8(whyFailed(S))) << '\n'
     << llvm::json::Value(llvm::json::fixUTF8(S.Plain)) << '\n';
  if (S.Fatal.empty())
    write(S.Of, OS);
  return Text;
}

static llvm::Error take(llvm::StringRef Answer, llvm::StringRef File,
                        ScannedUnits &Into) {
  llvm::StringRef Bytes = Answer;
  for (std::vector<Failure> *Kept : {&Into.Failures, &Into.Plain}) {
    llvm::StringRef Line;
    std::tie(Line, Bytes) = Bytes.split('\n');
    llvm::Expected<llvm::json::Value> Why = llvm::json::parse(Line);
    if (!Why)
      return Why.takeError();
    if (auto Text = Why->getAsString(); Text && !Text->empty())
      Kept->push_back({File.str(), Text->str()});
  }
  if (Bytes.empty())
    return llvm::Error::success();
  llvm::Expected<Facts> Read = read(llvm::MemoryBufferRef(Bytes, File));
  if (!Read)
    return Read.takeError();
  Into.Facts.push_back(std::move(*Read));
  return llvm::Error::success();
}

/// Scans a TU and keeps what came of it; a TU that could not be read at all
/// may be readable the next time. A line with the entry's name, and the answer.
static std::string scanAndKeep(const CompileCommand &Command,
                               const Models &Knowledge,
                               const ScanOptions &Options,
                               const MakeFileSystem &Files, Cache &Kept) {
  auto FS = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(Files());
  Scanned S = scan(Command, Knowledge, Options, FS);
  std::string Answer = answer(S);
  if (Options.Prelude)
    FS->forget(Options.Prelude->File); // its headers are in S.Files
  std::string Entry;
  if (S.Fatal.empty())
    Entry = Kept.keep(Command, *FS, S.Files, Answer);
  return Entry + "\n" + Answer;
}

/// The order to scan in, largest sources first: for one that is begun last, all
/// others wait.
static std::vector<unsigned> bySize(llvm::ArrayRef<CompileCommand> Commands,
                                    llvm::vfs::FileSystem &FS) {
  std::vector<uint64_t> Sizes;
  std::vector<unsigned> Order;
  for (const CompileCommand &C : Commands) {
    auto Status = FS.status(mainFile(C));
    Sizes.push_back(Status ? Status->getSize() : 0);
    Order.push_back(Order.size());
  }
  llvm::stable_sort(
      Order, [&](unsigned A, unsigned B) { return Sizes[A] > Sizes[B]; });
  return Order;
}

/// Answers for the commands that the cache had nothing for.
static void scanMissing(llvm::ArrayRef<CompileCommand> Commands,
                        llvm::ArrayRef<unsigned> Missing,
                        const Models &Knowledge, const ScanManyOptions &Options,
                        Cache &Kept, ScannedUnits &All,
                        std::vector<std::string> &Entries,
                        std::vector<std::string> &Answers) {
  std::vector<CompileCommand> ToScan;
  for (unsigned I : Missing)
    ToScan.push_back(Commands[I]);
  ScanOptions Plain = scanOptions(Options.Exact);
  llvm::ArrayRef<CompileCommand> Sharing = ToScan;
  if (Options.Exact)
    Sharing = {};
  Preludes Made(Sharing, Options.Processes, Plain, Options.Files());
  Progress Shown(ToScan.size(), Options.Shown);
  const std::vector<unsigned> Order = bySize(ToScan, *Options.Files());
  doInProcesses(
      ToScan.size(), Options.Processes,
      [&](unsigned Job) {
        const unsigned I = Order[Job];
        return scanAndKeep(ToScan[I], Knowledge,
                           Options.Exact ? Plain : Made.with(Plain, I),
                           Options.Files, Kept);
      },
      [&](unsigned Job, llvm::Expected<std::string> Answer) {
        const unsigned I = Order[Job];
        const std::string &File = All.MainFiles[Missing[I]];
        Shown.did(File);
        if (!Answer) {
          All.Failures.push_back({File, llvm::toString(Answer.takeError())});
          return;
        }
        size_t End = Answer->find('\n');
        Entries[Missing[I]] = Answer->substr(0, End);
        Answers[Missing[I]] = Answer->substr(End + 1);
      });
}

ScannedUnits scanUnits(llvm::ArrayRef<CompileCommand> Commands,
                       const Models &Knowledge, const ScanManyOptions &Options,
                       Cache &Kept, std::vector<std::string> &Entries,
                       Stopwatch &Clock) {
  ScannedUnits All;
  std::vector<std::string> Answers;
  std::vector<unsigned> Missing;
  for (auto [C, Entry] : llvm::zip(Commands, Entries)) {
    All.MainFiles.push_back(mainFile(C));
    std::optional<std::string> Known;
    if (!Entry.empty())
      Known = Kept.read(Entry);
    if (!Known) {
      Missing.push_back(Answers.size());
      Entry.clear();
    }
    Answers.push_back(std::move(Known).value_or(""));
  }
  All.NumParsed = Missing.size();
  Clock.lap("reading the cache");
  if (!Missing.empty())
    scanMissing(Commands, Missing, Knowledge, Options, Kept, All, Entries,
                Answers);
  if (!Missing.empty())
    Kept.prune();
  Clock.lap("waiting for parses");
  for (unsigned I = 0; I < Answers.size(); ++I) {
    if (Answers[I].empty())
      continue;
    if (llvm::Error E = take(Answers[I], All.MainFiles[I], All))
      All.Failures.push_back({All.MainFiles[I], llvm::toString(std::move(E))});
    std::string().swap(Answers[I]);
  }
  Clock.lap("reading facts");
  llvm::sort(All.Failures, [](const Failure &A, const Failure &B) {
    return std::tie(A.File, A.Why) < std::tie(B.File, B.Why);
  });
  return All;
}

} // namespace cleanexit
