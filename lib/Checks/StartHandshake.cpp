//===-- StartHandshake.cpp - Waits for a thread to have begun -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/StartHandshake.h"
#include "Checks/Chain.h"
#include "Checks/Handshake.h"
#include "Checks/LockNames.h"
#include "Checks/ThreadWrappers.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace cleanexit {

/// So many steps lie between the start and the wait, or before the first act.
static constexpr uint32_t Near = 12;

/// What a call is about: its object, or the first thing that it is handed.
static PathId placeAwaited(const Summary &P, StepRef At) {
  const Step &S = *stepOf(P, At);
  return S.Subject ? S.Subject : placeOf(P.facts(), S, 0);
}

/// The same, if it is a member or global.
static uint64_t subjectOf(const Summary &P, StepRef At) {
  const PathId Place = placeAwaited(P, At);
  return Place ? P.identity(At, Place) : 0;
}

/// The step by which a function comes to a call on Member, if that is among the
/// first things that it does.
static std::optional<StepRef> firstOn(const Summary &P, FunctionId Fn,
                                      uint64_t Member, unsigned Depth = 0) {
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
      // read(fd, …)   of what is perhaps no file
      const FunctionModel *M = P.model(S.Callee);
      if (M && (M->Receives == 0 || waits(P, At)))
        break;
      if (subjectOf(P, At) == Member ||
          (Depth != Deepest && firstOn(P, S.Callee, Member, Depth + 1)))
        return At;
      if (waits(P, At))
        break;
    }
  return std::nullopt;
}

/// What is started just before a call.
static llvm::SmallVector<FunctionId, 2> startedBefore(const Summary &P,
                                                      StepRef At) {
  for (uint32_t I = At.Index; I-- > 0 && At.Index - I < Near;)
    if (auto Bodies = startedBy(P, {At.Body, I}); !Bodies.empty())
      return Bodies;
  return {};
}

bool awaitsStart(const Summary &P, StepRef At) {
  const Step *S = stepOf(P, At);
  const uint64_t Member =
      S && S->Kind == Op::Call && S->Callee ? subjectOf(P, At) : 0;
  return Member && llvm::any_of(startedBefore(P, At), [&](FunctionId Fn) {
           return firstOn(P, Fn, Member).has_value();
         });
}

bool awaitsStart(const Summary &P, llvm::ArrayRef<Link> Chain) {
  return llvm::any_of(Chain,
                      [&](const Link &L) { return awaitsStart(P, L.At); });
}

bool startedNeeds(const Summary &P, llvm::ArrayRef<Link> Chain,
                  const HeldLock &Held) {
  if (Held.Recursive)
    return false;
  const Facts &F = P.facts();
  // Of one object with what is waited for, or the lock as it is named.
  auto IsIt = [&](const TakenLock &T, StepRef Wait) {
    const std::string Name = memberName(P, T), Within = handleName(P, Held);
    const RecordId Of = classAround(P, Wait, placeAwaited(P, Wait));
    return !Name.empty() && (Name == memberName(P, Held) ||
                             (Name == Within && Of &&
                              llvm::StringRef(Within).rsplit("::").first ==
                                  F.Strings[F.Records[Of].Name]));
  };
  // Before it says that it runs.
  auto Needs = [&](FunctionId Fn, StepRef Says, StepRef Wait) {
    return llvm::any_of(P.locks().takes(Fn), [&](const TakenLock &T) {
      const StepRef Takes = T.Chain.front().At;
      return !T.Recursive && !(T.Shared && Held.Shared) &&
             Takes.Body == Says.Body && Takes.Index < Says.Index &&
             IsIt(T, Wait);
    });
  };
  return llvm::any_of(Chain, [&](const Link &L) {
    return awaitsStart(P, L.At) &&
           llvm::any_of(startedBefore(P, L.At), [&](FunctionId Fn) {
             const auto Says = firstOn(P, Fn, subjectOf(P, L.At));
             return Says && Needs(Fn, *Says, L.At);
           });
  });
}

} // namespace cleanexit
