//===-- Draining.cpp - Loops that first empty a container -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Draining.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"
#include <utility>

namespace cleanexit {
namespace {

class Drain {
  const Summary &P;
  const Facts &F;
  const Body &B;
  const StepRef Loop;
  const llvm::ArrayRef<Step> Steps;
  const uint32_t End;

public:
  Drain(const Summary &P, StepRef Loop)
      : P(P), F(P.facts()), B(F.Bodies[Loop.Body]), Loop(Loop),
        Steps(F.steps(B)), End(closingEnd(Steps, Loop.Index + 1)) {}

  /// What all ways out of the loop find empty; 0 if they do not agree.
  PathId demanded() const {
    PathId Of = 0;
    if (!Steps[Loop.Index].is(Step::Endless)) {
      Of = emptyAfter(Steps[Loop.Index]);
      if (!Of)
        return 0;
    }
    for (uint32_t I = Loop.Index + 1; I < End; ++I) {
      if (!leaves(I))
        continue;
      const PathId Here = emptyAt(I);
      if (!Here || (Of && Here != Of))
        return 0;
      Of = Here;
    }
    return Of;
  }

  /// Whether a turn waits, also if there are elements, and takes none out.
  bool waitsWithout(PathId Container) const {
    bool TakesOne = false, Waits = false, WaitsLong = false;
    for (uint32_t I = Loop.Index + 1; I < End; ++I) {
      const Step &S = Steps[I];
      // Whoever takes all of them has none left in the next turn.
      if (S.Kind == Op::Set && S.Subject == Container)
        return false;
      if (S.Kind != Op::Call || !S.Callee)
        continue;
      TakesOne |=
          S.Subject == Container && lastName(F, S.Callee).starts_with("pop");
      for (const Witness &W :
           P.effects(StepRef{Loop.Body, I},
                     {Effect::Sleep, Effect::WaitCondition}, Scope::Everything))
        if (W.Chain.back().Act && W.Lasts.Kind != Bound::Polls &&
            !hasPredicate(W) && !isIdle(I, Container)) {
          Waits = true;
          WaitsLong |= W.Chain.size() == 1 && !isTimed(*W.Chain.back().Act);
        }
    }
    return TakesOne ? WaitsLong : Waits;
  }

private:
  /// Whether its own length is given, and not when it ends.
  static bool isTimed(const ActModel &A) {
    return A.BoundArg != NoOperand && A.BoundUnit != ActModel::Deadline;
  }

  /// cv.wait(lock, [this] { return stop_ || !queue_.empty(); })
  bool hasPredicate(const Witness &W) const {
    const Step *S = stepOf(P, W.Chain.back().At);
    return !S || llvm::any_of(F.args(*S), [](const Value &V) {
      return V.K == Value::Function;
    });
  }

  static bool isFilled(const Value &V, Value::Flag Where, bool Wanted) {
    return V.K == Value::Path && V.Flags & Where &&
           !(V.Flags & Value::Negated) == Wanted;
  }

  /// while (stop_ == 0 || !queue_.empty())   or a method that says so, or how many
  /// there are.
  PathId emptyAfter(const Step &Opens) const {
    for (const Value &V : F.args(Opens)) {
      if (isFilled(V, Value::FilledInElse, true))
        return V.Id;
      if (V.K == Value::Path && V.Flags & Value::HoldsInElse)
        if (const PathId Of = emptyBy(F.Paths[V.Id], V.Flags & Value::Negated))
          return Of;
    }
    return 0;
  }

  /// What is empty if a method of this object has answered with Answer.
  PathId emptyBy(const PathNode &Result, bool Answer) const {
    if (Result.K != PathNode::Result || Result.Number >= Steps.size())
      return 0;
    const Step &Call = Steps[Result.Number];
    if (Call.Kind != Op::Call || !Call.Callee || Call.is(Step::Virtual) ||
        F.Paths[Call.Subject].K != PathNode::This)
      return 0;
    const Step *Says = nullptr;
    for (uint32_t Body : F.Functions[Call.Callee].Bodies)
      for (const Step &S : F.steps(F.Bodies[Body]))
        if (S.Kind == Op::Return && std::exchange(Says, &S))
          return 0;
    if (Says)
      for (const Value &V : F.args(*Says))
        if (Answer ? isFilled(V, Value::FilledInThen, false)
                   : isFilled(V, Value::FilledInElse, true))
          return V.Id;
    return 0;
  }

  /// Whether a step leaves the loop; not by an exception.
  bool leaves(uint32_t I) const {
    const Step &S = Steps[I];
    if (S.Kind == Op::Return || S.Kind == Op::Goto ||
        (S.Callee && F.Functions[S.Callee].is(Function::NoReturn)))
      return true;
    if (S.Kind != Op::Break)
      return false;
    const std::vector<OpenBlock> Around = F.blocksAround(B, I);
    for (const OpenBlock &Open : llvm::reverse(Around))
      if (const Op K = Steps[Open.Opener].Kind;
          K == Op::Loop || K == Op::Switch)
        return Open.Opener == Loop.Index;
    return false;
  }

  /// if (stop_ && queue_.empty()) …   what is empty in there
  PathId emptyAt(uint32_t I) const {
    const std::vector<OpenBlock> Around = F.blocksAround(B, I);
    for (const OpenBlock &Open : Around)
      if (Open.Opener > Loop.Index && (Steps[Open.Opener].Kind == Op::If ||
                                       Steps[Open.Opener].Kind == Op::Loop))
        for (const Value &V : F.args(Steps[Open.Opener]))
          if (Open.InFirst ? isFilled(V, Value::FilledInThen, false)
                           : isFilled(V, Value::FilledInElse, true))
            return V.Id;
    return 0;
  }

  /// Whether what is reached there has nothing to do: it is where the container
  /// is empty, or behind what goes on to the next turn or around if it is not.
  bool isIdle(uint32_t At, PathId Container) const {
    if (emptyAt(At) == Container)
      return true;
    for (uint32_t I = Loop.Index + 1; I < At; ++I) {
      const Step &S = Steps[I];
      if ((S.Kind != Op::If && S.Kind != Op::Loop) ||
          closingEnd(Steps, I + 1) > At)
        continue;
      const bool AsksFilled = llvm::any_of(F.args(S), [&](const Value &V) {
        return V.Id == Container &&
               (S.Kind == Op::If ? isFilled(V, Value::FilledInThen, true)
                                 : isFilled(V, Value::FilledInElse, true));
      });
      if (AsksFilled &&
          (S.Kind == Op::Loop ||
           llvm::any_of(Steps.slice(I, closingEnd(Steps, I + 1) - I),
                        [](const Step &In) {
                          return In.Kind == Op::Continue ||
                                 In.Kind == Op::Return;
                        })))
        return true;
    }
    return false;
  }
};

} // namespace

StringId drainsFirst(const Summary &P, StepRef Loop, const StopRequest &Asked) {
  const Facts &F = P.facts();
  const Drain Of(P, Loop);
  const PathId Container = Of.demanded();
  const StringId Name = lastField(F, Container);
  if (!Name || Asked.Changes.contains(Name) || !Of.waitsWithout(Container))
    return 0;
  return Name;
}

} // namespace cleanexit
