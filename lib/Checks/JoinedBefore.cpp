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
  auto IsChoice = [&](const OpenBlock &Open) { // and no do { … } while (0)
    const Step &Opens = F.Steps[B.First + Open.Opener];
    return Opens.Kind != Op::Try && (Opens.Kind != Op::Switch || Opens.NumArgs);
  };
  return llvm::any_of(F.blocksAround(B, At.Index), IsChoice) ||
         llvm::any_of(F.steps(B).take_front(At.Index),
                      [](const Step &S) { return leavesBlock(S.Kind); });
}

/// Whether a method other than a constructor, or a lambda, puts something into a
/// member: the thread may be another one then.
static bool isSetLater(const Facts &F, RecordId Of, StringId Member) {
  return llvm::any_of(llvm::drop_begin(F.Bodies), [&](const Body &B) {
    return F.classOf(B.Of) == Of &&
           F.Functions[B.Of].K != Function::Constructor &&
           llvm::any_of(F.steps(B), [&](const Step &S) {
             return (S.Kind == Op::Set || S.is(Step::Constructs) ||
                     (S.Kind == Op::Call && S.Callee &&
                      lastName(F, S.Callee) == "operator=")) &&
                    lastField(F, S.Subject) == Member;
           });
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
  // Of a class below there may be others, which nobody has stopped.
  if (F.classOf(functionOf(P, Chain.front().At)) != Of ||
      isSetLater(F, Of, lastField(F, Join->Subject)))
    return {};
  for (const Link &L : Chain.drop_back())
    for (StepRef By : P.callers(L.Callee)) {
      const Step *Call = stepOf(P, By);
      if (Call && Call->Kind == Op::Call && Call->Subject &&
          isUserCode(P, functionOf(P, By)) && !IsOwn(functionOf(P, By)))
        return By;
    }
  return {};
}

} // namespace cleanexit
