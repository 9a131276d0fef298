//===-- Analysis.h - From a command line to a linked program ----*- C++ -*-===//
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

/// How large a linked program is, for --stats.
struct ProgramSize {
  size_t Functions = 0, Copies = 0, Steps = 0;
};

/// TUs that are or can be scanned and linked, and what is said about them.
///
///   of ──> what the cache has of each TU ─┬─ link ──> Linked ─┬──> answers
///                                         └─ the cache ───────┘
struct Analysis {
  Configuration Config;
  std::unique_ptr<Models> Knowledge; // the summary points into it
  std::vector<std::string> MainFiles;
  std::vector<clang::tooling::CompileCommand> Commands; ///< of those, in order
  std::vector<std::string> Others; ///< facts files of other TUs
  ScanManyOptions How;             ///< its Files are what all is read from
  std::unique_ptr<Cache> Kept;
  std::vector<std::string> Entries; ///< what it has of each TU; empty: nothing
  Stopwatch Clock;

  // What is known once the program is linked, or its answers were read.
  std::vector<Failure> Failures;
  std::vector<Failure> Plain; ///< why TUs were parsed without shortcuts
  unsigned NumParsed = 0;     ///< TUs that the cache did not have
  ProgramSize Size;
  /// The main file to parse for what is in a file: itself, or the first from
  /// which it is seen. Of answers that were read: for what findings name.
  std::map<std::string, std::string> ParsedWith;

  // And once it is linked.
  /// For each file that these TUs declare anything in, what is said about it:
  /// the settings of the main files that it is seen from, as in clang-tidy.
  std::map<std::string, std::set<const FolderSettings *>> Settings;
  std::optional<Summary> Linked;

  /// Of the TUs of the files, or of the whole database.
  static llvm::Expected<Analysis> of(llvm::ArrayRef<std::string> Files,
                                     const Arguments &Args);
  /// Of the TUs of these commands, of which there is one at least.
  static llvm::Expected<Analysis>
  of(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
     const Arguments &Args, MakeFileSystem Disk);

  /// Scans what the cache has not, and links; once.
  llvm::Error link();

  /// What the TUs read the last time, as the cache has it.
  std::set<std::string> filesRead() const;

private:
  struct Wishes;
  static llvm::Expected<Analysis>
  of(llvm::ArrayRef<clang::tooling::CompileCommand> Commands,
     const Arguments &Args, Wishes Said, MakeFileSystem Disk);
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
