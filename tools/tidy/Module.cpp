//===-- Module.cpp - The checks as a module of clang-tidy -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Each check is registered under its own name, so that clang-tidy's globs,
// options and comments work on it. What they need is computed once per TU:
//
//   cleanup-blocking-call ──┐
//   cleanup-network-io    ──┼── TidyUnit: scan, link, all checks
//   cleanup-...           ──┘
//
//===----------------------------------------------------------------------===//

#include "Repair/Repairs.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "tidy/TidyUnit.h"

using namespace clang;

namespace cleanexit {
namespace {

class TidyCheck : public tidy::ClangTidyCheck {
  const std::string Name;
  const Check &Declared;
  std::shared_ptr<TidyUnit> Shared;
  Preprocessor *PP = nullptr;

public:
  TidyCheck(llvm::StringRef Name, tidy::ClangTidyContext *Context,
            const Check &Declared, std::shared_ptr<TidyUnit> Shared)
      : ClangTidyCheck(Name, Context), Name(Name.str()), Declared(Declared),
        Shared(std::move(Shared)) {
    // --verify-config knows what constructors ask for.
    for (const CheckOption &O : Declared.Options)
      (void)Options.get(O.Name);
    if (llvm::StringSet<> *Known = Context->getOptionsCollector()) {
      for (llvm::StringRef Common : CommonOptions)
        Known->insert(Common);
    }
  }

  void storeOptions(tidy::ClangTidyOptions::OptionMap &To) override {
    for (const CheckOption &O : Declared.Options)
      Options.store(To, O.Name, Options.get(O.Name, O.Default));
    for (llvm::StringRef Common : CommonOptions)
      To.try_emplace(Common, llvm::StringRef(Shared->option(Common)));
  }

  void registerPPCallbacks(const SourceManager &, Preprocessor *Used,
                           Preprocessor *) override {
    PP = Used;
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    if (!PP)
      return;
    llvm::Error Problem = Shared->run(*PP);
    if (Problem)
      configurationDiag("%0", DiagnosticIDs::Error)
          << llvm::toString(std::move(Problem));
    for (const Finding &F : Shared->findings())
      if (F.Check == Name)
        print(F, *Result.Context);
  }

private:
  /// A safe repair goes with the warning, so `-fix` applies it; a suggested one
  /// with a note, for `-fix-notes`.
  void print(const Finding &F, ASTContext &AST) {
    SourceManager &Sources = AST.getSourceManager();
    SourceLocation At = Shared->location(F.At, Sources);
    if (At.isInvalid()) // a finding of another TU, by cleanup.Summary
      return;
    std::vector<Repair> Repairs = repairsFor(F, AST);
    const bool Safe = !Repairs.empty() && Repairs.front().Is == Tier::Safe;
    {
      DiagnosticBuilder Warning = diag(At, "%0");
      Warning << F.Message;
      if (Safe)
        hint(Warning, Repairs.front(), Sources);
    }
    for (const ChainNote &N : F.Chain) {
      SourceLocation There = Shared->anyLocation(N.At, Sources);
      diag(There.isValid() ? There : At, "%0", DiagnosticIDs::Note) << N.Text;
    }
    if (Safe || Repairs.empty() || Repairs.front().Is != Tier::Suggested)
      return;
    DiagnosticBuilder Note = diag(At, "%0", DiagnosticIDs::Note);
    Note << repairInWords(Repairs.front());
    hint(Note, Repairs.front(), Sources);
  }

  static void hint(const DiagnosticBuilder &On, const Repair &R,
                   SourceManager &Sources) {
    for (const Edit &E : R.Edits) {
      OptionalFileEntryRef File =
          Sources.getFileManager().getOptionalFileRef(E.File);
      if (!File)
        continue;
      FileID Id = Sources.translateFile(*File);
      On << FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(
              Sources.getComposedLoc(Id, E.Offset),
              Sources.getComposedLoc(Id, E.Offset + E.Length)),
          E.Text);
    }
  }
};

class CleanupModule : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    auto Current = std::make_shared<std::weak_ptr<TidyUnit>>();
    for (const NamedCheck &C : allChecks())
      Factories.registerCheckFactory(
          C.Name,
          [Current, &C](llvm::StringRef Name, tidy::ClangTidyContext *Context) {
            return std::make_unique<TidyCheck>(Name, Context, *C.Is,
                                               unitOf(Context, *Current));
          });
  }

private:
  /// The unit that the checks made so far for this TU share.
  static std::shared_ptr<TidyUnit> unitOf(tidy::ClangTidyContext *Context,
                                          std::weak_ptr<TidyUnit> &Current) {
    std::shared_ptr<TidyUnit> Unit = Current.lock();
    if (!Unit || Unit->hasRun())
      Unit = std::make_shared<TidyUnit>(*Context);
    Current = Unit;
    return Unit;
  }
};

} // namespace

static tidy::ClangTidyModuleRegistry::Add<CleanupModule>
    Registered("cleanup-module", "Misuse of code that runs at scope end.");

} // namespace cleanexit
