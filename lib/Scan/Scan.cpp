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
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/TargetParser/Host.h"

using namespace clang;

namespace cleanexit {

static Facts factsOf(clang::Sema &Parsed, const Models &Knowledge,
                     llvm::ArrayRef<const Decl *> TopLevel) {
  DiagnosticsEngine &Diagnostics = Parsed.getDiagnostics();
  const bool Suppressed = Diagnostics.getSuppressAllDiagnostics();
  Diagnostics.setSuppressAllDiagnostics(true);
  Unit U(Parsed.Context, &Parsed, Knowledge);
  walk(U, TopLevel);
  Diagnostics.setSuppressAllDiagnostics(Suppressed);
  return std::move(U.Made);
}

Facts scan(clang::Sema &Parsed, const Models &Knowledge) {
  llvm::SmallVector<const Decl *, 0> All(
      Parsed.Context.getTranslationUnitDecl()->decls());
  return factsOf(Parsed, Knowledge, All);
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

/// Would a TU read toolchain headers otherwise than the prelude did?
///   #define _GNU_SOURCE       after the fact: the header was read without it
///   #include <string.h>
class PreludeGuard : public PPCallbacks {
  Preprocessor &PP;
  Origins From;
  std::string Defined;
  std::string &Plain;

  /// Feature test macros (feature_test_macros(7), libstdc++'s and libc++'s).
  static bool configuresHeaders(llvm::StringRef Name) {
    for (llvm::StringRef Prefix :
         {"__STDC_", "_GLIBCXX_", "_LIBCPP_", "_GNU_SOURCE", "_POSIX_",
          "_XOPEN_", "_BSD_SOURCE", "_DEFAULT_SOURCE", "_SVID_SOURCE", "_ISOC",
          "_LARGEFILE", "_FILE_OFFSET_BITS", "_TIME_BITS", "_REENTRANT",
          "_THREAD_SAFE", "_FORTIFY_SOURCE", "_ATFILE_SOURCE", "FD_SETSIZE"})
      if (Name.starts_with(Prefix))
        return true;
    return false;
  }

public:
  PreludeGuard(Preprocessor &PP, std::string &Plain)
      : PP(PP), From(PP.getSourceManager()), Plain(Plain) {}

  void MacroDefined(const Token &Name, const MacroDirective *) override {
    const IdentifierInfo *Id = Name.getIdentifierInfo();
    if (!Id || !Defined.empty() ||
        !PP.getSourceManager().getFileEntryRefForID(
            PP.getSourceManager().getFileID(Name.getLocation())))
      return;
    if ((Id->isKeyword(PP.getLangOpts()) || configuresHeaders(Id->getName())) &&
        From.of(Name.getLocation()) == Origins::User)
      Defined = Id->getName().str();
  }

  void InclusionDirective(SourceLocation, const Token &, llvm::StringRef Name,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          llvm::StringRef, llvm::StringRef, const Module *,
                          bool, SrcMgr::CharacteristicKind) override {
    if (!Defined.empty() && Plain.empty() && File &&
        isToolchainPath(File->getFileEntry().tryGetRealPathName()))
      Plain =
          "it defines " + Defined + " before it includes <" + Name.str() + ">";
  }
};

/// Skips what toolchain headers define.
class SkippingConsumer : public ASTConsumer {
protected:
  CompilerInstance &Compiler;
  const ScanOptions &Options;
  Scanned &Result;

private:
  Origins From;

public:
  SkippingConsumer(CompilerInstance &Compiler, const ScanOptions &Options,
                   Scanned &Result)
      : Compiler(Compiler), Options(Options), Result(Result),
        From(Compiler.getSourceManager()) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return !Options.Exact && From.of(D->getLocation()) == Origins::Toolchain;
  }
};

class ScanConsumer : public SkippingConsumer {
  const Models &Knowledge;
  llvm::SmallVector<const Decl *, 0> TopLevel;

public:
  ScanConsumer(CompilerInstance &Compiler, const Models &Knowledge,
               const ScanOptions &Options, Scanned &Result)
      : SkippingConsumer(Compiler, Options, Result), Knowledge(Knowledge) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    // Groups have holes where a declaration was refused.
    for (const Decl *D : Group)
      if (D)
        TopLevel.push_back(D);
    return true;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    // It will be parsed again.
    if (!Options.Prelude.empty() &&
        (!Result.Plain.empty() || Result.NumErrors != 0))
      return;
    // Instantiating during the walk hands over more, which the walk has seen.
    llvm::SmallVector<const Decl *, 0> Parsed = std::move(TopLevel);
    TopLevel.clear();
    Result.Of = factsOf(Compiler.getSema(), Knowledge, Parsed);
    const SourceManager &Sources = Context.getSourceManager();
    Origins Files(Sources);
    std::string Main = Files.file(Sources.getMainFileID()).str();
    for (std::string &Path : filesRead(Sources))
      if (!Path.empty() && Path != Main && Path != Options.Prelude + ".h" &&
          Path != Options.Prelude)
        Result.Files.push_back(std::move(Path));
    llvm::append_range(Result.Files, Options.PreludeFiles);
    llvm::sort(Result.Files);
    Result.Files.erase(llvm::unique(Result.Files), Result.Files.end());
    Result.Files.insert(Result.Files.begin(), Main);
  }
};

