//===-- Analysis.cpp - From a command line to a program ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Summary/Specialize.h"
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
struct Analysis::Wishes {
  Configuration Config;
  unsigned Jobs = 1;
  Progress::Style Shown = Progress::None;
  Stopwatch Clock;

  static llvm::Expected<Wishes> from(const Arguments &Args) {
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
    return Wishes{std::move(*Config), *Jobs, *Shown, std::move(Clock)};
  }
};

llvm::Expected<Analysis> Analysis::of(llvm::ArrayRef<std::string> Files,
                                      const Arguments &Args) {
  llvm::Expected<Wishes> Said = Wishes::from(Args);
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
  llvm::Expected<Wishes> Said = Wishes::from(Args);
  if (!Said)
    return Said.takeError();
  return of(Commands, Args, std::move(*Said), std::move(Disk));
}

llvm::Expected<Analysis>
Analysis::of(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
             const Arguments &Args, Wishes Said, MakeFileSystem Disk) {
  std::vector<std::string> MainFiles;
  for (const clang::tooling::CompileCommand &C : Commands)
    MainFiles.push_back(mainFile(C));
  llvm::Expected<Models> Known = modelsFor(MainFiles, Said.Config, Args);
  if (!Known)
    return Known.takeError();

  ScanManyOptions Options;
  Options.Processes = Said.Jobs;
  Options.Exact = Args.has(ExactOption.Name);
  Options.Shown = Said.Shown;
  Options.Files = Disk;
  Said.Clock.lap("commands, settings, models");
  llvm::Expected<Cache> Kept = Cache::from(Args, Known->scanHash(), Disk());
  if (!Kept)
    return Kept.takeError();
  std::vector<std::string> Entries;
  for (const clang::tooling::CompileCommand &C : Commands)
    Entries.push_back(Kept->find(C));
  std::vector<std::string> Others = otherFacts(MainFiles, Said.Config, Args);
  Said.Clock.lap("the cache");
  Analysis Made;
  Made.Config = std::move(Said.Config);
  Made.Knowledge = std::make_unique<Models>(std::move(*Known));
  Made.MainFiles = std::move(MainFiles);
  Made.Commands = Commands.vec();
  Made.Others = std::move(Others);
  Made.How = std::move(Options);
  Made.Kept = std::make_unique<Cache>(std::move(*Kept));
  Made.Entries = std::move(Entries);
  Made.Clock = std::move(Said.Clock);
  return Made;
}

static ProgramSize sizeOf(const Facts &Program) {
  ProgramSize Size;
  for (FunctionId Id = 1; Id < Program.Functions.size(); ++Id)
    ++(isSpecialized(Program, Id) ? Size.Copies : Size.Functions);
  Size.Steps = Program.Steps.size() - 1;
  return Size;
}

llvm::Error Analysis::link() {
  if (Linked)
    return llvm::Error::success();
  ScannedUnits Units =
      scanUnits(Commands, *Knowledge, How, *Kept, Entries, Clock);
  eachFileSeen(Units.Facts, [&](llvm::StringRef File, llvm::StringRef Main) {
    Settings[File.str()].insert(&Config.of(Main));
    auto [It, New] = ParsedWith.try_emplace(File.str(), Main.str());
    if (!New && It->second != File && (Main == File || Main < It->second))
      It->second = Main.str();
  });
  llvm::Expected<std::vector<Facts>> Read = readFactsFiles(Others);
  if (!Read)
    return Read.takeError();
  std::move(Read->begin(), Read->end(), std::back_inserter(Units.Facts));
  Clock.lap("settings by file, summaries");
  Failures = std::move(Units.Failures);
  Plain = std::move(Units.Plain);
  NumParsed = Units.NumParsed;
  Linked = Summary::link(std::move(Units.Facts), *Knowledge, Clock);
  Size = sizeOf(Linked->facts());
  return llvm::Error::success();
}

std::set<std::string> Analysis::filesRead() const {
  std::set<std::string> Files;
  for (const clang::tooling::CompileCommand &C : Commands)
    Files.merge(Kept->filesRead(C));
  return Files;
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
