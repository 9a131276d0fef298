//===-- FreshObjects.cpp - Objects that were made just before -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/FreshObjects.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

static bool leavesEmpty(const Facts &F, FunctionId Constructor, StringId Member,
                        unsigned Depth = 0);

/// Does a step put something into a member?
static bool puts(const Facts &F, const Step &S, StringId Member) {
  return ((F.Paths[S.Subject].K == PathNode::Field &&
           F.Paths[S.Subject].Name == Member) ||
          (F.Paths[S.Result].K == PathNode::Field &&
           F.Paths[S.Result].Name == Member)) &&
         S.NumArgs != 0 && F.args(S)[0].K != Value::Null;
}

/// Does a step of a constructor put nothing into a member?
static bool leavesEmpty(const Facts &F, const Step &S, StringId Member,
                        unsigned Depth = 0) {
  const bool OfBase =
      S.is(Step::Constructs) && F.Paths[S.Subject].K == PathNode::This;
  if (OfBase)
    return leavesEmpty(F, S.Callee, Member, Depth + 1);
  if (S.Kind == Op::Call && F.Paths[S.Subject].K == PathNode::This)
    return false; // it may do anything
  return !puts(F, S, Member);
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
        (S.is(Step::AtScopeEnd) && S.Subject == Local) || // on a way out
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
  const Body &B = F.Bodies[At.Body];
  if (F.Functions[B.Of].K != Function::Constructor)
    return false;
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  return llvm::none_of(F.blocksAround(B, At.Index),
                       [&](const OpenBlock &Around) {
                         return Steps[Around.Opener].Kind == Op::Loop;
                       }) &&
         llvm::all_of(Steps.take_front(At.Index),
                      [&](const Step &S) { return leavesEmpty(F, S, Member); });
}

/// Is something put into a member on the way to a step? What goes with an
/// assignment stands behind it.
///   void open() { channel_ = make(); channel_->connect(); }
static bool isFilledIn(const Summary &P, llvm::ArrayRef<Link> Chain,
                       StringId Member) {
  const Facts &F = P.facts();
  return llvm::any_of(Chain, [&](const Link &L) {
    const Step *Goes = stepOf(P, L.At);
    return Goes &&
           llvm::any_of(F.steps(F.Bodies[L.At.Body]).take_front(L.At.Index),
                        [&](const Step &S) {
                          return S.Kind == Op::Set && !(S.At == Goes->At) &&
                                 puts(F, S, Member);
                        });
  });
}

/// The member of the object at hand that a chain comes to; 0 if it leaves that
/// object before, or fills it.
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
    const StringId Name =
        F.Paths[Member].K == PathNode::Field ? F.Paths[Member].Name : 0;
    return isFilledIn(P, Chain.take_front(&L - Chain.data() + 1), Name) ? 0
                                                                        : Name;
  }
  return 0;
}

/// Ref &operator=(Ref other) { std::swap(p_, other.p_); return *this; }   What ends
/// with the parameter is what the object had in this member; 0 if it is not.
static StringId swappedOut(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  const Step *Ends = Chain.size() > 1 ? stepOf(P, Chain[1].At) : nullptr;
  if (!Ends || !Ends->is(Step::AtScopeEnd) ||
      F.Paths[Ends->Subject].K != PathNode::Param ||
      lastName(F, functionOf(P, Chain[1].At)) != "operator=")
    return 0;
  for (const Step &S : F.steps(F.Bodies[Chain[1].At.Body])) {
    if (S.Kind != Op::Set || F.root(S.Subject) != Ends->Subject ||
        F.args(S)[0].K != Value::Path)
      continue;
    const PathNode &Had = F.Paths[F.args(S)[0].Id];
    if (Had.K == PathNode::Field && F.Paths[Had.Parent].K == PathNode::This)
      return Had.Name;
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
  StringId Member = memberAtEnd(P, Chain.drop_front());
  if (!Member)
    Member = swappedOut(P, Chain);
  const FunctionId By = Member ? madeBy(F, F.Bodies[Chain.front().At.Body],
                                        Local, Chain.front().At.Index)
                               : 0;
  return By && leavesEmpty(F, By, Member);
}

/// The local that a call is about: its object, what that gave, or the first thing
/// that it is handed; 0 if it is about something else.
static PathId localOf(const Facts &F, const Body &B, const Step &Call) {
  PathId Object = F.root(Call.Subject ? Call.Subject : placeOf(F, Call, 0));
  // ns->core().close()
  if (const PathNode &Node = F.Paths[Object];
      Node.K == PathNode::Result && Node.Number < B.Count)
    Object = F.root(F.Steps[B.First + Node.Number].Subject);
  return F.Paths[Object].K == PathNode::Local ? Object : 0;
}

/// Was what a local points to, or is, made in the same function before a step?
static bool isMadeHere(const Facts &F, const Body &B, PathId Local,
                       uint32_t Before, unsigned Hops = 0) {
  constexpr unsigned MostHops = 2;
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  for (uint32_t I = Before; I-- > 0;) {
    const Step &S = Steps[I];
    if (S.is(Step::Constructs) && S.Subject == Local)
      return true;
    if (S.Kind == Op::Call && S.Result == Local)
      return false;
    if (S.Kind != Op::Set || S.Subject != Local)
      continue;
    const Value &V = F.args(S)[0];
    if (V.K != Value::Path)
      return V.K == Value::New;
    const PathNode &Node = F.Paths[V.Id];
    if (Node.K == PathNode::Local)
      return Hops != MostHops && isMadeHere(F, B, V.Id, I, Hops + 1);
    if (Node.K != PathNode::Result || Node.Number >= Steps.size())
      return false;
    const FunctionId By = Steps[Node.Number].Callee;
    return F.Functions[By].is(Function::System) &&
           !Steps[Node.Number].Subject && lastName(F, By).contains("alloc");
  }
  return false;
}

/// Does whoever comes by a step leave its function with nothing?
static bool givesUp(const Facts &F, const Body &B, uint32_t At) {
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  unsigned Inner = 0;
  for (uint32_t I = At + 1; I < Steps.size(); ++I) {
    const Step &S = Steps[I];
    if (opensBlock(S.Kind)) {
      ++Inner;
    } else if (S.Kind == Op::End) {
      Inner -= Inner != 0;
    } else if (Inner) {
      continue;
    } else if (S.Kind == Op::Else || S.Kind == Op::Case ||
               S.Kind == Op::Catch) {
      I = closingEnd(Steps, I + 1);
    } else if (S.Kind == Op::Throw || S.Kind == Op::Rethrow) {
      return true;
    } else if (S.Kind == Op::Return) {
      const Value V = S.NumArgs ? F.args(S)[0] : Value();
      return V.K == Value::Null || (V.K == Value::Integer && V.Number <= 0);
    }
  }
  return false;
}

bool isUndone(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  return llvm::any_of(Chain, [&](const Link &L) {
    const Step *S = stepOf(P, L.At);
    if (!S || S->Kind != Op::Call || !S->Callee)
      return false;
    const Body &B = F.Bodies[L.At.Body];
    const PathId Local = localOf(F, B, *S);
    return Local && givesUp(F, B, L.At.Index) &&
           isMadeHere(F, B, Local, L.At.Index);
  });
}

} // namespace cleanexit
