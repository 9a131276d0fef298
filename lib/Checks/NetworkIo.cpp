//===-- NetworkIo.cpp - Cleanups that talk to another machine ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "Checks/Check.h"
#include "Checks/Cleanups.h"
#include "Checks/Exchanges.h"
#include "Checks/Timeouts.h"

namespace cleanexit {
namespace {

constexpr CheckOption Options[] = {
    {"MaxBoundMs", "10",
     "The longest exchange, in milliseconds, that a cleanup may do in peace."},
    {"Strict", "false",
     "Report calls that can be defended, such as those of a database driver "
     "that may be local."},
};

class NetworkIo {
  CheckRun &Run;
  const Summary &P;
  const bool Strict = Run.flag("Strict");
  const unsigned MaxBoundMs = Run.number("MaxBoundMs", 10);

public:
  explicit NetworkIo(CheckRun &Run) : Run(Run), P(Run.Program) {}

  void judge(const CleanupStep &C) {
    for (const Witness &W : P.effects(C.At, Remote, Scope::WithinCleanup)) {
      if (consider(C, W))
        return;
      if (W.Strict && !Strict)
        continue;
      for (const Witness &Other : P.othersLike(W, {}, Scope::WithinCleanup))
        if (consider(C, Other))
          return;
    }
  }

private:
  void silent(const Witness &W, std::string Why) {
    Run.silent({positionOf(P, W.Chain.front().At), Run.Name.str(),
                act(P, W) + ": " + std::move(Why)});
  }

  bool consider(const CleanupStep &C, Witness W) {
    if (!isFinding(C, W))
      return false;
    report(C, W);
    return true;
  }

  bool isFinding(const CleanupStep &C, Witness &W) {
    if (belongsToInner(P, W.Chain))
      return false;
    if (std::string Why = harmlessExchange(P, C.At, W, MaxBoundMs, Strict);
        !Why.empty())
      return silent(W, std::move(Why)), false;
    return C.Of.Runs || stepOf(P, C.At)->is(Step::Member) ||
           endsLockGuard(P, C.At);
  }

  void report(const CleanupStep &C, const Witness &W) {
    FunctionId In = C.Of.Runs ? C.Of.Runs : functionOf(P, C.At);
    std::string Who = C.Of.Runs ? describe(P, C.Of)
                      : endsLockGuard(P, C.At)
                          ? "the unlock at the end of " + quoted(P, In)
                          : "the end of " + quoted(P, In);
    std::string Limit = W.Lasts.Kind == Bound::Constant ? " " + lasting(W.Lasts)
                        : limited(P, W)
                            ? " under a timeout set elsewhere"
                            : ", and no timeout is seen to govern it";
    std::string Message = Who + " " + act(P, W) + Limit +
                          "; a peer that is slow or gone keeps the caller here";
    if (const Owner *O = P.owner(In))
      Message +=
          ", at exit (owner: '" + P.facts().Strings[O->Name].str() + "')";
    if (W.OneOf > 1)
      Message += " (1 of " + std::to_string(W.OneOf) + " overriders)";
    Run.report(C.Of.Runs
                   ? finding(P, Run.Name, C.Of, W.Chain, std::move(Message))
                   : finding(P, Run.Name, In, W.Chain, std::move(Message)));
  }
};

void run(CheckRun &Run) {
  NetworkIo Check(Run);
  forEachCleanupStep(Run.Program,
                     [&](const CleanupStep &S) { Check.judge(S); });
}

} // namespace

extern const Check NetworkIo;
const Check NetworkIo = {"a cleanup talks to another machine", Options, run};

} // namespace cleanexit
