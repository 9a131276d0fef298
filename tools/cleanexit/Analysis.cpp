//===-- Analysis.cpp - From a command line to a program ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Watch.h"
#include "llvm/Support/FileSystem.h"
#include <thread>

namespace cleanexit {

const OptionSpec PrivateModelsOption = {
    "models", "FILE", "models of your own, beside those of cleanup.Models"};
const OptionSpec OthersOption = {
    "summary", "FILE", "what other TUs do, as `cleanexit link -o` wrote it"};
const OptionSpec ExactOption = {
    "exact", "", "read toolchain bodies too; slower, for comparison"};

llvm::Expected<Models> modelsFor(llvm::ArrayRef<std::string> MainFiles,
                                 Configuration &Config, const Arguments &Args) {
  std::vector<std::string> Files;
  bool AllocationFailure = false;
  for (const std::string &File : MainFiles) {
    const OptionValues &Options = Config.of(File).Options;
    AllocationFailure |= isTrue(Options, AllocationFailureOption);
    for (std::string &M : optionFiles(Options, ModelsOption, File))
      if (!llvm::is_contained(Files, M))
        Files.push_back(std::move(M));
  }
  llvm::append_range(Files, Args.values(PrivateModelsOption.Name));
  return modelsWith(Files, AllocationFailure);
}

/// Shows each file that a TU declares anything in, with the TU's main file.
static void
eachFileSeen(llvm::ArrayRef<Facts> All,
             llvm::function_ref<void(llvm::StringRef, llvm::StringRef)> Show) {
  for (const Facts &F : All) {
    std::set<StringId> Files;
    for (const Function &Fn : F.Functions)
      Files.insert(Fn.At.File);
    for (const Record &R : F.Records)
      Files.insert(R.At.File);
    for (const Owner &O : F.Owners)
      Files.insert(O.At.File);
    Files.erase(0);
    for (StringId Main : F.MainFiles)
      for (StringId File : Files)
        Show(F.Strings[File], F.Strings[Main]);
  }
}

/// The summaries that the command line and the .clang-tidy files name.
static std::vector<std::string>
otherFacts(llvm::ArrayRef<std::string> MainFiles, Configuration &Config,
           const Arguments &Args) {
  std::vector<std::string> Files = Args.values(OthersOption.Name);
  for (const std::string &File : MainFiles)
    for (std::string &F :
         optionFiles(Config.of(File).Options, SummaryOption, File))
      if (!llvm::is_contained(Files, F))
        Files.push_back(std::move(F));
  return Files;
}

/// What the command line says about how to analyze.
struct Analysis::How {
  Configuration Config;
  unsigned Jobs = 1;
  Progress::Style Shown = Progress::None;
  Stopwatch Clock;

  static llvm::Expected<How> from(const Arguments &Args) {
    Stopwatch Clock;
    Clock.lap("process start");
    llvm::Expected<Configuration> Config = Configuration::from(Args);
    if (!Config)
      return Config.takeError();
    llvm::Expected<unsigned> Jobs = Args.number(
        JobsOption.Name, std::max(1u, std::thread::hardware_concurrency()));
    if (!Jobs)
      return Jobs.takeError();
    llvm::Expected<Progress::Style> Shown = Progress::style(Args);
    if (!Shown)
      return Shown.takeError();
    return How{std::move(*Config), *Jobs, *Shown, std::move(Clock)};
  }
};

llvm::Expected<Analysis> Analysis::of(llvm::ArrayRef<std::string> Files,
                                      const Arguments &Args) {
  llvm::Expected<How> Said = How::from(Args);
  if (!Said)
    return Said.takeError();
  auto Commands = commandsFor(Files, Args);
  if (!Commands)
    return Commands.takeError();
  return of(*Commands, Args, std::move(*Said),
            [] { return llvm::vfs::createPhysicalFileSystem(); });
}

llvm::Expected<Analysis>
Analysis::of(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
             const Arguments &Args, MakeFileSystem Disk) {
  llvm::Expected<How> Said = How::from(Args);
  if (!Said)
    return Said.takeError();
  return of(Commands, Args, std::move(*Said), std::move(Disk));
}

llvm::Expected<Analysis>
Analysis::of(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
             const Arguments &Args, How Said, MakeFileSystem Disk) {
  std::vector<std::string> MainFiles;
  for (const clang::tooling::CompileCommand &C : Commands)
    MainFiles.push_back(mainFile(C));
  llvm::Expected<Models> Known = modelsFor(MainFiles, Said.Config, Args);
  if (!Known)
    return Known.takeError();

  auto Knowledge = std::make_unique<Models>(std::move(*Known));
  ScanManyOptions Options;
  Options.Processes = Said.Jobs;
  Options.Exact = Args.has(ExactOption.Name);
  Options.Shown = Said.Shown;
  Options.Files = Disk;
  Said.Clock.lap("commands, settings, models");
  llvm::Expected<Cache> Kept = Cache::from(Args, Knowledge->scanHash(), Disk());
  if (!Kept)
    return Kept.takeError();
  ScannedUnits Units =
      scanUnits(Commands, *Knowledge, Options, *Kept, Said.Clock);
  std::set<std::string> FilesRead;
  for (const clang::tooling::CompileCommand &C : Commands)
    if (Args.has(WatchOption.Name))
      FilesRead.merge(Kept->filesRead(C));
  std::map<std::string, std::set<const FolderSettings *>> Settings;
  std::map<std::string, std::set<std::string>> SeenFrom;
  eachFileSeen(Units.Facts, [&](llvm::StringRef File, llvm::StringRef Main) {
    Settings[File.str()].insert(&Said.Config.of(Main));
    SeenFrom[File.str()].insert(Main.str());
  });
  llvm::Expected<std::vector<Facts>> Others =
      readFactsFiles(otherFacts(MainFiles, Said.Config, Args));
  if (!Others)
    return Others.takeError();
  std::move(Others->begin(), Others->end(), std::back_inserter(Units.Facts));
  Said.Clock.lap("settings by file, summaries");
  Summary Linked =
      Summary::link(std::move(Units.Facts), *Knowledge, Said.Clock);
  return Analysis{std::move(Said.Config),    std::move(Knowledge),
                  std::move(MainFiles),      Commands.vec(),
                  std::move(Units.Failures), std::move(Units.Plain),
                  Units.NumParsed,           Said.Jobs,
                  std::move(Settings),       std::move(SeenFrom),
                  std::move(Linked),         std::move(Disk),
                  std::move(FilesRead),      std::move(Said.Clock)};
}

llvm::Expected<std::vector<Facts>>
readFactsFiles(llvm::ArrayRef<std::string> Files) {
  std::vector<Facts> All;
  for (const std::string &File : Files) {
    llvm::Expected<Facts> Read = readFactsFile(File);
    if (!Read)
      return Read.takeError();
    All.push_back(std::move(*Read));
  }
  return All;
}

std::string workingFolder() {
  llvm::SmallString<256> Here;
  if (!llvm::sys::fs::current_path(Here))
    llvm::sys::fs::real_path(Here, Here);
  return Here.str().str();
}

} // namespace cleanexit
