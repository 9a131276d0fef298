//===-- Erased.cpp - Ends of objects whose class is forgotten -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Erased.h"
#include "Summary/Carried.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

class ErasedFinder {
  const Program &P;
  Stores &Kept;
  const Calls &Graph;
  llvm::DenseMap<RecordId, FunctionId> Destructors; ///< by class
  /// Classes of which objects are made somewhere.
  llvm::DenseSet<RecordId> Made;
  /// By class of an owner: may it have an object that its class does not tell?
  llvm::DenseMap<RecordId, bool> Forgets;

  RecordId element(RecordId Owner) const;
  bool isOther(RecordId New, RecordId Owner) const;
  bool forgets(RecordId Owner);
  bool endsOwner(StepId S);
  bool isLater(const Source &From, StepId S) const;

public:
  ErasedFinder(const Program &P, Stores &Kept, const Calls &Graph)
      : P(P), Kept(Kept), Graph(Graph) {}
  std::vector<Lists::Entry> run();
};

} // namespace

/// The class that a smart pointer points to, as it says; 0 if that is none.
RecordId ErasedFinder::element(RecordId Owner) const {
  Record::Member M;
  M.Class = Owner;
  return Kept.throughOwners(M.Class);
}

/// Whether an owner of its class may have a new object, and would not end it as
/// what it is by its class alone.
bool ErasedFinder::isOther(RecordId New, RecordId Owner) const {
  const TypeModel *Model = P.typeModel(Owner);
  const RecordId Class = Model->OwnsShared ? element(Owner) : 0;
  if (!Destructors.contains(New) || New == Class)
    return false;
  const FunctionId Base = Destructors.lookup(Class);
  return !Class || (P.Of.derives(New, Class) &&
                    !(Base && P.Of.Functions[Base].is(Function::Virtual)));
}

bool ErasedFinder::forgets(RecordId Owner) {
  auto [Known, IsNew] = Forgets.try_emplace(Owner);
  const TypeModel *Model = P.typeModel(Owner);
  if (IsNew && Model && (Model->OwnsShared || Model->HoldsCallable))
    Known->second =
        llvm::any_of(Made, [&](RecordId New) { return isOther(New, Owner); });
  return Known->second;
}

bool ErasedFinder::endsOwner(StepId S) {
  return ownerEnded(P, Graph, S) && !P.step(S).is(Step::MaybeMoved) &&
         forgets(P.Of.Functions[P.step(S).Callee].Class);
}

/// std::any a;  a = File();   what is put there now is not what ends now.
bool ErasedFinder::isLater(const Source &From, StepId S) const {
  const Program::Root Root = P.root(P.step(S).Subject);
  return From.At > S && P.BodyOf[From.At] == P.BodyOf[S] &&
         (Root.Node.K == PathNode::Local ||
          P.Of.Functions[P.functionOf(S)].K == Function::Constructor);
}

std::vector<Lists::Entry> ErasedFinder::run() {
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (P.Of.Functions[F].K == Function::Destructor)
      Destructors.try_emplace(P.Of.Functions[F].Class, F);
  for (const Value &V : P.Of.Values)
    if (V.K == Value::New && V.Id)
      Made.insert(V.Id);
  std::vector<Lists::Entry> Calls;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S) {
    if (!endsOwner(S))
      continue;
    const RecordId Owner = P.Of.Functions[P.step(S).Callee].Class;
    for (const Source &From : Kept.of(S, P.step(S).Subject))
      if (From.What.K == Value::New && isOther(From.What.Id, Owner) &&
          !isLater(From, S) &&
          P.step(From.At).NumArgs < 2) // else a deleter ends it
        Calls.push_back({S, Destructors.lookup(From.What.Id)});
  }
  llvm::sort(Calls);
  Calls.erase(llvm::unique(Calls), Calls.end());
  return Calls;
}

std::vector<Lists::Entry>
cleanexit::endsOfErased(const Program &P, Stores &Kept, const Calls &Graph) {
  return ErasedFinder(P, Kept, Graph).run();
}
