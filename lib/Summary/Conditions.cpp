//===-- Conditions.cpp - What is known where a step stands ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Conditions.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {
/// What conditions are asked for.
struct Asking {
  uint16_t InThen = Value::HoldsInThen, InElse = Value::HoldsInElse;
  bool Loops = false; ///< also those of the loops around
};
} // namespace

/// Visits the values of the Ifs around a step of a body, and of those before it that
/// leave, of which something is known there: the value, whether it holds, and the If.
template <typename Function>
static void forEachKnown(const Facts &F, const Body &B, uint32_t Index,
                         Asking What, Function Visit) {
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  bool Second = false;
  bool Beside = false; // in another block of the same statement
  struct Closed {
    bool Leaves, HasElse;
  };
  llvm::SmallVector<Closed, 8> Open;
  auto Tell = [&](uint32_t If, bool InElse) {
    for (const Value &V : F.args(Steps[If]))
      if (V.K == Value::Path && V.Flags & (InElse ? What.InElse : What.InThen))
        Visit(V, bool(V.Flags & Value::Negated) == InElse, If);
  };
  for (uint32_t I = Index; I-- != 0;) {
    switch (Steps[I].Kind) {
    case Op::End:
      Open.push_back({I > 0 && F.leavesBlock(Steps[I - 1]), false});
      break;
    case Op::Else:
      if (Open.empty())
        Second = Beside = true;
      else
        Open.back().HasElse = true;
      break;
    case Op::Case:
    case Op::Catch:
      Beside |= Open.empty();
      break;
    case Op::If:
      if (Open.empty())
        Tell(I, Second);
      else if (Open.size() == 1 && !Beside && Open[0].Leaves &&
               !Open[0].HasElse)
        Tell(I, true); // if (!ready) return;
      [[fallthrough]];
    case Op::Loop:
      if (What.Loops && Open.empty() && Steps[I].Kind == Op::Loop &&
          !Steps[I].is(Step::DoWhile))
        Tell(I, false);
      [[fallthrough]];
    case Op::Switch:
    case Op::Try:
      if (Open.empty())
        Second = Beside = false;
      else
        Open.pop_back();
      break;
    default:
      break;
    }
  }
}

template <typename Function>
static void forEachKnown(const Program &P, StepId S, Asking What,
                         Function Visit) {
  const StepId First = P.body(S).First;
  forEachKnown(P.Of, P.body(S), S - First, What,
               [&](const Value &V, bool Holds, uint32_t If) {
                 Visit(V, Holds, First + If);
               });
}

/// What a function returns that has one way: a place, or a copy of one.
///   bool done() const { lock(); bool is = done_; unlock(); return is; }
static PathId returnedPlace(const Program &P, const Body &Getter) {
  PathId Found = 0;
  bool IsCopy = false;
  for (StepId S = Getter.First + Getter.Count; S-- != Getter.First;) {
    const Step &At = P.step(S);
    const Value *V = At.Kind == Op::Return && At.NumArgs != 1 ? nullptr
                     : At.NumArgs                             ? &P.args(S)[0]
                                                              : nullptr;
    const PathId Of = V && V->K == Value::Path && !V->Flags ? V->Id : 0;
    if (At.Kind == Op::Return) {
      if (Found || !Of)
        return 0;
      Found = Of;
    } else if (At.Kind == Op::Set && At.Subject == Found) {
      if (IsCopy)
        return 0;
      Found = Of;
      IsCopy = true;
    } else if (At.Kind != Op::Call && At.Kind != Op::End &&
               At.Kind != Op::Case && !(At.Kind == Op::Switch && !At.NumArgs)) {
      return 0; // but for do { … } while (0)
    }
  }
  return Found;
}

