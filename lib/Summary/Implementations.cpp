//===-- Implementations.cpp - What derived classes hand up ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Implementations.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// A base's base, and so on.
static constexpr unsigned Deepest = 4;

StringId Implementations::member(const Facts &F, PathId Place) {
  while (F.Paths[Place].K == PathNode::Element)
    Place = F.Paths[Place].Parent;
  const PathNode &Node = F.Paths[Place];
  return Node.K == PathNode::Field && F.Paths[Node.Parent].K == PathNode::This
             ? Node.Name
             : 0;
}

Implementations::Implementations(const Program &P, Receivers &Known)
    : P(P), Known(Known) {
  std::vector<Lists::Entry> All;
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (P.Of.Functions[F].K == Function::Constructor)
      All.push_back({P.Of.Functions[F].Class, F});
  Constructors = Lists(P.Of.Records.size(), All);
  std::vector<bool> IsBase(P.Of.Records.size());
  for (const auto &[Class, F] : All)
    for (uint32_t B : P.Of.Functions[F].Bodies)
      for (const Step &S : P.Of.steps(P.Of.Bodies[B]))
        if (isOfBase(S, Class) && S.NumArgs)
          IsBase[P.Of.Functions[S.Callee].Class] = true;
  for (const auto &[Class, F] : All)
    for (uint32_t B : P.Of.Functions[F].Bodies)
      for (const Step &S : P.Of.steps(P.Of.Bodies[B]))
        if (const StringId Name =
                IsBase[Class] && (S.Kind == Op::Set || S.is(Step::Constructs))
                    ? member(P.Of, S.Subject)
                    : 0;
            Name && llvm::any_of(P.Of.args(S), [&](const Value &V) {
              return V.K == Value::Path &&
                     P.Of.Paths[V.Id].K == PathNode::Param;
            }))
          HandedUp.insert({Class, Name});
}

/// The constructor of a base, as a constructor of Class begins with.
bool Implementations::isOfBase(const Step &S, RecordId Class) const {
  return S.Kind == Op::Call && S.is(Step::Constructs) && S.Callee &&
         P.Of.Paths[S.Subject].K == PathNode::This &&
         P.Of.Functions[S.Callee].Class != Class;
}

/// The classes that a value may be of, as far as it is made here; nothing for
/// what is not known.
std::optional<Implementations::Given>
Implementations::given(StepId S, const Value &V, llvm::ArrayRef<Given> Args) {
  if (V.K == Value::New)
    return Given{V.Id};
  if (V.K != Value::Path)
    return Given();
  const Program::Root Root = P.root(V.Id);
  if (Root.Node.K == PathNode::Param)
    return Root.Whole && Root.Node.Number < Args.size() ? Args[Root.Node.Number]
                                                        : Given();
  if (const RecordId Class = Known.of(S, V.Id))
    return Given{Class};
  return std::nullopt;
}

/// What a constructor puts into Member, of the object or of a base; false if
/// that is not known.
bool Implementations::collect(FunctionId Constructor, StringId Member,
                              llvm::ArrayRef<Given> Args, Given &Found,
                              unsigned Depth) {
  const Function &Of = P.Of.Functions[Constructor];
  for (uint32_t B : Of.Bodies)
    for (StepId S = P.Of.Bodies[B].First;
         S != P.Of.Bodies[B].First + P.Of.Bodies[B].Count; ++S) {
      const Step &At = P.step(S);
      const bool OfBase = Depth < Deepest && isOfBase(At, Of.Class);
      const bool Puts = (At.Kind == Op::Set || At.is(Step::Constructs)) &&
                        P.Of.Paths[At.Subject].K == PathNode::Field &&
                        member(P.Of, At.Subject) == Member;
      if (!OfBase && !Puts)
        continue;
      llvm::SmallVector<Given, 2> There;
      for (const Value &V : P.args(S)) {
        const std::optional<Given> Is = given(S, V, Args);
        if (!Is && Puts)
          return false;
        There.push_back(Is.value_or(Given()));
      }
      if (Puts && !There.empty())
        for (RecordId Class : There[0])
          if (!llvm::is_contained(Found, Class))
            Found.push_back(Class);
      if (OfBase && !collect(At.Callee, Member, There, Found, Depth + 1))
        return false;
    }
  return true;
}

RecordId Implementations::of(RecordId Class, StringId Member) {
  auto [It, IsNew] = Asked.try_emplace({Class, Member}, 0);
  if (!IsNew)
    return It->second;
  Given Found;
  for (FunctionId F : Constructors[Class])
    if (!collect(F, Member, {}, Found, 0))
      return 0;
  return It->second = Found.size() == 1 ? Found[0] : 0;
}
