//===-- Handshake.cpp - Who ends a wait, or has ended it? -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Handshake.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "Checks/Once.h"
#include "Checks/Reached.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cleanexit {
namespace {

/// A member or global that a wait depends on.
struct Asked {
  uint64_t Member = 0;
  StringId Of = 0; ///< the member that it is a part of
  /// The value with which it ends the wait alone; none if it does not.
  std::optional<bool> Ends;
};

/// Of what is known when a condition is Then (true) or Else (false): what the
/// value must be for the condition to be Wanted.
std::optional<bool> ending(const Value &V, bool Wanted) {
  // Known where the condition is not what is wanted: as the opposite, it is.
  if (V.Flags & Value::Masked ||
      !(V.Flags & (Wanted ? Value::HoldsInElse : Value::HoldsInThen)))
    return std::nullopt;
  const bool TrueInThen = !(V.Flags & Value::Negated);
  return TrueInThen == Wanted;
}

/// The predicate's result, and the conditions of the loops around the wait.
llvm::SmallVector<Asked, 4> asked(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  llvm::SmallVector<Asked, 4> Found;
  auto Note = [&](StepRef Where, llvm::ArrayRef<Value> Values, bool Wanted) {
    for (const Value &V : Values)
      if (V.K == Value::Path)
        if (uint64_t Member = P.identity(Where, V.Id))
          Found.push_back(
              {Member, lastField(F, F.Paths[V.Id].Parent), ending(V, Wanted)});
  };
  for (const Value &V : F.args(*stepOf(P, At)))
    if (V.K == Value::Function)
      for (uint32_t B : F.Functions[V.Id].Bodies)
        for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
          if (const Step &S = F.Steps[F.Bodies[B].First + I];
              S.Kind == Op::Return)
            Note({B, I}, F.args(S), true);
  const Body &Around = F.Bodies[At.Body];
  for (const OpenBlock &Block : F.blocksAround(Around, At.Index))
    if (const Step &S = F.Steps[Around.First + Block.Opener];
        S.Kind == Op::Loop)
      Note({At.Body, Block.Opener}, F.args(S), false);
  return Found;
}

/// Does a function, or a helper of it, set a member to a value that fits?
bool sets(const Summary &P, FunctionId Fn, uint64_t Member,
          llvm::function_ref<bool(const Value &)> Fits, unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  const Facts &F = P.facts();
  for (uint32_t B : F.Functions[Fn].Bodies)
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (S.Kind == Op::Set && Fits(F.args(S)[0]) &&
          P.identity({B, I}, S.Subject) == Member)
        return true;
      if (S.Kind == Op::Call && S.Callee && Depth < Deepest &&
          sets(P, S.Callee, Member, Fits, Depth + 1))
        return true;
    }
  return false;
}

bool isConstant(const Value &V, bool Truth) {
  return V.K == Value::Integer && (V.Number != 0) == Truth;
}

/// The same, of what is asked for.
bool sets(const Summary &P, FunctionId Fn, const Asked &What) {
  return sets(P, Fn, What.Member, [&](const Value &V) {
    return !What.Ends || V.K != Value::Integer || isConstant(V, *What.Ends);
  });
}

/// Is it true, or false, or a variable that a body sets to true? False may be
/// what it was all the time.
bool mayBe(const Facts &F, uint32_t Body, const Value &V, bool To) {
  return isConstant(V, To) ||
         (To && V.K == Value::Path && F.Paths[V.Id].K == PathNode::Local &&
          llvm::any_of(F.steps(F.Bodies[Body]), [&](const Step &S) {
            return S.Kind == Op::Set && S.Subject == V.Id &&
                   isConstant(F.args(S)[0], To);
          }));
}

/// Does it set a member to true, or to false, as the last thing that it does?
bool setsLast(const Summary &P, FunctionId Fn, uint64_t Member, bool To,
              unsigned Depth) {
  const Facts &F = P.facts();
  for (uint32_t B : F.Functions[Fn].Bodies)
    for (uint32_t I = F.Bodies[B].Count; Member && I-- > 0;) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (S.Kind == Op::Set && mayBe(F, B, F.args(S)[0], To) &&
          P.identity({B, I}, S.Subject) == Member)
        return true;
      if (S.Kind == Op::Set && isConstant(F.args(S)[0], !To) &&
          P.identity({B, I}, S.Subject) == Member)
        break;
      const bool Calls = S.Kind == Op::Call && S.Callee;
      if (Calls && Depth < 2 && setsLast(P, S.Callee, Member, To, Depth + 1))
        return true;
      if ((S.Kind == Op::End && !closesOnce(F, B, I)) || S.Kind == Op::Run ||
          (Calls && !F.Functions[S.Callee].is(Function::System) &&
           (F.Functions[S.Callee].Bodies.empty() || waits(P, {B, I}))))
        break;
    }
  return false;
}

