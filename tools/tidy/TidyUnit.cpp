//===-- TidyUnit.cpp - One TU of clang-tidy, analyzed once ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "tidy/TidyUnit.h"
#include "Effects/Written.h"
#include "Scan/Scan.h"
#include "Summary/Summary.h"
#include "settings/AllowComments.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Parse/Parser.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;

namespace cleanexit {

TidyUnit::TidyUnit(tidy::ClangTidyContext &Context)
    : Context(Context), Options(ownOptions(Context.getOptions().CheckOptions)) {
}

std::string TidyUnit::option(llvm::StringRef Name) const {
  auto It = Options.find(Name.str());
  return It == Options.end() ? "" : It->second;
}

/// Checks are shown the AST only. But a parser that is at work has made itself
/// the preprocessor's handler of code completion, and it knows the Sema.
static Sema *semaOf(Preprocessor &PP) {
  auto *Handler = PP.getCodeCompletionHandler();
  return Handler ? &static_cast<Parser *>(Handler)->getActions() : nullptr;
}

llvm::Error TidyUnit::run(Preprocessor &PP) {
  if (Ran)
    return llvm::Error::success();
  Ran = true;
  Sema *Parsed = semaOf(PP);
  if (!Parsed)
    return llvm::Error::success();
  std::string MainFile = Context.getCurrentFile().str();
  llvm::Expected<Models> Known =
      modelsWith(optionFiles(Options, ModelsOption, MainFile),
                 isTrue(Options, AllocationFailureOption));
  if (!Known)
    return Known.takeError();

  std::vector<Facts> Program;
  Program.push_back(scan(*Parsed, *Known));
  for (const std::string &File :
       optionFiles(Options, SummaryOption, MainFile)) {
    llvm::Expected<Facts> Others = readFactsFile(File);
    if (!Others)
      return Others.takeError();
    Program.push_back(std::move(*Others));
  }
  Summary Linked = Summary::link(std::move(Program), *Known);
  Found = runChecks(Linked, Options, [this](llvm::StringRef Check) {
            return Context.isCheckEnabled(Check);
          }).Findings;
  AllowComments Comments(
      PP.getSourceManager().getFileManager().getVirtualFileSystemPtr());
  bool RequireReason = isTrue(Options, RequireReasonOption);
  llvm::erase_if(Found,
                 [&](Finding &F) { return Comments.allow(F, RequireReason); });
  return llvm::Error::success();
}

static OptionalFileEntryRef file(const Position &At, SourceManager &Sources) {
  if (At.File.empty())
    return std::nullopt;
  return Sources.getFileManager().getOptionalFileRef(At.File);
}

SourceLocation TidyUnit::location(const Position &At, SourceManager &Sources) {
  OptionalFileEntryRef File = file(At, Sources);
  if (!File)
    return {};
  return Sources.translateFileLineCol(*File, At.Line, At.Column);
}

SourceLocation TidyUnit::anyLocation(const Position &At,
                                     SourceManager &Sources) {
  SourceLocation Here = location(At, Sources);
  OptionalFileEntryRef File = file(At, Sources);
  if (Here.isValid() || !File)
    return Here;
  FileID Id = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
  return Sources.translateLineCol(Id, At.Line, At.Column);
}

} // namespace cleanexit