/// The global that a function returns, or the member of the same object; of any
/// other place itself.
static PathId throughGetter(const Program &P, PathId Asked, StepId If) {
  const PathNode &Node = P.Of.Paths[Asked];
  const Body &B = P.body(If);
  if (Node.K != PathNode::Result || Node.Number >= B.Count)
    return Asked;
  const Step &Call = P.step(B.First + Node.Number);
  if (Call.Kind != Op::Call || Call.is(Step::Virtual) ||
      P.Of.Functions[Call.Callee].Bodies.size() != 1)
    return Asked;
  const PathId Place =
      returnedPlace(P, P.Of.Bodies[P.Of.Functions[Call.Callee].Bodies.front()]);
  const PathNode::Kind Root = P.Of.rootKind(Place);
  return Place && (Root == PathNode::Global ||
                   (Root == PathNode::This &&
                    P.Of.Paths[Call.Subject].K == PathNode::This))
             ? Place
             : Asked;
}

llvm::SmallVector<Condition, 4> cleanexit::conditions(const Program &P,
                                                      StepId S) {
  llvm::SmallVector<Condition, 4> Found;
  forEachKnown(P, S, {}, [&](const Value &V, bool Holds, StepId If) {
    if (!(V.Flags & Value::Masked))
      Found.push_back({throughGetter(P, V.Id, If), Holds, If});
  });
  return Found;
}

namespace {
/// What an If asks, and what is so behind it.
struct Known {
  Term Of;
  std::optional<int64_t> Number; ///< whether it is that, not whether it is true
  bool Held = false;   ///< whether it holds anything, as an optional does
  bool Filled = false; ///< whether it has elements
  bool Holds = false;
  bool contradicts(const Known &Other) const {
    return Holds != Other.Holds && Number == Other.Number &&
           Held == Other.Held && Filled == Other.Filled && Of == Other.Of;
  }
};
struct KnownSince {
  Known Is;
  StepId If = 0;
};
} // namespace

/// What is known at a step and can be asked again elsewhere.
static llvm::SmallVector<KnownSince, 4> knownAt(const Program &P, StepId S) {
  llvm::SmallVector<KnownSince, 4> Found;
  auto Elements = [&](const Value &V, bool Holds, StepId If) {
    if (std::optional<Answer> Asked = answer(P, V.Id, If);
        Asked && !Asked->Negated)
      Found.push_back(
          {{std::move(Asked->Of), std::nullopt, false, true, Holds}, If});
  };
  forEachKnown(P, S, {Value::FilledInThen, Value::FilledInElse, true},
               Elements);
  Asking Truth;
  Truth.Loops = true;
  forEachKnown(P, S, Truth, [&](const Value &V, bool Holds, StepId If) {
    if (V.Flags & Value::Masked && !(V.Flags & Value::Equals))
      return;
    std::optional<Answer> Asked = answer(P, V.Id, If);
    if (!Asked || (Asked->Negated && V.Flags & Value::Equals))
      return;
    Known Is{std::move(Asked->Of), std::nullopt, bool(V.Flags & Value::Held),
             false, Holds != Asked->Negated};
    if (V.Flags & Value::Equals)
      Is.Number = V.Number;
    Found.push_back({std::move(Is), If});
  });
  return Found;
}

llvm::SmallVector<Asked, 4> cleanexit::asked(const Program &P, StepId S) {
  llvm::SmallVector<Asked, 4> Found;
  for (KnownSince &K : knownAt(P, S))
    if (!K.Is.Number && !K.Is.Held && !K.Is.Filled)
      Found.push_back({std::move(K.Is.Of), K.Is.Holds, K.If});
  return Found;
}

/// What may be done before a step, since another one: also by the turn before, of a
/// loop that has begun since.
static StepId doneBefore(const Program &P, StepId Since, StepId Until) {
  const Body &B = P.body(Until);
  const llvm::ArrayRef<Step> Steps = P.Of.steps(B);
  for (const OpenBlock &Open : P.Of.blocksAround(B, Until - B.First))
    if (Steps[Open.Opener].Kind == Op::Loop && B.First + Open.Opener > Since)
      return B.First + closingEnd(Steps, Open.Opener + 1);
  return Until;
}

