//===-- Prelude.cpp - Toolchain headers, parsed once for many TUs *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Prelude.h"
#include "Scan/Origins.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace clang;

namespace cleanexit {
namespace {

/// Below this a prelude costs more than it saves.
constexpr size_t FewestUsers = 4;
/// Sources of a group whose includes are read; more of them name few more.
constexpr size_t Sampled = 32;

bool isC(llvm::StringRef File) { return File.ends_with(".c"); }

/// What the toolchain's headers may depend on. Empty: no prelude can be used.
std::vector<std::string>
languageArguments(const tooling::CompileCommand &Command) {
  std::vector<std::string> Kept;
  if (Command.CommandLine.empty())
    return Kept;
  Kept.push_back(Command.CommandLine.front());
  Kept.push_back(isC(Command.Filename) ? "-xc" : "-xc++");
  for (size_t I = 1; I < Command.CommandLine.size(); ++I) {
    llvm::StringRef A = Command.CommandLine[I];
    if (A.starts_with("-include") || A == "-x" || A == "-Xclang" ||
        A.starts_with("@") || A.starts_with("-fmodule"))
      return {};
    if (A == "-o" || A == "-I" || A == "-isystem" || A == "-iquote" ||
        A == "-MF" || A == "-MT" || A == "-MQ" || A == "-idirafter") {
      ++I;
      continue;
    }
    // The implementation's names only: a project's own macros mean nothing to
    // the toolchain's headers.
    if (A == "-D" || A == "-U") {
      if (++I < Command.CommandLine.size() &&
          llvm::StringRef(Command.CommandLine[I]).starts_with("_"))
        Kept.push_back((A + Command.CommandLine[I]).str());
      continue;
    }
    if (A.starts_with("-D_") || A.starts_with("-U_") ||
        A.starts_with("-std=") || A.starts_with("-stdlib=") ||
        A.starts_with("-m") || A.starts_with("-f") || A.starts_with("-O") ||
        A.starts_with("--target") || A.starts_with("-nostd") || A == "-pthread")
      Kept.push_back(A.str());
  }
  return Kept;
}

/// The headers that a source's include lines name, through the project's own.
class IncludeReader {
  llvm::vfs::FileSystem &FS;
  struct Line {
    std::string Name;
    bool Angled;
  };
  llvm::StringMap<std::vector<Line>> Files;

  const std::vector<Line> &lines(const std::string &Path) {
    auto [It, New] = Files.try_emplace(Path);
    if (!New)
      return It->second;
    auto Buffer = FS.getBufferForFile(Path);
    if (!Buffer)
      return It->second;
    llvm::StringRef Rest = (*Buffer)->getBuffer();
    while (!Rest.empty()) {
      auto [Text, Next] = Rest.split('\n');
      Rest = Next;
      Text = Text.ltrim();
      if (!Text.consume_front("#"))
        continue;
      Text = Text.ltrim();
      if (!Text.consume_front("include"))
        continue;
      Text = Text.ltrim();
      const bool Angled = Text.consume_front("<");
      if (!Angled && !Text.consume_front("\""))
        continue;
      It->second.push_back(
          {Text.take_until([](char C) { return C == '>' || C == '"'; }).str(),
           Angled});
    }
    return It->second;
  }

  std::string found(llvm::StringRef Name, llvm::StringRef From, bool Angled,
                    llvm::ArrayRef<std::string> Folders) {
    auto In = [&](llvm::StringRef Folder) {
      llvm::SmallString<256> Path(Folder);
      llvm::sys::path::append(Path, Name);
      return FS.exists(Path) ? std::string(Path) : std::string();
    };
    if (!Angled)
      if (std::string Path = In(llvm::sys::path::parent_path(From));
          !Path.empty())
        return Path;
    for (llvm::StringRef Folder : Folders)
      if (std::string Path = In(Folder); !Path.empty())
        return Path;
    return "";
  }

public:
  explicit IncludeReader(llvm::vfs::FileSystem &FS) : FS(FS) {}

  void read(const tooling::CompileCommand &Command, llvm::StringSet<> &Names) {
    std::vector<std::string> Folders;
    auto Absolute = [&](llvm::StringRef Path) {
      llvm::SmallString<256> Full(Path);
      if (!llvm::sys::path::is_absolute(Full)) {
        Full = Command.Directory;
        llvm::sys::path::append(Full, Path);
      }
      return std::string(Full);
    };
    llvm::ArrayRef<std::string> Args = Command.CommandLine;
    for (size_t I = 1; I < Args.size(); ++I) {
      llvm::StringRef A = Args[I];
      if ((A == "-I" || A == "-isystem" || A == "-iquote") &&
          I + 1 < Args.size())
        Folders.push_back(Absolute(Args[++I]));
      else if (A.consume_front("-I") || A.consume_front("-isystem") ||
               A.consume_front("-iquote"))
        Folders.push_back(Absolute(A));
    }
    llvm::StringSet<> Seen;
    std::vector<std::string> Todo{Absolute(Command.Filename)};
    while (!Todo.empty()) {
      std::string Path = std::move(Todo.back());
      Todo.pop_back();
      if (!Seen.insert(Path).second)
        continue;
      for (const Line &L : lines(Path)) {
        std::string Own = found(L.Name, Path, L.Angled, Folders);
        if (!Own.empty() && !isToolchainPath(Own))
          Todo.push_back(std::move(Own));
        else
          Names.insert(L.Name);
      }
    }
  }
};

/// Runs an action over a source that is only in memory.
bool runOver(const std::string &Source, const std::string &Path,
             std::vector<std::string> Args, const std::string &Directory,
             const ScanOptions &Options,
             std::unique_ptr<FrontendAction> Action) {
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Source));
  auto FS = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::vfs::createPhysicalFileSystem());
  FS->pushOverlay(Memory);
  if (FS->setCurrentWorkingDirectory(Directory))
    return false;
  auto Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FS);
  for (const char *Own : {"-fsyntax-only", "-w", "-Qunused-arguments",
                          "-Wno-unknown-warning-option"})
    Args.push_back(Own);
  if (!Options.ResourceDir.empty())
    Args.push_back("-resource-dir=" + Options.ResourceDir);
  Args.push_back(Path);
  tooling::ToolInvocation Run(std::move(Args), std::move(Action), Files.get(),
                              std::make_shared<PCHContainerOperations>());
  IgnoringDiagConsumer Silence;
  Run.setDiagnosticConsumer(&Silence);
  return Run.run();
}

