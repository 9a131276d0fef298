//===-- Reasons.cpp - The first step of the shortest way to an act --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Reasons.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>

using namespace cleanexit;

/// Worst bound, then shortest, then first in the order of the text.
static bool better(const Reason &A, const Reason &B) {
  if (!A.Known || !B.Known)
    return A.Known && !B.Known;
  return std::tuple(-int(A.Kind), ~A.Ms, A.Distance, A.At, A.Next) <
         std::tuple(-int(B.Kind), ~B.Ms, B.Distance, B.At, B.Next);
}

/// What a loop around a step makes of a bound. A deadline (Constant without a
/// number) stays one however often it is waited for.
static void repeat(Reason &R, uint32_t Turns, uint32_t Within) {
  if (R.Kind != Bound::Constant || !R.Ms)
    return;
  uint64_t Ms = uint64_t(R.Ms) * Turns + Within;
  if (Turns && Ms <= std::numeric_limits<uint32_t>::max()) {
    R.Ms = Ms;
    return;
  }
  R.Kind = Bound::Unbounded;
  R.Ms = 0;
}

static Reason reason(const Bound &B, StepId At, uint32_t Next) {
  Reason R;
  R.Known = true;
  R.Kind = B.Kind;
  R.Ms = B.Kind == Bound::Constant ? B.Number : 0;
  R.Distance = 1;
  R.At = At;
  R.Next = Next;
  return R;
}

/// Effects that a function declared nonblocking does not have.
static bool blocks(Effect E) {
  return E != Effect::UnknownCode && E != Effect::EndProcess;
}

Reasons::Reasons(const Search &In, Effect What, const Reasons *Sure, Scope How)
    : In(In), What(What), Sure(Sure), How(How), Table(In.Graph.size()),
      Votes(In.Graph.size() - In.P.Of.Functions.size()),
      Voted(In.P.Of.Functions.size()) {
  if (Sure)
    seedOutvoted();
  else
    for (FunctionId F = 1; F < In.P.Of.Functions.size(); ++F)
      if (In.P.Of.Functions[F].Declared.contains(What)) {
        Reason Here;
        Here.Known = true;
        Here.Kind = Bound::Unbounded;
        improve(F, Here);
      }
  seed();
  drain();
}

/// What too few of too many do.
void Reasons::seedOutvoted() {
  const NodeId First = In.P.Of.Functions.size();
  for (NodeId N = First; N != In.Graph.size(); ++N)
    if (Sure->Votes[N - First].Worst.Known && !Sure->Table[N].Known)
      improve(N, Sure->Votes[N - First].Worst);
}

/// A function has the effect; what about the dispatches that go to it?
void Reasons::vote(FunctionId F) {
  const NodeId First = In.P.Of.Functions.size();
  Reason R = Table[F];
  R.At = 0;
  R.Next = F;
  for (NodeId Dispatch : In.Graph.above(F)) {
    Vote &V = Votes[Dispatch - First];
    V.Have += !Voted[F];
    if (better(R, V.Worst))
      V.Worst = R;
    const unsigned All = In.Graph.alternatives(Dispatch);
    if (Sure || (!In.Graph.isWide(Dispatch) &&
                 (2 * V.Have > All || (All == 2 && V.Have == 1))))
      improve(Dispatch, V.Worst);
  }
  Voted[F] = true;
}

void Reasons::seed() {
  std::vector<uint32_t> Seeds;
  llvm::ArrayRef<Act> All = In.Done.all();
  for (uint32_t I = 0; I != All.size(); ++I)
    if (All[I].What == What && All[I].Strict == (Sure != nullptr) &&
        !In.P.BehindMisuse[All[I].At])
      Seeds.push_back(I);
  // Worst first, so that few functions are reached twice.
  auto Rank = [&](uint32_t I) {
    const Bound &B = All[I].Lasts;
    bool Grows = In.P.times(All[I].At) != 1 || In.P.Within.contains(All[I].At);
    return std::tuple(-int(B.Kind), !Grows,
                      B.Kind == Bound::Constant ? ~B.Number : 0, I);
  };
  llvm::sort(Seeds, [&](uint32_t A, uint32_t B) { return Rank(A) < Rank(B); });
  for (size_t I = 0; I != Seeds.size(); ++I) {
    const Act &A = All[Seeds[I]];
    if (I && (A.Lasts.Kind != All[Seeds[I - 1]].Lasts.Kind ||
              A.Lasts.Number != All[Seeds[I - 1]].Lasts.Number))
      drain();
    arrive(In.P.functionOf(A.At), A.Lasts, reason(A.Lasts, A.At, Seeds[I]));
  }
  drain();
}

