//===-- Commands.h - Which TUs, and how they are compiled -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_COMMANDS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_COMMANDS_H

#include "Arguments.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <memory>
#include <vector>

namespace cleanexit {

/// The options -p and -j that say what is read and how.
extern const OptionSpec BuildOption, JobsOption;

/// The commands of the TUs that a command line means: those of the files, else
/// all of the database. Sorted by file, no two alike.
///
///   FILE... -- FLAGS    these files with these flags
///   -p BUILD            BUILD/compile_commands.json, or the file itself
///   neither             compile_commands.json or build/compile_commands.json,
///                       searched upwards from the working directory
llvm::Expected<std::vector<clang::tooling::CompileCommand>>
commandsFor(llvm::ArrayRef<std::string> Files, const Arguments &Args);

/// The compile_commands.json that -p means, or that is found upwards.
llvm::Expected<std::string> databaseFile(const Arguments &Args);

/// Its commands, as clang can take them.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
readDatabase(llvm::StringRef File);

/// Commands that files which are in no database may be compiled with, going by
/// their neighbors. None where the command line gives the flags.
llvm::Expected<std::vector<clang::tooling::CompileCommand>>
guessedCommands(llvm::ArrayRef<std::string> Files, const Arguments &Args);

/// Absolute path of a command's main file, symbolic links resolved.
std::string mainFile(const clang::tooling::CompileCommand &C);

} // namespace cleanexit

#endif
