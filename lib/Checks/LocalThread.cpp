//===-- LocalThread.cpp - What one body does to a thread ------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/LocalThread.h"
#include "Checks/Chain.h"
#include "Checks/Handshake.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

/// Follows one local thread, or a member that a constructor starts, through a
/// body.
class LocalThread {
  const Summary &P;
  const Facts &F;
  const uint32_t Body;
  const PathId Object;
  const llvm::function_ref<Deed(const Step &)> Does;
  const bool IsOnlyOwner;
  enum State : uint8_t { Unreached, Idle, Running, Unknown };
  State Now = Idle, Broken = Unreached;
  bool GaveUp = false;
  bool IsKnownElsewhere = false; ///< from here on somebody else may join it
  uint32_t I = 0, StartedBy = UINT32_MAX;
  unsigned Tries = 0; ///< around the step; what handlers let out is theirs

  StepRef Started, Destroyed, Leaves;

public:
  LocalThread(const Summary &P, uint32_t Body, PathId Object,
              llvm::function_ref<Deed(const Step &)> Does, bool IsOnlyOwner)
      : P(P), F(P.facts()), Body(Body), Object(Object), Does(Does),
        IsOnlyOwner(IsOnlyOwner) {}

  std::optional<LeftThread> abandoned() {
    if (!isMember() && capturedElsewhere())
      return std::nullopt;
    block();
    if (GaveUp || !(Destroyed.Body || Leaves.Body))
      return std::nullopt;
    return LeftThread{Started, Destroyed, Leaves};
  }

private:
  llvm::ArrayRef<Step> steps() const {
    return llvm::ArrayRef(F.Steps).slice(F.Bodies[Body].First,
                                         F.Bodies[Body].Count);
  }

  bool isMember() const { return F.Paths[Object].K == PathNode::Field; }

  /// What a method of the object does to its member.
  Deed deedWithin(FunctionId Method, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 3;
    Deed Last = Deed::Nothing;
    for (uint32_t B : F.Functions[Method].Bodies)
      for (const Step &S : F.steps(F.Bodies[B])) {
        if (S.Kind != Op::Call || !S.Callee)
          continue;
        const Deed D =
            isObject(S.Subject) ? deedOf(F, S)
            : F.Paths[S.Subject].K == PathNode::This && Depth < Deepest
                ? deedWithin(S.Callee, Depth + 1)
                : Deed::Nothing;
        if (D != Deed::Nothing)
          Last = D;
      }
    return Last;
  }

  bool isObject(PathId Path) const {
    return within(F, Path,
                  [&](const PathNode &, PathId At) { return At == Object; });
  }

