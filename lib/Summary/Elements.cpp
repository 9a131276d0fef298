//===-- Elements.cpp - What all elements of a container have met ----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Elements.h"
#include "Summary/Conditions.h"
#include "Summary/Terms.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {
/// What a step is called on: a part of an element of a container.
struct Called {
  PathId Element = 0; ///< as the function has it
  llvm::SmallVector<StringId, 4> Part;
};
} // namespace

/// What a local is that is set once.
static std::optional<Value> onlyValue(const Program &P, const Body &B,
                                      PathId Local) {
  std::optional<Value> Found;
  for (StepId S = B.First; S != B.First + B.Count; ++S) {
    const Stored To = stored(P, S);
    if (To.Into != Local)
      continue;
    if (Found)
      return std::nullopt;
    Found = To.What;
  }
  return Found;
}

static PathId localOf(const Program &P, const Body &B, StringId Name) {
  for (const Step &S : P.Of.steps(B))
    if (const PathNode &Node = P.Of.Paths[S.Subject];
        Node.K == PathNode::Local && Node.Name == Name)
      return S.Subject;
  return 0;
}

static std::optional<Called> calledOn(const Program &P, StepId Call) {
  constexpr unsigned MostCopies = 3;
  const Step &S = P.step(Call);
  Called Direct{S.Subject, {}}; // for (Session *s : done_) s->close();
  for (; P.Of.Paths[Direct.Element].K == PathNode::Field;
       Direct.Element = P.Of.Paths[Direct.Element].Parent)
    Direct.Part.insert(Direct.Part.begin(), P.Of.Paths[Direct.Element].Name);
  if (P.Of.Paths[Direct.Element].K == PathNode::Element)
    return Direct;
  const std::optional<Answer> On = S.Kind == Op::Call && S.Subject
                                       ? answer(P, S.Subject, Call)
                                       : std::nullopt;
  if (!On || On->Negated || On->Of.Root != PathNode::Local)
    return std::nullopt;
  const Body &B = P.body(Call);
  PathId Place = localOf(P, B, On->Of.Id);
  for (unsigned I = 0; Place && I != MostCopies; ++I) {
    const std::optional<Value> Is = onlyValue(P, B, Place);
    if (!Is || Is->K != Value::Path)
      return std::nullopt;
    Place = Is->Id;
    if (P.Of.Paths[Place].K == PathNode::Element)
      return Called{Place, On->Of.Fields};
  }
  return std::nullopt;
}

/// Whether a step is done whenever a later one of the same body is.
static bool isOnTheWay(const Program &P, StepId Before, StepId To) {
  const Body &B = P.body(To);
  const std::vector<OpenBlock> Around = P.Of.blocksAround(B, To - B.First);
  return llvm::all_of(
      P.Of.blocksAround(B, Before - B.First), [&](const OpenBlock &Open) {
        return llvm::any_of(Around, [&](const OpenBlock &Other) {
          return Other.Opener == Open.Opener && Other.InFirst == Open.InFirst;
        });
      });
}

/// Whether a step calls a method on an object, itself or by a function of which
/// each way does.
static bool runs(const Program &P, StepId S, FunctionId Method,
                 const Term &Object) {
  const Step &At = P.step(S);
  if (At.Kind != Op::Call || !At.Callee || At.is(Step::Virtual))
    return false;
  if (At.Callee == Method) {
    const std::optional<Answer> On =
        At.Subject ? answer(P, At.Subject, S) : std::nullopt;
    return On && !On->Negated && On->Of == Object;
  }
  const Function &By = P.Of.Functions[At.Callee];
  if (By.Bodies.size() != 1)
    return false;
  const Body &B = P.Of.Bodies[By.Bodies.front()];
  for (StepId I = B.First; I != B.First + B.Count; ++I) {
    const Step &Inner = P.step(I);
    if (opensBlock(Inner.Kind) || P.Of.leavesBlock(Inner))
      return false;
    if (Inner.Kind != Op::Call || Inner.Callee != Method || !Inner.Subject)
      continue;
    const std::optional<Answer> On = answer(P, Inner.Subject, I);
    if (!On || On->Negated)
      continue;
    if (const std::optional<Term> Here = inCaller(P, On->Of, S);
        Here && *Here == Object)
      return true;
  }
  return false;
}

/// if (!open_) return; … open_ = false;   What a method asks before a step, and
/// has answered for good when it has ended.
static bool asksWhetherOver(const Program &P, StepId Within) {
  const Body &B = P.body(Within);
  return llvm::any_of(conditions(P, Within), [&](const Condition &C) {
    if (P.Of.rootKind(C.Of) != PathNode::This)
      return false;
    for (StepId S = Within; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (At.Kind != Op::Set || At.Subject != C.Of)
        continue;
      const Value &To = P.args(S)[0];
      if ((To.K == Value::Integer || To.K == Value::Null) &&
          (To.K == Value::Integer && To.Number != 0) != C.Holds)
        return true;
    }
    return false;
  });
}

/// Whether somebody fills the container that it is an element of as a whole:
/// from another one, or in a way that is not seen.
static bool isFilledAsWhole(const Program &P, Stores &Kept, StepId Call,
                            PathId Element) {
  const PathId Container = P.Of.Paths[Element].Parent;
  const uint64_t Which = Kept.identityInObject(Call, Container);
  if (!Which)
    return true;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    const bool IsMethod =
        At.Kind == Op::Call && At.Subject && At.Callee &&
        llvm::is_contained(
            {"swap", "merge", "splice", "assign", "operator="},
            llvm::StringRef(P.text(P.Of.Functions[At.Callee].Key))
                .rsplit("::")
                .second);
    if ((IsMethod || (At.Kind == Op::Set && !At.is(Step::Implicit))) &&
        Kept.identityInObject(S, At.Subject) == Which)
      return true;
  }
  return false;
}

bool cleanexit::isOverForElements(const Program &P, Stores &Kept, StepId Call,
                                  StepId Within) {
  const std::optional<Called> On = calledOn(P, Call);
  if (!On || P.step(Call).is(Step::Virtual))
    return false;
  const llvm::SmallVector<StepId, 4> Puts = Kept.puts(Call, On->Element);
  const bool Asks = asksWhetherOver(P, Within);
  const FunctionId Method = P.step(Call).Callee;
  auto IsOver = [&](StepId Put) {
    const Value What = stored(P, Put).What;
    std::optional<Answer> Of =
        What.K == Value::Path ? answer(P, What.Id, Put) : std::nullopt;
    if (!Of || Of->Negated)
      return false;
    Of->Of.Fields.append(On->Part);
    if (excludes(P, Of->Of, Put, Within))
      return true;
    for (StepId S = P.body(Put).First; Asks && S != Put; ++S)
      if (isOnTheWay(P, S, Put) && runs(P, S, Method, Of->Of))
        return true;
    return false;
  };
  return !Puts.empty() && llvm::all_of(Puts, IsOver) &&
         !isFilledAsWhole(P, Kept, Call, On->Element);
}
