//===-- Terms.cpp - What a condition asks, in words of its function -------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Terms.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// How many calls a term may be deep, and how many steps a function has that only
/// asks: guesses that cover all that was seen.
static constexpr unsigned Deepest = 4, MostSteps = 64;

/// Whether the toolchain's function only finds something out: by its name, since its
/// body is not read.
static bool isLibraryQuestion(const Program &P, FunctionId F) {
  const Function &Of = P.Of.Functions[F];
  if (!Of.is(Function::Toolchain))
    return false;
  llvm::StringRef Name = P.text(Of.Key);
  Name = Name.drop_front(Name.rfind(':') + 1);
  return llvm::is_contained({"operator==", "operator!=", "operator<", "begin",
                             "end", "find", "size", "empty", "data", "front",
                             "back"},
                            Name);
}

/// The body of a function that does nothing but to find out what it returns;
/// null if it may do anything else.
static const Body *onlyAsks(const Program &P, FunctionId F, unsigned Depth) {
  const Function &Of = P.Of.Functions[F];
  if (Depth > Deepest || Of.Bodies.size() != 1 || Of.is(Function::Coroutine) ||
      Of.K == Function::Lambda || Of.K == Function::Block)
    return nullptr;
  const Body &B = P.Of.Bodies[Of.Bodies.front()];
  if (B.Count > MostSteps)
    return nullptr;
  auto IsHarmless = [&](const Step &S) {
    switch (S.Kind) {
    case Op::Call:
      return S.Callee && !S.is(Step::Virtual) &&
             (P.Of.Functions[S.Callee].is(Function::Const) ||
              S.is(Step::Constructs) || S.is(Step::Destroys) ||
              isLibraryQuestion(P, S.Callee) ||
              onlyAsks(P, S.Callee, Depth + 1));
    case Op::Set:
      return P.Of.rootKind(S.Subject) == PathNode::Local;
    case Op::Run:
    case Op::Await:
    case Op::Act:
      return false;
    default:
      return true;
    }
  };
  return llvm::all_of(P.Of.steps(B), IsHarmless) ? &B : nullptr;
}

static std::optional<Answer> answer(const Program &P, PathId Place, StepId At,
                                    unsigned Depth);

/// What a value is that a step is handed.
static std::optional<Term> handed(const Program &P, const Value &V, StepId At,
                                  unsigned Depth) {
  constexpr uint16_t Computed = Value::AddsBits | Value::Times | Value::Masked;
  if (V.K != Value::Path || V.Flags & Computed)
    return std::nullopt;
  std::optional<Answer> Found = answer(P, V.Id, At, Depth);
  if (!Found || Found->Negated)
    return std::nullopt;
  return std::move(Found->Of);
}

static std::optional<Term> inCaller(const Program &P, const Term &T,
                                    StepId Call, unsigned Depth) {
  const Step &S = P.step(Call);
  std::optional<Term> Found;
  switch (T.Root) {
  case PathNode::Global:
    return T;
  case PathNode::This:
    if (P.Of.Functions[S.Callee].K == Function::Lambda)
      return std::nullopt;
    if (std::optional<Answer> Object = answer(P, S.Subject, Call, Depth))
      if (!Object->Negated)
        Found = std::move(Object->Of);
    break;
  case PathNode::Param:
    if (T.Id < S.NumArgs)
      Found = handed(P, P.args(Call)[T.Id], Call, Depth);
    break;
  case PathNode::Result:
    Found = Term{PathNode::Result, T.Id, {}, {}};
    for (const Term &Arg : T.Args) {
      std::optional<Term> There = inCaller(P, Arg, Call, Depth);
      if (!There)
        return std::nullopt;
      Found->Args.push_back(std::move(*There));
    }
    break;
  default:
    break;
  }
  if (Found)
    Found->Fields.append(T.Fields);
  return Found;
}

/// What a function returns that only returns something, when a step calls it.
static std::optional<Answer> returned(const Program &P, const Body &B,
                                      StepId Call, unsigned Depth) {
  const llvm::ArrayRef<Step> Steps = P.Of.steps(B);
  if (Steps.empty() || Steps.back().Kind != Op::Return ||
      llvm::any_of(Steps.drop_back(),
                   [](const Step &S) { return S.Kind != Op::Call; }))
    return std::nullopt;
  const llvm::ArrayRef<Value> Args = P.Of.args(Steps.back());
  constexpr uint16_t Known = Value::HoldsInThen | Value::HoldsInElse;
  const bool IsTruth = Args.size() == 2 && Args[0].K == Value::Unknown &&
                       (Args[1].Flags & Known) == Known &&
                       !(Args[1].Flags & Value::Masked);
  if (!IsTruth && Args.size() != 1)
    return std::nullopt;
  const Value &V = Args.back();
  if (V.K != Value::Path || V.Flags & (Value::AddsBits | Value::Times))
    return std::nullopt;
  std::optional<Answer> There =
      answer(P, V.Id, B.First + Steps.size() - 1, Depth);
  std::optional<Term> Here =
      There ? inCaller(P, There->Of, Call, Depth) : std::nullopt;
  if (!Here)
    return std::nullopt;
  return Answer{std::move(*Here),
                There->Negated != (IsTruth && V.Flags & Value::Negated)};
}

