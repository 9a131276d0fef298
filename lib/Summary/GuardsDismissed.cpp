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
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// Does a method always set what the destructor asks before it runs anything,
/// so that it does not?
bool Guards::switchesOff(FunctionId Method, FunctionId By) const {
  const TypeModel *Model = guardModel(By);
  const llvm::StringRef Name =
      llvm::StringRef(P.text(P.Of.Functions[Method].Key)).rsplit("::").second;
  if (Model && llvm::is_contained(Model->Dismiss, Name))
    return true;
  llvm::SmallVector<Condition, 4> Asked;
  for (uint32_t Id : P.Of.Functions[By].Bodies)
    for (StepId S = P.Of.Bodies[Id].First;
         S != P.Of.Bodies[Id].First + P.Of.Bodies[Id].Count; ++S)
      if (P.step(S).Kind == Op::Run) {
        if (!Asked.empty())
          return false; // which of them is meant is not asked
        Asked = conditions(P, S);
        if (Asked.empty())
          return false;
      }
  for (uint32_t Id : P.Of.Functions[Method].Bodies)
    for (const Step &S : P.Of.steps(P.Of.Bodies[Id])) {
      if (S.Kind != Op::Set || !S.NumArgs)
        return false;
      const Value &To = P.Of.args(S)[0];
      const bool IsConstant = To.K == Value::Integer || To.K == Value::Null;
      if (IsConstant && llvm::any_of(Asked, [&](const Condition &C) {
            return C.Of == S.Subject && C.Holds != (To.Number != 0) &&
                   P.root(C.Of).Node.K == PathNode::This;
          }))
        return true;
    }
  return false;
}

bool Guards::isDismissedAtOnce(const Cleanup &C) const {
  if (C.K != Cleanup::Guard || !C.By || !C.Owner)
    return false;
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
    bool Dismissed = false;
    for (++S; S != End; ++S) {
      const Step &At = P.step(S);
      const bool Uses =
          At.Subject == C.Owner || llvm::any_of(P.args(S), [&](const Value &V) {
            return V.K == Value::Path && V.Id == C.Owner;
          });
      if (At.is(Step::Destroys))
        continue;
      if (Uses && (Dismissed || At.Kind != Op::Call || !At.Callee ||
                   !switchesOff(At.Callee, C.By)))
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