/// Whether a body sets a place before a step.
static bool isSet(const Program &P, const Term &Place, StepId First,
                  StepId End) {
  for (StepId S = First; S < End; ++S)
    if (const PathId Into = stored(P, S).Into)
      if (const std::optional<Answer> To = answer(P, Into, S);
          To && To->Of == Place)
        return true;
  return false;
}

/// What a body makes of a place: the first that it is set to.
static std::optional<Term> copyOf(const Program &P, const Body &B,
                                  PathId Place) {
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (const Stored To = stored(P, S);
        To.Into == Place && To.What.K == Value::Path)
      if (std::optional<Answer> Of = answer(P, To.What.Id, S);
          Of && !Of->Negated)
        return std::move(Of->Of);
  return std::nullopt;
}

/// Whether a function is handed an address by one step only, which is in no loop, and
/// nobody puts it anywhere himself.
static bool isHandedOnce(const Program &P, StepId Call, PathId Mark) {
  const Function &Of = P.Of.Functions[P.step(Call).Callee];
  auto IsMark = [&](const Value &V) {
    return V.K == Value::Path && V.Flags & Value::Lifted &&
           P.Of.Paths[V.Id].Name == P.Of.Paths[Mark].Name;
  };
  unsigned Times = 0;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S)
    if (const Step &At = P.step(S);
        (At.Kind == Op::Set && P.Of.rootKind(At.Subject) != PathNode::Local) ||
        (At.Kind == Op::Call && At.Callee && // itself, or a copy of it
         P.Of.Functions[At.Callee].Key == Of.Key &&
         P.Of.Functions[At.Callee].At == Of.At))
      Times += llvm::count_if(P.args(S), IsMark);
  auto IsLoop = [&](const OpenBlock &Open) {
    return P.step(P.body(Call).First + Open.Opener).Kind == Op::Loop;
  };
  return Times == 1 &&
         llvm::none_of(P.Of.blocksAround(P.body(Call), P.ref(Call).Index),
                       IsLoop);
}

/// Whether a body may put a parameter of its own into a place: by a Set, or by what
/// leaves no trace of the value (compare_exchange).
static bool putsParameter(const Program &P, const Body &B, const Term &Place) {
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (const Stored To = stored(P, S); To.Into)
      if (const std::optional<Answer> Into = answer(P, To.Into, S);
          Into && Into->Of == Place &&
          (To.What.K == Value::Unknown ||
           (To.What.K == Value::Path &&
            P.Of.Paths[To.What.Id].K == PathNode::Param)))
        return true;
  return false;
}

/// while (*newest == &mark_) wait(); *newest = it;   Who hands over the mark, and is
/// the only one that does, has not put it there before.
static bool isPutThere(const Program &P, StepId Call, StepId Within) {
  const Body &B = P.body(Within);
  auto IsHanded = [&](PathId Mark, StepId If) {
    const std::optional<Answer> Of = answer(P, Mark, If);
    const std::optional<Term> Here =
        Of && !Of->Negated ? inCaller(P, Of->Of, Call) : std::nullopt;
    return Here && llvm::any_of(P.args(Call), [&](const Value &V) {
             const std::optional<Answer> Is =
                 V.K == Value::Path && V.Flags & Value::Lifted
                     ? answer(P, V.Id, Call)
                     : std::nullopt;
             return Is && Is->Of == *Here && isHandedOnce(P, Call, V.Id);
           });
  };
  bool Is = false;
  Asking Loops;
  Loops.Loops = true;
  forEachKnown(P, Within, Loops, [&](const Value &V, bool Holds, StepId If) {
    const Value *Mark = &V + 1;
    if (Is || !Holds || Mark == P.args(If).end() || Mark->K != Value::Path ||
        Mark->Flags != Value::Lifted || !IsHanded(Mark->Id, If))
      return;
    const std::optional<Term> From = copyOf(P, B, V.Id);
    Is = From && putsParameter(P, B, *From);
  });
  return Is;
}

