//===-- PreludeGuard.cpp - May a TU start from a prelude? -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/PreludeGuard.h"
#include "Scan/Compiling.h"
#include "Scan/Origins.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cleanexit {
namespace {

/// `_GNU_SOURCE` and `1`; what has parameters is never the same as another.
LeadingMacro spelled(Preprocessor &PP, const Token &Name,
                     const MacroInfo &Macro) {
  LeadingMacro Made{Name.getIdentifierInfo()->getName().str(),
                    Macro.isFunctionLike() ? "()" : ""};
  for (const Token &T : Macro.tokens())
    Made.Body += (Made.Body.empty() ? "" : " ") + PP.getSpelling(T);
  return Made;
}

bool isOutside(OptionalFileEntryRef File) {
  return File && isOutsidePath(File->getFileEntry().tryGetRealPathName());
}

class PreludeGuard : public PPCallbacks {
  Preprocessor &PP;
  Origins From;
  const MadePrelude &Used;
  llvm::StringMap<unsigned> Index; ///< of the prelude's headers
  llvm::BitVector Read;            ///< those that the TU has included
  llvm::StringSet<> Met;           ///< of the leading macros
  /// By header: what was done to a macro whose name stands there, and which
  /// the prelude was made without: "defines SEEK_DATA".
  llvm::DenseMap<unsigned, std::string> Others;
  std::string &Why;

public:
  PreludeGuard(Preprocessor &PP, const MadePrelude &Used, std::string &Why)
      : PP(PP), From(PP.getSourceManager()), Used(Used),
        Read(Used.Headers.size()), Why(Why) {
    for (unsigned I = 0; I != Used.Headers.size(); ++I)
      Index[Used.Headers[I]] = I;
  }

  void MacroDefined(const Token &Name, const MacroDirective *Macro) override {
    if (!isProjects(Name))
      return;
    const LeadingMacro Made = spelled(PP, Name, *Macro->getMacroInfo());
    if (llvm::is_contained(Used.Lead, Made))
      Met.insert(Made.Name);
    else
      changes(Made.Name, "defines ");
  }

  void MacroUndefined(const Token &Name, const MacroDefinition &,
                      const MacroDirective *Defined) override {
    if (!Defined || !isProjects(Name))
      return;
    llvm::StringRef Macro = Name.getIdentifierInfo()->getName();
    if (!Met.erase(Macro))
      changes(Macro, "undefines ");
  }

  void InclusionDirective(SourceLocation At, const Token &,
                          llvm::StringRef Name, bool, CharSourceRange,
                          OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (!Why.empty() || !File)
      return;
    auto Found = Index.find(
        canonicalPath(*File, PP.getSourceManager().getFileManager()));
    if (Found == Index.end() || Read[Found->second])
      return;
    llvm::SmallVector<unsigned, 16> Todo{Found->second};
    Read.set(Found->second);
    while (!Todo.empty()) {
      const unsigned Header = Todo.pop_back_val();
      if (auto Other = Others.find(Header); Other != Others.end())
        Why =
            "it " + Other->second + " before it includes <" + Name.str() + ">";
      for (const LeadingMacro &Needed : Used.Lead)
        if (!Met.contains(Needed.Name) &&
            llvm::is_contained(Used.Names.lookup(Needed.Name), Header))
          Why = "it includes <" + Name.str() + "> with no " + Needed.Name +
                ", which others define before";
      for (unsigned Inner : Used.Includes[Header])
        if (!Read[Inner]) {
          Read.set(Inner);
          Todo.push_back(Inner);
        }
    }
  }

private:
  /// What has no file stands in the command.
  bool isProjects(const Token &Name) {
    const SourceManager &Sources = PP.getSourceManager();
    return !Sources.getFileEntryRefForID(
               Sources.getFileID(Name.getLocation())) ||
           From.of(Name.getLocation()) == Origins::User;
  }
  void changes(llvm::StringRef Macro, llvm::StringRef How) {
    for (unsigned Header : Used.Names.lookup(Macro))
      if (!Read[Header])
        Others.try_emplace(Header, (How + Macro).str());
  }
};

/// Reads a TU up to the first header from outside.
class LeadAction : public PreprocessorFrontendAction {
  std::vector<LeadingMacro> &Lead;
  llvm::StringRef Configures;
  Scanned &Result;