/// What a call returns.
static std::optional<Answer> result(const Program &P, StepId Call,
                                    unsigned Depth) {
  const Step &S = P.step(Call);
  if (S.Kind != Op::Call || !S.Callee || S.is(Step::Virtual) || Depth > Deepest)
    return std::nullopt;
  const Body *Asks = onlyAsks(P, S.Callee, 0);
  if (Asks)
    if (std::optional<Answer> Found = returned(P, *Asks, Call, Depth))
      return Found;
  const Function &Of = P.Of.Functions[S.Callee];
  if (!Asks && !isLibraryQuestion(P, S.Callee) &&
      (!Of.is(Function::Const) || S.NumArgs))
    return std::nullopt;
  Term Found{PathNode::Result, S.Callee, {}, {}};
  if (S.Subject) {
    std::optional<Answer> On = answer(P, S.Subject, Call, Depth);
    if (!On || On->Negated)
      return std::nullopt;
    Found.Args.push_back(std::move(On->Of));
  }
  for (const Value &V : P.args(Call)) {
    std::optional<Term> Arg = handed(P, V, Call, Depth);
    if (!Arg)
      return std::nullopt;
    Found.Args.push_back(std::move(*Arg));
  }
  return Answer{std::move(Found)};
}

static std::optional<Answer> answer(const Program &P, PathId Place, StepId At,
                                    unsigned Depth) {
  llvm::SmallVector<StringId, 4> Fields;
  while (P.Of.Paths[Place].K == PathNode::Field) {
    Fields.push_back(P.Of.Paths[Place].Name);
    Place = P.Of.Paths[Place].Parent;
  }
  std::reverse(Fields.begin(), Fields.end());
  const PathNode &Node = P.Of.Paths[Place];
  Answer Found;
  switch (Node.K) {
  case PathNode::This:
    Found.Of.Root = Node.K;
    break;
  case PathNode::Param:
    Found.Of.Root = Node.K;
    Found.Of.Id = Node.Number;
    break;
  case PathNode::Local:
  case PathNode::Global:
    Found.Of.Root = Node.K;
    Found.Of.Id = Node.Name;
    break;
  case PathNode::Result: {
    const Body &B = P.body(At);
    std::optional<Answer> There =
        Node.Number < B.Count ? result(P, B.First + Node.Number, Depth + 1)
                              : std::nullopt;
    if (!There || (There->Negated && !Fields.empty()))
      return std::nullopt;
    Found = std::move(*There);
    break;
  }
  default:
    return std::nullopt;
  }
  Found.Of.Fields.append(Fields);
  return Found;
}

std::optional<Answer> cleanexit::answer(const Program &P, PathId Place,
                                        StepId At) {
  return ::answer(P, Place, At, 0);
}

std::optional<Term> cleanexit::inCaller(const Program &P, const Term &T,
                                        StepId Call) {
  return ::inCaller(P, T, Call, 0);
}

/// Whether a place is another one, or a part of what is there.
static bool isWithin(const Term &Part, const Term &Whole) {
  return Part.Root == Whole.Root && Part.Id == Whole.Id &&
         Part.Args == Whole.Args && Part.Fields.size() >= Whole.Fields.size() &&
         llvm::ArrayRef(Part.Fields).take_front(Whole.Fields.size()) ==
             llvm::ArrayRef(Whole.Fields);
}

/// Asked says that members of what is there are asked for, by a function.
static bool changes(const Program &P, const Term &T, bool Asked, StepId First,
                    StepId End) {
  if (T.Root == PathNode::Result)
    return llvm::any_of(T.Args, [&](const Term &Arg) {
      return changes(P, Arg, true, First, End);
    });
  auto Touches = [&](PathId Of, StepId S) {
    const std::optional<Answer> Place = Of ? answer(P, Of, S) : std::nullopt;
    return Place && (isWithin(Place->Of, T) || isWithin(T, Place->Of));
  };
  for (StepId S = First; S < End; ++S) {
    const Step &At = P.step(S);
    if (Touches(stored(P, S).Into, S))
      return true;
    // Whoever runs there may have the object as well.
    if (At.Kind == Op::Run && !At.Callee && T.Root != PathNode::Local)
      return true;
    if (At.Kind != Op::Call || At.is(Step::Constructs) ||
        isLibraryQuestion(P, At.Callee) || onlyAsks(P, At.Callee, 0))
      continue;
    // reset();   of this object, which may set any member
    if (!P.Of.Functions[At.Callee].is(Function::Const) &&
        Touches(At.Subject, S))
      return true;
    for (const Value &V : P.args(S)) {
      if (V.K != Value::Path || V.Flags & Value::IsNumber)
        continue;
      // A pointer that is handed over leads to the members of what is there.
      const std::optional<Answer> Given = answer(P, V.Id, S);
      if (Given && (Asked || V.Flags & Value::Lifted
                        ? isWithin(Given->Of, T) || isWithin(T, Given->Of)
                        : isWithin(T, Given->Of) &&
                              T.Fields.size() > Given->Of.Fields.size()))
        return true;
    }
  }
  return false;
}

bool cleanexit::changes(const Program &P, const Term &T, StepId First,
                        StepId End) {
  return ::changes(P, T, false, First, End);
}
