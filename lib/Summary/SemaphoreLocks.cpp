//===-- SemaphoreLocks.cpp - Semaphores that classes lock with ------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/SemaphoreLocks.h"
#include "Summary/LockPairs.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

class SemaphoreLocks {
  Program &P;

  /// A call of a method, on a semaphore that is a member of its object.
  struct Call {
    StepId At = 0;
    PathId Semaphore = 0;
  };

  /// The only call of a method's that its model says something of.
  Call callIn(FunctionId Method, bool Waits) const {
    Call Found;
    for (uint32_t Id : P.Of.Functions[Method].Bodies)
      for (uint32_t I = 0; I != P.Of.Bodies[Id].Count; ++I) {
        const StepId S = P.Of.Bodies[Id].First + I;
        const Step &At = P.step(S);
        const FunctionModel *M = P.modelAt(At);
        if (!M ||
            !(Waits ? M->Does(Effect::WaitSync) && M->WaitsFor != NoOperand
                    : M->wakes()))
          continue;
        const Value V = P.operand(S, Waits        ? M->WaitsFor
                                     : At.Subject ? ThisOperand
                                                  : 0);
        if (Found.At || V.K != Value::Path ||
            P.Of.rootKind(V.Id) != PathNode::This)
          return {};
        Found = {S, V.Id};
      }
    return Found;
  }

  bool mayTimeOut(StepId Waits) const {
    return llvm::any_of(
        P.ModelOf[P.step(Waits).Callee]->Acts, [&](const ActModel &A) {
          return A.BoundArg != NoOperand && !anyHolds(A.Forever, P.args(Waits));
        });
  }

  /// sem_init(&semaphore_, 0, 8)   of which another number than one is free at first
  bool isNoLock(const Call &Waits) const {
    const RecordId Class = P.Of.Functions[P.functionOf(Waits.At)].Class;
    return llvm::any_of(P.Of.Bodies, [&](const Body &B) {
      const Function &Of = P.Of.Functions[B.Of];
      return Of.K == Function::Constructor && Of.Class == Class &&
             llvm::any_of(P.Of.steps(B), [&](const Step &S) {
               const llvm::ArrayRef<Value> Args = P.Of.args(S);
               const FunctionModel *M = P.modelAt(S);
               const bool Makes =
                   S.Kind == Op::Call && !Args.empty() && !(M && M->wakes()) &&
                   (S.is(Step::Constructs) ? S.Subject == Waits.Semaphore
                                           : Args[0].K == Value::Path &&
                                                 Args[0].Id == Waits.Semaphore);
               return Makes && Args.back().K == Value::Integer &&
                      Args.back().Number != 1;
             });
    });
  }

  void become(StepId S, FunctionModel Model) {
    P.Made.push_back(std::make_unique<FunctionModel>(std::move(Model)));
    P.Of.Steps[S].Callee = P.withModel(P.step(S).Callee, *P.Made.back());
  }

  void tell(FunctionId Locks, FunctionId Unlocks) {
    const Call Waits = callIn(Locks, true), Gives = callIn(Unlocks, false);
    if (!Waits.At || Waits.Semaphore != Gives.Semaphore ||
        mayTimeOut(Waits.At) || isNoLock(Waits))
      return;
    FunctionModel Takes = *P.ModelOf[P.step(Waits.At).Callee];
    for (ActModel &A : Takes.Acts)
      if (A.What == Effect::WaitSync) {
        A.What = Effect::TakeLock;
        A.Strict = true;
      }
    LockAct Acquires;
    Acquires.Of = Takes.WaitsFor;
    Takes.Locks.push_back(Acquires);
    Takes.Lock = LockKind::Plain;
    Takes.WaitsFor = NoOperand;
    FunctionModel Puts = *P.ModelOf[P.step(Gives.At).Callee];
    LockAct Releases;
    Releases.What = LockAct::Release;
    Releases.Of = P.step(Gives.At).Subject ? ThisOperand : 0;
    Puts.Locks.push_back(Releases);
    Puts.RequestsStop = FunctionModel::NoRequest;
    become(Waits.At, std::move(Takes));
    become(Gives.At, std::move(Puts));
  }

public:
  explicit SemaphoreLocks(Program &P) : P(P) {}

  void run() {
    for (const LockPair &Pair : lockPairs(P.Of))
      tell(Pair.Locks, Pair.Unlocks);
  }
};

} // namespace

void cleanexit::tellSemaphoreLocks(Program &P) { SemaphoreLocks(P).run(); }
