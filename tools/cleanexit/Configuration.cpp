//===-- Configuration.cpp - What .clang-tidy files say ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Configuration.h"
#include "clang-tidy/GlobList.h"
#include "settings/Settings.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang::tidy;

namespace cleanexit {

const OptionSpec ChecksOption = {
    "checks", "GLOB",
    "checks to run, as in clang-tidy: cleanup-network-io or\n"
    "-cleanup-network-io (all others); default: all"};
const OptionSpec ConfigOption = {
    "config", "FILE", "read this file and no .clang-tidy ({...}: YAML itself)"};
const OptionSpec ValueOption = {
    "option", "NAME=VALUE",
    "set an option, as CheckOptions of a .clang-tidy does:\n"
    "--option=cleanup-blocking-call.Strict=true"};
const OptionSpec HeadersOption = {
    "header-filter", "REGEX",
    "headers whose findings are wanted (HeaderFilterRegex of\n"
    ".clang-tidy; default: all but system headers)"};
const OptionSpec ExcludedHeadersOption = {
    "exclude-header-filter", "REGEX",
    "headers whose findings are not (ExcludeHeaderFilterRegex)"};
const OptionSpec ErrorsOption = {
    "warnings-as-errors", "GLOB",
    "checks whose findings are errors (WarningsAsErrors)"};

bool FolderSettings::enables(llvm::StringRef Check) const {
  return GlobList(Checks).contains(Check);
}

bool FolderSettings::makesError(llvm::StringRef Check) const {
  return GlobList(Errors).contains(Check);
}

bool FolderSettings::wantsHeader(llvm::StringRef File) const {
  if (!llvm::Regex(Headers).match(File))
    return false;
  return ExcludedHeaders.empty() || !llvm::Regex(ExcludedHeaders).match(File);
}

std::string ownChecks(llvm::StringRef Globs) {
  std::string Own;
  bool Selects = false;
  llvm::SmallVector<llvm::StringRef, 8> All;
  Globs.split(All, ',');
  for (llvm::StringRef Lines : All) {
    llvm::SmallVector<llvm::StringRef, 2> Each;
    Lines.split(Each, '\n');
    for (llvm::StringRef Glob : Each) {
      Glob = Glob.trim();
      if (!Glob.ltrim('-').starts_with("cleanup"))
        continue;
      Selects |= !Glob.starts_with("-");
      Own += ("," + Glob).str();
    }
  }
  return (Selects ? "-*" : "cleanup-*") + Own;
}

static llvm::Expected<ClangTidyOptions> readConfig(llvm::StringRef Given) {
  std::string Problem;
  auto parse = [&](llvm::MemoryBufferRef Text) {
    return parseConfigurationWithDiags(Text, [&](const llvm::SMDiagnostic &D) {
      llvm::raw_string_ostream OS(Problem);
      D.print("", OS, /*ShowColors=*/false);
    });
  };
  std::unique_ptr<llvm::MemoryBuffer> File;
  llvm::MemoryBufferRef Text(Given, "--config");
  if (!Given.starts_with("{")) {
    auto Read = llvm::MemoryBuffer::getFile(Given);
    if (!Read)
      return llvm::createStringError("--config=" + Given + ": " +
                                     Read.getError().message() +
                                     "; it names a file, or is {YAML}");
    File = std::move(*Read);
    Text = *File;
  }
  llvm::ErrorOr<ClangTidyOptions> Parsed = parse(Text);
  if (!Parsed)
    return llvm::createStringError(Problem);
  return *Parsed;
}

/// "FILE:LINE: " of the first mention of an option.
static std::string placeOf(llvm::StringRef Option, llvm::MemoryBufferRef File) {
  llvm::StringRef Before =
      File.getBuffer().take_front(File.getBuffer().find(Option));
  return (File.getBufferIdentifier() + ":" +
          llvm::Twine(Before.count('\n') + 1) + ": ")
      .str();
}

/// One .clang-tidy file. What is wrong with it goes to Problems, and what
/// cannot be read says nothing.
static ClangTidyOptions readFolderConfig(llvm::MemoryBufferRef File,
                                         std::vector<std::string> &Problems) {
  llvm::ErrorOr<ClangTidyOptions> Read =
      parseConfigurationWithDiags(File, [&](const llvm::SMDiagnostic &D) {
        Problems.push_back(
            (File.getBufferIdentifier() + ":" + llvm::Twine(D.getLineNo()) +
             ":" + llvm::Twine(D.getColumnNo() + 1) + ": " +
             D.getMessage().rtrim("!.") + "; nothing of it is in force")
                .str());
      });
  if (!Read)
    return {};
  for (const auto &[Name, Value] : ownOptions(Read->CheckOptions)) {
    std::string Problem = unknownOption(Name);
    if (Problem.empty())
      if (std::string Wrong = wrongValue(Name, Value); !Wrong.empty())
        Problem = Name + ": " + Wrong;
    if (!Problem.empty())
      Problems.push_back(placeOf(Name, File) + Problem);
  }
  return *Read;
}

namespace {
/// As clang-tidy finds and inherits them. (Its constructor that takes readers
/// takes no file system, and needs one.)
struct FolderConfigs : FileOptionsProvider {
  FolderConfigs(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
                std::vector<std::string> &Problems)
      : FileOptionsProvider({}, {}, {}, std::move(FS)) {
    ConfigHandlers = {{".clang-tidy", [&Problems](llvm::MemoryBufferRef File) {
                         return readFolderConfig(File, Problems);
                       }}};
  }
};
} // namespace

static llvm::Error knownChecks(llvm::StringRef Globs) {
  GlobList Wanted(ownChecks(Globs));
  std::string Names;
  for (const NamedCheck &C : allChecks()) {
    if (Wanted.contains(C.Name) && Globs.contains("cleanup"))
      return llvm::Error::success();
    Names += ("\n  " + C.Name).str();
  }
  return llvm::createStringError("--checks=" + Globs +
                                 " selects no check; there are" + Names);
}

llvm::Expected<Configuration> Configuration::from(const Arguments &Args) {
  Configuration Made;
  for (const std::string &Text : Args.values(ValueOption.Name)) {
    auto [Name, Value] = llvm::StringRef(Text).split('=');
    std::string Problem = unknownOption(Name);
    if (!Problem.empty())
      return llvm::createStringError(Problem);
    Problem = wrongValue(Name, Value);
    if (!Problem.empty())
      return llvm::createStringError("--option=" + Text + ": " + Problem);
    Made.Options[Name.str()] = Value.str();
  }
  if (std::optional<std::string> Globs = Args.value(ChecksOption.Name)) {
    if (llvm::Error E = knownChecks(*Globs))
      return std::move(E);
    Made.Checks = *Globs;
  }
  Made.Errors = Args.value(ErrorsOption.Name);
  for (auto [Option, To] :
       {std::pair(&HeadersOption, &Made.Headers),
        std::pair(&ExcludedHeadersOption, &Made.ExcludedHeaders)}) {
    *To = Args.value(Option->Name);
    std::string Problem;
    if (*To && !llvm::Regex(**To).isValid(Problem))
      return llvm::createStringError("--" + Option->Name + "=" + **To + ": " +
                                     Problem);
  }
  auto FS = llvm::vfs::getRealFileSystem();
  if (std::optional<std::string> Given = Args.value(ConfigOption.Name)) {
    llvm::Expected<ClangTidyOptions> Read = readConfig(*Given);
    if (!Read)
      return Read.takeError();
    Made.Provider = std::make_unique<ConfigOptionsProvider>(
        ClangTidyGlobalOptions(), ClangTidyOptions(), *Read, ClangTidyOptions(),
        FS);
  } else {
    Made.Provider = std::make_unique<FolderConfigs>(FS, *Made.Problems);
  }
  return Made;
}

const FolderSettings &Configuration::of(llvm::StringRef File) {
  auto [It, New] = ByFolder.try_emplace(llvm::sys::path::parent_path(File));
  FolderSettings &S = It->second;
  if (!New)
    return S;
  ClangTidyOptions Said = Provider->getOptions(File);
  S.Options = ownOptions(Said.CheckOptions);
  for (const auto &[Name, Value] : Options)
    S.Options[Name] = Value;
  S.Checks = ownChecks(Said.Checks.value_or("") + "," + Checks);
  if (llvm::StringRef(Checks).starts_with("cleanup"))
    S.Checks = ownChecks(Checks);
  S.Errors = Errors ? *Errors : Said.WarningsAsErrors.value_or("");
  S.Headers = Headers ? *Headers : Said.HeaderFilterRegex.value_or(".*");
  S.ExcludedHeaders = ExcludedHeaders
                          ? *ExcludedHeaders
                          : Said.ExcludeHeaderFilterRegex.value_or("");
  return S;
}

} // namespace cleanexit