bool Reasons::ends(uint32_t Node) const {
  if (!In.Graph.isFunction(Node))
    return false;
  return (How == Scope::WithinCleanup && In.IsCleanup[Node]) ||
         (What == Effect::WaitCondition && In.LocksByCondition[Node]) ||
         (In.P.Of.Functions[Node].DeclaredNonblocking && blocks(What));
}

bool Reasons::leadsTo(uint32_t From, uint32_t Node) const {
  while (From != Node) {
    const Reason &R = at(From);
    if (!R.Known || R.isAct() || R.isDeclared())
      return false;
    From = R.Next;
  }
  return true;
}

void Reasons::improve(uint32_t Node, const Reason &R) {
  if (!better(R, Table[Node]))
    return;
  if (Sure && Node < In.Graph.size()) {
    const Reason &Known = Sure->Table[Node];
    if (Known.Known &&
        std::tuple(R.Kind, R.Ms) <= std::tuple(Known.Kind, Known.Ms))
      return;
  }
  // Others may come here as the sure table has it.
  if (at(Node).Known && !R.isAct() && !R.isDeclared() && leadsTo(R.Next, Node))
    return;
  Table[Node] = R;
  Work.push_back(Node);
}

/// A way to an act has come to a step of F.
void Reasons::arrive(FunctionId F, const Bound &Lasts, Reason R) {
  if (!R.isAct() || !Lasts.Once)
    repeat(R, In.P.times(R.At), In.P.Within.lookup(R.At));
  if (Lasts.Kind == Bound::Parameter)
    improve(parameter({F, Lasts}), R);
  else
    improve(F, R);
}

uint32_t Reasons::parameter(const ParameterNode &New) {
  auto &Known = ParametersOf[New.F];
  for (uint32_t Node : Known)
    if (parameterNode(Node) == New)
      return Node;
  Known.push_back(Table.size());
  Parameters.push_back(New);
  Table.emplace_back();
  return Table.size() - 1;
}

Reason Reasons::over(StepId S, uint32_t Node) const {
  Reason R = at(Node);
  R.At = S;
  R.Next = Node;
  if (R.Distance != std::numeric_limits<uint16_t>::max())
    ++R.Distance;
  return R;
}

void Reasons::relax(uint32_t Node) {
  if (ends(Node))
    return;
  auto Caller = [&](StepId S) {
    if (In.P.BehindMisuse[S])
      return;
    Reason R = over(S, Node);
    R.Distance = std::max<uint16_t>(R.Distance, 2); // 1 is for acts
    arrive(In.P.functionOf(S), {}, R);
  };
  for (StepId S : In.Graph.direct(Node))
    Caller(S);
  for (StepId S : In.Graph.handed(Node))
    Caller(S);
  if (In.Graph.isFunction(Node))
    vote(Node);
}

/// How long an act lasts whose bound is a parameter of Callee, at a step that
/// calls it, or hands it to something that calls it with who knows what.
Bound Reasons::boundAt(const Bound &B, StepId S, FunctionId Callee) const {
  bool Calls = In.P.step(S).Kind == Op::Run ||
               llvm::is_contained(In.Graph.targets(S), Callee);
  return Calls ? In.Done.bound(B, S) : Bound();
}

void Reasons::relaxParameter(uint32_t Node) {
  ParameterNode Of = parameterNode(Node);
  if (ends(Of.F))
    return;
  // Unknown code that is a parameter is answered where it is handed over.
  if (What == Effect::UnknownCode)
    return;
  llvm::SmallVector<StepId, 8> Callers = In.Graph.callers(Of.F);
  llvm::append_range(Callers, In.Graph.handed(Of.F));
  for (StepId S : Callers) {
    if (In.P.BehindMisuse[S])
      continue;
    Bound Here = boundAt(Of.Lasts, S, Of.F);
    Reason R = over(S, Node);
    if (Here.Kind != Bound::Parameter) {
      R.Kind = Here.Kind;
      R.Ms = Here.Kind == Bound::Constant ? Here.Number : 0;
    }
    arrive(In.P.functionOf(S), Here, R);
  }
}

