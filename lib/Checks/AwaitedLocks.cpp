//===-- AwaitedLocks.cpp - Does who is waited for want the lock? *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/AwaitedLocks.h"
#include "Checks/Chain.h"
#include "Checks/LockNames.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"
#include "Checks/ThreadBodies.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// `this.mutex`, or `$0.mutex`, of two functions: a lock of one class.
static bool isOfOneClass(const Summary &P, FunctionId Holds, const HeldLock &L,
                         FunctionId Other, const TakenLock &T) {
  const Facts &F = P.facts();
  const PathNode::Kind Root = F.rootKind(L.Lock);
  RecordId Mine = 0, Its = 0;
  if (Root == PathNode::This) {
    Mine = F.classOf(functionOf(P, L.TakenAt));
    Its = F.classOf(Other);
  } else if (Root == PathNode::Param) {
    Mine = F.classAt(Holds, F.Paths[L.Lock].Parent);
    Its = classWith(P, T);
    if (!Mine || !Its)
      return true;
  }
  return F.derives(Mine, Its) || F.derives(Its, Mine);
}

/// lock(video->mutex); stop(video);   which joins video->thread, as C has it:
/// the thread's handle and the lock are of one struct, and that is handed over.
static bool isBesideHandle(const Summary &P, const Witness &W,
                           const HeldLock &L) {
  const Facts &F = P.facts();
  const StepRef At = W.Chain.front().At;
  const Step *Waits = stepOf(P, W.Chain.back().At);
  const PathId Lock = named(P, L);
  if (!Waits || W.What != Effect::WaitThread || L.Recursive ||
      F.rootKind(Lock) == PathNode::This || memberName(P, L).empty())
    return false;
  const PathId Handle = Waits->Subject ? Waits->Subject : placeOf(F, *Waits, 0);
  const RecordId Of = classAround(P, W.Chain.back().At, Handle);
  if (!Of || Of != classAround(P, L.TakenAt, Lock))
    return false;
  if (W.Chain.size() == 1)
    return F.isWithin(Handle, F.Paths[Lock].Parent);
  auto Has = [&](const Value &V) {
    return V.K == Value::Path && V.Id && V.Id != Lock && F.isWithin(Lock, V.Id);
  };
  return llvm::any_of(F.args(*stepOf(P, At)), [&](const Value &V) {
    if (V.K != Value::Path)
      return false;
    // Mix *mix = encoder->mix;
    return Has(V) || llvm::any_of(P.sources(At, V.Id), [&](const auto &Source) {
             return Has(Source.first);
           });
  });
}

/// io_context_.run();   timer_.async_wait([this](auto) { fire(); });
/// Adds what a class hands to the library whose loop one of its threads runs.
static void addHandlers(const Summary &P, RecordId Class,
                        llvm::SmallVectorImpl<FunctionId> &Bodies) {
  const Facts &F = P.facts();
  llvm::StringRef Library;
  const bool RunsLoop = anyReached(P, Bodies, [&](FunctionId Fn) {
    return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
      return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
        const FunctionModel *M =
            S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
        if (M && M->RunsHandlers)
          Library = M->Library;
        return M && M->RunsHandlers;
      });
    });
  });
  if (!RunsLoop || !Class)
    return;
  for (const Body &B : llvm::drop_begin(F.Bodies)) {
    if (F.classOf(B.Of) != Class)
      continue;
    for (const Step &S : F.steps(B)) {
      const FunctionModel *M =
          S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
      if (M && M->Library == Library)
        for (const Value &V : F.args(S))
          if (V.K == Value::Function && !llvm::is_contained(Bodies, V.Id))
            Bodies.push_back(V.Id);
    }
  }
}

