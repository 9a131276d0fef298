//===-- Ailments.cpp - What is wrong with a compile command -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Ailments.h"
#include "Version.inc"
#include "clang/Basic/DiagnosticDriver.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/VirtualFileSystem.h"

using clang::DiagnosticsEngine;
using clang::tooling::CompileCommand;
namespace path = llvm::sys::path;

namespace cleanexit {
namespace {

class AilmentKeeper : public clang::DiagnosticConsumer {
  std::vector<Ailment> &All;

public:
  explicit AilmentKeeper(std::vector<Ailment> &All) : All(All) {}
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    switch (Info.getID()) {
    case clang::diag::err_pp_file_not_found:
      All.push_back({Ailment::NoHeader, Info.getArgStdStr(0)});
      return;
    case clang::diag::err_drv_unknown_argument:
    case clang::diag::err_drv_unknown_argument_with_suggestion:
    case clang::diag::err_drv_unsupported_opt:
    case clang::diag::err_drv_unsupported_opt_for_target:
      All.push_back({Ailment::UnknownFlag, Info.getArgStdStr(0)});
      return;
    }
    if (Info.getLocation().isValid())
      return; // the source's own affair: #error and the like
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    All.push_back({Ailment::NoCommand, Text.str().str()});
  }
};

/// Goes on behind a header that is not found.
class Preprocess : public clang::PreprocessOnlyAction {
  bool BeginSourceFileAction(clang::CompilerInstance &Compiler) override {
    Compiler.getDiagnostics().setFatalsAsError(true);
    return PreprocessOnlyAction::BeginSourceFileAction(Compiler);
  }
};

std::vector<std::string> preprocessing(const CompileCommand &Command) {
  clang::tooling::CommandLineArguments Args = Command.CommandLine;
  for (const clang::tooling::ArgumentsAdjuster &Adjust :
       {clang::tooling::getClangStripOutputAdjuster(),
        clang::tooling::getClangStripDependencyFileAdjuster(),
        clang::tooling::getClangSyntaxOnlyAdjuster(),
        clang::tooling::getStripPluginsAdjuster()})
    Args = Adjust(Args, Command.Filename);
  Args.insert(llvm::find(Args, "--"), {"-w", "-Qunused-arguments",
                                       "-resource-dir=" CLEANEXIT_RESOURCE_DIR,
                                       "-Wno-unknown-warning-option"});
  return Args;
}

/// One round of the preprocessor. The driver stops at unknown flags.
std::vector<Ailment> preprocess(const std::vector<std::string> &Args,
                                llvm::StringRef Folder) {
  std::vector<Ailment> All;
  AilmentKeeper Keeper(All);
  auto FS = llvm::vfs::createPhysicalFileSystem();
  if (FS->setCurrentWorkingDirectory(Folder))
    return All;
  auto Files = llvm::makeIntrusiveRefCnt<clang::FileManager>(
      clang::FileSystemOptions(),
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(std::move(FS)));
  clang::tooling::ToolInvocation Run(
      Args, std::make_unique<Preprocess>(), Files.get(),
      std::make_shared<clang::PCHContainerOperations>());
  Run.setDiagnosticConsumer(&Keeper);
  Run.run();
  return All;
}

std::vector<Ailment> ailmentsOfContent(const CompileCommand &Command) {
  std::vector<std::string> Args = preprocessing(Command);
  std::vector<Ailment> Unknown;
  while (true) {
    std::vector<Ailment> Found = preprocess(Args, Command.Directory);
    size_t Before = Args.size();
    for (const Ailment &A : Found)
      if (A.K == Ailment::UnknownFlag) {
        Unknown.push_back(A);
        llvm::erase_if(Args, [&](const std::string &Word) {
          return Word == A.Of || llvm::StringRef(Word).starts_with(A.Of + "=");
        });
      }
    if (Args.size() < Before)
      continue;
    llvm::erase_if(
        Found, [](const Ailment &A) { return A.K == Ailment::UnknownFlag; });
    llvm::append_range(Found, Unknown);
    return Found;
  }
}

} // namespace

std::vector<Ailment> ailments(const CompileCommand &Command) {
  if (!llvm::sys::fs::is_directory(Command.Directory))
    return {{Ailment::NoFolder, Command.Directory}};
  auto isThere = [&](llvm::StringRef Name) {
    llvm::SmallString<256> File = Name;
    path::make_absolute(Command.Directory, File);
    return llvm::sys::fs::exists(File);
  };
  std::vector<Ailment> All;
  if (!Command.CommandLine.empty()) {
    const std::string &Compiler = Command.CommandLine.front();
    bool IsPath = path::has_parent_path(Compiler);
    if (IsPath ? !isThere(Compiler) : !llvm::sys::findProgramByName(Compiler))
      All.push_back({Ailment::NoCompiler, Compiler});
  }
  for (llvm::StringRef Word : Command.CommandLine)
    if (Word.consume_front("@") && !isThere(Word))
      All.push_back({Ailment::NoResponseFile, Word.str()});
  if (!isThere(Command.Filename))
    All.push_back({Ailment::NoFile, Command.Filename});
  else if (llvm::none_of(All, [](const Ailment &A) {
             return A.K == Ailment::NoResponseFile;
           }))
    llvm::append_range(All, ailmentsOfContent(Command));
  return All;
}

} // namespace cleanexit
