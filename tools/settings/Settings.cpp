//===-- Settings.cpp - Options and models of both doors ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "settings/Settings.h"
#include "Effects/Text.h"
#include "Effects/Written.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;

namespace cleanexit {

OptionValues ownOptions(const clang::tidy::ClangTidyOptions::OptionMap &All) {
  OptionValues Own;
  for (const auto &Entry : All)
    if (Entry.getKey().starts_with("cleanup"))
      Own[Entry.getKey().str()] = Entry.getValue().Value;
  return Own;
}

static bool sets(llvm::StringRef ConfigFile, llvm::StringRef Option) {
  auto Text = llvm::MemoryBuffer::getFile(ConfigFile);
  if (!Text)
    return false;
  llvm::ErrorOr<clang::tidy::ClangTidyOptions> Read =
      clang::tidy::parseConfigurationWithDiags(
          **Text, [](const llvm::SMDiagnostic &) {}); // told by the provider
  return Read && Read->CheckOptions.contains(Option);
}

static std::string folderThatSets(llvm::StringRef Option,
                                  llvm::StringRef MainFile) {
  llvm::SmallString<256> Start = MainFile;
  llvm::sys::fs::make_absolute(Start);
  for (llvm::StringRef Folder = path::parent_path(Start); !Folder.empty();
       Folder = path::parent_path(Folder)) {
    llvm::SmallString<256> Config = Folder;
    path::append(Config, ".clang-tidy");
    if (sets(Config, Option))
      return Folder.str();
  }
  llvm::SmallString<256> Working;
  llvm::sys::fs::current_path(Working);
  return Working.str().str();
}

std::vector<std::string> optionFiles(const OptionValues &Options,
                                     llvm::StringRef Option,
                                     llvm::StringRef MainFile) {
  auto It = Options.find(Option.str());
  std::vector<std::string> Files;
  if (It == Options.end())
    return Files;
  llvm::SmallVector<llvm::StringRef, 4> Names;
  llvm::StringRef(It->second).split(Names, ',', -1, /*KeepEmpty=*/false);
  std::string Folder;
  for (llvm::StringRef Name : Names) {
    llvm::SmallString<256> File = Name.trim();
    if (path::is_relative(File)) {
      if (Folder.empty())
        Folder = folderThatSets(Option, MainFile);
      path::make_absolute(Folder, File);
      path::remove_dots(File, /*remove_dot_dot=*/true);
    }
    Files.push_back(File.str().str());
  }
  return Files;
}

bool isTrue(const OptionValues &Options, llvm::StringRef Option) {
  auto It = Options.find(Option.str());
  return It != Options.end() && (It->second == "true" || It->second == "1");
}

llvm::Expected<Models> modelsWith(llvm::ArrayRef<std::string> Files,
                                  bool AllocationFailure) {
  Models All = Models::bundled(AllocationFailure);
  for (const std::string &File : Files) {
    auto Text = llvm::MemoryBuffer::getFile(File);
    if (!Text)
      return llvm::createStringError(File + ": " + Text.getError().message() +
                                     "; a file of models was expected here");
    if (llvm::Error E = All.add(**Text))
      return std::move(E);
  }
  return All;
}

llvm::Expected<Facts> readFactsFile(llvm::StringRef File) {
  auto Bytes = llvm::MemoryBuffer::getFile(File);
  if (!Bytes)
    return llvm::createStringError(
        File + ": " + Bytes.getError().message() +
        "; a file that `cleanexit scan` or `link` wrote was expected here");
  bool IsText = !(*Bytes)->getBuffer().starts_with("CleanExit");
  return IsText ? parseText(**Bytes) : read(**Bytes);
}

std::string wrongValue(llvm::StringRef Option, llvm::StringRef Value) {
  llvm::StringRef Default =
      Option == RequireReasonOption || Option == AllocationFailureOption
          ? "false"
          : "";
  for (const NamedCheck &C : allChecks())
    for (const CheckOption &O : C.Is->Options)
      if (Option == (C.Name + "." + O.Name).str())
        Default = O.Default;
  unsigned Number;
  if (!Default.getAsInteger(10, Number) && Value.getAsInteger(10, Number))
    return ("'" + Value + "' is not a number, such as " + Default).str();
  static constexpr llvm::StringLiteral Truths[] = {"true", "false", "1", "0"};
  if (llvm::is_contained(Truths, Default) && Default.size() > 1 &&
      !llvm::is_contained(Truths, Value))
    return ("'" + Value + "' is neither true nor false").str();
  return "";
}

std::string unknownOption(llvm::StringRef Option) {
  if (llvm::is_contained(CommonOptions, Option))
    return "";
  std::string Known;
  for (const NamedCheck &C : allChecks())
    for (const CheckOption &O : C.Is->Options) {
      std::string Name = (C.Name + "." + O.Name).str();
      if (Option == Name)
        return "";
      Known += "\n  " + Name;
    }
  for (llvm::StringRef Common : CommonOptions)
    Known += ("\n  " + Common).str();
  return ("there is no option '" + Option + "'; there are" + Known).str();
}

} // namespace cleanexit
