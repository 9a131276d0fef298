//===-- JoinedBefore.cpp - Threads that are joined once too often ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/JoinedBefore.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// Whether a body may go on, or end, without this step.
static bool mayBeSkipped(const Facts &F, StepRef At) {
  const Body &B = F.Bodies[At.Body];
  return llvm::any_of(F.blocksAround(B, At.Index),
                      [&](const OpenBlock &Open) {
                        return F.Steps[B.First + Open.Opener].Kind != Op::Try;
                      }) ||
         llvm::any_of(F.steps(B).take_front(At.Index),
                      [](const Step &S) { return leavesBlock(S.Kind); });
}

/// Whether a method puts something into a member, itself or by another method.
static bool sets(const Facts &F, FunctionId Method, StringId Member,
                 unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  return llvm::any_of(F.Functions[Method].Bodies, [&](uint32_t B) {
    return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
      if (S.Kind == Op::Set || S.is(Step::Constructs))
        return lastField(F, S.Subject) == Member;
      return S.Kind == Op::Call && S.Callee && Depth < Deepest &&
             F.Paths[S.Subject].K == PathNode::This &&
             sets(F, S.Callee, Member, Depth + 1);
    });
  });
}

/// server.stop(); server.start();
static bool isStartedAgain(const Facts &F, StepRef Ends, StringId Thread) {
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[Ends.Body]);
  const PathId Of = Steps[Ends.Index].Subject;
  return llvm::any_of(Steps.drop_front(Ends.Index + 1), [&](const Step &S) {
    return S.Kind == Op::Call && S.Subject == Of && S.Callee &&
           !S.is(Step::Destroys) &&
           (F.Functions[S.Callee].Bodies.empty() || sets(F, S.Callee, Thread));
  });
}

StepRef joinedBefore(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  auto IsOfObject = [&](const Link &L) {
    const Step *S = stepOf(P, L.At);
    return S && F.Paths[S->Subject].K == PathNode::This &&
           !mayBeSkipped(F, L.At);
  };
  const Link &Last = Chain.back();
  const Step *Join = stepOf(P, Last.At);
  if (!Join || Join->Kind != Op::Call || lastName(F, Join->Callee) != "join" ||
      F.Paths[Join->Subject].K != PathNode::Field ||
      F.Paths[F.Paths[Join->Subject].Parent].K != PathNode::This ||
      mayBeSkipped(F, Last.At) || !llvm::all_of(Chain.drop_back(), IsOfObject))
    return {};
  const RecordId Of = F.classOf(functionOf(P, Last.At));
  auto IsOwn = [&](FunctionId By) {
    const RecordId Class = F.classOf(By);
    return Class && (F.derives(Class, Of) || F.derives(Of, Class));
  };
  for (const Link &L : Chain.drop_back())
    for (StepRef By : P.callers(L.Callee)) {
      const Step *Call = stepOf(P, By);
      if (Call && Call->Kind == Op::Call && Call->Subject &&
          isUserCode(P, functionOf(P, By)) && !IsOwn(functionOf(P, By)) &&
          !isStartedAgain(F, By, lastField(F, Join->Subject)))
        return By;
    }
  return {};
}

} // namespace cleanexit
