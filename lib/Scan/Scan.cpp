//===-- Scan.cpp - The facts of one translation unit ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The cost is clang's parsing. Bodies in toolchain headers are skipped, and
// with them all that their instantiation would have drawn in; what user code
// needs of that is instantiated on purpose (Unit::function).
//===----------------------------------------------------------------------===//
#include "Scan/Scan.h"
#include "Scan/Compiling.h"
#include "Scan/PreludeGuard.h"
#include "Scan/Unit.h"
#include "Scan/Walk.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/VirtualFileSystem.h"

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
  const unsigned Error =
      Diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "%0");
  for (const auto &[Where, What] : U.Misspelled)
    Diagnostics.Report(Where, Error) << What;
  return std::move(U.Made);
}

Facts scan(clang::Sema &Parsed, const Models &Knowledge) {
  llvm::SmallVector<const Decl *, 0> All(
      Parsed.Context.getTranslationUnitDecl()->decls());
  return factsOf(Parsed, Knowledge, All);
}

namespace {

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

  bool willBeParsedAgain() const {
    return Options.Prelude && (!Result.Plain.empty() || Result.NumErrors != 0);
  }

public:
  ScanConsumer(CompilerInstance &Compiler, const Models &Knowledge,
               const ScanOptions &Options, Scanned &Result)
      : SkippingConsumer(Compiler, Options, Result), Knowledge(Knowledge) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    // Groups have holes where a declaration was refused.
    for (const Decl *D : Group)
      if (D)
        TopLevel.push_back(D);
    return !willBeParsedAgain();
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (willBeParsedAgain())
      return;
    // Instantiating during the walk hands over more, which the walk has seen.
    llvm::SmallVector<const Decl *, 0> Parsed = std::move(TopLevel);
    TopLevel.clear();
    Result.Of = factsOf(Compiler.getSema(), Knowledge, Parsed);
    const SourceManager &Sources = Context.getSourceManager();
    Origins Files(Sources);
    std::string Main = Files.file(Sources.getMainFileID()).str();
    for (std::string &Path : filesRead(Sources))
      if (!Path.empty() && Path != Main &&
          !(Options.Prelude &&
            llvm::StringRef(Path).starts_with(Options.Prelude->File)))
        Result.Files.push_back(std::move(Path));
    if (Options.Prelude)
      llvm::append_range(Result.Files, Options.Prelude->Headers);
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
    if (Options.Prelude)
      Compiler.getPreprocessor().addPPCallbacks(makePreludeGuard(
          Compiler.getPreprocessor(), *Options.Prelude, Result.Plain));
    return std::make_unique<ScanConsumer>(Compiler, Knowledge, Options, Result);
  }
};

} // namespace

Scanned parse(const tooling::CompileCommand &Command,
              const ScanOptions &Options,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
              llvm::function_ref<void(ASTContext &)> Use) {
  return compile(Command, Options, std::move(FS), [&](Scanned &Result) {
    return std::make_unique<ShowingAction>(Options, Result, Use);
  });
}

Scanned scan(const tooling::CompileCommand &Command, const Models &Knowledge,
             const ScanOptions &Options,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  auto parsed = [&](const ScanOptions &How) {
    return compile(Command, How, FS, [&](Scanned &Result) {
      return std::make_unique<ScanAction>(Knowledge, How, Result);
    });
  };
  Scanned First = parsed(Options);
  if (!Options.Prelude)
    return First;
  std::string Why = First.Plain;
  if (Why.empty() && (First.NumErrors != 0 || !First.Fatal.empty()))
    Why = "it does not parse with the prelude: " +
          (First.Errors.empty() ? First.Fatal : First.Errors.front());
  if (Why.empty())
    return First;
  ScanOptions Plainly = Options;
  Plainly.Prelude = nullptr;
  Scanned Again = parsed(Plainly);
  Again.Plain = std::move(Why);
  return Again;
}

} // namespace cleanexit
