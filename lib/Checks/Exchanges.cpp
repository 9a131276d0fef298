//===-- Exchanges.cpp - Does it wait for another machine? ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Exchanges.h"
#include "Checks/Chain.h"
#include "Checks/Readiness.h"
#include "Checks/TimeoutLength.h"
#include "Checks/Timeouts.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// while (pending_) if (poll(&p, 1, 10) > 0) recv(…);   Each question is short, and
/// together they last until the peer has answered.
static bool asksUntilAnswered(const Summary &P, StepRef Step,
                              const Witness &Receives, unsigned MaxMs) {
  const llvm::ArrayRef<Link> Chain = Receives.Chain;
  auto LastsLong = [&](const Witness &Asks) {
    return Asks.Chain.size() == Chain.size() &&
           Asks.Chain.back().At.Body == Chain.back().At.Body &&
           llvm::equal(
               llvm::ArrayRef(Asks.Chain).drop_back(), Chain.drop_back(),
               [](const Link &A, const Link &B) { return A.At == B.At; }) &&
           (Asks.Lasts.Kind == Bound::Unbounded ||
            (Asks.Lasts.Kind == Bound::Constant && Asks.Lasts.Number > MaxMs));
  };
  return Chain.size() > 1 &&
         llvm::any_of(P.effects(Step, {Effect::WaitIO}, Scope::WithinCleanup),
                      [&](const Witness &W) {
                        return LastsLong(W) ||
                               llvm::any_of(
                                   P.othersLike(W, {}, Scope::WithinCleanup),
                                   LastsLong);
                      });
}

std::string harmlessExchange(const Summary &P, StepRef Step, Witness &W,
                             unsigned MaxBoundMs, bool Strict) {
  W.Lasts = withTimeout(P, W);
  if (std::string Why = harmless(P, W, MaxBoundMs, Strict); !Why.empty())
    return Why;
  if (const ActModel *Act = W.Chain.back().Act;
      Act && !Act->UnlessSet.empty() && limited(P, W))
    return "an option that was set limits it";
  if (isKnownReady(P, W.Chain.back().At, MaxBoundMs) &&
      !asksUntilAnswered(P, Step, W, MaxBoundMs))
    return "it was asked before whether there is something";
  return "";
}

} // namespace cleanexit
