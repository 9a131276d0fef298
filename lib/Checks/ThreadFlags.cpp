//===-- ThreadFlags.cpp - Flags that guard a join -------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/ThreadFlags.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

bool isPlain(const Facts &F, PathId Path) {
  const PathNode &Node = F.Paths[Path];
  return Node.K == PathNode::Global ||
         (Node.K == PathNode::Field &&
          F.Paths[Node.Parent].K == PathNode::This);
}

StringId nameOf(const Facts &F, PathId Path) {
  return F.Paths[Path].K == PathNode::Global ? F.Paths[Path].Name
                                             : lastField(F, Path);
}

bool isAround(llvm::ArrayRef<OpenBlock> Blocks, llvm::ArrayRef<OpenBlock> Of) {
  return Blocks.size() <= Of.size() &&
         std::equal(Blocks.begin(), Blocks.end(), Of.begin(),
                    [](const OpenBlock &A, const OpenBlock &B) {
                      return A.Opener == B.Opener && A.InFirst == B.InFirst;
                    });
}

llvm::SmallVector<Flag, 2> flagsBefore(const Summary &P, StepRef At,
                                       StringId Thread) {
  const Facts &F = P.facts();
  const Body &B = F.Bodies[At.Body];
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  llvm::SmallVector<Flag, 2> Found;
  auto Note = [&](const Step &If, bool Then) {
    const Value::Flag Where = Then ? Value::HoldsInThen : Value::HoldsInElse;
    for (const Value &V : F.args(If))
      if (V.K == Value::Path && V.Flags & Where &&
          !(V.Flags & (Value::Masked | Value::Equals)) && isPlain(F, V.Id) &&
          nameOf(F, V.Id) != Thread)
        Found.push_back({V.Id, Then != bool(V.Flags & Value::Negated)});
  };
  const std::vector<OpenBlock> Around = F.blocksAround(B, At.Index);
  for (const OpenBlock &Block : Around)
    if (const Step &S = Steps[Block.Opener]; S.Kind == Op::If)
      Note(S, Block.InFirst);
  for (uint32_t I = 0; I < At.Index; ++I) {
    if (Steps[I].Kind != Op::If)
      continue;
    // By going away, and from where the step is as well.
    const uint32_t End = blockEnd(Steps, I + 1);
    if (End < At.Index && Steps[End].Kind == Op::End && End > I + 1 &&
        (Steps[End - 1].Kind == Op::Return || F.endsHere(Steps[End - 1])) &&
        isAround(F.blocksAround(B, I), Around))
      Note(Steps[I], false);
  }
  return Found;
}

void OwnFlag::add(FunctionId Fn, unsigned Depth) {
  constexpr unsigned Deepest = 3;
  if (Depth == Deepest || !Theirs.insert(Fn).second)
    return;
  for (uint32_t B : F.Functions[Fn].Bodies)
    for (const Step &S : F.steps(F.Bodies[B]))
      if (S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual))
        add(S.Callee, Depth + 1);
}

OwnFlag::OwnFlag(const Summary &P, llvm::ArrayRef<FunctionId> Threads)
    : P(P), F(P.facts()) {
  for (FunctionId Fn : Threads)
    add(Fn, 0);
}

bool OwnFlag::isStartAwaited() const {
  return llvm::any_of(P.started(), [&](const StartedThread &T) {
    return Theirs.contains(T.Runs) && T.At.Body &&
           !P.effects(functionOf(P, T.At),
                      {Effect::WaitFuture, Effect::WaitCondition,
                       Effect::WaitSync, Effect::Spin, Effect::Sleep},
                      Scope::Everything)
                .empty();
  });
}

bool OwnFlag::isTheirs(uint64_t Flag, StringId Name, bool To) const {
  bool Any = false;
  if (isStartAwaited())
    return false;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      const bool Here = Theirs.contains(F.Bodies[B].Of);
      auto Is = [&](PathId Path) {
        return nameOf(F, Path) == Name && P.identity({B, I}, Path) == Flag;
      };
      // while (!running_) yield();   after the start
      if (S.Kind == Op::Loop && !Here &&
          llvm::any_of(F.args(S), [&](const Value &V) {
            return V.K == Value::Path && Is(V.Id);
          }))
        return false;
      if (S.Kind != Op::Set || !Is(S.Subject))
        continue;
      const Value &V = F.args(S)[0];
      if (V.K == Value::Integer && bool(V.Number) != To)
        continue;
      if (!Here)
        return false;
      Any = true;
    }
  return Any;
}

bool OwnFlag::isAwaited(StringId Name, StepRef SetAt) const {
  const uint64_t Flag = P.identity(SetAt, stepOf(P, SetAt)->Subject);
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    for (uint32_t I = 0;
         I < F.Bodies[B].Count && !Theirs.contains(F.Bodies[B].Of); ++I)
      if (const Step &S = F.Steps[F.Bodies[B].First + I]; S.Kind == Op::Loop)
        for (const Value &V : F.args(S))
          if (V.K == Value::Path && nameOf(F, V.Id) == Name)
            if (const uint64_t Of = P.identity({B, I}, V.Id);
                !Of || !Flag || Of == Flag)
              return true;
  return false;
}

bool OwnFlag::endsLoop(StringId Name) const {
  return asks(Name, [](Op Kind) { return Kind == Op::Loop; });
}

bool OwnFlag::mentions(StringId Name) const {
  return asks(Name, [](Op Kind) {
    return Kind == Op::Loop || Kind == Op::If || Kind == Op::Return ||
           Kind == Op::Set;
  });
}

bool OwnFlag::asks(StringId Name, llvm::function_ref<bool(Op)> In) const {
  return llvm::any_of(Theirs, [&](FunctionId Fn) {
    return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
      return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
        return In(S.Kind) && llvm::any_of(F.args(S), [&](const Value &V) {
                 return V.K == Value::Path && nameOf(F, V.Id) == Name;
               });
      });
    });
  });
}

} // namespace cleanexit
