//===-- FreshObjects.cpp - Objects that were made just before -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/FreshObjects.h"
#include "Checks/Chain.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

static bool leavesEmpty(const Facts &F, FunctionId Constructor, StringId Member,
                        unsigned Depth = 0);

/// Does a step of a constructor put nothing into a member?
static bool leavesEmpty(const Facts &F, const Step &S, StringId Member,
                        unsigned Depth = 0) {
  const bool OfBase =
      S.is(Step::Constructs) && F.Paths[S.Subject].K == PathNode::This;
  if (OfBase)
    return leavesEmpty(F, S.Callee, Member, Depth + 1);
  if (S.Kind == Op::Call && F.Paths[S.Subject].K == PathNode::This)
    return false; // it may do anything
  const bool Puts = (F.Paths[S.Subject].K == PathNode::Field &&
                     F.Paths[S.Subject].Name == Member) ||
                    (F.Paths[S.Result].K == PathNode::Field &&
                     F.Paths[S.Result].Name == Member);
  return !Puts || S.NumArgs == 0 || F.args(S)[0].K == Value::Null;
}

/// The same of a constructor, with those of its bases.
static bool leavesEmpty(const Facts &F, FunctionId Constructor, StringId Member,
                        unsigned Depth) {
  constexpr unsigned Deepest = 4;
  const Function &Of = F.Functions[Constructor];
  return Depth != Deepest && !Of.Bodies.empty() &&
         llvm::all_of(Of.Bodies, [&](uint32_t B) {
           return llvm::all_of(F.steps(F.Bodies[B]), [&](const Step &S) {
             return leavesEmpty(F, S, Member, Depth);
           });
         });
}

/// The constructor by which a local object, or what a local points to, was made,
/// if nothing but that happened to it between there and a step.
static FunctionId madeBy(const Facts &F, const Body &B, PathId Local,
                         uint32_t Before) {
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  RecordId Pointee = 0;
  for (uint32_t I = Before; I-- > 0;) {
    const Step &S = Steps[I];
    if (S.Kind == Op::Loop || S.Kind == Op::Label)
      return 0; // another turn may have been before
    if (S.is(Step::Constructs) && S.Callee &&
        (S.Subject == Local ||
         (Pointee && F.Functions[S.Callee].Class == Pointee)))
      return S.Subject == Local && S.NumArgs ? 0 : S.Callee;
    // What goes with an assignment stands before it; a thread, or another
    // callable of the library's, is only made to be handed over.
    if (Pointee || (S.Kind == Op::Set && S.At == Steps[Before].At) ||
        (S.is(Step::Constructs) &&
         F.Functions[S.Callee].is(Function::Toolchain)))
      continue;
    if (S.Kind == Op::Set && S.Subject == Local &&
        F.args(S)[0].K == Value::New) {
      Pointee = F.args(S)[0].Id;
      continue;
    }
    if (F.isWithin(S.Subject, Local) || F.isWithin(S.Result, Local) ||
        llvm::any_of(F.args(S), [&](const Value &V) {
          return V.K == Value::Path && F.isWithin(V.Id, Local);
        }))
      return 0;
  }
  return 0;
}

/// Has a constructor put nothing into a member of its object before a step?
static bool isEmptyYet(const Summary &P, StepRef At, StringId Member) {
  const Facts &F = P.facts();
  const FunctionId Of = functionOf(P, At);
  if (F.Functions[Of].K != Function::Constructor ||
      !F.blocksAround(F.Bodies[At.Body], At.Index).empty())
    return false;
  const llvm::ArrayRef<Step> Before =
      F.steps(F.Bodies[At.Body]).take_front(At.Index);
  return llvm::all_of(Before,
                      [&](const Step &S) { return leavesEmpty(F, S, Member); });
}

/// The member of the object at hand that a chain comes to; 0 if it leaves that
/// object before.
static StringId memberAtEnd(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  for (const Link &L : Chain) {
    const Step *S = stepOf(P, L.At);
    if (!S || F.rootKind(S->Subject) != PathNode::This)
      return 0;
    if (F.Paths[S->Subject].K == PathNode::This)
      continue;
    PathId Member = S->Subject;
    while (F.Paths[Member].K == PathNode::Element)
      Member = F.Paths[Member].Parent;
    return F.Paths[Member].K == PathNode::Field ? F.Paths[Member].Name : 0;
  }
  return 0;
}

bool isOfFreshObject(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  for (size_t I = 0; I != Chain.size(); ++I)
    if (const Step *S = stepOf(P, Chain[I].At);
        S && S->Kind == Op::Call && F.Paths[S->Subject].K == PathNode::This)
      if (const StringId Member = memberAtEnd(P, Chain.drop_front(I));
          Member && isEmptyYet(P, Chain[I].At, Member))
        return true;
  const Step *First = stepOf(P, Chain.front().At);
  if (!First || First->Kind != Op::Call || !First->Callee || !First->Subject)
    return false;
  const PathId Local = F.root(First->Subject);
  if (F.Paths[Local].K != PathNode::Local ||
      F.Paths[First->Subject].K == PathNode::Field)
    return false;
  const StringId Member = memberAtEnd(P, Chain.drop_front());
  const FunctionId By = Member ? madeBy(F, F.Bodies[Chain.front().At.Body],
                                        Local, Chain.front().At.Index)
                               : 0;
  return By && leavesEmpty(F, By, Member);
}

} // namespace cleanexit
