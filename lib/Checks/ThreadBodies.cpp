//===-- ThreadBodies.cpp - What an awaited thread runs ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A thread is known by the member that it is started on.
//===----------------------------------------------------------------------===//
#include "Checks/ThreadBodies.h"
#include "Checks/Chain.h"
#include "Checks/LockNames.h"
#include "Checks/Names.h"
#include "Checks/ThreadWrappers.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

/// `this.worker_` of a class, for comparing across the class's methods.
PathId fieldOf(const Facts &F, PathId P) {
  while (P && F.Paths[P].K == PathNode::Element)
    P = F.Paths[P].Parent;
  return F.Paths[P].K == PathNode::Field ? P : 0;
}

/// A library's thread class runs what a subclass overrides: QThread::run.
llvm::SmallVector<FunctionId, 2> overriddenRun(const Summary &P,
                                               const Witness &Wait) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Found;
  const Function &Joins = F.Functions[Wait.Chain.back().Callee];
  if (!Joins.Class || Joins.K != Function::Method)
    return Found;
  // Of the cleanup's own class, or of the member that is waited for.
  llvm::SmallVector<RecordId, 2> Classes{
      F.classOf(functionOf(P, Wait.Chain.front().At))};
  const StepRef At = Wait.Chain.back().At;
  const StringId Member = fieldOf(F, stepOf(P, At)->Subject)
                              ? keptIn(F, stepOf(P, At)->Subject)
                              : 0;
  for (const Record::Member &M :
       F.Records[F.classOf(functionOf(P, At))].Members)
    if (Member && M.Name == Member)
      Classes.push_back(M.Class);
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    if (F.Functions[Id].Class &&
        llvm::is_contained(Classes, F.Functions[Id].Class) &&
        F.Functions[Id].is(Function::Virtual) &&
        llvm::StringRef(lastName(F, Id)).equals_insensitive("run"))
      Found.push_back(Id);
  return Found;
}

} // namespace

/// The class of the object whose field a place is: of c->worker, struct conn.
static RecordId holderOf(const Summary &P, StepRef At, PathId Place) {
  const Facts &F = P.facts();
  while (F.Paths[Place].K == PathNode::Element)
    Place = F.Paths[Place].Parent;
  return At.Body ? classAround(P, At, Place) : 0;
}

/// std::thread(f).detach()
static bool isDetached(const Summary &P, const StartedThread &T) {
  const Facts &F = P.facts();
  return T.At.Body && T.Object &&
         llvm::any_of(F.steps(F.Bodies[T.At.Body]), [&](const Step &S) {
           return S.Kind == Op::Call && S.Subject == T.Object && S.Callee &&
                  lastName(F, S.Callee) == "detach";
         });
}

RecordId awaitedClass(const Summary &P, const Witness &Wait) {
  const Facts &F = P.facts();
  RecordId Found = 0;
  for (const Link &L : Wait.Chain) {
    const Step *S = stepOf(P, L.At);
    if (!S || S->Kind != Op::Call || !S->Callee)
      continue;
    const FunctionId In = functionOf(P, L.At);
    const bool OfOwn = F.Paths[S->Subject].K == PathNode::This;
    // ~Ticker() { join(); }   What else is derived from its base ends elsewhere.
    if (OfOwn && F.Functions[In].K != Function::Destructor)
      continue;
    const RecordId Waits = F.Functions[S->Callee].Class;
    const RecordId Of = !Waits  ? 0
                        : OfOwn ? F.classOf(In)
                                : classAlong(P, In, S->Subject);
    if (Of && Of != Waits && F.derives(Of, Waits))
      Found = Of;
  }
  return Found;
}

/// std::thread(&Base::run, this): what the object that ends has as run().
static void makeConcrete(const Summary &P, const Witness &Wait,
                         llvm::SmallVector<FunctionId, 2> &Bodies) {
  const Facts &F = P.facts();
  const StepRef Front = Wait.Chain.front().At;
  RecordId Ends = awaitedClass(P, Wait);
  if (!Ends && stepOf(P, Front))
    Ends = F.classOf(functionOf(P, Front));
  llvm::SmallVector<FunctionId, 2> All;
  for (FunctionId Body : Bodies) {
    if (!F.Functions[Body].is(Function::Virtual)) {
      All.push_back(Body);
      continue;
    }
    const FunctionId Own = P.version(Body, Ends);
    if (Own && !F.Functions[Own].Bodies.empty())
      All.push_back(Own);
    else
      llvm::append_range(All, P.versions(Body));
  }
  Bodies = std::move(All);
}

/// thread.join(), pthread_join(thread, …), wait_for(&thread)
static bool isOn(const Facts &F, const Step &S, PathId Thread) {
  return S.Subject == Thread || llvm::any_of(F.args(S), [&](const Value &V) {
           return V.K == Value::Path && V.Id == Thread;
         });
}

