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
  llvm::DenseSet<FunctionId> Deleting; ///< ends of what came with a deleter

  void findClosures();
  bool doesSomething(FunctionId Destructor,
                     llvm::DenseSet<FunctionId> &Seen) const;
  void findMembers();
  void endDeleted(std::vector<Lists::Entry> &Calls) const;
  bool isOnlySuch(const Cleanup &C) const;
  bool mentions(FunctionId Lambda, PathId Local) const;
  PathId callableEnded(StepId S) const;
  uint64_t memberEnded(StepId S, PathId Place) const;
  uint64_t memberOfLastTurn(StepId S, PathId Place) const;

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
  if (P.ModelOf[Destructor] || Deleting.contains(Destructor) ||
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
  for (const Cleanup &C : llvm::drop_begin(P.Of.Cleanups))
    if (C.K == Cleanup::Deleter)
      Deleting.insert(C.By);
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

/// Whether the variable that has a deleter is the only one of its class.
bool ClosureFinder::isOnlySuch(const Cleanup &C) const {
  return llvm::none_of(P.Of.Functions[C.In].Bodies, [&](uint32_t B) {
    return llvm::any_of(P.Of.steps(P.Of.Bodies[B]), [&](const Step &S) {
      return S.is(Step::AtScopeEnd) && S.Callee == C.By && S.Subject != C.Owner;
    });
  });
}

bool ClosureFinder::mentions(FunctionId Lambda, PathId Local) const {
  return llvm::any_of(P.Of.Functions[Lambda].Bodies, [&](uint32_t B) {
    return llvm::any_of(P.Of.steps(P.Of.Bodies[B]), [&](const Step &S) {
      return P.Of.root(S.Subject) == Local ||
             llvm::any_of(P.Of.args(S), [&](const Value &V) {
               return V.K == Value::Path && P.Of.root(V.Id) == Local;
             });
    });
  });
}

/// std::shared_ptr<T> p(t, drop);   post([p] { … });   The end of the closure may
/// be the deleter's turn.
void ClosureFinder::endDeleted(std::vector<Lists::Entry> &Calls) const {
  for (const Cleanup &C : llvm::drop_begin(P.Of.Cleanups)) {
    if (C.K != Cleanup::Deleter || P.Of.Paths[C.Owner].K != PathNode::Local)
      continue;
    for (const auto &[Lambda, Ends] : Closures)
      if (Lambda != C.Runs && P.Of.Functions[Lambda].Parent == C.In &&
          (isOnlySuch(C) || mentions(Lambda, C.Owner)))
        for (FunctionId End : Ends)
          for (uint32_t Id : P.Of.Functions[End].Bodies)
            for (uint32_t I = 0; I != P.Of.Bodies[Id].Count; ++I)
              if (const StepId S = P.Of.Bodies[Id].First + I;
                  P.step(S).is(Step::Destroys) && P.step(S).Callee == C.By)
                Calls.push_back({S, C.Runs});
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
  return memberOfLastTurn(S, Place);
}

/// for (;;) { lock(); next = tasks_.front(); tasks_.pop(); unlock(); next(); }
/// The assignment ends what was taken out in the turn before.
uint64_t ClosureFinder::memberOfLastTurn(StepId S, PathId Place) const {
  const Body &B = P.body(S);
  const llvm::ArrayRef<Step> Steps = P.Of.steps(B);
  const uint32_t Index = S - B.First;
  uint32_t End = Index;
  const std::vector<OpenBlock> Around = P.Of.blocksAround(B, Index);
  for (const OpenBlock &Open : llvm::reverse(Around))
    if (Steps[Open.Opener].Kind == Op::Loop) {
      End = closingEnd(Steps, Open.Opener + 1);
      break;
    }
  for (uint32_t I = End; I-- > Index;) {
    if (Steps[I].is(Step::AtScopeEnd) && Steps[I].Subject == Place) {
      // Also on a way out of the function: that is not on the way back.
      const uint32_t After = blockEnd(Steps, I);
      if (After > 0 && Steps[After - 1].Kind == Op::Return)
        continue;
      return 0;
    }
    const Stored To = stored(P, B.First + I);
    if (To.Into != Place || Steps[I].Kind != Op::Set)
      continue;
    if (To.What.K != Value::Path)
      return 0;
    const bool IsTaken =
        To.What.Flags & Value::Moved ||
        llvm::any_of(Steps.slice(I, End - I), [&](const Step &Ends) {
          return Ends.is(Step::Destroys) && Ends.Subject == To.What.Id;
        });
    return IsTaken ? Kept.identityInObject(B.First + I, To.What.Id) : 0;
  }
  return 0;
}

std::vector<Lists::Entry> ClosureFinder::run() {
  std::vector<Lists::Entry> Calls;
  findClosures();
  if (Closures.empty())
    return Calls;
  findMembers();
  endDeleted(Calls);
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