void Reasons::drain() {
  while (!Work.empty()) {
    uint32_t Node = Work.front();
    Work.pop_front();
    if (Node < In.Graph.size())
      relax(Node);
    else
      relaxParameter(Node);
  }
}

void Reasons::act(uint32_t Number, Witness &W) const {
  const Act &A = In.Done.all()[Number];
  W.Chain.push_back({In.P.ref(A.At), A.Callee, A.Model});
}

/// One call of a chain; what it goes to lies behind dispatches.
void Reasons::link(const Reason &R, Witness &W) const {
  uint32_t Next = R.Next;
  while (Next < In.Graph.size() && !In.Graph.isFunction(Next))
    Next = at(Next).Next;
  if (Next >= In.Graph.size())
    Next = parameterNode(Next).F;
  unsigned Targets = In.Graph.targets(R.At).size();
  if (Targets > 1)
    W.OneOf = std::max(W.OneOf, Targets);
  W.Chain.push_back({In.P.ref(R.At), Next, nullptr});
}

void Reasons::chain(uint32_t Node, Witness &W) const {
  for (;;) {
    if (Sure && Node < In.Graph.size() && !Table[Node].Known)
      return Sure->chain(Node, W);
    const Reason &R = Table[Node];
    if (R.isDeclared())
      return;
    if (R.isAct()) {
      act(R.Next, W);
      return;
    }
    if (R.At)
      link(R, W);
    Node = R.Next;
  }
}

std::optional<Witness> Reasons::ofFunction(FunctionId F) const {
  Witness W;
  W.What = What;
  W.Strict = Sure != nullptr;
  uint32_t Best = F;
  auto It = ParametersOf.find(F);
  if (It != ParametersOf.end())
    for (uint32_t Node : It->second)
      if (better(Table[Node], Table[Best]))
        Best = Node;
  const Reason &R = Table[Best];
  if (!R.Known)
    return std::nullopt;
  W.Lasts.Kind = R.Kind;
  W.Lasts.Number = R.Ms;
  if (Best != F && R.Kind == Bound::Parameter)
    W.Lasts = parameterNode(Best).Lasts;
  chain(Best, W);
  if (W.Chain.empty()) // declared, and not called
    W.Chain.push_back({{}, F, nullptr});
  return W;
}

void Reasons::consider(const Here &At, Reason R, const Bound &Lasts,
                       Choice &Best) const {
  if (!R.isAct() || !Lasts.Once)
    repeat(R, At.Since ? In.P.timesSince(At.S, At.Since) : In.P.times(At.S),
           In.P.Within.lookup(At.S));
  if (better(R, Best.R))
    Best = {R, Lasts};
}

void Reasons::considerCallee(const Here &At, NodeId Callee,
                             Choice &Best) const {
  if (!Table[Callee].Known || ends(Callee))
    return;
  Reason R = over(At.S, Callee);
  R.Distance = std::max<uint16_t>(R.Distance, 2); // 1 is for acts
  consider(At, R, {}, Best);
}

void Reasons::considerParameters(const Here &At, Choice &Best) const {
  const StepId S = At.S;
  llvm::SmallVector<FunctionId, 2> Targets = In.Graph.targets(S);
  llvm::append_range(Targets, At.Indirect);
  for (FunctionId F : Targets) {
    auto It = ParametersOf.find(F);
    if (It == ParametersOf.end() || ends(F))
      continue;
    for (uint32_t Node : It->second) {
      const ParameterNode &Of = parameterNode(Node);
      Reason R = over(S, Node);
      Bound B = boundAt(Of.Lasts, S, F);
      R.Kind = B.Kind;
      R.Ms = B.Kind == Bound::Constant ? B.Number : 0;
      consider(At, R, B, Best);
    }
  }
}

Reasons::Here::Here(const Search &In, StepId S, StepId Since)
    : S(S), Done(In.Done.at(S)), Callee(In.Graph.node(S)),
      Indirect(In.Graph.indirect(S)), Since(Since) {}