bool cleanexit::ruledOut(const Program &P, StepId Call, StepId Within) {
  // A Run of a functor calls it.
  if (!P.step(Call).Callee || P.step(Call).Kind == Op::Set)
    return false;
  if (isPutThere(P, Call, Within))
    return true;
  llvm::SmallVector<KnownSince, 4> There = knownAt(P, Within);
  if (There.empty())
    return false;
  const llvm::SmallVector<KnownSince, 4> Here = knownAt(P, Call);
  if (Here.empty())
    return false;
  const StepId Begin = P.body(Within).First;
  return llvm::any_of(There, [&](KnownSince &K) {
    std::optional<Term> Asked = inCaller(P, K.Is.Of, Call);
    if (!Asked || changes(P, K.Is.Of, Begin, doneBefore(P, Begin, K.If)))
      return false;
    K.Is.Of = std::move(*Asked);
    return llvm::any_of(Here, [&](const KnownSince &H) {
      return H.Is.contradicts(K.Is) &&
             !changes(P, H.Is.Of, H.If, doneBefore(P, H.If, Call));
    });
  });
}

StringId cleanexit::excludes(const Program &P, const Term &Object, StepId At,
                             StepId Within) {
  const llvm::SmallVector<KnownSince, 4> Here = knownAt(P, At);
  if (Here.empty())
    return 0;
  for (const KnownSince &K : knownAt(P, Within)) {
    if (K.Is.Of.Root != PathNode::This || K.Is.Of.Fields.empty() ||
        isSet(P, K.Is.Of, P.body(Within).First, K.If))
      continue;
    Known There = K.Is;
    There.Of = Object;
    There.Of.Fields.append(K.Is.Of.Fields);
    if (llvm::any_of(Here, [&](const KnownSince &H) {
          return H.Is.contradicts(There) && !isSet(P, H.Is.Of, H.If, At);
        }))
      return K.Is.Of.Fields.back();
  }
  return 0;
}

bool cleanexit::mayHold(const Value &Given, const Value &Asked, bool Truth) {
  if ((Given.K == Value::Path && Given.Flags & Value::Lifted) ||
      (Given.K == Value::Function && !(Asked.Flags & Value::Masked)))
    return Truth; // an address
  if (Given.K != Value::Null && Given.K != Value::Integer)
    return true;
  const int64_t Number = Given.K == Value::Null ? 0 : Given.Number;
  const bool Holds = Asked.Flags & Value::Equals   ? Number == Asked.Number
                     : Asked.Flags & Value::Masked ? Number & Asked.Number
                                                   : Number != 0;
  return Holds == Truth;
}

bool cleanexit::ruledOutBy(const Facts &F, llvm::ArrayRef<Value> Args,
                           StepRef Within) {
  const Body &B = F.Bodies[Within.Body];
  bool Is = false;
  forEachKnown(F, B, Within.Index, {},
               [&](const Value &V, bool Holds, uint32_t If) {
                 const PathNode &Node = F.Paths[V.Id];
                 // if (!trusted) locked = false;
                 Is |= Node.K == PathNode::Param && Node.Number < Args.size() &&
                       !mayHold(Args[Node.Number], V, Holds) &&
                       llvm::none_of(
                           F.steps(B).take_front(If),
                           [&](const Step &S) {
                             return S.Kind == Op::Set && S.Subject == V.Id;
                           });
               });
  return Is;
}

bool cleanexit::isChoice(const Facts &F, StepRef At, PathId Callable) {
  const Body &B = F.Bodies[At.Body];
  return llvm::any_of(F.blocksAround(B, At.Index), [&](const OpenBlock &Open) {
    const Step &Opens = F.Steps[B.First + Open.Opener];
    return Opens.Kind == Op::Switch ||
           (Opens.Kind == Op::If &&
            !llvm::all_of(F.args(Opens), [&](const Value &V) {
              return V.K == Value::Path && V.Id == Callable;
            }));
  });
}