/// Notes the folders that <> is searched in.
class FolderAction : public PreprocessOnlyAction {
  std::vector<std::string> &Folders;

public:
  explicit FolderAction(std::vector<std::string> &Folders) : Folders(Folders) {}
  void ExecuteAction() override {
    HeaderSearch &Search =
        getCompilerInstance().getPreprocessor().getHeaderSearchInfo();
    for (const DirectoryLookup &Folder : Search.search_dir_range())
      Folders.push_back(Folder.getName().str());
  }
};

class PrecompileAction : public GeneratePCHAction {
  std::string Output;
  std::vector<std::string> &Read;

public:
  PrecompileAction(llvm::StringRef Output, std::vector<std::string> &Read)
      : Output(Output), Read(Read) {}

  bool BeginInvocation(CompilerInstance &Compiler) override {
    Compiler.getFrontendOpts().OutputFile = Output;
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    Compiler.getLangOpts().CompilingPCH = true;
    return GeneratePCHAction::BeginInvocation(Compiler);
  }
  void EndSourceFileAction() override {
    for (std::string &Path :
         filesRead(getCompilerInstance().getSourceManager()))
      if (isToolchainPath(Path))
        Read.push_back(std::move(Path));
    GeneratePCHAction::EndSourceFileAction();
  }
};

} // namespace

std::vector<Prelude>
planPreludes(llvm::ArrayRef<tooling::CompileCommand> Commands,
             const ScanOptions &Options, llvm::vfs::FileSystem &FS) {
  std::map<std::vector<std::string>, Prelude> Groups;
  for (size_t I = 0; I < Commands.size(); ++I) {
    std::vector<std::string> Key = languageArguments(Commands[I]);
    if (Key.empty())
      continue;
    Prelude &P = Groups[Key];
    P.Arguments = Key;
    P.Directory = Commands[I].Directory;
    P.Users.push_back(I);
  }
  std::vector<Prelude> Plans;
  IncludeReader Reader(FS);
  for (auto &[Key, P] : Groups) {
    if (P.Users.size() < FewestUsers)
      continue;
    llvm::StringSet<> Names;
    const size_t Stride = (P.Users.size() + Sampled - 1) / Sampled;
    for (size_t I = 0; I < P.Users.size(); I += Stride)
      Reader.read(Commands[P.Users[I]], Names);
    std::vector<std::string> Folders;
    runOver("", "/cleanexit-folders.h", P.Arguments, P.Directory, Options,
            std::make_unique<FolderAction>(Folders));
    for (const auto &Name : Names)
      for (const std::string &Folder : Folders) {
        std::string Path = Folder + "/" + Name.getKey().str();
        if (!FS.exists(Path))
          continue;
        if (isToolchainPath(Path))
          P.Headers.push_back(Name.getKey().str());
        break;
      }
    llvm::sort(P.Headers);
    if (!P.Headers.empty())
      Plans.push_back(std::move(P));
  }
  return Plans;
}

llvm::Expected<std::vector<std::string>>
precompile(const Prelude &P, llvm::StringRef File, const ScanOptions &Options) {
  std::string Source;
  for (const std::string &Header : P.Headers)
    Source += "#include <" + Header + ">\n";
  // Clang looks at the sources of a precompiled header again: it is a file.
  std::string Path = (File + ".h").str();
  std::error_code Error;
  {
    llvm::raw_fd_ostream Out(Path, Error);
    if (!Error)
      Out << Source;
  }
  if (Error)
    return llvm::createStringError(Error, "%s: %s", Path.c_str(),
                                   Error.message().c_str());
  std::vector<std::string> Read;
  std::vector<std::string> Args = P.Arguments;
  for (std::string &A : Args)
    if (A == "-xc" || A == "-xc++")
      A += "-header";
  if (!runOver(Source, Path, std::move(Args), P.Directory, Options,
               std::make_unique<PrecompileAction>(File, Read)) ||
      !llvm::sys::fs::exists(File)) {
    llvm::sys::fs::remove(Path);
    llvm::sys::fs::remove(File);
    return llvm::createStringError(
        "the toolchain headers of %zu TUs cannot be parsed together",
        P.Users.size());
  }
  llvm::sort(Read);
  return Read;
}

} // namespace cleanexit
