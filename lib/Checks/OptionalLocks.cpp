//===-- OptionalLocks.cpp - Locks that callers ask for --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/OptionalLocks.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"

namespace cleanexit {
namespace {

/// The If around a step, in whose first block it is alone; null if there is none.
const Step *onlyFor(const Facts &F, StepRef At) {
  const Body &B = F.Bodies[At.Body];
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  const auto Around = F.blocksAround(B, At.Index);
  const auto If =
      llvm::find_if(llvm::reverse(Around), [&](const OpenBlock &Block) {
        return Steps[Block.Opener].Kind == Op::If;
      });
  if (If == Around.rend() || !If->InFirst)
    return nullptr;
  const uint32_t First = If->Opener + 1;
  for (uint32_t I = First, End = closingEnd(Steps, First); I < End; ++I)
    if (I != At.Index && !opensBlock(Steps[I].Kind) &&
        Steps[I].Kind != Op::Case && Steps[I].Kind != Op::End)
      return nullptr;
  return &Steps[If->Opener];
}

/// The parameter that a constructor's condition asks, by itself or by the member
/// that was set to it.
const PathNode *parameterAsked(const Facts &F, uint32_t Body, const Value &V) {
  if (V.K != Value::Path || V.Flags & Value::Masked)
    return nullptr;
  if (F.Paths[V.Id].K == PathNode::Param)
    return &F.Paths[V.Id];
  const PathNode *Found = nullptr;
  for (const Step &S : F.steps(F.Bodies[Body])) {
    if (S.Kind != Op::Set || S.Subject != V.Id)
      continue;
    const Value &Given = F.args(S)[0];
    if (Found || Given.K != Value::Path ||
        F.Paths[Given.Id].K != PathNode::Param)
      return nullptr;
    Found = &F.Paths[Given.Id];
  }
  return Found;
}

/// A parameter of the function that a link is in, as the calls before it say.
const Value *givenTo(const Summary &P, llvm::ArrayRef<Link> Before,
                     uint32_t Param) {
  while (!Before.empty()) {
    const Step *Call = stepOf(P, Before.back().At);
    if (!Call || Call->Kind != Op::Call || Param >= Call->NumArgs)
      return nullptr;
    const Value &Given = P.facts().args(*Call)[Param];
    const PathNode &Node =
        P.facts().Paths[Given.K == Value::Path ? Given.Id : 0];
    if (Node.K != PathNode::Param)
      return &Given;
    Param = Node.Number;
    Before = Before.drop_back();
  }
  return nullptr;
}

/// Guard(Mutex &m, bool locks) : m_(m), locks_(locks) { if (locks_) m_.lock(); }
/// Whether who makes it says so.
bool isAskedFor(const Summary &P, llvm::ArrayRef<Link> Before, uint32_t Body,
                const Step &If) {
  const Facts &F = P.facts();
  const Step *Makes = stepOf(P, Before.back().At);
  if (!Makes || !Makes->is(Step::Constructs) || If.NumArgs != 1)
    return false;
  const Value &Asked = F.args(If)[0];
  const PathNode *Of = parameterAsked(F, Body, Asked);
  if (!Of || !(Asked.Flags & Value::HoldsInThen))
    return false;
  const Value *Given = givenTo(P, Before, Of->Number);
  return Given && Given->K == Value::Integer &&
         bool(Given->Number) != bool(Asked.Flags & Value::Negated);
}

} // namespace

bool isLockedByFlag(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  for (size_t I = 1; I < Chain.size(); ++I) {
    const StepRef At = Chain[I].At;
    const Step *Locks = stepOf(P, At);
    if (!Locks || Locks->Kind != Op::Call || Locks->is(Step::Constructs) ||
        !saysAnyOf(lastName(F, Locks->Callee), {"lock", "acquire", "enter"}))
      continue;
    const Step *If = onlyFor(F, At);
    if (If && !isAskedFor(P, Chain.take_front(I), At.Body, *If))
      return true;
  }
  return false;
}

} // namespace cleanexit
