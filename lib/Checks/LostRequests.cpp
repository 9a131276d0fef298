//===-- LostRequests.cpp - Requests to stop that a thread misses ----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/LostRequests.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "Checks/ThreadFlags.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace cleanexit {

/// What a request sets a member to: all of them the same.
static std::optional<bool> requested(const Summary &P, StepRef Until,
                                     StringId Name, unsigned Depth = 0) {
  constexpr unsigned Deepest = 3;
  const Facts &F = P.facts();
  std::optional<bool> Found;
  for (uint32_t I = 0; I < Until.Index; ++I) {
    const Step &S = F.Steps[F.Bodies[Until.Body].First + I];
    if (S.Kind == Op::Set && lastField(F, S.Subject) == Name &&
        F.args(S)[0].K == Value::Integer)
      Found = F.args(S)[0].Number != 0;
    if (S.Kind == Op::Call && S.Callee && Depth != Deepest)
      for (uint32_t B : F.Functions[S.Callee].Bodies)
        if (const auto There =
                requested(P, {B, F.Bodies[B].Count}, Name, Depth + 1))
          Found = There;
  }
  return Found;
}

PathId askedOnlyOnceBegun(const Summary &P, llvm::ArrayRef<Link> Chain,
                          llvm::ArrayRef<FunctionId> Threads,
                          const StopRequest &Asked) {
  const Facts &F = P.facts();
  const OwnFlag Own(P, Threads);
  PathId Found = 0;
  for (const Link &L : Chain) {
    if (!stepOf(P, L.At))
      continue;
    const auto OfJoin = flagsBefore(P, L.At, 0);
    for (uint32_t I = 0; I < L.At.Index; ++I) {
      const Step &S = F.Steps[F.Bodies[L.At.Body].First + I];
      const StepRef At{L.At.Body, I};
      if (S.Kind != Op::Set || !isPlain(F, S.Subject) ||
          !Asked.Changes.contains(nameOf(F, S.Subject)) ||
          !Own.endsLoop(nameOf(F, S.Subject)))
        continue;
      PathId Only = 0;
      for (const Flag &Allows : flagsBefore(P, At, nameOf(F, S.Subject)))
        if (const uint64_t Of = P.identity(At, Allows.Of);
            Of && Allows.Needed &&
            llvm::none_of(OfJoin,
                          [&](const Flag &J) { return J.Of == Allows.Of; }) &&
            Own.isTheirs(Of, nameOf(F, Allows.Of), Allows.Needed))
          Only = Allows.Of;
      if (!Only)
        return 0; // asked anyway
      Found = Only;
    }
    // ask();   which sets another one
    for (uint32_t I = 0; I < L.At.Index; ++I)
      if (const Step &S = F.Steps[F.Bodies[L.At.Body].First + I];
          S.Kind == Op::Call && S.Callee &&
          llvm::any_of(F.Functions[S.Callee].Bodies, [&](uint32_t B) {
            return llvm::any_of(Asked.Changes, [&](StringId Name) {
              return Own.endsLoop(Name) &&
                     requested(P, {B, F.Bodies[B].Count}, Name);
            });
          }))
        return 0;
  }
  return Found;
}

/// Where a body sets a member to a constant, whatever else, before a loop that goes
/// on for as long as that says; Body 0 if it does not.
static StepRef setsBefore(const Summary &P, uint32_t Body, StringId Name,
                          bool To, unsigned Depth = 0) {
  constexpr unsigned Deepest = 3;
  const Facts &F = P.facts();
  StepRef Sets;
  for (uint32_t I = 0; I < F.Bodies[Body].Count; ++I) {
    const Step &S = F.Steps[F.Bodies[Body].First + I];
    if (S.Kind == Op::Loop && llvm::any_of(F.args(S), [&](const Value &V) {
          return V.K == Value::Path && lastField(F, V.Id) == Name;
        }))
      return Sets;
    if (opensBlock(S.Kind) || S.Kind == Op::End)
      return {}; // only the straight way
    if (S.Kind == Op::Set && lastField(F, S.Subject) == Name) {
      const Value &V = F.args(S)[0];
      Sets = V.K == Value::Integer && bool(V.Number) == To ? StepRef{Body, I}
                                                           : StepRef();
    } else if (S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual) &&
               Depth != Deepest) {
      for (uint32_t B : F.Functions[S.Callee].Bodies)
        if (const StepRef There = setsBefore(P, B, Name, To, Depth + 1);
            There.Body)
          return There;
    }
  }
  return {};
}

StringId setBackAtStart(const Summary &P, llvm::ArrayRef<Link> Chain,
                        llvm::ArrayRef<FunctionId> Threads,
                        const StopRequest &Asked) {
  const Facts &F = P.facts();
  llvm::SmallVector<StringId, 4> Names(Asked.Changes.begin(),
                                       Asked.Changes.end());
  llvm::sort(Names, [&](StringId A, StringId B) {
    return F.Strings[A] < F.Strings[B];
  });
  const OwnFlag Own(P, Threads);
  for (StringId Name : Names) {
    std::optional<bool> To;
    for (const Link &L : Chain)
      if (stepOf(P, L.At))
        if (const auto Here = requested(P, L.At, Name))
          To = Here;
    if (!To)
      continue;
    for (FunctionId Thread : Threads)
      for (uint32_t B : F.Functions[Thread].Bodies)
        if (const StepRef Sets = setsBefore(P, B, Name, !*To);
            Sets.Body && !Own.isAwaited(Name, Sets) && !Own.isStartAwaited() &&
            llvm::none_of(Names, [&](StringId Other) {
              return Other != Name && Own.mentions(Other);
            }))
          return Name;
  }
  return 0;
}

} // namespace cleanexit