/// A call that asks for a result without waiting, or a method that does.
bool polls(const Summary &P, StepRef At, PathId Future) {
  const Facts &F = P.facts();
  const Step &S = *stepOf(P, At);
  if (!S.Callee || S.is(Step::Destroys) || S.is(Step::Constructs))
    return false;
  if (P.model(S.Callee) && S.Subject != Future)
    return false;
  if (!P.model(S.Callee) && F.Functions[S.Callee].NumParams)
    return false;
  for (const Witness &W :
       P.effects(At, {Effect::WaitFuture}, Scope::Everything))
    return W.Lasts.Kind == Bound::Polls;
  return false;
}

/// Whether a result that was asked for is ready in an If's first or second
/// block. A future_status of 0 is "ready"; what a method says is true then.
std::optional<bool> saysReady(const Summary &P, llvm::ArrayRef<Step> Steps,
                              uint32_t Asked, const Step &If, bool Second) {
  const Facts &F = P.facts();
  const FunctionId By = Steps[Asked].Callee;
  const llvm::StringRef Key = F.Strings[F.Functions[By].Key];
  const bool IsStatus =
      Key.ends_with("::wait_for") || Key.ends_with("::wait_until");
  for (const Value &V : F.args(If)) {
    const PathNode &N = F.Paths[V.Id];
    const bool IsResult =
        V.K == Value::Path &&
        ((Steps[Asked].Result && V.Id == Steps[Asked].Result) ||
         (N.K == PathNode::Result && N.Number == Asked));
    if (IsResult &&
        V.Flags & (Second ? Value::HoldsInElse : Value::HoldsInThen))
      return (bool(V.Flags & Value::Negated) == Second) != IsStatus;
  }
  return std::nullopt;
}

/// What a step puts into which place. An atomic of the project's own is given
/// it by a method.
std::pair<PathId, const Value *> put(const Facts &F, const Step &S) {
  const bool Puts =
      S.Kind == Op::Set ||
      (S.Kind == Op::Call && S.Callee && S.Subject &&
       llvm::is_contained({"operator=", "store"}, lastName(F, S.Callee)));
  if (!Puts || !S.NumArgs)
    return {0, nullptr};
  return {S.Subject, &F.args(S)[0]};
}

/// The place that a condition reads, also by a conversion or load().
PathId readBy(const Facts &F, const Body &B, const Value &V) {
  const PathNode &Node = F.Paths[V.Id];
  if (Node.K != PathNode::Result || Node.Number >= B.Count)
    return V.Id;
  const Step &S = F.Steps[B.First + Node.Number];
  const bool Reads = S.Kind == Op::Call && S.Callee && !S.NumArgs &&
                     F.Functions[S.Callee].is(Function::Const) &&
                     (lastName(F, S.Callee).starts_with("operator ") ||
                      lastName(F, S.Callee) == "load");
  return Reads ? S.Subject : V.Id;
}

/// What was last done to a member before a step, on every way there.
enum class Was { Untouched, SetTrue, SetFalse, Changed };

/// Whether a step may set a member unseen: it is given that, or waits meanwhile, or
/// nothing is known of what it calls.
bool mayBeSetIn(const Summary &P, StepRef At, uint64_t Member) {
  const Facts &F = P.facts();
  const Step &S = *stepOf(P, At);
  if (S.Kind != Op::Call && S.Kind != Op::Run)
    return false;
  if (llvm::any_of(F.args(S),
                   [&](const Value &V) {
                     return V.K == Value::Path &&
                            P.identity(At, V.Id) == Member;
                   }) &&
      !(S.Subject && P.identity(At, S.Subject) == Member))
    return true;
  if (S.Kind == Op::Run)
    return true;
  const Function &Of = F.Functions[S.Callee];
  const bool IsUnseen = Of.Bodies.empty() && !Of.is(Function::Toolchain) &&
                        !Of.is(Function::Implicit) && !Of.is(Function::Const) &&
                        !P.model(S.Callee) && P.targets(At).size() < 2;
  return IsUnseen || !P.effects(At, {Effect::WaitCondition, Effect::WaitThread},
                                Scope::Everything)
                          .empty();
}