std::optional<Witness> Reasons::ofStep(const Here &At) const {
  const StepId S = At.S;
  if (In.P.BehindMisuse[S])
    return std::nullopt;
  Choice Best;
  for (const Act &A : At.Done)
    if (A.What == What && A.Strict == (Sure != nullptr))
      consider(At, reason(A.Lasts, S, &A - In.Done.all().data()), A.Lasts,
               Best);
  if (At.Callee)
    considerCallee(At, At.Callee, Best);
  for (FunctionId F : At.Indirect)
    considerCallee(At, F, Best);
  if (!Parameters.empty() && What != Effect::UnknownCode)
    considerParameters(At, Best);
  if (!Best.R.Known)
    return std::nullopt;

  Witness W;
  W.What = What;
  W.Strict = Sure != nullptr;
  W.Lasts.Kind = Best.R.Kind;
  W.Lasts.Number = Best.R.Ms;
  if (Best.R.Kind == Bound::Parameter)
    W.Lasts = Best.Lasts;
  if (Best.R.isAct()) {
    act(Best.R.Next, W);
  } else {
    link(Best.R, W);
    chain(Best.R.Next, W);
  }
  return W;
}

/// The way that is W's for so many links, the last of which comes to a function,
/// and goes on there as Rest does.
Witness Reasons::joined(const Witness &W, size_t Links, FunctionId To,
                        Witness Rest, StepId Since) const {
  Bound &Lasts = Rest.Lasts;
  for (size_t I = Links; I-- > 0;) {
    const StepId S = In.P.id(W.Chain[I].At);
    if (Lasts.Kind == Bound::Parameter)
      Lasts = boundAt(Lasts, S, To);
    To = In.P.functionOf(S);
    if (Lasts.Kind != Bound::Constant || Lasts.Once)
      continue;
    Reason R = reason(Lasts, S, 0);
    repeat(R, Since && I == 0 ? In.P.timesSince(S, Since) : In.P.times(S),
           In.P.Within.lookup(S));
    Lasts.Kind = R.Kind;
    Lasts.Number = R.Ms;
  }
  Rest.OneOf = std::max(Rest.OneOf, W.OneOf);
  Rest.Chain.insert(Rest.Chain.begin(), W.Chain.begin(),
                    W.Chain.begin() + Links);
  return Rest;
}

/// The way that is W's up to a link, and leaves the function there by another
/// step.
std::optional<Witness> Reasons::leaving(const Witness &W, size_t Link,
                                        StepId By, StepId Since) const {
  const Here Other(In, By);
  const std::optional<Witness> Rest =
      Other.isNothing() ? std::nullopt : ofStep(Other);
  if (!Rest)
    return std::nullopt;
  return joined(W, Link, In.P.functionOf(By), *Rest, Since);
}

/// The way that is W's up to a virtual call, and goes to another overrider.
std::optional<Witness> Reasons::dispatched(const Witness &W, size_t Link,
                                           FunctionId To, StepId Since) const {
  const std::optional<Witness> Rest =
      ends(To) || !Table[To].Known ? std::nullopt : ofFunction(To);
  if (!Rest)
    return std::nullopt;
  Witness Way = joined(W, Link + 1, To, *Rest, Since);
  Way.Chain[Link].Callee = To;
  return Way;
}

std::vector<Witness> Reasons::others(const Witness &First, StepId Since) const {
  constexpr size_t Most = 8;
  std::vector<Witness> Ways{First};
  llvm::SmallVector<StepRef, Most + 1> Acts{First.Chain.back().At};
  auto Add = [&](std::optional<Witness> Way) {
    if (!Way || llvm::is_contained(Acts, Way->Chain.back().At))
      return;
    Acts.push_back(Way->Chain.back().At);
    Ways.push_back(std::move(*Way));
  };
  auto Leave = [&](const Witness W) {
    for (size_t I = 0; I < W.Chain.size() && W.Chain[I].At.Body; ++I) {
      const StepRef At = W.Chain[I].At;
      const auto Targets = In.Graph.targets(In.P.id(At));
      if (Targets.size() > 1 && Targets.size() <= Most)
        for (FunctionId T : Targets)
          if (T != W.Chain[I].Callee && Ways.size() <= Most)
            Add(dispatched(W, I, T, Since));
      for (uint32_t J = 0; I && J != In.P.Of.Bodies[At.Body].Count; ++J)
        if (J != At.Index && Ways.size() <= Most)
          Add(leaving(W, I, In.P.id({At.Body, J}), Since));
    }
  };
  for (size_t I = 0; I != Ways.size(); ++I)
    Leave(Ways[I]);
  Ways.erase(Ways.begin());
  return Ways;
}
