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

/// if (!open_) return; … open_ = false;   The member that a method asks before a
/// step, and sets so that it asks no more, whichever way it goes on; 0 if there is
/// none.
static PathId asksWhetherOver(const Program &P, StepId Within) {
  const Body &B = P.body(Within);
  for (const Condition &C : conditions(P, Within)) {
    if (P.Of.rootKind(C.Of) != PathNode::This)
      continue;
    for (StepId S = Within; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (At.Kind != Op::Set || At.Subject != C.Of ||
          !P.Of.blocksAround(B, S - B.First).empty())
        continue;
      const Value &To = P.args(S)[0];
      if ((To.K == Value::Integer || To.K == Value::Null) &&
          (To.K == Value::Integer && To.Number != 0) != C.Holds)
        return C.Of;
    }
  }
  return 0;
}

namespace {
/// The container that an element is of, in the whole program.
class Container {
  const Program &P;
  Stores &Kept;
  const uint64_t Which;
  const StringId Name;

  bool is(StepId S, PathId Place) const {
    return Place && P.Of.Paths[Place].K == PathNode::Field &&
           P.Of.Paths[Place].Name == Name &&
           Kept.identityInObject(S, Place) == Which;
  }
  bool isElement(StepId S, PathId Place) const {
    return P.Of.Paths[Place].K == PathNode::Element &&
           is(S, P.Of.Paths[Place].Parent);
  }
  /// done_.push_back(s);   which is an element that is set, as the next steps say.
  bool isPut(StepId S) const {
    constexpr unsigned Near = 3;
    const Body &B = P.body(S);
    for (StepId Next = S + 1; Next < B.First + B.Count && Next <= S + Near;
         ++Next)
      if (P.step(Next).Kind == Op::Set && isElement(Next, P.step(Next).Subject))
        return true;
    return false;
  }
  bool isUnderstood(StepId S) const {
    const Step &At = P.step(S);
    if (At.is(Step::Constructs) || At.is(Step::Destroys))
      return At.NumArgs == 0;
    if (!At.Callee || !P.Of.Functions[At.Callee].is(Function::Toolchain))
      return false;
    return P.Of.Functions[At.Callee].is(Function::Const) ||
           llvm::is_contained(
               {"begin", "end", "rbegin", "rend", "find", "erase", "clear",
                "front", "back", "pop_front", "pop_back", "pop", "remove",
                "lower_bound", "upper_bound"},
               llvm::StringRef(P.text(P.Of.Functions[At.Callee].Key))
                   .rsplit("::")
                   .second) ||
           isPut(S);
  }

public:
  Container(const Program &P, Stores &Kept, StepId At, PathId Element)
      : P(P), Kept(Kept),
        Which(Kept.identityInObject(At, P.Of.Paths[Element].Parent)),
        Name(P.Of.Paths[P.Of.Paths[Element].Parent].Name) {}

  /// Whether all that is done with it is seen to put no other elements there.
  bool isUnderstood() const {
    if (!Which || !Name)
      return false;
    for (StepId S = 1; S != P.Of.Steps.size(); ++S) {
      const Step &At = P.step(S);
      const bool Asks = At.Kind == Op::If || At.Kind == Op::Loop;
      if (is(S, At.Subject) &&
          (At.Kind == Op::Set ? P.args(S)[0].K != Value::Null
                              : At.Kind != Op::Call || !isUnderstood(S)))
        return false;
      for (const Value &V : P.args(S))
        if (!Asks && V.K == Value::Path && is(S, V.Id))
          return false;
    }
    return true;
  }

  /// Whether another method that sets a member is called on one of its elements:
  /// for (Session *s : done_) s->reopen();
  bool isSetBy(StringId Member, FunctionId Except) const {
    llvm::DenseSet<FunctionId> Setters;
    for (const Body &B : llvm::drop_begin(P.Of.Bodies))
      if (P.Of.Functions[B.Of].K == Function::Method && B.Of != Except)
        for (const Step &S : P.Of.steps(B))
          if (const PathNode &Node = P.Of.Paths[S.Subject];
              S.Kind == Op::Set && Node.K == PathNode::Field &&
              Node.Name == Member &&
              P.Of.Paths[Node.Parent].K == PathNode::This)
            Setters.insert(B.Of);
    for (StepId S = 1; S != P.Of.Steps.size(); ++S)
      if (P.step(S).Kind == Op::Call && Setters.contains(P.step(S).Callee))
        if (const std::optional<Called> On = calledOn(P, S);
            On && isElement(S, On->Element))
          return true;
    return false;
  }
};
} // namespace

/// s = found->second;   An element of a container, or what was found there.
static bool isLookedUp(const Program &P, StepId S, PathId Place) {
  if (P.Of.Paths[Place].K == PathNode::Element)
    return true;
  const std::optional<Value> Is = onlyValue(P, P.body(S), Place);
  return Is && Is->K == Value::Path &&
         P.Of.Paths[Is->Id].K == PathNode::Element;
}

/// Whether what a step called a method on is not what is put there later: the
/// variable has got another value, and none that was looked up.
static bool isOther(const Program &P, const Term &Object, StepId Since,
                    StepId Put) {
  for (StepId S = Since; S != Put; ++S) {
    const Stored To = stored(P, S);
    const PathNode &Node = P.Of.Paths[To.Into];
    const bool IsIt = (Node.K == Object.Root && Node.K == PathNode::Local &&
                       Node.Name == Object.Id) ||
                      (Node.K == Object.Root && Node.K == PathNode::Param &&
                       Node.Number == Object.Id);
    if (!IsIt)
      continue;
    if (To.What.K != Value::Path || !isLookedUp(P, S, To.What.Id))
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
  const PathId Over = asksWhetherOver(P, Within);
  const FunctionId Method = P.step(Call).Callee;
  llvm::SmallVector<StringId, 2> Relied; // on
  auto IsOver = [&](StepId Put) {
    const Value What = stored(P, Put).What;
    std::optional<Answer> Of =
        What.K == Value::Path ? answer(P, What.Id, Put) : std::nullopt;
    if (!Of || Of->Negated)
      return false;
    const Term Variable = Of->Of;
    Of->Of.Fields.append(On->Part);
    if (const StringId By = excludes(P, Of->Of, Put, Within)) {
      Relied.push_back(By);
      return true;
    }
    for (StepId S = P.body(Put).First; Over && S != Put; ++S)
      if (isOnTheWay(P, S, Put) && runs(P, S, Method, Of->Of) &&
          !isOther(P, Variable, S + 1, Put))
        return true;
    return false;
  };
  if (Puts.empty() || !llvm::all_of(Puts, IsOver))
    return false;
  if (Over)
    Relied.push_back(P.Of.Paths[Over].Name);
  const Container In(P, Kept, Call, On->Element);
  return In.isUnderstood() && llvm::none_of(Relied, [&](StringId Member) {
           return In.isSetBy(Member, Method);
         });
}