  bool capturedElsewhere() const {
    for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
      FunctionId Of = F.Bodies[B].Of;
      if (B == Body || F.Functions[Of].Parent == 0)
        continue;
      for (uint32_t S = 0; S < F.Bodies[B].Count; ++S) {
        const Step &At = F.Steps[F.Bodies[B].First + S];
        if (isObject(At.Subject))
          return true;
        for (const Value &V : F.args(At))
          if (V.K == Value::Path && isObject(V.Id))
            return true;
      }
    }
    return false;
  }

  static State joined(State A, State B) {
    if (A == Unreached || A == B)
      return B;
    return B == Unreached ? A : Unknown;
  }

  bool mentions(const Step &S) const {
    if (isObject(S.Result) && !IsOnlyOwner &&
        lastName(F, S.Callee) != "make_unique")
      return true;
    // std::invoke(&Worker::stop, worker)
    const bool HasFunction = (S.Kind == Op::Call && !S.Subject &&
                              F.Functions[S.Callee].K == Function::Method) ||
                             llvm::any_of(F.args(S), [](const Value &V) {
                               return V.K == Value::Function;
                             });
    for (auto [I, V] : llvm::enumerate(F.args(S)))
      if (V.K == Value::Path && isObject(V.Id) &&
          (HasFunction || !leavesAlone(P, S, I)))
        return true;
    return false;
  }

  /// cleanup(thread);   which joins what it is handed
  bool endsGiven(const Step &S) const {
    if (S.Kind != Op::Call || S.is(Step::Virtual))
      return false;
    for (auto [Index, V] : llvm::enumerate(F.args(S)))
      if (V.K == Value::Path && V.Id == Object)
        for (uint32_t B : F.Functions[S.Callee].Bodies)
          for (const Step &Inner : F.steps(F.Bodies[B])) {
            const PathNode &On = F.Paths[Inner.Subject];
            if (Inner.Kind == Op::Call && On.K == PathNode::Param &&
                On.Number == Index && deedOf(F, Inner) == Deed::Ends)
              return true;
          }
    return false;
  }

  /// kept_ = std::move(thread);   From here on it is there.
  bool isMovedOn(const Step &S) const {
    return !isObject(S.Result) && llvm::any_of(F.args(S), [&](const Value &V) {
      return V.K == Value::Path && V.Id == Object && V.Flags & Value::Moved;
    });
  }

  /// Up to what closes the block, or opens its next part.
  void block() {
    while (I < steps().size()) {
      Op Kind = steps()[I].Kind;
      if (Kind == Op::Else || Kind == Op::Case || Kind == Op::Catch ||
          Kind == Op::End)
        return;
      one();
    }
  }

  void one() {
    const Step &S = steps()[I];
    switch (S.Kind) {
    case Op::If:
      return branch();
    case Op::Loop:
      return loop(S);
    case Op::Switch:
      return choice();
    case Op::Try:
      return attempt();
    case Op::Break:
    case Op::Continue:
      Broken = joined(Broken, Now);
      Now = Unreached;
      break;
    case Op::Goto:
    case Op::Label:
      GaveUp = true;
      break;
    case Op::Return:
      GaveUp |= mentions(S);
      Now = Unreached;
      break;
    case Op::Throw:
    case Op::Rethrow:
      thrownOver();
      Now = Unreached;
      break;
    default:
      act(S);
    }
    ++I;
  }

  void act(const Step &S) {
    if (S.Kind == Op::Set && isObject(S.Subject)) {
      if (F.args(S)[0].K != Value::Null && Does(S) != Deed::Nothing)
        start();
      return;
    }
    const Function &Callee = F.Functions[S.Callee];
    if (isObject(S.Subject) && S.Kind == Op::Call) {
      if (S.is(Step::Destroys)) {
        if (Now == Running && !S.is(Step::MaybeMoved) && !Destroyed.Body)
          Destroyed = {Body, I};
      } else if (const Deed D = Does(S);
                 D == Deed::Starts || D == Deed::MayStart) {
        start(D == Deed::MayStart);
      } else if (D == Deed::Ends && Now != Unreached) {
        Now = Idle;
      }
      return;
    }
    if (isMovedOn(S) || endsGiven(S)) {
      if (Now != Unreached)
        Now = Idle;
    } else if (mentions(S) && Now != Unreached) {
      Now = Unknown;
      IsKnownElsewhere = true;
    }
    if (isMember() && S.Kind == Op::Call && S.Callee &&
        F.Paths[S.Subject].K == PathNode::This) {
      const Deed D = deedWithin(S.Callee);
      if (D == Deed::Starts)
        return start();
      if (D == Deed::Ends && Now != Unreached)
        Now = Idle;
    }
    if (!Callee.is(Function::Toolchain) || S.Kind == Op::Run)
      thrownOver();
    if (Callee.is(Function::NoReturn))
      Now = Unreached;
  }

  void start(bool MayFail = false) {
    if (Now == Unreached)
      return;
    Now = MayFail || IsKnownElsewhere ? Unknown : Running;
    StartedBy = I;
    if (!Started.Body)
      Started = {Body, I};
  }

  /// Does an exception that somebody throws leave this step and the body?
  void thrownOver() {
    if (Now != Running || Leaves.Body || Tries)
      return;
    for (const Thrown &T : P.thrown(StepRef{Body, I}, Scope::Everything)) {
      const Step *Site = stepOf(P, T.Chain.back().At);
      if (!T.Strict && Site && Site->Kind == Op::Throw)
        Leaves = {Body, I};
    }
  }

  /// if (!worker.start()) …   Whether it runs in the first block; nothing if the
  /// condition is another.
  std::optional<bool> saysStarted(const Step &S) const {
    if (S.NumArgs != 1 || IsKnownElsewhere)
      return std::nullopt;
    const Value &V = F.args(S)[0];
    if (V.K != Value::Path || !(V.Flags & Value::HoldsInThen) ||
        F.Paths[V.Id].K != PathNode::Result ||
        F.Paths[V.Id].Number != StartedBy)
      return std::nullopt;
    return !(V.Flags & Value::Negated);
  }

  /// if (!thread.joinable()) return;   The same, where it may run.
  std::optional<bool> saysJoinable(const Step &S) const {
    if (Now != Running || S.NumArgs != 1)
      return std::nullopt;
    const Value &V = F.args(S)[0];
    const PathNode &Node = F.Paths[V.K == Value::Path ? V.Id : 0];
    if (Node.K != PathNode::Result || Node.Number >= steps().size() ||
        !(V.Flags & Value::HoldsInThen) || !(V.Flags & Value::HoldsInElse))
      return std::nullopt;
    const Step &Asks = steps()[Node.Number];
    return isObject(Asks.Subject) && lastName(F, Asks.Callee) == "joinable"
               ? std::optional(!(V.Flags & Value::Negated))
               : std::nullopt;
  }

  void branch() {
    std::optional<bool> Says =
        Now == Unreached ? std::nullopt : saysStarted(steps()[I]);
    if (!Says)
      Says = saysJoinable(steps()[I]);
    const State Before = Says ? (*Says ? Idle : Running) : Now;
    if (Says)
      Now = *Says ? Running : Idle;
    ++I;
    block();
    State Then = Now;
    Now = Before;
    if (I < steps().size() && steps()[I].Kind == Op::Else) {
      ++I;
      block();
    } else if (Then == Idle && Before == Running) {
      Then = Unreached, Now = Idle; // if (t.joinable()) t.join();
    }
    Now = joined(Now, Then);
    ++I;
  }

  /// Taken to turn at least once: a loop that starts threads has one to start.
  void loop(const Step &S) {
    const State Outer = Broken;
    Broken = Unreached;
    ++I;
    block();
    if (S.is(Step::Endless))
      Now = Broken;
    else
      Now = joined(Now, Broken);
    Broken = Outer;
    ++I;
  }

  void choice() {
    const State Before = Now, Outer = Broken;
    Broken = Unreached;
    ++I;
    block();
    State All = Before;
    while (I < steps().size() && steps()[I].Kind == Op::Case) {
      if (steps()[I].Number == 1) // the default: one of them is entered
        All = Unreached;
      Now = joined(Before, Now);
      ++I;
      block();
    }
    Now = joined(joined(All, Now), Broken);
    Broken = Outer;
    ++I;
  }

  void attempt() {
    const State Before = Now;
    ++I;
    ++Tries;
    block();
    --Tries;
    State Out = Now;
    const State Caught = Before == Now ? Before : Unknown;
    while (I < steps().size() && steps()[I].Kind == Op::Catch) {
      Now = Caught;
      ++I;
      block();
      Out = joined(Out, Now);
    }
    Now = Out;
    ++I;
  }
};

} // namespace

std::optional<LeftThread> followThread(const Summary &P, uint32_t Body,
                                       PathId Object) {
  return followOwner(
      P, Body, Object, [&P](const Step &S) { return deedOf(P.facts(), S); },
      /*IsOnlyOwner=*/false);
}

std::optional<LeftThread>
followOwner(const Summary &P, uint32_t Body, PathId Object,
            llvm::function_ref<Deed(const Step &)> Does, bool IsOnlyOwner) {
  return LocalThread(P, Body, Object, Does, IsOnlyOwner).abandoned();
}

} // namespace cleanexit
