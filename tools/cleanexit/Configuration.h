//===-- Configuration.h - What .clang-tidy files say ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_CONFIGURATION_H
#define CLEANEXIT_TOOLS_CLEANEXIT_CONFIGURATION_H

#include "Arguments.h"
#include "Checks/Check.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringMap.h"
#include <memory>

namespace cleanexit {

/// What is said about the files of a folder.
struct FolderSettings {
  OptionValues Options;
  std::string Checks; ///< globs, as clang-tidy reads them
  std::string Errors; ///< globs of checks whose findings are errors
  std::string Headers = ".*", ExcludedHeaders;

  bool enables(llvm::StringRef Check) const;
  bool makesError(llvm::StringRef Check) const;
  /// Whether findings in this header are wanted.
  bool wantsHeader(llvm::StringRef File) const;
};

/// The options that `Configuration::from` reads.
extern const OptionSpec ChecksOption, ConfigOption, ValueOption, HeadersOption,
    ExcludedHeadersOption, ErrorsOption;

/// The .clang-tidy nearest to each file, and the command line above it.
class Configuration {
  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider> Provider;
  std::string Checks; ///< this and what follows: of the command line
  std::optional<std::string> Errors, Headers, ExcludedHeaders;
  OptionValues Options;
  llvm::StringMap<FolderSettings> ByFolder;
  std::unique_ptr<std::vector<std::string>> Problems =
      std::make_unique<std::vector<std::string>>(); // Provider points to it

public:
  static llvm::Expected<Configuration> from(const Arguments &Args);
  const FolderSettings &of(llvm::StringRef File);
  /// What is wrong with the files that were read so far, "file:line: what".
  llvm::ArrayRef<std::string> problems() const { return *Problems; }
};

/// The globs that decide about our checks, of a `Checks` setting that was
/// written with other checks in mind too: only those that name `cleanup`. If
/// one of them selects checks then no other check is meant; else all are, but
/// for those taken out.
std::string ownChecks(llvm::StringRef Globs);

} // namespace cleanexit

#endif