/// The bodies of the threads that may be waited for, but for the one that holds the
/// lock: a thread does not wait for itself.
static llvm::SmallVector<FunctionId, 2>
others(const Summary &P, const Witness &W, const HeldLock &L) {
  const Facts &F = P.facts();
  const FunctionId Holds = functionOf(P, L.TakenAt);
  // A task that starts others like it waits for them.
  if (llvm::any_of(P.started(), [&](const StartedThread &T) {
        return T.Runs == Holds && T.At.Body && functionOf(P, T.At) == Holds;
      }))
    return threadBodies(P, W);
  auto IsIt = [&](FunctionId Body) {
    return Body == Holds ||
           (F.Functions[Body].K == Function::Lambda && // [this] { run(); }
            llvm::any_of(F.Functions[Body].Bodies, [&](uint32_t B) {
              return F.Bodies[B].Count <= 2 &&
                     llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
                       return S.Kind == Op::Call && S.Callee == Holds;
                     });
            }));
  };
  llvm::SmallVector<FunctionId, 2> Bodies = threadBodies(P, W);
  llvm::erase_if(Bodies, IsIt);
  addHandlers(P, F.classOf(Holds), Bodies);
  return Bodies;
}

bool awaitedNeeds(const Summary &P, const Witness &W, const HeldLock &L) {
  if (W.What != Effect::WaitThread && W.What != Effect::WaitFuture)
    return false;
  const FunctionId Holds = functionOf(P, W.Chain.front().At);
  const bool IsBeside = isBesideHandle(P, W, L);
  for (FunctionId Body : others(P, W, L))
    for (const TakenLock &T : P.locks().takes(Body))
      if ((T.Lock == L.Lock && isOfOneClass(P, Holds, L, Body, T)) ||
          (IsBeside && !T.Recursive && memberName(P, T) == memberName(P, L)))
        return true;
  return false;
}

/// Rank(Mutex &lock) : lock_(lock) {}   rank_ = std::make_unique<Rank>(lock_);
/// Whether a lock is known to a class by a reference that the holder's class gave it.
static bool isGivenTo(const Summary &P, const TakenLock &T, const HeldLock &L) {
  const Facts &F = P.facts();
  const RecordId Holder = memberClass(P, L);
  const StringId Own = lastField(F, named(P, L));
  const std::string Its = memberName(P, T);
  const auto [Class, Member] = llvm::StringRef(Its).rsplit("::");
  const auto Known =
      llvm::find_if(F.Records, [&, Class = Class](const Record &R) {
        return F.Strings[R.Name] == Class;
      });
  const RecordId Knows =
      Known == F.Records.end() ? 0 : Known - F.Records.begin();
  auto IsReference = [&](const Record::Member &M) {
    const llvm::StringRef Type = F.Strings[M.Type];
    return F.Strings[M.Name] == Member &&
           (Type.ends_with("&") || Type.ends_with("*"));
  };
  if (!Holder || !Knows || Holder == Knows ||
      llvm::none_of(F.Records[Knows].Members, IsReference))
    return false;
  auto Hands = [&](const Step &S) { // and to no guard
    return S.is(Step::Constructs) && F.Functions[S.Callee].Class == Knows &&
           F.rootKind(S.Subject) != PathNode::Local &&
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && lastField(F, V.Id) == Own;
           });
  };
  return llvm::any_of(llvm::drop_begin(F.Bodies), [&](const Body &B) {
    return F.classOf(B.Of) == Holder && llvm::any_of(F.steps(B), Hands);
  });
}

bool awaitedTakesSuch(const Summary &P, const Witness &W, const HeldLock &L) {
  const std::string Held = memberName(P, L);
  // By the guard's own reference, memberName() may say less.
  const std::string Innermost =
      innermostName(P, functionOf(P, L.TakenAt), L.Lock);
  auto IsSuch = [&](FunctionId Fn, const TakenLock &T) {
    return !(T.Shared && L.Shared) &&
           (memberName(P, T) == Held || isGivenTo(P, T, L) ||
            (!Innermost.empty() && innermostName(P, Fn, T.Lock) == Innermost));
  };
  return W.What == Effect::WaitThread && !Held.empty() &&
         anyReached(P, others(P, W, L), [&](FunctionId Fn) {
           return llvm::any_of(P.locks().takes(Fn), [&](const TakenLock &T) {
             return IsSuch(Fn, T);
           });
         });
}

} // namespace cleanexit
