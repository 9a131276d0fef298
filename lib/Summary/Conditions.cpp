//===-- Conditions.cpp - What is known where a step stands ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Conditions.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// Visits the values of the Ifs around a step of a body, and of those before it that
/// leave, of which something is known there: the value, whether it holds, and the If.
template <typename Function>
static void forEachKnown(const Facts &F, const Body &B, uint32_t Index,
                         Function Visit) {
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  bool Second = false;
  bool Beside = false; // in another block of the same statement
  struct Closed {
    bool Leaves, HasElse;
  };
  llvm::SmallVector<Closed, 8> Open;
  auto Tell = [&](uint32_t If, bool InElse) {
    for (const Value &V : F.args(Steps[If]))
      if (V.K == Value::Path &&
          V.Flags & (InElse ? Value::HoldsInElse : Value::HoldsInThen))
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
static void forEachKnown(const Program &P, StepId S, Function Visit) {
  const StepId First = P.body(S).First;
  forEachKnown(P.Of, P.body(S), S - First,
               [&](const Value &V, bool Holds, uint32_t If) {
                 Visit(V, Holds, First + If);
               });
}

llvm::SmallVector<Condition, 4> cleanexit::conditions(const Program &P,
                                                      StepId S) {
  llvm::SmallVector<Condition, 4> Found;
  forEachKnown(P, S, [&](const Value &V, bool Holds, StepId If) {
    if (!(V.Flags & Value::Masked))
      Found.push_back({V.Id, Holds, If});
  });
  return Found;
}

namespace {
/// What an If asks of an object: a place, whether that is a number, or a getter of
/// the object.
struct Question {
  PathId Of = 0;
  std::optional<int64_t> Number;
  FunctionId Getter = 0;
  /// Whether it is asked for what it holds, as an optional is.
  bool Held = false;
  friend bool operator==(const Question &, const Question &) = default;
};
} // namespace

/// What a condition asks; nothing if that cannot be asked again elsewhere.
static std::optional<Question> question(const Program &P, const Value &V,
                                        StepId If) {
  if (V.Flags & Value::Masked && !(V.Flags & Value::Equals))
    return std::nullopt;
  Question Q{V.Id, std::nullopt, 0, bool(V.Flags & Value::Held)};
  if (V.Flags & Value::Equals)
    Q.Number = V.Number;
  const PathNode &Node = P.Of.Paths[V.Id];
  if (Node.K != PathNode::Result)
    return Q;
  // if (isOpen()) …
  const Body &B = P.body(If);
  if (Node.Number >= B.Count)
    return std::nullopt;
  const Step &Asks = P.step(B.First + Node.Number);
  if (Asks.Kind != Op::Call || !Asks.Callee || Asks.NumArgs ||
      Asks.is(Step::Virtual) ||
      !P.Of.Functions[Asks.Callee].is(Function::Const))
    return std::nullopt;
  Q.Getter = Asks.Callee;
  Q.Of = Asks.Subject;
  return Q;
}

/// Whether steps may change the answer.
static bool changes(const Program &P, const Question &Asked, StepId First,
                    StepId End) {
  // The object, of whose members a getter may ask any.
  const PathId Object = Asked.Getter ? Asked.Of : 0;
  const bool IsOwn = P.Of.rootKind(Asked.Of) == PathNode::This;
  auto IsPart = [&](PathId Of) {
    return Object ? P.Of.isWithin(Of, Object) : Of == Asked.Of;
  };
  for (StepId S = First; S < End; ++S) {
    const Step &At = P.step(S);
    if (const PathId Into = stored(P, S).Into; Into && IsPart(Into))
      return true;
    if (At.Kind != Op::Call || At.is(Step::Constructs))
      continue;
    // reset();   of this object, which may set any member
    const bool MayChange =
        IsPart(At.Subject) ||
        (IsOwn && P.Of.Paths[At.Subject].K == PathNode::This);
    if (MayChange && !P.Of.Functions[At.Callee].is(Function::Const))
      return true;
    for (const Value &V : P.args(S))
      if (V.K == Value::Path && V.Flags & Value::Lifted && IsPart(V.Id))
        return true;
  }
  return false;
}

bool cleanexit::ruledOut(const Program &P, StepId Call, StepId Within) {
  if (P.step(Call).Kind != Op::Call)
    return false;
  const PathNode::Kind On = P.Of.Paths[P.step(Call).Subject].K;
  struct Known {
    Question Asked;
    bool Holds;
    StepId If;
  };
  auto KnownAt = [&](StepId S) {
    llvm::SmallVector<Known, 4> Found;
    forEachKnown(P, S, [&](const Value &V, bool Holds, StepId If) {
      if (std::optional<Question> Q = question(P, V, If))
        Found.push_back({*Q, Holds, If});
    });
    return Found;
  };
  llvm::SmallVector<Known, 4> There = KnownAt(Within);
  if (There.empty())
    return false;
  for (const Known &Here : KnownAt(Call)) {
    const PathNode::Kind Root = P.root(Here.Asked.Of).Node.K;
    const bool Same = Root == PathNode::Global ||
                      (Root == PathNode::This && On == PathNode::This);
    if (!Same || changes(P, Here.Asked, Here.If, Call))
      continue;
    for (const Known &C : There)
      if (C.Asked == Here.Asked && C.Holds != Here.Holds &&
          !changes(P, C.Asked, P.body(Within).First, C.If))
        return true;
  }
  return false;
}

bool cleanexit::mayHold(const Value &Given, const Value &Asked, bool Truth) {
  if (Given.K == Value::Path && Given.Flags & Value::Lifted)
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
  forEachKnown(F, B, Within.Index,
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
