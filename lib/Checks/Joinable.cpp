//===-- Joinable.cpp - Threads that end the process when they die ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Joinable.h"
#include "Checks/Chain.h"
#include "Checks/LocalThread.h"
#include "Checks/MemberThreads.h"
#include "Checks/ThreadDeeds.h"
#include "llvm/ADT/MapVector.h"

namespace cleanexit {

/// Constructors that throw when a thread that is a member has started: there is
/// no destructor then to join it.
static void
forEachUnfinished(const Summary &P,
                  llvm::function_ref<void(const AbandonedThread &)> Each) {
  const Facts &F = P.facts();
  llvm::DenseMap<StringId, PathId> Own; ///< `this.name`, by name
  for (PathId Id = 1; Id < F.Paths.size(); ++Id)
    if (F.Paths[Id].K == PathNode::Field &&
        F.Paths[F.Paths[Id].Parent].K == PathNode::This)
      Own[F.Paths[Id].Name] = Id;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
    const FunctionId In = F.Bodies[B].Of;
    const RecordId Class = F.Functions[In].Class;
    if (F.Functions[In].K != Function::Constructor || !isUserCode(P, In) ||
        !Class)
      continue;
    llvm::SmallVector<PathId, 2> Members;
    for (const Record::Member &M : F.Records[Class].Members)
      if (PathId Of = holdsThreads(F.Strings[M.Type]) ? Own.lookup(M.Name) : 0)
        Members.push_back(Of);
    for (const PathId Member : Members) {
      const auto Left = followThread(P, B, Member);
      if (!Left || !Left->Leaves.Body)
        continue;
      AbandonedThread T;
      T.At = Left->Leaves;
      T.Where = stepOf(P, T.At)->At;
      T.In = In;
      T.Name = F.Strings[F.Paths[Member].Name];
      T.IsMember = true;
      T.Started = Left->Started;
      T.Leaves = Left->Leaves;
      Each(T);
    }
  }
}

/// std::thread(f);   started, and gone at once.
static void
forEachDropped(const Summary &P, uint32_t B,
               llvm::function_ref<void(const AbandonedThread &)> Each) {
  const Facts &F = P.facts();
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[B]);
  for (uint32_t I = 0; I < Steps.size(); ++I) {
    const Step &S = Steps[I];
    if (!S.is(Step::Temporary) || S.is(Step::MaybeMoved) || !S.Callee ||
        F.Paths[S.Subject].K != PathNode::Result ||
        F.Paths[S.Subject].Number >= I)
      continue;
    const uint32_t Made = F.Paths[S.Subject].Number;
    if (!Steps[Made].is(Step::Constructs) || !Steps[Made].is(Step::Discarded) ||
        deedOf(F, Steps[Made]) != Deed::Starts ||
        !F.Strings[F.Functions[S.Callee].Key].starts_with("std::thread::"))
      continue;
    AbandonedThread T;
    T.At = {B, I};
    T.Where = S.At;
    T.In = F.Bodies[B].Of;
    T.Started = {B, Made};
    Each(T);
  }
}

void forEachAbandonedThread(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each) {
  forEachUnfinished(P, Each);
  const Facts &F = P.facts();
  for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
    if (!isUserCode(P, F.Bodies[B].Of))
      continue;
    llvm::MapVector<PathId, uint32_t> Locals;
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
      if (const Step &S = F.Steps[F.Bodies[B].First + I];
          S.is(Step::AtScopeEnd) && F.Paths[S.Subject].K == PathNode::Local &&
          S.Callee && F.Functions[S.Callee].Class &&
          holdsThreads(F.Strings[F.Records[F.Functions[S.Callee].Class].Name]))
        Locals.insert({S.Subject, I});
    forEachDropped(P, B, Each);
    for (auto [Object, Index] : Locals) {
      const auto Left = followThread(P, B, Object);
      if (!Left)
        continue;
      AbandonedThread T;
      T.At = Left->Destroyed.Body ? Left->Destroyed : StepRef{B, Index};
      T.Where = stepOf(P, T.At)->At;
      T.In = F.Bodies[B].Of;
      T.Name = F.Strings[F.Paths[Object].Name].split('@').first;
      T.Started = Left->Started;
      if (!Left->Destroyed.Body)
        T.Leaves = Left->Leaves;
      Each(T);
    }
  }
  forEachForgottenMember(P, Each);
  forEachStaticThread(P, Each);
}

} // namespace cleanexit
