//===-- Scan.cpp - The facts of one translation unit ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The cost is clang's parsing. Bodies in toolchain headers are skipped, and
// with them all that their instantiation would have drawn in; what user code
// needs of that is instantiated on purpose (Unit::function).
//===----------------------------------------------------------------------===//
#include "Scan/Scan.h"
#include "Scan/Unit.h"
#include "Scan/Walk.h"
#include "clang/Basic/DiagnosticDriver.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Sema/Sema.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/TargetParser/Host.h"

using namespace clang;

namespace cleanexit {

Facts scan(clang::Sema &Parsed, const Models &Knowledge) {
  DiagnosticsEngine &Diagnostics = Parsed.getDiagnostics();
  const bool Suppressed = Diagnostics.getSuppressAllDiagnostics();
  Diagnostics.setSuppressAllDiagnostics(true);
  Unit U(Parsed.Context, &Parsed, Knowledge);
  walk(U, *Parsed.Context.getTranslationUnitDecl());
  Diagnostics.setSuppressAllDiagnostics(Suppressed);
  return std::move(U.Made);
}

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

class ScanConsumer : public ASTConsumer {
  CompilerInstance &Compiler;
  const Models &Knowledge;
  const ScanOptions &Options;
  Scanned &Result;
  Origins From;

public:
  ScanConsumer(CompilerInstance &Compiler, const Models &Knowledge,
               const ScanOptions &Options, Scanned &Result)
      : Compiler(Compiler), Knowledge(Knowledge), Options(Options),
        Result(Result), From(Compiler.getSourceManager()) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return !Options.Exact &&
           From.of(D->getLocation()) == Origins::Toolchain;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    Result.Of = scan(Compiler.getSema(), Knowledge);
    const SourceManager &Sources = Context.getSourceManager();
    Origins Files(Sources);
    std::string Main = Files.file(Sources.getMainFileID()).str();
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
      FileID Id = Sources.translateFile(It->first);
      if (llvm::StringRef Path = Id.isValid() ? Files.file(Id) : "";
          !Path.empty() && Path != Main)
        Result.Files.push_back(Path.str());
    }
    llvm::sort(Result.Files);
    Result.Files.insert(Result.Files.begin(), Main);
  }
};

class ScanAction : public ASTFrontendAction {
  const Models &Knowledge;
  const ScanOptions &Options;
  Scanned &Result;

public:
  ScanAction(const Models &Knowledge, const ScanOptions &Options,
             Scanned &Result)
      : Knowledge(Knowledge), Options(Options), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = !Options.Exact;
    return std::make_unique<ScanConsumer>(Compiler, Knowledge, Options, Result);
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
  auto End = llvm::find(Kept, "--");
  Kept.insert(End, Ours.begin(), Ours.end());
  return Kept;
}

} // namespace

Scanned scan(const tooling::CompileCommand &Command, const Models &Knowledge,
             const ScanOptions &Options,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
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
    tooling::ToolInvocation Run(
        Args, std::make_unique<ScanAction>(Knowledge, Options, Result),
        Files.get(), std::make_shared<PCHContainerOperations>());
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
