//===-- Analysis.h - From a command line to a linked program----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_ANALYSIS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_ANALYSIS_H

#include "Arguments.h"
#include "Configuration.h"
#include "Summary/Summary.h"
#include "Units.h"
#include "settings/Settings.h"
#include <map>
#include <memory>
#include <set>

namespace cleanexit {

extern const OptionSpec PrivateModelsOption, OthersOption, ExactOption;

/// TUs, scanned and linked, and what is said about them.
struct Analysis {
  Configuration Config;
  std::unique_ptr<Models> Knowledge; // the summary points into it
  std::vector<std::string> MainFiles;
  std::vector<clang::tooling::CompileCommand> Commands; ///< of those, in order
  std::vector<Failure> Failures;
  std::vector<Failure> Plain; ///< why TUs were parsed without shortcuts
  unsigned NumParsed = 0;     ///< TUs that the cache did not have
  unsigned Processes = 1;     ///< how many may work at once
  /// For each file that these TUs declare anything in, what is said about it:
  /// the settings of the main files that it is seen from, as in clang-tidy.
  std::map<std::string, std::set<const FolderSettings *>> Settings;
  /// For each such file, the main files from which it is seen, sorted.
  std::map<std::string, std::set<std::string>> SeenFrom;
  Summary Linked;
  MakeFileSystem Disk;             ///< what the files were read from
  std::set<std::string> FilesRead; ///< as the cache has it; for --watch only
  Stopwatch Clock;

  /// Scans and links the TUs of the files, or of the whole database.
  static llvm::Expected<Analysis> of(llvm::ArrayRef<std::string> Files,
                                     const Arguments &Args);
  /// The TUs of these commands, of which there is one at least.
  static llvm::Expected<Analysis>
  of(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
     const Arguments &Args, MakeFileSystem Disk);

private:
  struct How;
  static llvm::Expected<Analysis>
  of(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
     const Arguments &Args, How Said, MakeFileSystem Disk);
};

/// The models in force for these main files: bundled, the configuration's, and
/// those of the command line.
llvm::Expected<Models> modelsFor(llvm::ArrayRef<std::string> MainFiles,
                                 Configuration &Config, const Arguments &Args);

/// As readFactsFile, of each file.
llvm::Expected<std::vector<Facts>>
readFactsFiles(llvm::ArrayRef<std::string> Files);

/// Absolute, symbolic links resolved.
std::string workingFolder();

} // namespace cleanexit

#endif
