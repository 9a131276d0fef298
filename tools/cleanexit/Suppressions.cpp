//===-- Suppressions.cpp - NOLINT comments ----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Suppressions.h"
#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Core/Diagnostic.h"

using namespace clang;

namespace cleanexit {

/// The handler wants a diagnostic at a source location; so findings are put
/// through an engine of clang's whose consumer asks it.
struct Suppressions::State : DiagnosticConsumer {
  DiagnosticOptions Options;
  DiagnosticsEngine Engine{DiagnosticIDs::create(), Options, this,
                           /*ShouldOwnClient=*/false};
  FileManager Files;
  SourceManager Sources{Engine, Files};
  tidy::NoLintDirectiveHandler Handler;
  std::string Check;
  bool Covered = false;
  std::vector<std::string> Problems;

  explicit State(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS)
      : Files(FileSystemOptions(), std::move(FS)) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    llvm::SmallVector<tooling::Diagnostic, 1> Errors;
    Covered = Handler.shouldSuppress(Level, Info, Check, Errors,
                                     /*AllowIO=*/true,
                                     /*EnableNoLintBlocks=*/true);
    for (const tooling::Diagnostic &E : Errors)
      Problems.push_back(E.Message.FilePath + ": " + E.Message.Message);
  }
};

Suppressions::Suppressions(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS)
    : S(std::make_unique<State>(std::move(FS))) {}
Suppressions::~Suppressions() = default;

bool Suppressions::cover(const Finding &F) {
  OptionalFileEntryRef File = S->Files.getOptionalFileRef(F.At.File);
  if (!File)
    return false;
  FileID Id = S->Sources.getOrCreateFileID(*File, SrcMgr::C_User);
  SourceLocation Loc =
      S->Sources.translateLineCol(Id, F.At.Line, std::max(F.At.Column, 1u));
  S->Check = F.Check;
  S->Covered = false;
  unsigned Kind = S->Engine.getDiagnosticIDs()->getCustomDiagID(
      DiagnosticIDs::Warning, "%0");
  S->Engine.setSourceManager(&S->Sources);
  S->Engine.Report(Loc, Kind) << F.Message;
  return S->Covered;
}

const std::vector<std::string> &Suppressions::problems() const {
  return S->Problems;
}

} // namespace cleanexit