/// What a function leaves in a global: a guard on the stack that forbids something
/// as long as it lives.
Was lastSetBy(const Summary &P, FunctionId By, uint64_t Global) {
  const Facts &F = P.facts();
  const Function &Of = F.Functions[By];
  if (Of.Bodies.size() != 1 || Of.is(Function::Virtual))
    return Was::Changed;
  const uint32_t Body = Of.Bodies.front();
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[Body]);
  if (!Steps.empty() && llvm::any_of(Steps.drop_back(), [&](const Step &S) {
        return F.leavesBlock(S);
      }))
    return Was::Changed;
  for (uint32_t I = Steps.size(); I-- > 0;) {
    const StepRef At{Body, I};
    const Step &S = *stepOf(P, At);
    // Before what asks or calls is not looked.
    if (S.Kind == Op::Return)
      continue;
    if (S.Kind != Op::Set)
      return Was::Changed;
    if (F.Paths[S.Subject].K != PathNode::Global ||
        P.identity(At, S.Subject) != Global)
      continue;
    const Value &V = F.args(S)[0];
    if (V.K != Value::Integer)
      return Was::Changed;
    return V.Number ? Was::SetTrue : Was::SetFalse;
  }
  return Was::Changed;
}

/// screen_->start(this);   Whether objects of one class have one of the other, which
/// has given them itself.
bool hasOnlyThis(const Summary &P, RecordId Own, RecordId Others) {
  const Facts &F = P.facts();
  if (F.derives(Own, Others) || F.derives(Others, Own))
    return false;
  auto IsOthers = [&](RecordId R) { return R && F.derives(R, Others); };
  unsigned Keep = 0; // of the class, or of those below it
  for (RecordId R = 1; R < F.Records.size(); ++R)
    if (IsOthers(R))
      Keep +=
          llvm::count_if(F.Records[R].Members, [&](const Record::Member &M) {
            return M.Class == Own;
          });
  return Keep == 1 && llvm::any_of(F.Bodies, [&](const Body &B) {
           return F.classOf(B.Of) == Own &&
                  llvm::any_of(F.steps(B), [&](const Step &S) {
                    return S.Kind == Op::Call && S.Callee &&
                           IsOthers(F.Functions[S.Callee].Class) &&
                           llvm::any_of(F.args(S), [&](const Value &V) {
                             return V.K == Value::Path &&
                                    F.Paths[V.Id].K == PathNode::This;
                           });
                  });
         });
}

/// Of an object that the step hands over, or, in the Loop's own body, of the
/// one that is a member of the same name as that of Place, if it is a member.
Was lastSet(const Summary &P, StepRef Before, uint64_t Member, PathId Place) {
  const Facts &F = P.facts();
  const Step &Call = *stepOf(P, Before);
  // screen_->stop();   An object of another class comes back to this one.
  const RecordId Own = F.classOf(functionOf(P, Before)),
                 Others = Call.Callee ? F.Functions[Call.Callee].Class : 0;
  const bool ComesBack = Own && Others &&
                         !F.Functions[Call.Callee].is(Function::System) &&
                         hasOnlyThis(P, Own, Others);
  auto IsHandedOver = [&](PathId Object) {
    if (Place)
      return lastField(F, Object) == lastField(F, F.Paths[Place].Parent);
    return (ComesBack && F.Paths[Object].K == PathNode::This) ||
           (Call.Subject && F.isWithin(Object, Call.Subject)) ||
           llvm::any_of(F.args(Call), [&](const Value &V) {
             return V.K == Value::Path && F.isWithin(Object, V.Id);
           });
  };
  unsigned Beside = 0; // blocks that have ended, or are another case
  for (uint32_t I = Before.Index; I-- > 0;) {
    const StepRef At{Before.Body, I};
    const Step &S = *stepOf(P, At);
    if (S.Kind == Op::End ||
        (!Beside &&
         (S.Kind == Op::Else || S.Kind == Op::Case || S.Kind == Op::Catch)))
      ++Beside;
    else if (opensBlock(S.Kind) && Beside)
      --Beside;
    else if (S.Kind == Op::Loop)
      return Was::Changed; // maybe by a turn before
    if (auto [Into, V] = put(F, S); Into && P.identity(At, Into) == Member) {
      const bool IsThere = S.Kind == Op::Set && V->K == Value::Path &&
                           V->Flags & Value::Lifted; // an address
      if ((V->K != Value::Integer && V->K != Value::Null && !IsThere) ||
          Beside ||
          !(F.Paths[Into].K == PathNode::Global ||
            IsHandedOver(F.Paths[Into].Parent)))
        return Was::Changed;
      return IsThere || (V->K == Value::Integer && V->Number) ? Was::SetTrue
                                                              : Was::SetFalse;
    }
    if (S.Kind == Op::Call && S.Callee && !Beside)
      if (const Was Last = lastSetBy(P, S.Callee, Member);
          Last == Was::SetTrue || Last == Was::SetFalse)
        return Last;
    if (mayBeSetIn(P, At, Member) ||
        (S.Kind == Op::Call && S.Callee &&
         sets(P, S.Callee, Member, [](const Value &) { return true; })))
      return Was::Changed;
  }
  return Was::Untouched;
}

