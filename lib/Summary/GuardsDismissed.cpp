//===-- GuardsDismissed.cpp - Guards that never run anything --------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A guard that is dismissed before anything can leave its scope is a callable
// that nobody calls. Which methods dismiss is known by shape:
//
//   ~Guard() { if (on_) f_(); }      runs f_ only if on_ is true
//   void dismiss() { on_ = false; }  so this one dismisses
//===----------------------------------------------------------------------===//
#include "Summary/Conditions.h"
#include "Summary/Guards.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// Whether nothing is in a place after a step: f_ = nullptr, f_.reset().
static bool empties(const Program &P, StepId S) {
  const Step &At = P.step(S);
  if (At.Kind == Op::Set)
    return At.NumArgs && P.args(S)[0].K == Value::Null;
  const Function &Callee = P.Of.Functions[At.Callee];
  const llvm::StringRef Name =
      llvm::StringRef(P.text(Callee.Key)).rsplit("::").second;
  return At.Kind == Op::Call && Callee.is(Function::Toolchain) && !At.NumArgs &&
         (Name == "reset" || Name == "release");
}

/// if (!on_) return;   what is known after it.
static void addReturns(const Program &P, StepId S,
                       llvm::SmallVectorImpl<Condition> &Found) {
  StepId If = 0;
  unsigned Depth = 0;
  for (StepId I = P.body(S).First; I != S; ++I) {
    const Step &At = P.step(I);
    if (opensBlock(At.Kind) && !Depth++)
      If = I;
    if (At.Kind == Op::Else && Depth == 1)
      If = 0;
    if (At.Kind != Op::End || --Depth || !If || P.step(If).Kind != Op::If ||
        P.step(I - 1).Kind != Op::Return)
      continue;
    for (const Value &V : P.args(If))
      if (V.K == Value::Path && !(V.Flags & Value::Masked) &&
          V.Flags & Value::HoldsInElse)
        Found.push_back({V.Id, bool(V.Flags & Value::Negated), If});
  }
}

/// What a destructor asks, or the helper that it calls, before it runs anything.
/// False if it runs in several ways.
bool Guards::asksFirst(FunctionId F,
                       llvm::SmallVectorImpl<Condition> &Asked) const {
  static constexpr size_t Many = 8;
  bool Once = false;
  for (uint32_t Id : P.Of.Functions[F].Bodies)
    for (StepId S = P.Of.Bodies[Id].First;
         S != P.Of.Bodies[Id].First + P.Of.Bodies[Id].Count; ++S) {
      const Step &At = P.step(S);
      const bool Helps = At.Kind == Op::Call && At.Callee != F &&
                         P.Of.Paths[At.Subject].K == PathNode::This &&
                         Runs[At.Callee] & 1;
      if (At.Kind != Op::Run && !Helps)
        continue;
      if (Once || Asked.size() > Many)
        return false; // which of them is meant is not asked
      Once = true;
      llvm::append_range(Asked, conditions(P, S));
      addReturns(P, S, Asked);
      if (Helps && !asksFirst(At.Callee, Asked))
        return false;
    }
  return true;
}

/// Does a method always set what the destructor asks before it runs anything,
/// so that it does not?
bool Guards::switchesOff(FunctionId Method, FunctionId By) const {
  const TypeModel *Model = guardModel(By);
  const llvm::StringRef Name =
      llvm::StringRef(P.text(P.Of.Functions[Method].Key)).rsplit("::").second;
  if (Model && llvm::is_contained(Model->Dismiss, Name))
    return true;
  llvm::SmallVector<Condition, 4> Asked;
  if (!asksFirst(By, Asked) || Asked.empty())
    return false;
  for (uint32_t Id : P.Of.Functions[Method].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      const bool OfLibrary = At.Kind == Op::Call && At.Callee &&
                             P.Of.Functions[At.Callee].is(Function::Toolchain);
      if (At.Kind != Op::Set && !OfLibrary)
        return false;
      const Value To = At.NumArgs ? P.args(S)[0] : Value();
      const bool SetsFalse =
          empties(P, S) || (To.K == Value::Integer && !To.Number);
      const bool SetsTrue =
          At.Kind == Op::Set && To.K == Value::Integer && To.Number;
      if (llvm::any_of(Asked, [&](const Condition &C) {
            return C.Of == At.Subject && (C.Holds ? SetsFalse : SetsTrue) &&
                   P.root(C.Of).Node.K == PathNode::This;
          }))
        return true;
    }
  }
  return false;
}

bool Guards::isDismissedAtOnce(const Cleanup &C, unsigned Depth) const {
  static constexpr unsigned Deepest = 4;
  if (C.K != Cleanup::Guard || !C.By || !C.Owner)
    return false;
  // auto g = makeGuard(f);   is told of where it is made, too.
  if (P.Of.rootKind(C.Owner) == PathNode::Returned) {
    const llvm::SmallVector<StepId, 8> Callers = Graph.callers(C.In);
    return !Callers.empty() && Depth != Deepest &&
           llvm::all_of(Callers, [&](StepId S) {
             Cleanup There = C;
             There.In = P.functionOf(S);
             There.Owner = P.step(S).Result;
             return isDismissedAtOnce(There, Depth + 1);
           });
  }
  for (uint32_t Id : P.Of.Functions[C.In].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    const StepId End = B.First + B.Count;
    StepId S = B.First;
    while (S != End &&
           !(P.step(S).Subject == C.Owner && P.step(S).is(Step::Constructs)) &&
           P.step(S).Result != C.Owner)
      ++S;
    if (S == End)
      return false;
    // guard.replace(f);   what follows that.
    for (StepId Fill = S; Fill != End; ++Fill)
      if (P.step(Fill).Subject == C.Owner && P.step(Fill).At == C.At &&
          P.step(Fill).Kind == Op::Call && !P.step(Fill).is(Step::Destroys))
        S = Fill;
    bool Dismissed = false;
    llvm::SmallVector<PathId, 2> Names{C.Owner};
    auto IsIt = [&](PathId Place) { return llvm::is_contained(Names, Place); };
    for (++S; S != End; ++S) {
      const Step &At = P.step(S);
      const bool Uses =
          IsIt(At.Subject) || llvm::any_of(P.args(S), [&](const Value &V) {
            return V.K == Value::Path && IsIt(V.Id);
          });
      if (At.is(Step::Destroys))
        continue;
      // auto g = std::make_unique<Guard>(f);
      if (Names.size() == 1 && At.Kind == Op::Set &&
          P.args(S)[0].K == Value::New &&
          P.Of.Paths[C.Owner].K == PathNode::Result) {
        Names.push_back(At.Subject);
        continue;
      }
      // Guard *p = &g;
      if (Uses && At.Kind == Op::Set && !IsIt(At.Subject) &&
          P.Of.Paths[At.Subject].K == PathNode::Local) {
        Names.push_back(At.Subject);
        continue;
      }
      const bool SwitchesOn = At.NumArgs && // set_active(true)
                              P.args(S)[0].K == Value::Integer &&
                              P.args(S)[0].Number;
      if (Uses && (Dismissed || SwitchesOn || At.Kind != Op::Call ||
                   !At.Callee || !switchesOff(At.Callee, C.By)))
        return false; // it may be armed again
      if (Uses)
        Dismissed = true;
      else if (!Dismissed && At.Kind != Op::Set &&
               !(At.Kind == Op::Call && At.Callee &&
                 P.Of.Functions[At.Callee].Except == Function::Never))
        return false;
    }
    if (!Dismissed)
      return false;
  }
  return !P.Of.Functions[C.In].Bodies.empty();
}
