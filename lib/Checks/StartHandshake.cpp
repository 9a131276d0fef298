//===-- StartHandshake.cpp - Waits for a thread to have begun -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/StartHandshake.h"
#include "Checks/Chain.h"
#include "Checks/Handshake.h"
#include "Checks/ThreadWrappers.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// So many steps lie between the start and the wait, or before the first act.
static constexpr uint32_t Near = 12;

/// The member or global that a call is about: its object, or the first thing
/// that it is handed.
static uint64_t subjectOf(const Summary &P, StepRef At) {
  const Step &S = *stepOf(P, At);
  if (S.Subject)
    return P.identity(At, S.Subject);
  const llvm::ArrayRef<Value> Args = P.facts().args(S);
  return !Args.empty() && Args[0].K == Value::Path ? P.identity(At, Args[0].Id)
                                                   : 0;
}

/// Is a call on Member among the first things that a function does?
static bool isFirst(const Summary &P, FunctionId Fn, uint64_t Member,
                    unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  const Facts &F = P.facts();
  for (uint32_t B : F.Functions[Fn].Bodies)
    for (uint32_t I = 0; I < std::min(F.Bodies[B].Count, Near); ++I) {
      const StepRef At{B, I};
      const Step &S = *stepOf(P, At);
      if (S.Kind == Op::Loop)
        break;
      if (S.Kind != Op::Call || !S.Callee)
        continue;
      if (subjectOf(P, At) == Member)
        return true;
      if (Depth != Deepest && isFirst(P, S.Callee, Member, Depth + 1))
        return true;
      if (waits(P, At))
        break;
    }
  return false;
}

bool awaitsStart(const Summary &P, StepRef At) {
  const Step *S = stepOf(P, At);
  const uint64_t Member =
      S && S->Kind == Op::Call && S->Callee ? subjectOf(P, At) : 0;
  for (uint32_t I = At.Index; Member && I-- > 0 && At.Index - I < Near;) {
    const auto Bodies = startedBy(P, {At.Body, I});
    if (!Bodies.empty())
      return llvm::any_of(
          Bodies, [&](FunctionId Fn) { return isFirst(P, Fn, Member); });
  }
  return false;
}

bool awaitsStart(const Summary &P, llvm::ArrayRef<Link> Chain) {
  return llvm::any_of(Chain,
                      [&](const Link &L) { return awaitsStart(P, L.At); });
}

} // namespace cleanexit