/// Is a member set to a constant before a loop begins, by the function that has
/// it or by who leads there?
bool wasSet(const Summary &P, llvm::ArrayRef<Link> Chain, StepRef Loop,
            PathId Place, bool To) {
  const uint64_t Member = P.identity(Loop, Place);
  if (!Member)
    return false;
  bool SameBody = true;
  for (const Link &L : llvm::reverse(Chain)) {
    if (!stepOf(P, L.At))
      return false;
    const Was Last =
        lastSet(P, SameBody ? Loop : L.At, Member, SameBody ? Place : 0);
    if (Last != Was::Untouched)
      return Last == (To ? Was::SetTrue : Was::SetFalse);
    SameBody = false;
  }
  return false;
}

} // namespace

bool waits(const Summary &P, StepRef At) {
  return !P.effects(At,
                    {Effect::Sleep, Effect::WaitThread, Effect::WaitFuture,
                     Effect::WaitCondition, Effect::WaitSync,
                     Effect::WaitProcess, Effect::WaitIO, Effect::Spin,
                     Effect::SyncStorage, Effect::Network, Effect::Database},
                    Scope::Everything)
              .empty();
}

/// while (result.wait_for(100ms) != std::future_status::ready) …   which goes on
/// until it is, if it is not left before.
static bool endsIfReady(const Summary &P, StepRef Loop, uint32_t End,
                        PathId Future) {
  const llvm::ArrayRef<Step> Steps =
      P.facts().steps(P.facts().Bodies[Loop.Body]);
  if (Steps[Loop.Index].Kind != Op::Loop)
    return false;
  std::optional<uint32_t> Asked;
  for (uint32_t I = Loop.Index + 1; I < End; ++I) {
    if (Steps[I].Kind == Op::Break || Steps[I].Kind == Op::Goto)
      return false;
    if (!Asked && Steps[I].Kind == Op::Call && Steps[I].Callee &&
        Steps[I].Subject == Future &&
        lastName(P.facts(), Steps[I].Callee).starts_with("wait_"))
      Asked = I;
  }
  return Asked &&
         saysReady(P, Steps, *Asked, Steps[Loop.Index], true).value_or(false);
}

/// Whether a step is only come to if a future there was ready.
static bool saidReady(const Summary &P, StepRef At, PathId Future) {
  const Facts &F = P.facts();
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  // Blocks around, by what they say of it: in the first block, in the second.
  struct Asking {
    uint32_t Opener = 0;
    bool Asks = false;
    std::optional<bool> First = {}, Second = {};
  };
  llvm::SmallVector<std::pair<Asking, bool>, 4> Open;
  std::optional<uint32_t> Asked;
  for (uint32_t I = 0; I < At.Index; ++I) {
    const Step &S = Steps[I];
    if (S.Kind == Op::Call && polls(P, {At.Body, I}, Future))
      Asked = I;
    if (opensBlock(S.Kind)) {
      Asking By{I};
      if (Asked && (S.Kind == Op::If || (S.Kind == Op::Switch && S.NumArgs))) {
        By.Asks = true;
        By.First = saysReady(P, Steps, *Asked, S, false);
        By.Second = saysReady(P, Steps, *Asked, S, true);
        Asked.reset();
      }
      Open.push_back({By, false});
    } else if (S.Kind == Op::Else && !Open.empty()) {
      Open.back().second = true;
    } else if (S.Kind == Op::End && !Open.empty()) {
      // if (!ready()) return;
      const auto [By, InSecond] = Open.pop_back_val();
      if (endsIfReady(P, {At.Body, By.Opener}, I, Future))
        return true;
      if (By.Asks && Steps[I - 1].Kind == Op::Return &&
          (InSecond ? By.First : By.Second).value_or(true))
        return true;
    }
  }
  return llvm::any_of(Open, [](const auto &Around) {
    const auto &[By, InSecond] = Around;
    return By.Asks && (InSecond ? By.Second : By.First).value_or(true);
  });
}

