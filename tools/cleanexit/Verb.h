//===-- Verb.h - What the tool can be told to do ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_VERB_H
#define CLEANEXIT_TOOLS_CLEANEXIT_VERB_H

#include "Arguments.h"

namespace cleanexit {

/// What the process answers with.
enum ExitCode {
  Clean = 0,
  HasFindings = 1,
  CouldNot = 2, ///< usage error, or something could not be analyzed
};

/// `cleanexit NAME ...`; each is defined in the file of its name.
struct Verb {
  llvm::StringRef Name;
  llvm::StringRef Promise; ///< one line, for the list of verbs
  llvm::StringRef Usage;   ///< what follows the name
  llvm::StringRef Help;    ///< some lines below the usage
  llvm::ArrayRef<OptionSpec> Options;
  int (*Run)(const Arguments &);
};

extern const Verb CheckVerb, BaselineVerb, BudgetVerb, ScanVerb, LinkVerb,
    WhyVerb, ListVerb, ExplainVerb, ModelsVerb, LspVerb, DoctorVerb,
    CompletionVerb, ManVerb;

/// All of them, in the order that help tells of them.
llvm::ArrayRef<const Verb *> allVerbs();

/// What --help and the manual page say of the tool as a whole.
extern const llvm::StringLiteral Introduction, ExitCodes;

/// Says on stderr what is wrong; returns CouldNot.
int fail(const llvm::Twine &What);
int fail(llvm::Error What);

} // namespace cleanexit

#endif
