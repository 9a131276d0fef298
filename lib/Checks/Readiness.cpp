//===-- Readiness.cpp - Was it asked whether a receive waits? ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Readiness.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"

namespace cleanexit {
namespace {

using Places = llvm::SmallVector<PathId, 2>;

class Readiness {
  const Summary &P;
  const Facts &F;
  const StepRef At;
  const unsigned MaxMs;
  PathId Place = 0; ///< what is received from

  llvm::ArrayRef<Step> steps(StepRef S) const {
    return F.steps(F.Bodies[S.Body]);
  }

public:
  Readiness(const Summary &P, StepRef At, unsigned MaxMs)
      : P(P), F(P.facts()), At(At), MaxMs(MaxMs) {
    const Step &S = *stepOf(P, At);
    if (const FunctionModel *M = S.Callee ? P.model(S.Callee) : nullptr;
        M && M->Receives >= 0)
      Place = placeOf(F, S, M->Receives);
  }

  bool isKnown() const {
    if (!Place)
      return false;
    const Body &B = F.Bodies[At.Body];
    for (const OpenBlock &O : F.blocksAround(B, At.Index)) {
      const Step &If = F.Steps[B.First + O.Opener];
      // A loop asks within, at the beginning of each turn.
      if ((If.Kind == Op::If && says(O.Opener, O.InFirst, O.Opener)) ||
          (If.Kind == Op::Loop && !If.is(Step::DoWhile) &&
           says(O.Opener, true, At.Index)))
        return true;
    }
    // if (poll(…) <= 0) return;
    const llvm::ArrayRef<Step> Steps = steps(At);
    for (uint32_t I = 0; I < At.Index; ++I)
      if (Steps[I].Kind == Op::If && leavesBefore(I) && says(I, false, I))
        return true;
    return false;
  }

private:
  /// The If's only block ends before the step, by leaving.
  bool leavesBefore(uint32_t If) const {
    const llvm::ArrayRef<Step> Steps = steps(At);
    const uint32_t End = blockEnd(Steps, If + 1);
    return End < At.Index && Steps[End].Kind == Op::End && End > If + 1 &&
           (Steps[End - 1].Kind == Op::Return ||
            Steps[End - 1].Kind == Op::Break ||
            Steps[End - 1].Kind == Op::Continue);
  }

  /// Whether a condition is that a call before a step, which has asked, gave
  /// something.
  bool says(uint32_t Opener, bool Then, uint32_t Before) const {
    for (const Value &V : F.args(steps(At)[Opener])) {
      const bool TrueHere = Then != bool(V.Flags & Value::Negated);
      if (V.K == Value::Path && TrueHere &&
          V.Flags & (Then ? Value::HoldsInThen : Value::HoldsInElse) &&
          isAnswer(V.Id, Before))
        return true;
    }
    return false;
  }

  /// The result of a call before a step, by itself or in a variable.
  bool isAnswer(PathId Result, uint32_t Before) const {
    const PathNode &Node = F.Paths[Result];
    for (uint32_t I = Before; I-- > 0;) {
      const Step &S = steps(At)[I];
      if (S.Kind == Op::Call && S.Callee &&
          (S.Result == Result ||
           (Node.K == PathNode::Result && Node.Number == I)))
        return llvm::any_of(asked({At.Body, I}),
                            [&](PathId Of) { return isSame(Of); }) &&
               isShort({At.Body, I});
    }
    return false;
  }

  bool isSame(PathId Of) const {
    const uint64_t Member = P.identity(At, Place);
    return Of == Place || (Member && P.identity(At, Of) == Member);
  }

  bool isShort(StepRef Call) const {
    return llvm::all_of(P.effects(Call, {Effect::WaitIO}, Scope::Everything),
                        [&](const Witness &W) {
                          return W.Lasts.Kind == Bound::Polls ||
                                 (W.Lasts.Kind == Bound::Constant &&
                                  W.Lasts.Number <= MaxMs);
                        });
  }

  /// The descriptors, as the caller has them, that a call asks about.
  Places asked(StepRef Call, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 2;
    const Step &S = *stepOf(P, Call);
    Places Found;
    if (const FunctionModel *M = P.model(S.Callee)) {
      if (M->Does(Effect::WaitIO) && S.NumArgs && F.args(S)[0].K == Value::Path)
        named(Call, F.args(S)[0].Id, Found);
      return Found;
    }
    if (Depth == Deepest)
      return Found;
    for (uint32_t B : F.Functions[S.Callee].Bodies)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &Inner = F.Steps[F.Bodies[B].First + I];
        if (Inner.Kind != Op::Call || !Inner.Callee)
          continue;
        for (const PathId Of : asked({B, I}, Depth + 1)) {
          const PathNode &Node = F.Paths[Of];
          if (Node.K == PathNode::Param && Node.Number < S.NumArgs &&
              F.args(S)[Node.Number].K == Value::Path)
            Found.push_back(F.args(S)[Node.Number].Id);
          // A helper of the same object.
          else if (F.rootKind(Of) == PathNode::This &&
                   F.Paths[S.Subject].K == PathNode::This)
            Found.push_back(Of);
        }
      }
    return Found;
  }

  /// select(fd + 1, …) has it as its first argument, poll(&p, …) as what was put
  /// into p.
  void named(StepRef Call, PathId First, Places &Found) const {
    Found.push_back(First);
    const PathId Root = F.root(First);
    for (uint32_t I = 0; I < Call.Index; ++I)
      if (const Step &S = steps(Call)[I];
          S.Kind == Op::Set && S.Subject != Root && F.isWithin(S.Subject, Root))
        if (F.args(S)[0].K == Value::Path)
          Found.push_back(F.args(S)[0].Id);
  }
};

} // namespace

