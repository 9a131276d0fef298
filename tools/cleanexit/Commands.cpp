//===-- Commands.cpp - Which TUs, and how they are compiled -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Mended.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/YAMLParser.h"
#include <algorithm>

using clang::tooling::CompilationDatabase;
using clang::tooling::CompileCommand;
using clang::tooling::FixedCompilationDatabase;
using clang::tooling::JSONCompilationDatabase;
namespace path = llvm::sys::path;

namespace cleanexit {

const OptionSpec BuildOption = {
    "p", "BUILD",
    "folder (or file) of compile_commands.json; by default it is\n"
    "searched upwards from the working directory"};
const OptionSpec JobsOption = {"j", "N",
                               "TUs to analyze at once (default: 1 per core)"};

static std::string canonical(llvm::StringRef File) {
  llvm::SmallString<256> Real;
  if (!llvm::sys::fs::real_path(File, Real))
    return Real.str().str();
  llvm::SmallString<256> Absolute = File;
  llvm::sys::fs::make_absolute(Absolute);
  path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  return Absolute.str().str();
}

std::string mainFile(const CompileCommand &C) {
  llvm::SmallString<256> File(C.Filename);
  path::make_absolute(C.Directory, File);
  return canonical(File);
}

static std::string databaseUpwards() {
  llvm::SmallString<256> Folder;
  llvm::sys::fs::current_path(Folder);
  for (; !Folder.empty(); Folder.truncate(path::parent_path(Folder).size())) {
    for (llvm::StringRef Below : {"", "build"}) {
      llvm::SmallString<256> File = Folder;
      path::append(File, Below, "compile_commands.json");
      if (llvm::sys::fs::exists(File))
        return File.str().str();
    }
  }
  return "";
}

llvm::Expected<std::string> databaseFile(const Arguments &Args) {
  std::optional<std::string> Build = Args.value(BuildOption.Name);
  if (!Build) {
    std::string File = databaseUpwards();
    if (File.empty())
      return llvm::createStringError(
          "no compile_commands.json in this folder or above; say where with "
          "-p BUILD, or give the flags: FILE -- FLAGS");
    return File;
  }
  llvm::SmallString<256> File(*Build);
  if (llvm::sys::fs::is_directory(File))
    path::append(File, "compile_commands.json");
  if (!llvm::sys::fs::exists(File))
    return llvm::createStringError(
        File + ": there is no such file; CMake writes it with "
               "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
  return File.str().str();
}

static llvm::Error badDatabase(const llvm::Twine &Where, llvm::StringRef What) {
  return llvm::createStringError(
      Where + ": " + What.rtrim('.') +
      "; a database is a list of {\"directory\": ..., \"file\": ..., "
      "\"command\": ...}");
}

/// Clang prints what is wrong, without the file's name, and goes on with what
/// stands before.
static llvm::Error wellFormed(llvm::StringRef File) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (!Text)
    return llvm::createStringError(File + ": " + Text.getError().message());
  llvm::SourceMgr Sources;
  std::optional<llvm::SMDiagnostic> First;
  Sources.setDiagHandler(
      [](const llvm::SMDiagnostic &D, void *Into) {
        auto &First = *static_cast<std::optional<llvm::SMDiagnostic> *>(Into);
        if (!First)
          First = D;
      },
      &First);
  if (llvm::yaml::Stream(**Text, Sources, /*ShowColors=*/false).validate())
    return llvm::Error::success();
  if (!First)
    return badDatabase(File, "it is not JSON");
  return badDatabase(File + ":" + llvm::Twine(First->getLineNo()) + ":" +
                         llvm::Twine(First->getColumnNo() + 1),
                     First->getMessage());
}

llvm::Expected<std::unique_ptr<CompilationDatabase>>
readDatabase(llvm::StringRef File) {
  if (llvm::Error E = wellFormed(File))
    return std::move(E);
  // A compiler's name may say the target, which must be known for that.
  llvm::InitializeAllTargetInfos();
  std::string Error;
  std::unique_ptr<CompilationDatabase> Read =
      JSONCompilationDatabase::loadFromFile(
          File, Error, clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Read)
    return badDatabase(File, Error);
  return clang::tooling::inferTargetAndDriverMode(
      clang::tooling::inferMissingCompileCommands(
          mended(clang::tooling::expandResponseFiles(
              std::move(Read), llvm::vfs::getRealFileSystem()))));
}

static llvm::Expected<std::vector<CompileCommand>>
unsortedCommands(llvm::ArrayRef<std::string> Files, const Arguments &Args) {
  for (const std::string &File : Files)
    if (!llvm::sys::fs::exists(File))
      return llvm::createStringError(File + ": there is no such file");
  std::vector<CompileCommand> All;
  if (Args.HasDashes) {
    if (Files.empty())
      return llvm::createStringError("flags after -- but no file before");
    FixedCompilationDatabase Fixed(".", Args.AfterDashes);
    for (const std::string &File : Files)
      llvm::append_range(All, Fixed.getCompileCommands(canonical(File)));
    return All;
  }
  llvm::Expected<std::string> File = databaseFile(Args);
  if (!File)
    return File.takeError();
  llvm::Expected<std::unique_ptr<CompilationDatabase>> DB = readDatabase(*File);
  if (!DB)
    return DB.takeError();
  if (Files.empty())
    return (*DB)->getAllCompileCommands();
  for (const std::string &File : Files)
    llvm::append_range(All, (*DB)->getCompileCommands(canonical(File)));
  return All;
}

llvm::Expected<std::vector<CompileCommand>>
commandsFor(llvm::ArrayRef<std::string> Files, const Arguments &Args) {
  llvm::Expected<std::vector<CompileCommand>> All =
      unsortedCommands(Files, Args);
  if (!All)
    return All.takeError();
  if (All->empty())
    return llvm::createStringError("the compilation database is empty");
  auto key = [](const CompileCommand &C) {
    return std::make_tuple(mainFile(C), C.Directory, C.CommandLine);
  };
  llvm::sort(*All, [&](const CompileCommand &A, const CompileCommand &B) {
    return key(A) < key(B);
  });
  All->erase(std::unique(All->begin(), All->end(),
                         [&](const CompileCommand &A, const CompileCommand &B) {
                           return key(A) == key(B);
                         }),
             All->end());
  return All;
}

llvm::Expected<std::vector<CompileCommand>>
guessedCommands(llvm::ArrayRef<std::string> Files, const Arguments &Args) {
  std::vector<CompileCommand> All;
  if (Files.empty() || Args.HasDashes)
    return All;
  llvm::Expected<std::string> Found = databaseFile(Args);
  if (!Found)
    return Found.takeError();
  llvm::Expected<std::unique_ptr<CompilationDatabase>> DB =
      readDatabase(*Found);
  if (!DB)
    return DB.takeError();
  for (const std::string &File : Files)
    llvm::append_range(All, (*DB)->getCompileCommands(File));
  return All;
}

} // namespace cleanexit
