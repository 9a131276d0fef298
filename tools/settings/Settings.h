//===-- Settings.h - Options and models, the same in both doors -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_SETTINGS_SETTINGS_H
#define CLEANEXIT_TOOLS_SETTINGS_SETTINGS_H

#include "Checks/Check.h"
#include "Effects/Facts.h"
#include "Models/Models.h"
#include "clang-tidy/ClangTidyOptions.h"
#include <string>
#include <vector>

namespace cleanexit {

/// Options of the analysis as a whole, beside those of the checks.
inline constexpr llvm::StringLiteral ModelsOption = "cleanup.Models";
inline constexpr llvm::StringLiteral SummaryOption = "cleanup.Summary";
/// Whether an allow comment without a reason allows nothing.
inline constexpr llvm::StringLiteral RequireReasonOption =
    "cleanup.RequireReason";
/// Whether running out of memory counts as something that may be thrown.
inline constexpr llvm::StringLiteral AllocationFailureOption =
    "cleanup.AllocationFailure";
inline constexpr llvm::StringLiteral CommonOptions[] = {
    ModelsOption, SummaryOption, RequireReasonOption, AllocationFailureOption};

/// Those of clang-tidy's options that are ours.
OptionValues ownOptions(const clang::tidy::ClangTidyOptions::OptionMap &All);

/// The files that an option names, separated by commas. A relative path starts
/// at the folder of the .clang-tidy, found upwards from the TU's main file,
/// that sets the option; or else at the working directory.
std::vector<std::string> optionFiles(const OptionValues &Options,
                                     llvm::StringRef Option,
                                     llvm::StringRef MainFile);

/// Whether an option is set, to true.
bool isTrue(const OptionValues &Options, llvm::StringRef Option);

/// The bundled models and those of the files, later ones winning.
llvm::Expected<Models> modelsWith(llvm::ArrayRef<std::string> Files,
                                  bool AllocationFailure = false);

/// What `cleanexit scan` or `link -o` wrote, binary or text.
llvm::Expected<Facts> readFactsFile(llvm::StringRef File);

/// An empty string if there is such an option; else what is wrong with it.
std::string unknownOption(llvm::StringRef Option);

/// Likewise of a value: a number or a truth value where one is expected.
std::string wrongValue(llvm::StringRef Option, llvm::StringRef Value);

} // namespace cleanexit

#endif
