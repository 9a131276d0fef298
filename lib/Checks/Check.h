//===-- Check.h - A question about cleanups ---------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A check is one file: lib/Checks/BlockingCall.cpp defines `const Check
// BlockingCall`, and the build makes of that `cleanup-blocking-call`, with
// docs/checks/blocking-call.md as its page.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_CHECK_H
#define CLEANEXIT_CHECKS_CHECK_H

#include "Checks/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>
#include <vector>

namespace cleanexit {

class Summary;

/// An option of a check, declared once: the clang-tidy option
/// `cleanup-blocking-call.MaxBoundMs`, its help and its row in the docs.
struct CheckOption {
  llvm::StringRef Name;
  llvm::StringRef Default;
  llvm::StringRef Help;
};

/// Values of options, as text, keyed as in .clang-tidy's CheckOptions:
/// "cleanup-blocking-call.Strict".
using OptionValues = std::map<std::string, std::string>;

/// Why something that looks like a finding is none; for `check --verbose`.
struct Silence {
  Position At;
  std::string Check;
  std::string Reason;
  friend auto operator<=>(const Silence &, const Silence &) = default;
};

/// What a check works on and where its answers go.
class CheckRun {
public:
  const Summary &Program;
  llvm::StringRef Name; ///< of the check

  CheckRun(const Summary &Program, llvm::StringRef Name,
           const OptionValues &Options)
      : Program(Program), Name(Name), Options(Options) {}

  bool flag(llvm::StringRef Option, bool Default = false) const;
  unsigned number(llvm::StringRef Option, unsigned Default) const;
  void report(Finding F) { Findings.push_back(std::move(F)); }
  void silent(Silence S) { Silences.push_back(std::move(S)); }

  std::vector<Finding> Findings;
  std::vector<Silence> Silences;

private:
  const OptionValues &Options;
};

struct Check {
  llvm::StringRef Promise; ///< one line: what it finds
  llvm::ArrayRef<CheckOption> Options;
  void (*Run)(CheckRun &);
};

struct NamedCheck {
  llvm::StringRef Name; ///< "cleanup-blocking-call"
  llvm::StringRef Page; ///< docs/checks/blocking-call.md, whole
  const Check *Is;
};

/// All checks, by name.
llvm::ArrayRef<NamedCheck> allChecks();

struct CheckResults {
  std::vector<Finding> Findings; ///< sorted by place, no duplicates
  std::vector<Silence> Silences; ///< likewise
};

/// Runs the checks that Enabled says yes to. Options that no check declares
/// are ignored.
CheckResults runChecks(const Summary &Program, const OptionValues &Options,
                       llvm::function_ref<bool(llvm::StringRef)> Enabled);

} // namespace cleanexit

#endif