using UseAst = llvm::function_ref<void(ASTContext &)>;

class ShowingConsumer : public SkippingConsumer {
  UseAst Use;

public:
  ShowingConsumer(CompilerInstance &Compiler, const ScanOptions &Options,
                  Scanned &Result, UseAst Use)
      : SkippingConsumer(Compiler, Options, Result), Use(Use) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    Origins Files(Context.getSourceManager());
    Result.Files.push_back(
        Files.file(Context.getSourceManager().getMainFileID()).str());
    Use(Context);
  }
};

class ShowingAction : public ASTFrontendAction {
  const ScanOptions &Options;
  Scanned &Result;
  UseAst Use;

public:
  ShowingAction(const ScanOptions &Options, Scanned &Result, UseAst Use)
      : Options(Options), Result(Result), Use(Use) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = !Options.Exact;
    return std::make_unique<ShowingConsumer>(Compiler, Options, Result, Use);
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
    if (!Options.Prelude.empty())
      Compiler.getPreprocessor().addPPCallbacks(std::make_unique<PreludeGuard>(
          Compiler.getPreprocessor(), Result.Plain));
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
  if (!Options.Prelude.empty()) {
    Ours.push_back("-include-pch");
    Ours.push_back(Options.Prelude);
  }
  auto End = llvm::find(Kept, "--");
  Kept.insert(End, Ours.begin(), Ours.end());
  return Kept;
}

} // namespace

using MakeAction =
    llvm::function_ref<std::unique_ptr<FrontendAction>(Scanned &)>;

static Scanned run(const tooling::CompileCommand &Command,
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

Scanned parse(const tooling::CompileCommand &Command,
              const ScanOptions &Options,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
              llvm::function_ref<void(ASTContext &)> Use) {
  return run(Command, Options, std::move(FS), [&](Scanned &Result) {
    return std::make_unique<ShowingAction>(Options, Result, Use);
  });
}

Scanned scan(const tooling::CompileCommand &Command, const Models &Knowledge,
             const ScanOptions &Options,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  auto parsed = [&](const ScanOptions &How) {
    return run(Command, How, FS, [&](Scanned &Result) {
      return std::make_unique<ScanAction>(Knowledge, How, Result);
    });
  };
  Scanned First = parsed(Options);
  if (Options.Prelude.empty())
    return First;
  std::string Why = First.Plain;
  if (Why.empty() && (First.NumErrors != 0 || !First.Fatal.empty()))
    Why = "it does not parse with the prelude: " +
          (First.Errors.empty() ? First.Fatal : First.Errors.front());
  if (Why.empty())
    return First;
  ScanOptions Plainly = Options;
  Plainly.Prelude.clear();
  Plainly.PreludeFiles.clear();
  Scanned Again = parsed(Plainly);
  Again.Plain = std::move(Why);
  return Again;
}

} // namespace cleanexit