bool isReady(const Summary &P, const Witness &Wait) {
  const Facts &F = P.facts();
  const Step *Gets = stepOf(P, Wait.Chain.back().At);
  if (!Gets || !Gets->Subject)
    return false;
  for (const Link &L : llvm::reverse(Wait.Chain)) {
    const Step *S = stepOf(P, L.At);
    // if (ready()) take();   The methods on the way have the same members.
    if (!S || (&L != &Wait.Chain.back() &&
               (F.Paths[S->Subject].K != PathNode::This ||
                F.rootKind(Gets->Subject) != PathNode::This)))
      return false;
    if (saidReady(P, L.At, Gets->Subject))
      return true;
  }
  return false;
}

/// The same, where a step of the way to the wait stands.
static bool saidDone(const Summary &P, StepRef At, FunctionId Body) {
  return llvm::any_of(P.conditions(At), [&](const Summary::KnownThere &C) {
    return setsLast(P, Body, P.identity(C.If, C.Of), C.Holds, 0);
  });
}

/// Whether a body sets a member, and then only ends: ++exited_; cv_.notify_all();
static bool endsBySetting(const Summary &P, FunctionId Fn, uint64_t Member,
                          unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  const Facts &F = P.facts();
  return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
    bool IsSet = false;
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = *stepOf(P, {B, I});
      // What ends a turn comes again.
      if (isInLoop(F, {B, I})) {
        IsSet = false;
        continue;
      }
      const bool Sets =
          (S.Kind == Op::Set && P.identity({B, I}, S.Subject) == Member) ||
          (S.Kind == Op::Call && S.Callee && Depth != Deepest &&
           endsBySetting(P, S.Callee, Member, Depth + 1));
      const bool Ends = S.Kind != Op::Run && S.Kind != Op::Loop &&
                        (S.Kind != Op::Call ||
                         (F.Functions[S.Callee].is(Function::System) &&
                          !(S.is(Step::Constructs) &&
                            saysAnyOf(lastName(F, S.Callee), {"lock"})) &&
                          !waits(P, {B, I})));
      IsSet = Sets || (IsSet && Ends);
    }
    return IsSet;
  });
}

/// ended_.wait(lock, [this] { return exited_ == all_.size(); });   before a join:
/// each has counted itself.
static bool awaitedDone(const Summary &P, StepRef Join, FunctionId Body) {
  const Facts &F = P.facts();
  for (uint32_t I = 0; I < Join.Index; ++I) {
    const StepRef At{Join.Body, I};
    const Step &S = *stepOf(P, At);
    const FunctionModel *M =
        S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
    const bool IsUnbounded =
        M && llvm::any_of(M->Acts, [](const ActModel &A) {
          return A.What == Effect::WaitCondition && A.BoundArg == NoOperand;
        });
    if (IsUnbounded && leadsTo(F, F.Bodies[At.Body], I, Join.Index) &&
        llvm::any_of(asked(P, At), [&](const Asked &A) {
          return endsBySetting(P, Body, A.Member);
        }))
      return true;
  }
  return false;
}

/// finished_.push_back(std::move(*self));   as a thread's last act, and whoever
/// joins what is there joins one that is done.
static bool hasPutItself(const Summary &P, StepRef Join, FunctionId Body) {
  const Facts &F = P.facts();
  PathId Joined = placeOf(F, *stepOf(P, Join), 0);
  if (const PathId Subject = stepOf(P, Join)->Subject)
    Joined = Subject;
  if (F.Paths[Joined].K == PathNode::Local)
    for (const Step &S : F.steps(F.Bodies[Join.Body]).take_front(Join.Index))
      if (S.Kind == Op::Set && S.Subject == Joined &&
          F.args(S)[0].K == Value::Path)
        Joined = F.args(S)[0].Id;
  if (F.Paths[Joined].K != PathNode::Element)
    return false;
  const auto Puts = P.sources(Join, Joined);
  return !Puts.empty() && endsBySetting(P, Body, P.identity(Join, Joined)) &&
         llvm::all_of(Puts, [&](const auto &Put) {
           return anyReached(P, {Body}, [&](FunctionId Fn) {
             return Fn == functionOf(P, Put.second);
           });
         });
}