static llvm::SmallVector<FunctionId, 2> startedFor(const Summary &P,
                                                   const Witness &Wait) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Own, Same, OfClass, Named;
  llvm::DenseSet<RecordId> Classes;
  llvm::DenseMap<StringId, RecordId> Fields; ///< with what has them, if known
  auto Note = [&](StepRef At, PathId Place) {
    if (StringId Name = keptIn(F, Place))
      Fields.try_emplace(Name, holderOf(P, At, Place));
    else if (F.Paths[Place].K == PathNode::Local) // for (auto id : pool->ids)
      for (const Step &S : F.steps(F.Bodies[At.Body]))
        if (S.Kind == Op::Set && S.Subject == Place)
          if (const Value &V = F.args(S)[0]; V.K == Value::Path)
            if (StringId In = keptIn(F, V.Id))
              Fields.try_emplace(In, holderOf(P, At, V.Id));
  };
  for (const Link &L : Wait.Chain) {
    const Step *S = stepOf(P, L.At);
    if (!S)
      continue;
    if (RecordId Class = F.classOf(functionOf(P, L.At)))
      Classes.insert(Class);
    Note(L.At, S->Subject);
    for (const Value &V : F.args(*S))
      if (V.K == Value::Path)
        Note(L.At, V.Id);
  }
  // The member that is waited for, if it is one of a class.
  const Step *Joins = stepOf(P, Wait.Chain.back().At);
  const StringId Member =
      Joins && fieldOf(F, Joins->Subject) ? keptIn(F, Joins->Subject) : 0;
  for (const StartedThread &T : P.started()) {
    const RecordId Class = F.classOf(functionOf(P, T.At));
    StringId Name = keptIn(F, T.Object);
    if (F.Paths[T.Object].K == PathNode::Local &&
        llvm::any_of(Wait.Chain, [&](const Link &L) {
          return T.At.Body && T.At.Body == L.At.Body && stepOf(P, L.At) &&
                 isOn(F, *stepOf(P, L.At), T.Object);
        }))
      Own.push_back(T.Runs);
    const auto Known = Fields.find(Name);
    const RecordId Holder = holderOf(P, T.At, T.Object);
    const bool IsNamed = Name && Known != Fields.end() &&
                         (!Holder || !Known->second || Holder == Known->second);
    if (!Class && IsNamed &&
        (Classes.empty() || (Holder && Holder == Known->second)))
      Named.push_back(T.Runs);
    if (!Class || !Classes.contains(Class))
      continue;
    if (!isDetached(P, T) && !(Member && Name && Name != Member))
      OfClass.push_back(T.Runs);
    if (IsNamed && fieldOf(F, T.Object))
      Same.push_back(T.Runs);
  }
  if (!Own.empty())
    return Own;
  if (!Named.empty())
    return Named;
  if (Same.empty() && OfClass.empty())
    return overriddenRun(P, Wait);
  return Same.empty() ? OfClass : Same;
}

bool isOfTask(const Summary &P, const Witness &Wait) {
  const Facts &F = P.facts();
  const RecordId Class = F.classOf(functionOf(P, Wait.Chain.back().At));
  const Step *S = stepOf(P, Wait.Chain.back().At);
  const StringId Member = S ? keptIn(F, S->Subject) : 0;
  auto IsAsync = [&](const StartedThread &T) {
    const Step *Starts = stepOf(P, T.At);
    const FunctionModel *M =
        Starts && Starts->Callee ? P.model(Starts->Callee) : nullptr;
    return M && M->ReturnsAsync;
  };
  // f_ = std::async(…).share() says no member.
  auto MayBeThis = [&](const StartedThread &T) {
    const StringId Name = keptIn(F, T.Object);
    return F.classOf(functionOf(P, T.At)) == Class && (!Name || Name == Member);
  };
  bool Any = false;
  for (const StartedThread &T : P.started())
    if (T.At.Body && MayBeThis(T)) {
      if (!IsAsync(T))
        return false;
      Any = true;
    }
  return Class && Member && Any;
}

bool isOfThread(const Summary &P, const Witness &Wait) {
  const Step *S = stepOf(P, Wait.Chain.back().At);
  const FunctionModel *M = S && S->Callee ? P.model(S->Callee) : nullptr;
  if (!M || M->WaitsFor < 0)
    return false;
  const PathId Handle = placeOf(P.facts(), *S, M->WaitsFor);
  const uint64_t Waited = Handle ? P.identity(Wait.Chain.back().At, Handle) : 0;
  return Waited && llvm::any_of(P.started(), [&](const StartedThread &T) {
           return T.At.Body && T.Object && P.identity(T.At, T.Object) == Waited;
         });
}

llvm::SmallVector<FunctionId, 2> givenBodies(const Summary &P,
                                             const Witness &Wait) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Found;
  // The method that was called is one of the class that waits.
  auto IsHandedTo = [&](const StartedThread &T, const Link &L) {
    const RecordId Waits = stepOf(P, L.At) ? F.classOf(functionOf(P, L.At)) : 0;
    const StringId Keeps = keptIn(F, T.Object); // 0: made on the spot
    const llvm::ArrayRef<Record::Member> Own = F.Records[Waits].Members;
    return (!Keeps || llvm::any_of(Own,
                                   [&](const Record::Member &M) {
                                     return M.Name == Keeps;
                                   })) &&
           llvm::any_of(P.targets(T.At), [&](FunctionId Fn) {
             const RecordId Of = F.Functions[Fn].Class;
             return Of && F.derives(Waits, Of);
           });
  };
  for (const StartedThread &T : P.started())
    if (T.At.Body && !isDetached(P, T) &&
        llvm::any_of(Wait.Chain,
                     [&](const Link &L) { return IsHandedTo(T, L); }))
      Found.push_back(T.Runs);
  return Found;
}

llvm::SmallVector<FunctionId, 2> threadBodies(const Summary &P,
                                              const Witness &Wait) {
  llvm::SmallVector<FunctionId, 2> Bodies = startedFor(P, Wait);
  makeConcrete(P, Wait, Bodies);
  askUsers(P, Wait, Bodies);
  return Bodies;
}

} // namespace cleanexit
