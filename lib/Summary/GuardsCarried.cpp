//===-- GuardsCarried.cpp - Deleters and guards that travel ---------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The class of a smart pointer does not say what its deleter is, if that was
// given as a value. It goes wherever the pointer goes, and what ends the pointer
// there runs it:
//
//   std::shared_ptr<Conn> open() { return {c, [this](Conn *c) { give(c); }}; }
//   void add() { auto p = open(); all_.push_back(p); }     is in all_.* now
//   void clear() { all_.clear(); }                         runs it
//
// It is the same with what a guard was given that is made on the heap, or kept in
// a container:
//
//   void watch() { watch_ = std::make_unique<Guard>([this] { unwatched(); }); }
//   void stop() { watch_.reset(); }                        runs it
//===----------------------------------------------------------------------===//
#include "Summary/Guards.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// The pointer that a call ends, or what that owned; 0 if it is none.
PathId Guards::pointerEnded(StepId S) const {
  if (ownerEnded(P, Graph, S))
    return placeEnded(P, Graph, S, [](const TypeModel &Owner) {
      return Owner.OwnsShared || Owner.DeleterArg >= 0;
    });
  // A pointer class of the project; of a library's weak_ptr it is nothing.
  const Step &At = P.step(S);
  return At.is(Step::Destroys) && At.Subject && Graph.node(S) &&
                 !P.Of.Functions[At.Callee].is(Function::Toolchain)
             ? At.Subject
             : 0;
}

/// Where the pointer that a call ends is from: the member itself, or that which
/// gave it by `weak_.lock()`, and may have been the last.
uint64_t Guards::carriedBy(StepId S, PathId Place) const {
  if (uint64_t Member = Kept.identityInObject(S, Place))
    return Member;
  if (P.Of.Paths[Place].K != PathNode::Local)
    return 0;
  for (StepId Before = S; Before-- != P.body(S).First;) {
    const Step &Gives = P.step(Before);
    if (Gives.Kind == Op::Call && Gives.Result == Place)
      return P.text(P.Of.Functions[Gives.Callee].Key).ends_with("::lock")
                 ? Kept.identityInObject(Before, Gives.Subject)
                 : 0;
  }
  return 0;
}

/// The step that makes a guard; 0 if it is not seen.
StepId Guards::madeAt(const Cleanup &C) const {
  for (uint32_t Id : P.Of.Functions[C.In].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S)
      if (const Step &At = P.step(S);
          At.is(Step::Constructs) && At.Subject == C.Owner && At.Callee &&
          P.Of.Functions[At.Callee].Class == P.Of.Functions[C.By].Class)
        return S;
  }
  return 0;
}

/// Calls that run a deleter which came with the pointer that they end, or what a
/// guard was given that they end.
void Guards::carried(
    llvm::function_ref<void(StepId, const Cleanup &)> Calls) const {
  llvm::DenseMap<uint64_t, llvm::SmallVector<const Cleanup *, 2>> ByMember;
  const Carried Goes(P, Kept, Graph);
  auto EndsIn = [&](FunctionId F, PathId Local, const Cleanup &C) {
    for (uint32_t Id : P.Of.Functions[F].Bodies) {
      const Body &B = P.Of.Bodies[Id];
      for (StepId S = B.First; S != B.First + B.Count; ++S)
        if (P.step(S).Subject == Local && pointerEnded(S))
          Calls(S, C);
    }
  };
  for (const Cleanup &C : Found) {
    if ((C.K != Cleanup::Deleter && C.K != Cleanup::Guard) || !C.Owner ||
        isSpelled(C))
      continue;
    const StepId Made = C.K == Cleanup::Guard ? madeAt(C) : 0;
    if (C.K == Cleanup::Guard && !Made)
      continue;
    const auto Places =
        Made ? Goes.ofObject(Made) : Goes.ofPlace(C.In, C.Owner);
    for (uint64_t Member : Places.Members)
      ByMember[Member].push_back(&C);
    for (auto [F, Local] : Places.Locals)
      EndsIn(F, Local, C);
  }
  if (ByMember.empty())
    return;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S) {
    const PathId Ended = pointerEnded(S);
    if (!Ended)
      continue;
    auto Known = ByMember.find(carriedBy(S, Ended));
    if (Known != ByMember.end())
      for (const Cleanup *C : Known->second)
        Calls(S, *C);
  }
}
