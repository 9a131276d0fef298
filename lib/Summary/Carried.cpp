//===-- Carried.cpp - Where what a function has is put --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Carried.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

const TypeModel *cleanexit::ownerEnded(const Program &P, const Calls &Graph,
                                       StepId S) {
  const Step &At = P.step(S);
  if (At.Kind != Op::Call || !At.Subject || !At.Callee || !Graph.node(S))
    return nullptr;
  const Function &Callee = P.Of.Functions[At.Callee];
  const TypeModel *Model = P.typeModel(Callee.Class);
  return Model && (At.is(Step::Destroys) ||
                   llvm::is_contained(Model->Destroys,
                                      P.text(Callee.Key).rsplit("::").second))
             ? Model
             : nullptr;
}

/// Does a container's end end its elements? Not of those it only points to.
static bool endsElements(const Program &P, FunctionId Destructor) {
  return llvm::any_of(P.Of.Functions[Destructor].Bodies, [&](uint32_t B) {
    return llvm::any_of(P.Of.steps(P.Of.Bodies[B]), [&](const Step &S) {
      return S.is(Step::Destroys) &&
             P.Of.Paths[S.Subject].K == PathNode::Element;
    });
  });
}

PathId cleanexit::placeEnded(Program &P, const Calls &Graph, StepId S,
                             llvm::function_ref<bool(const TypeModel &)> Is) {
  const TypeModel *Owner = ownerEnded(P, Graph, S);
  if (!Owner)
    return 0;
  const PathId Place = P.step(S).Subject;
  if (Is(*Owner))
    return Place;
  return !Owner->Owns.empty() && P.step(S).is(Step::Destroys) &&
                 endsElements(P, P.step(S).Callee)
             ? P.path({PathNode::Element, Place, 0, 0})
             : 0;
}

bool Carried::What::is(const Program &P, const Value &V) const {
  if (K == IsFunction)
    return V.K == Value::Function && V.Id == Id;
  if (V.K != Value::Path)
    return false;
  const PathNode &Node = P.Of.Paths[V.Id];
  return K == InPlace ? V.Id == Id
                      : Node.K == PathNode::Param && Node.Number == Id;
}

/// The member that a place is, or that an iterator leads to:
/// auto it = all_.find(k);   it->second.watch = …   it->second = …
void Carried::put(StepId S, PathId Into, Places &Found) const {
  if (uint64_t Member = Kept.identityInObject(S, Into))
    Found.Members.insert(Member);
  const PathId Root = P.Of.root(Into);
  if (P.Of.Paths[Root].K != PathNode::Local ||
      (Root == Into && endsHere(S, Root)))
    return;
  for (StepId Before = P.body(S).First; Before != S; ++Before)
    if (const Stored To = stored(P, Before);
        To.Into == Root && To.What.K == Value::Path)
      if (uint64_t Member =
              Kept.identityInObject(Before, P.rebased(Into, Root, To.What.Id)))
        Found.Members.insert(Member);
}

/// Whether a variable has an end of its own: no iterator and no reference has.
bool Carried::endsHere(StepId S, PathId Local) const {
  return llvm::any_of(P.Of.steps(P.body(S)), [&](const Step &At) {
    return At.is(Step::Destroys) && At.Subject == Local;
  });
}

void Carried::into(FunctionId F, What Of, Places &Found, unsigned Depth) const {
  static constexpr unsigned Deepest = 4;
  if (Depth == Deepest)
    return;
  for (uint32_t Id : P.Of.Functions[F].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (const Stored To = stored(P, S); To.Into && Of.is(P, To.What)) {
        put(S, To.Into, Found);
        if (P.Of.Paths[To.Into].K == PathNode::Local)
          into(F, {What::InPlace, To.Into}, Found, Depth + 1);
      }
      for (auto [I, V] : llvm::enumerate(P.args(S))) {
        if (!Of.is(P, V))
          continue;
        if (At.Kind == Op::Return)
          for (StepId Call : Graph.callers(F))
            received(Call, Found, Depth + 1);
        else if (At.Kind == Op::Call && Graph.node(S))
          for (FunctionId Callee : Graph.targets(S))
            into(Callee, {What::InParam, uint32_t(I)}, Found, Depth + 1);
      }
    }
  }
}

/// What the result of a call is put into.
void Carried::received(StepId Call, Places &Found, unsigned Depth) const {
  const PathId Result = P.step(Call).Result;
  if (!Result)
    return;
  const FunctionId F = P.functionOf(Call);
  if (uint64_t Member = Kept.identityInObject(Call, Result))
    return void(Found.Members.insert(Member));
  if (P.Of.Paths[Result].K == PathNode::Local)
    Found.Locals.push_back({F, Result});
  into(F, {What::InPlace, Result}, Found, Depth);
}

Carried::Places Carried::ofPlace(FunctionId F, PathId Place) const {
  Places Found;
  for (uint32_t Id : P.Of.Functions[F].Bodies)
    if (uint64_t Member = Kept.identityInObject(P.Of.Bodies[Id].First, Place))
      Found.Members.insert(Member);
  into(F, {What::InPlace, Place}, Found, 0);
  return Found;
}

/// w_ = std::make_unique<W>(f);   return new W(f);   add(new W(f));
Carried::Places Carried::ofObject(StepId Made) const {
  static constexpr StepId Near = 5; // the owner's own calls come between
  const FunctionId F = P.functionOf(Made);
  const PathId Place = P.step(Made).Subject;
  const RecordId Class = P.Of.Functions[P.step(Made).Callee].Class;
  Places Found = ofPlace(F, Place);
  if (P.Of.Paths[Place].K != PathNode::Result)
    return Found;
  const Body &B = P.body(Made);
  for (StepId S = Made + 1; S < std::min(B.First + B.Count, Made + Near); ++S) {
    const Step &At = P.step(S);
    if (At.is(Step::Constructs) && At.Callee &&
        P.Of.Functions[At.Callee].Class == Class)
      break; // what is new from here on is that one
    for (auto [I, V] : llvm::enumerate(P.args(S))) {
      if (V.K != Value::New || V.Id != Class)
        continue;
      if (At.Kind == Op::Return) {
        for (StepId Call : Graph.callers(F))
          received(Call, Found, 0);
      } else if (At.Kind == Op::Call && Graph.node(S)) {
        for (FunctionId Callee : Graph.targets(S))
          into(Callee, {What::InParam, uint32_t(I)}, Found, 0);
      } else if (At.Kind == Op::Set) {
        if (P.Of.Paths[At.Subject].K == PathNode::Local)
          Found.Locals.push_back({F, At.Subject});
        put(S, At.Subject, Found);
        const Places There = ofPlace(F, At.Subject);
        Found.Members.insert(There.Members.begin(), There.Members.end());
        Found.Locals.append(There.Locals);
      }
    }
  }
  return Found;
}

MemberSet Carried::ofCallable(FunctionId F, FunctionId Callable) const {
  Places Found;
  into(F, {What::IsFunction, Callable}, Found, 0);
  return Found.Members;
}