  class Watcher : public PPCallbacks {
    Preprocessor &PP;
    LeadAction &Into;
    bool &Over;
    /// By file: the first name that it asks for, which guards a header.
    llvm::DenseMap<FileID, std::string> Guards;

    void guards(SourceLocation At, llvm::StringRef Name) {
      Guards.try_emplace(PP.getSourceManager().getFileID(At), Name.str());
    }

  public:
    Watcher(Preprocessor &PP, LeadAction &Into, bool &Over)
        : PP(PP), Into(Into), Over(Over) {}
    void MacroDefined(const Token &Name, const MacroDirective *Made) override {
      const SourceManager &Sources = PP.getSourceManager();
      const FileID In = Sources.getFileID(Name.getLocation());
      OptionalFileEntryRef File = Sources.getFileEntryRefForID(In);
      if (Over || !File || isOutside(File))
        return;
      LeadingMacro M = spelled(PP, Name, *Made->getMacroInfo());
      if (M.Body.empty() && M.Name == Guards.lookup(In))
        return;
      if (M.Name.front() == '_' || isOfConfigures(In))
        Into.Lead.push_back(std::move(M));
    }
    void Ifndef(SourceLocation At, const Token &Name,
                const MacroDefinition &) override {
      guards(At, Name.getIdentifierInfo()->getName());
    }
    void Defined(const Token &Name, const MacroDefinition &,
                 SourceRange) override {
      guards(Name.getLocation(), Name.getIdentifierInfo()->getName());
    }
    /// Stands in that header, or in one that it includes.
    bool isOfConfigures(FileID In) const {
      const SourceManager &Sources = PP.getSourceManager();
      for (; In.isValid(); In = Sources.getFileID(Sources.getIncludeLoc(In)))
        if (OptionalFileEntryRef File = Sources.getFileEntryRefForID(In))
          if (canonicalPath(*File, Sources.getFileManager()) == Into.Configures)
            return true;
      return false;
    }
    void MacroUndefined(const Token &Name, const MacroDefinition &,
                        const MacroDirective *) override {
      if (!Over)
        llvm::erase_if(Into.Lead, [&](const LeadingMacro &M) {
          return M.Name == Name.getIdentifierInfo()->getName();
        });
    }
    void InclusionDirective(SourceLocation, const Token &, llvm::StringRef,
                            bool, CharSourceRange, OptionalFileEntryRef File,
                            llvm::StringRef, llvm::StringRef, const Module *,
                            bool, SrcMgr::CharacteristicKind) override {
      Over |= isOutside(File);
    }
  };

public:
  LeadAction(std::vector<LeadingMacro> &Lead, llvm::StringRef Configures,
             Scanned &Result)
      : Lead(Lead), Configures(Configures), Result(Result) {}

  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    bool Over = false;
    PP.addPPCallbacks(std::make_unique<Watcher>(PP, *this, Over));
    PP.EnterMainSourceFile();
    Token T;
    do
      PP.Lex(T);
    while (T.isNot(tok::eof) && !Over);
    Result.Files.push_back(getCurrentFile().str());
  }
};

} // namespace

std::unique_ptr<PPCallbacks>
makePreludeGuard(Preprocessor &PP, const MadePrelude &Used, std::string &Why) {
  return std::make_unique<PreludeGuard>(PP, Used, Why);
}

std::vector<LeadingMacro>
leadingMacros(const tooling::CompileCommand &Command,
              llvm::StringRef Configures, const ScanOptions &Options,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  std::vector<LeadingMacro> Lead;
  compile(Command, Options, std::move(FS), [&](Scanned &Result) {
    Lead.clear();
    return std::make_unique<LeadAction>(Lead, Configures, Result);
  });
  llvm::sort(Lead);
  return Lead;
}

} // namespace cleanexit
