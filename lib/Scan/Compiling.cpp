//===-- Compiling.cpp - One command, run as clang would -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Compiling.h"
#include "clang/Basic/DiagnosticDriver.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace cleanexit {
namespace {

/// More errors than this of one TU help nobody.
constexpr size_t KeptErrors = 3;

/// Keeps the errors, and the arguments that clang's driver does not know.
class ErrorKeeper : public DiagnosticConsumer {
public:
  Scanned &Result;
  std::vector<std::string> UnknownArguments;

  explicit ErrorKeeper(Scanned &Result) : Result(Result) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    unsigned Id = Info.getID();
    if (Id == diag::err_drv_unknown_argument ||
        Id == diag::err_drv_unknown_argument_with_suggestion ||
        Id == diag::err_drv_unsupported_opt ||
        Id == diag::err_drv_unsupported_opt_for_target) {
      UnknownArguments.push_back(Info.getArgStdStr(0));
      return;
    }
    ++Result.NumErrors;
    if (Result.Errors.size() >= KeptErrors)
      return;
    llvm::SmallString<256> Text;
    Info.FormatDiagnostic(Text);
    std::string Where;
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      PresumedLoc P = Info.getSourceManager().getPresumedLoc(
          Info.getSourceManager().getFileLoc(Info.getLocation()));
      if (P.isValid())
        Where = (llvm::Twine(P.getFilename()) + ":" + llvm::Twine(P.getLine()) +
                 ":" + llvm::Twine(P.getColumn()) + ": ")
                    .str();
    }
    Result.Errors.push_back(Where + "error: " + std::string(Text));
  }
};

std::vector<std::string> adjusted(const tooling::CompileCommand &Command,
                                  const ScanOptions &Options) {
  tooling::CommandLineArguments Args = Command.CommandLine;
  for (const tooling::ArgumentsAdjuster &Adjust :
       {tooling::getClangStripOutputAdjuster(),
        tooling::getClangStripDependencyFileAdjuster(),
        tooling::getClangSyntaxOnlyAdjuster(),
        tooling::getStripPluginsAdjuster()})
    Args = Adjust(Args, Command.Filename);
  std::vector<std::string> Kept;
  for (std::string &A : Args)
    if (!llvm::StringRef(A).starts_with("-Werror"))
      Kept.push_back(std::move(A));
  std::vector<std::string> Ours = {"-w", "-Qunused-arguments",
                                   "-Wno-unknown-warning-option",
                                   "-ferror-limit=0"};
  if (!Options.ResourceDir.empty())
    Ours.push_back("-resource-dir=" + Options.ResourceDir);
  if (Options.Prelude) {
    Ours.push_back("-include-pch");
    Ours.push_back(Options.Prelude->File);
  }
  auto End = llvm::find(Kept, "--");
  Kept.insert(End, Ours.begin(), Ours.end());
  return Kept;
}

} // namespace

Scanned compile(const tooling::CompileCommand &Command,
                const ScanOptions &Options,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                MakeAction Action) {
  Scanned Result;
  if (auto Error = FS->setCurrentWorkingDirectory(Command.Directory)) {
    Result.Fatal = "cannot enter its directory " + Command.Directory + ": " +
                   Error.message();
    return Result;
  }
  if (!FS->exists(Command.Filename)) {
    Result.Fatal = "no such file";
    return Result;
  }
  std::vector<std::string> Args = adjusted(Command, Options);
  // Each round drops what the driver complained of; GCC's flags come in tens.
  for (int Round = 0; Round < 3; ++Round) {
    Result = Scanned();
    ErrorKeeper Keeper(Result);
    auto Files =
        llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FS);
    tooling::ToolInvocation Run(Args, Action(Result), Files.get(),
                                std::make_shared<PCHContainerOperations>());
    Run.setDiagnosticConsumer(&Keeper);
    Run.run();
    if (Keeper.UnknownArguments.empty())
      break;
    llvm::erase_if(Args, [&](const std::string &A) {
      return llvm::any_of(Keeper.UnknownArguments, [&](llvm::StringRef U) {
        return A == U || llvm::StringRef(A).starts_with((U + "=").str());
      });
    });
  }
  if (Result.Files.empty() && Result.Fatal.empty())
    Result.Fatal = Result.Errors.empty() ? "its command cannot be run as clang"
                                         : Result.Errors.front();
  return Result;
}

} // namespace cleanexit
