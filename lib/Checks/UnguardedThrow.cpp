//===-- UnguardedThrow.cpp - Exceptions that leave a cleanup ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "Checks/Check.h"
#include "Checks/Cleanups.h"

namespace cleanexit {
namespace {

constexpr CheckOption Options[] = {
    {"Strict", "false",
     "Report what nobody guards: mutex::lock, thread::join, calls of a "
     "std::function that may be empty."},
};

class UnguardedThrow {
  CheckRun &Run;
  const Summary &P;
  const bool Strict = Run.flag("Strict");

public:
  explicit UnguardedThrow(CheckRun &Run) : Run(Run), P(Run.Program) {}

  void judge(const CleanupStep &C) {
    if (!C.Of.Runs || C.Of.K == Cleanup::Defer)
      return;
    CleanupTraits Traits = P.traits(C.Of);
    if (Traits.Absorbs)
      return;
    for (const Thrown &T : P.thrown(C.At, Scope::WithinCleanup)) {
      if (T.Strict && !Strict) {
        silent(T, "nobody guards it; Strict reports it");
        continue;
      }
      if (belongsToInner(P, T.Chain))
        continue;
      if (dereferences(T) && !Strict) {
        silent(T, "only if a smart pointer is null; Strict reports it");
        continue;
      }
      if (!Traits.Never && T.When == Thrown::OnlyCalm) {
        silent(T, "only while no other exception is in flight");
        continue;
      }
      return report(C, Traits, T);
    }
  }

private:
  std::string type(const Thrown &T) {
    if (!T.Type)
      return "an exception";
    llvm::StringRef Name = P.facts().Strings[P.facts().Records[T.Type].Name];
    return "'" + Name.split('@').first.str() + "'";
  }

  /// A smart pointer's check for null, which nobody expects to fail.
  bool dereferences(const Thrown &T) {
    for (const Link &L : T.Chain) {
      llvm::StringRef Key = P.facts().Strings[P.facts().Functions[L.Callee].Key];
      if (Key.ends_with("::operator->") || Key.ends_with("::operator*"))
        return true;
    }
    return false;
  }

  void silent(const Thrown &T, std::string Why) {
    Run.silent({positionOf(P, T.Chain.front().At), Run.Name.str(),
                type(T) + " may leave the cleanup: " + std::move(Why)});
  }

  void report(const CleanupStep &C, const CleanupTraits &Traits,
              const Thrown &T) {
    std::string Message = type(T) + " may leave " + describe(P, C.Of);
    if (C.Of.K == Cleanup::ProcessExit)
      Message += ", where nothing can catch it: std::terminate ends the process";
    else if (Traits.Never)
      Message += ", which is noexcept: std::terminate ends the process";
    else
      Message += " while another exception is in flight: std::terminate ends "
                 "the process";
    Run.report(finding(P, Run.Name, C.Of.Runs, T.Chain, std::move(Message)));
  }
};

void run(CheckRun &Run) {
  UnguardedThrow Check(Run);
  forEachCleanupStep(Run.Program,
                     [&](const CleanupStep &S) { Check.judge(S); });
}

} // namespace

extern const Check UnguardedThrow;
const Check UnguardedThrow = {"an exception may leave a cleanup", Options, run};

} // namespace cleanexit