bool isKnownReady(const Summary &P, StepRef Receives, unsigned MaxMs) {
  return stepOf(P, Receives) && Readiness(P, Receives, MaxMs).isKnown();
}

/// Whether a wait is over once a container has something, as far as it is seen what
/// it asks: `while (items_.empty()) filled_.wait(lock);`
static bool waitsToBeFilled(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  bool Any = false, IsFilled = false;
  auto Ask = [&](const Value &V, bool IsPredicate) {
    constexpr unsigned Both = Value::FilledInThen | Value::FilledInElse;
    if (V.K != Value::Path || !(V.Flags & Both))
      return;
    Any = true;
    IsFilled |= bool(V.Flags & Value::Negated) != IsPredicate;
  };
  constexpr size_t Near = 3; // wait() may be behind a wrapper
  for (const Link &L : Chain.take_back(std::min(Chain.size(), Near))) {
    const Step *S = stepOf(P, L.At);
    if (!S)
      return false;
    for (const Value &V : F.args(*S))
      if (V.K == Value::Function)
        for (uint32_t B : F.Functions[V.Id].Bodies)
          for (const Step &Returns : F.steps(F.Bodies[B]))
            if (Returns.Kind == Op::Return)
              for (const Value &Of : F.args(Returns))
                Ask(Of, true);
    if (&L != &Chain.front())
      if (const uint32_t Loop = loopAround(F, L.At); Loop != UINT32_MAX)
        for (const Value &Of : F.args(*stepOf(P, {L.At.Body, Loop})))
          Ask(Of, false);
  }
  return Any ? IsFilled
             : P.facts().Functions[Chain.back().Callee].K == Function::Free;
}

bool isKnownFilled(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  if (!waitsToBeFilled(P, Chain))
    return false;
  return llvm::any_of(Chain.drop_back(), [&](const Link &L) {
    const Step *Takes = stepOf(P, L.At);
    if (!Takes || Takes->Kind != Op::Call || !Takes->Subject ||
        F.Paths[Takes->Subject].K == PathNode::This)
      return false;
    const Body &B = F.Bodies[L.At.Body];
    // Asked where, if it was: behind that nobody else takes one.
    std::optional<uint32_t> Asked;
    auto Note = [&](PathId Of, bool Holds) {
      const PathNode &Node = F.Paths[Of];
      if (Node.K != PathNode::Result || Node.Number >= B.Count)
        return;
      const Step &Asks = F.Steps[B.First + Node.Number];
      if (Asks.Kind != Op::Call || !Asks.Callee || Asks.NumArgs ||
          Asks.Subject != Takes->Subject ||
          !F.Functions[Asks.Callee].is(Function::Const))
        return;
      const llvm::StringRef Name = lastName(F, Asks.Callee);
      if (Holds ? saysAnyOf(Name, {"size", "count", "length"})
                : saysAnyOf(Name, {"empty"}))
        Asked = Node.Number;
    };
    const uint32_t Loop = loopAround(F, L.At);
    for (const Summary::KnownThere &C : P.conditions(L.At))
      if (Loop == UINT32_MAX || C.If.Index > Loop)
        Note(C.Of, C.Holds);
    if (Loop != UINT32_MAX && !F.Steps[B.First + Loop].is(Step::DoWhile))
      for (const Value &V : F.args(F.Steps[B.First + Loop]))
        if (V.K == Value::Path && V.Flags & Value::HoldsInThen)
          Note(V.Id, !(V.Flags & Value::Negated));
    if (!Asked)
      return false;
    for (uint32_t I = *Asked; I < L.At.Index; ++I)
      if (F.Steps[B.First + I].Kind == Op::Call &&
          F.Steps[B.First + I].Callee == Takes->Callee)
        return false;
    return llvm::none_of(P.started(), [&](const StartedThread &T) {
      return anyReached(P, {T.Runs},
                        [&](FunctionId Fn) { return Fn == Takes->Callee; });
    });
  });
}

bool isNotRunning(const Summary &P, StepRef Assigns) {
  const Facts &F = P.facts();
  const Step *S = stepOf(P, Assigns);
  if (!S || !S->Callee || lastName(F, S->Callee) != "operator=")
    return false;
  const Body &B = F.Bodies[Assigns.Body];
  return llvm::any_of(
      F.blocksAround(B, Assigns.Index), [&](const OpenBlock &Around) {
        const Step &If = F.Steps[B.First + Around.Opener];
        return If.Kind == Op::If &&
               llvm::any_of(F.args(If), [&](const Value &V) {
                 const PathNode &Node = F.Paths[V.K == Value::Path ? V.Id : 0];
                 if (Node.K != PathNode::Result || Node.Number >= B.Count ||
                     bool(V.Flags & Value::Negated) != Around.InFirst ||
                     !(V.Flags & (Around.InFirst ? Value::HoldsInThen
                                                 : Value::HoldsInElse)))
                   return false;
                 const Step &Asks = F.Steps[B.First + Node.Number];
                 return Asks.Kind == Op::Call && Asks.Callee &&
                        Asks.Subject == S->Subject &&
                        lastName(F, Asks.Callee) == "joinable";
               });
      });
}

} // namespace cleanexit