bool saidDone(const Summary &P, const Witness &Join, FunctionId Body) {
  if (const StepRef At = Join.Chain.back().At;
      stepOf(P, At) && hasPutItself(P, At, Body))
    return true;
  return llvm::any_of(Join.Chain, [&](const Link &L) {
    return stepOf(P, L.At) &&
           (saidDone(P, L.At, Body) || awaitedDone(P, L.At, Body));
  });
}

bool isSetBefore(const Summary &P, llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  for (const Link &L : Chain) {
    if (!stepOf(P, L.At))
      return false;
    const auto Until = Chain.take_front(&L - Chain.data() + 1);
    auto IsSet = [&](StepRef Asked, PathId Place, bool To) {
      return wasSet(P, Until, Asked, Place, To);
    };
    // if (!started_.exchange(false)) return;   asks what was there before, and
    // sets it behind the If.
    auto IsExchanged = [&](const Summary::KnownThere &C) {
      const Step *Before =
          C.If.Index ? stepOf(P, {C.If.Body, C.If.Index - 1}) : nullptr;
      const Place &If = stepOf(P, C.If)->At;
      return Before && Before->Kind == Op::Set && Before->Subject == C.Of &&
             std::pair(Before->At.Line, Before->At.Column) >=
                 std::pair(If.Line, If.Column);
    };
    // What the function at the front asks is not of a caller's doing.
    if (Until.size() > 1 &&
        llvm::any_of(P.conditions(L.At), [&](const Summary::KnownThere &C) {
          return !IsExchanged(C) && IsSet(C.If, C.Of, !C.Holds);
        }))
      return true;
    const Body &B = F.Bodies[L.At.Body];
    for (const OpenBlock &Block : F.blocksAround(B, L.At.Index)) {
      const Step &S = F.Steps[B.First + Block.Opener];
      if (S.Kind != Op::Loop || S.is(Step::DoWhile))
        continue;
      for (const Value &V : F.args(S))
        if (V.K == Value::Path)
          if (std::optional<bool> Ends = ending(V, false))
            if (IsSet({L.At.Body, Block.Opener}, readBy(F, B, V), *Ends))
              return true;
    }
  }
  return false;
}

bool isFulfilled(const Summary &P, const Witness &Wait,
                 const StopRequest &Before) {
  const StepRef At = Wait.Chain.back().At;
  if (!stepOf(P, At))
    return false;
  const StringId Part = partAtEnd(P, Wait.Chain);
  return llvm::any_of(asked(P, At), [&](const Asked &A) {
    auto Set = Before.Constants.find({A.Member, A.Of ? A.Of : Part});
    return A.Ends && Set != Before.Constants.end() &&
           !Before.Maybe.contains(Set->first) && (Set->second != 0) == *A.Ends;
  });
}

llvm::SmallVector<FunctionId, 2> threadsThatEnd(const Summary &P,
                                                const Witness &Wait) {
  llvm::SmallVector<FunctionId, 2> Found;
  const StepRef At = Wait.Chain.back().At;
  if (!stepOf(P, At))
    return Found;
  for (const Asked &A : asked(P, At))
    for (const StartedThread &T : P.started())
      if (!llvm::is_contained(Found, T.Runs) && sets(P, T.Runs, A))
        Found.push_back(T.Runs);
  return Found;
}

bool spinsForLock(const Summary &P, const Witness &W) {
  const Facts &F = P.facts();
  const StepRef At = W.Chain.back().At;
  const Body &B = F.Bodies[At.Body];
  llvm::ArrayRef<Value> Asked;
  for (uint32_t I = At.Index; I < B.Count; ++I) {
    const Step &S = F.Steps[B.First + I];
    if (S.Kind == Op::Loop)
      Asked = F.args(S);
    // An atomic operation that is no load sets what is asked for.
    if (S.Kind == Op::Set)
      for (const Value &V : Asked)
        if (V.K == Value::Path && V.Id == S.Subject)
          return true;
    if (S.Kind == Op::End)
      return false;
  }
  return false;
}

} // namespace cleanexit
