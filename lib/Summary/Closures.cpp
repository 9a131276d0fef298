//===-- Closures.cpp - What ends with a stored callable -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Closures.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace cleanexit;

namespace {

class ClosureFinder {
  Program &P;
  Stores &Kept;
  const Calls &Graph;
  /// By lambda: the destructors of its closures, one for each instance.
  llvm::DenseMap<FunctionId, llvm::SmallVector<FunctionId, 1>> Closures;
  llvm::DenseMap<uint64_t, llvm::SmallVector<FunctionId, 2>> ByMember;

  void findClosures();
  bool doesSomething(FunctionId Destructor,
                     llvm::DenseSet<FunctionId> &Seen) const;
  void findMembers();
  PathId callableEnded(StepId S) const;
  uint64_t memberEnded(StepId S, PathId Place) const;

public:
  ClosureFinder(Program &P, Stores &Kept, const Calls &Graph)
      : P(P), Kept(Kept), Graph(Graph) {}
  std::vector<Lists::Entry> run();
};

} // namespace

/// Whether anything but compiler-made code runs at an end.
bool ClosureFinder::doesSomething(FunctionId Destructor,
                                  llvm::DenseSet<FunctionId> &Seen) const {
  if (!Seen.insert(Destructor).second)
    return false;
  const Function &Of = P.Of.Functions[Destructor];
  if (P.ModelOf[Destructor] ||
      (!Of.is(Function::Implicit) && !Of.Bodies.empty()))
    return true;
  for (uint32_t Id : Of.Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S)
      if (P.step(S).is(Step::Destroys))
        for (FunctionId T : Graph.targets(S))
          if (doesSomething(T, Seen))
            return true;
  }
  return false;
}

/// A closure's class and its lambda stand at the same place.
void ClosureFinder::findClosures() {
  using Where = std::tuple<StringId, unsigned, unsigned>;
  auto At = [](Place At) { return Where(At.File, At.Line, At.Column); };
  std::map<Where, llvm::SmallVector<FunctionId, 1>> ByPlace;
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F) {
    const Function &Of = P.Of.Functions[F];
    llvm::DenseSet<FunctionId> Seen;
    if (Of.K == Function::Destructor && Of.is(Function::Implicit) &&
        P.text(P.Of.Records[Of.Class].Name).starts_with("(lambda at") &&
        doesSomething(F, Seen))
      ByPlace[At(Of.At)].push_back(F);
  }
  for (FunctionId F = 1; F < P.Of.Functions.size() && !ByPlace.empty(); ++F)
    if (P.Of.Functions[F].K == Function::Lambda)
      if (auto Known = ByPlace.find(At(P.Of.Functions[F].At));
          Known != ByPlace.end())
        Closures[F] = Known->second;
}

void ClosureFinder::findMembers() {
  const Carried Goes(P, Kept, Graph);
  llvm::DenseSet<FunctionId> Seen;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S)
    for (const Value &V : P.args(S)) {
      if (V.K != Value::Function || !Closures.contains(V.Id) ||
          !Seen.insert(V.Id).second)
        continue;
      for (uint64_t Member : Goes.ofCallable(P.functionOf(S), V.Id))
        llvm::append_range(ByMember[Member], Closures[V.Id]);
    }
}

PathId ClosureFinder::callableEnded(StepId S) const {
  return placeEnded(P, Graph, S,
                    [](const TypeModel &Owner) { return Owner.HoldsCallable; });
}

/// What a local was moved from is the member that it has the callable of.
uint64_t ClosureFinder::memberEnded(StepId S, PathId Place) const {
  if (uint64_t Member = Kept.identityInObject(S, Place))
    return Member;
  if (P.Of.Paths[Place].K != PathNode::Local)
    return 0;
  for (StepId Before = S; Before-- != P.body(S).First;)
    if (const Stored To = stored(P, Before); To.Into == Place)
      return To.What.K == Value::Path && To.What.Flags & Value::Moved
                 ? Kept.identityInObject(Before, To.What.Id)
                 : 0;
  return 0;
}

std::vector<Lists::Entry> ClosureFinder::run() {
  std::vector<Lists::Entry> Calls;
  findClosures();
  if (Closures.empty())
    return Calls;
  findMembers();
  for (StepId S = 1; S != P.Of.Steps.size() && !ByMember.empty(); ++S) {
    const PathId Ended = callableEnded(S);
    if (!Ended)
      continue;
    auto Known = ByMember.find(memberEnded(S, Ended));
    if (Known != ByMember.end())
      for (FunctionId Destructor : Known->second)
        Calls.push_back({S, Destructor});
  }
  llvm::sort(Calls);
  Calls.erase(llvm::unique(Calls), Calls.end());
  return Calls;
}

std::vector<Lists::Entry> cleanexit::endsOfClosures(Program &P, Stores &Kept,
                                                    const Calls &Graph) {
  return ClosureFinder(P, Kept, Graph).run();
}
