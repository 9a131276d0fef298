//===-- Summary.cpp - Why each function has each effect -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Summary.h"
#include "Summary/Aborting.h"
#include "Summary/Closures.h"
#include "Summary/ConditionLocks.h"
#include "Summary/Elements.h"
#include "Summary/Erased.h"
#include "Summary/Exceptions.h"
#include "Summary/GlobalsGiven.h"
#include "Summary/Guards.h"
#include "Summary/Identities.h"
#include "Summary/Makers.h"
#include "Summary/Results.h"
#include "Summary/Rethrown.h"
#include "Summary/SemaphoreLocks.h"
#include "Summary/SetCallbacks.h"
#include "Summary/Specialize.h"
#include "Summary/Spent.h"
#include "Summary/SpinLocks.h"
#include "Summary/Suspended.h"
#include "Summary/Unite.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Demangle/Demangle.h"
#include <mutex>

using namespace cleanexit;

/// Parts in the order in which they build on each other. Reasons are found
/// when they are first asked for, which checks may do from several threads.
struct Summary::State {
  Stopwatch &Clock; ///< while linking
  Program P;
  Stores Kept;
  Calls Graph;
  Callables Handed;
  Guards Ends;
  std::vector<Lists::Entry> Guarded; ///< indirect calls that let nothing out
  Acts Done;
  Results Taken;
  LockMethods Locking;
  ThrowSites Throws;
  Locks Held;
  std::vector<bool> LocksByCondition; ///< by function
  Search In;

  struct Lazy {
    std::once_flag Once;
    std::unique_ptr<Reasons> Is;
  };
  struct LazyExceptions {
    std::once_flag Once;
    std::unique_ptr<Exceptions> Is;
  };
  Lazy Tables[NumEffects][2][2]; ///< by effect, strictness, scope
  LazyExceptions Escapes[2];

  State(Facts United, const Models &M, Stopwatch &Clock)
      : Clock(Clock),
        P(specialize(
            withoutAborting(
                withoutSuspended(withoutUntrue(withoutSpent(
                    withSpinLocks(withGlobalsGiven(std::move(United)))))),
                M),
            M)),
        Kept(after("specialized, laid out")),
        Graph((findRethrown(P, Kept), tellMakers(P, Kept),
               tellSemaphoreLocks(P), after("stores"))),
        Handed(after("calls"), Kept, Graph),
        Ends(after("callables"), Kept, Graph, Handed),
        Done((addIndirect(), after("guards")), Kept, Graph, Handed),
        Taken(after("acts"), Kept, Graph, Handed), Locking(P),
        Throws(after("results"), Kept, Graph, Done, Taken),
        Held(Locks::of(lockSources())),
        LocksByCondition(conditionLocks(after("locks"))),
        In{P, Graph, Done, Ends.isCleanup(), LocksByCondition} {}

  Program &after(llvm::StringRef Part) {
    Clock.lap(("link: " + Part).str());
    return P;
  }

  void addIndirect() {
    Guarded = Handed.Guarded;
    std::vector<Lists::Entry> All = Ends.indirect(Guarded);
    llvm::append_range(All, Handed.Indirect);
    llvm::append_range(All, endsOfClosures(P, Kept, Graph));
    llvm::append_range(All, endsOfErased(P, Kept, Graph));
    llvm::append_range(All, runsOfSet(P, Kept, Graph));
    llvm::append_range(All, runsOfSuspended(P, Graph));
    Graph.add(std::move(All));
    llvm::sort(Guarded);
  }

  LockSources lockSources() {
    after("throws");
    LockSources Sources;
    Sources.Program = &P.Of;
    Sources.Known = P.Known;
    Sources.Model = [this](FunctionId F) { return P.ModelOf[F]; };
    Sources.Type = [this](RecordId R) { return P.typeModel(R); };
    Sources.Targets = [this](StepRef R) { return targets(R); };
    Sources.Handed = [this](StepRef R) { return Graph.indirect(P.id(R)); };
    Sources.ToRun = [this](StepRef R, FunctionId F) {
      llvm::SmallVector<StepRef, 4> Steps;
      for (StepId S : Handed.stepsToRun({P.id(R), F}))
        Steps.push_back(P.ref(S));
      return Steps;
    };
    Sources.Path = [this](PathNode Node) { return P.path(Node); };
    return Sources;
  }

  llvm::SmallVector<FunctionId, 2> targets(StepRef R) const {
    StepId Id = P.id(R);
    auto Found = Graph.targets(Id);
    if (P.step(Id).Kind == Op::Run)
      llvm::append_range(Found, Graph.indirect(Id));
    return Found;
  }

  const Reasons &reasons(Effect E, bool Strict, Scope How) {
    Lazy &L = Tables[unsigned(E)][Strict][How == Scope::Everything];
    std::call_once(L.Once, [&] {
      L.Is = std::make_unique<Reasons>(
          In, E, Strict ? &reasons(E, false, How) : nullptr, How);
    });
    return *L.Is;
  }

  const Exceptions &exceptions(Scope How) {
    LazyExceptions &L = Escapes[How == Scope::Everything];
    std::call_once(L.Once, [&] {
      L.Is = std::make_unique<Exceptions>(In, Throws, Taken, Locking, Guarded,
                                          Handed, Ends, How);
    });
    return *L.Is;
  }

  /// In a destructor the object is of that class, and of none derived from it,
  /// also where methods that it calls go through the vtable.
  bool canBe(llvm::ArrayRef<Link> Chain) const {
    const FunctionId Top =
        Chain.front().At.Body ? P.Of.Bodies[Chain.front().At.Body].Of : 0;
    if (P.Of.Functions[Top].K != Function::Destructor)
      return true;
    for (const Link &L : Chain) {
      if (!L.At.Body || !L.Callee)
        return true;
      const Step &At = P.step(P.id(L.At));
      const Function &To = P.Of.Functions[L.Callee];
      if (At.Kind != Op::Call || P.Of.Paths[At.Subject].K != PathNode::This)
        return true;
      if (At.is(Step::Virtual) && To.Class &&
          !P.Of.derives(P.Of.Functions[Top].Class, To.Class))
        return false;
    }
    return true;
  }

  template <class Ask>
  std::vector<Witness> effects(EffectSet Of, Scope How, Ask Which) {
    std::vector<Witness> All;
    for (unsigned E = 0; E != NumEffects; ++E)
      if (Of.contains(Effect(E)))
        for (bool Strict : {false, true})
          if (std::optional<Witness> W = Which(reasons(Effect(E), Strict, How)))
            All.push_back(std::move(*W));
    llvm::sort(All, [](const Witness &A, const Witness &B) {
      auto Key = [](const Witness &W) {
        return std::tuple(W.Strict, -int(W.Lasts.Kind),
                          W.Lasts.Kind == Bound::Constant ? ~W.Lasts.Number : 0,
                          W.Chain.size(), W.What);
      };
      return Key(A) < Key(B);
    });
    return All;
  }
};

Summary::Summary(std::unique_ptr<State> S) : S(std::move(S)) {}
Summary::Summary(Summary &&) = default;
Summary &Summary::operator=(Summary &&) = default;
Summary::~Summary() = default;

Summary Summary::link(std::vector<Facts> TUs, const Models &M) {
  Stopwatch Nobodys;
  return link(std::move(TUs), M, Nobodys);
}

Summary Summary::link(std::vector<Facts> TUs, const Models &M,
                      Stopwatch &Clock) {
  Facts United = unite(std::move(TUs));
  Clock.lap("link: uniting");
  return Summary(std::make_unique<State>(std::move(United), M, Clock));
}

const Facts &Summary::facts() const { return S->P.Of; }

const FunctionModel *Summary::model(FunctionId F) const {
  return S->P.ModelOf[F];
}

const TypeModel *Summary::typeModel(RecordId R) const {
  return S->P.typeModel(R);
}

llvm::SmallVector<FunctionId, 2> Summary::targets(StepRef R) const {
  return S->targets(R);
}

llvm::SmallVector<FunctionId, 8> Summary::versions(FunctionId Virtual) const {
  return S->Graph.virtuals().versions(Virtual);
}

FunctionId Summary::version(FunctionId Virtual, RecordId Class) const {
  return S->Graph.virtuals().version(Virtual, Class);
}

llvm::SmallVector<FunctionId, 2> Summary::indirect(StepRef R) const {
  return S->Graph.indirect(S->P.id(R));
}

llvm::SmallVector<StepRef, 4> Summary::callers(FunctionId F) const {
  llvm::SmallVector<StepRef, 4> Found;
  for (StepId Id : S->Graph.callers(F))
    Found.push_back(S->P.ref(Id));
  for (StepId Id : S->Graph.handed(F))
    Found.push_back(S->P.ref(Id));
  return Found;
}

llvm::ArrayRef<StartedThread> Summary::started() const {
  return S->Handed.Started;
}

llvm::SmallVector<std::pair<Value, StepRef>, 4>
Summary::sources(StepRef R, PathId P) const {
  llvm::SmallVector<std::pair<Value, StepRef>, 4> Found;
  for (const Source &From : S->Kept.of(S->P.id(R), P))
    Found.push_back({From.What, S->P.ref(From.At)});
  return Found;
}

RecordId Summary::throughOwners(RecordId Class) const {
  return S->Kept.throughOwners(Class);
}

bool Summary::ownsAlone(const Record::Member &M) const {
  return S->Kept.ownsAlone(M);
}

uint64_t Summary::identity(StepRef R, PathId P) const {
  return S->Kept.identityInObject(S->P.id(R), P);
}

llvm::ArrayRef<Cleanup> Summary::cleanups() const { return S->Ends.cleanups(); }

bool Summary::isCleanup(FunctionId F) const { return S->Ends.isCleanup()[F]; }

bool Summary::isCaught(const Cleanup &C, RecordId Type) const {
  return S->exceptions(Scope::WithinCleanup).isCaught(C, Type);
}

CleanupTraits Summary::traits(const Cleanup &C) const {
  return S->Ends.traits(C);
}

std::vector<Witness> Summary::effects(StepRef R, EffectSet Of,
                                      Scope How) const {
  return effectsSince({}, R, Of, How);
}

std::vector<Witness> Summary::effectsSince(StepRef Since, StepRef R,
                                           EffectSet Of, Scope How) const {
  const Reasons::Here Here(S->In, S->P.id(R),
                           Since.Body == R.Body ? S->P.id(Since) : 0);
  if (Here.isNothing())
    return {};
  std::vector<Witness> All =
      S->effects(Of, How, [&](const Reasons &Why) { return Why.ofStep(Here); });
  llvm::erase_if(All, [&](const Witness &W) { return !S->canBe(W.Chain); });
  return All;
}

std::vector<Witness> Summary::effects(FunctionId F, EffectSet Of,
                                      Scope How) const {
  return S->effects(Of, How,
                    [&](const Reasons &Why) { return Why.ofFunction(F); });
}

std::vector<Witness> Summary::othersLike(const Witness &W, StepRef Since,
                                         Scope How) const {
  const StepRef At = W.Chain.front().At;
  std::vector<Witness> All =
      S->reasons(W.What, W.Strict, How)
          .others(W, Since.Body == At.Body ? S->P.id(Since) : 0);
  llvm::erase_if(All, [&](const Witness &W) { return !S->canBe(W.Chain); });
  return All;
}

std::vector<Thrown> Summary::thrown(StepRef R, Scope How) const {
  std::vector<Thrown> All = S->exceptions(How).ofStep(S->P.id(R));
  llvm::erase_if(All, [&](const Thrown &T) { return !S->canBe(T.Chain); });
  return All;
}

bool Summary::mayRaise(StepRef R, RecordId Handler, Scope How) const {
  return S->exceptions(How).mayRaise(S->P.id(R), Handler);
}

std::vector<Thrown> Summary::thrown(FunctionId F, Scope How) const {
  return S->exceptions(How).ofFunction(F);
}

const Owner *Summary::owner(FunctionId F) const { return S->Ends.owner(F); }
bool Summary::hasOtherOwners(FunctionId F) const {
  return S->Ends.hasOtherOwners(F);
}

llvm::ArrayRef<HeldLock> Summary::held(StepRef R) const {
  return S->Held.held(R);
}

const Locks &Summary::locks() const { return S->Held; }

/// start(run, 0, done);   start → startSized → if (!done) join();   Whether what a
/// step stands behind is a condition on a parameter that is not so, as those who
/// lead there hand it on.
static bool isRuledOutByGiven(const Program &P, llvm::ArrayRef<Link> Way,
                              StepId Within) {
  auto IsNotSo = [&](const Condition &C) {
    for (StepId S = P.body(Within).First; S != C.If; ++S)
      if (P.step(S).Kind == Op::Set && P.step(S).Subject == C.Of)
        return false;
    const PathNode *Asked = &P.Of.Paths[C.Of];
    for (const Link &L : llvm::reverse(Way)) {
      if (!L.At.Body || Asked->K != PathNode::Param)
        return false;
      const StepId Call = P.id(L.At);
      if (P.step(Call).Kind != Op::Call ||
          Asked->Number >= P.step(Call).NumArgs)
        return false;
      const Value &Given = P.args(Call)[Asked->Number];
      if (!mayHold(Given, Value(), C.Holds))
        return true;
      if (Given.K != Value::Path || Given.Flags)
        return false;
      Asked = &P.Of.Paths[Given.Id];
    }
    return false;
  };
  return llvm::any_of(cleanexit::conditions(P, Within), IsNotSo);
}

bool Summary::isRuledOut(llvm::ArrayRef<Link> Chain) const {
  for (size_t I = 0; I + 1 < Chain.size(); ++I)
    if (Chain[I].At.Body && Chain[I + 1].At.Body) {
      const StepId Call = S->P.id(Chain[I].At);
      const StepId Within = S->P.id(Chain[I + 1].At);
      if (ruledOut(S->P, Call, Within) ||
          isRuledOutByGiven(S->P, Chain.take_front(I + 1), Within) ||
          isOverForElements(S->P, S->Kept, Call, Within))
        return true;
    }
  return false;
}

llvm::SmallVector<Summary::KnownThere, 4> Summary::conditions(StepRef R) const {
  llvm::SmallVector<KnownThere, 4> Found;
  for (const Condition &C : cleanexit::conditions(S->P, S->P.id(R)))
    Found.push_back({C.Of, C.Holds, S->P.ref(C.If)});
  return Found;
}

std::string Summary::text(PathId Id) const {
  if (!Id)
    return "";
  const PathNode &Node = S->P.Of.Paths[Id];
  std::string Name = S->P.text(Node.Name).str();
  switch (Node.K) {
  case PathNode::Unknown:
    return "?";
  case PathNode::This:
    return "this";
  case PathNode::Param:
    return "$" + std::to_string(Node.Number);
  case PathNode::Local:
    return Name.substr(0, Name.find('@'));
  case PathNode::Global:
    return llvm::demangle(Name.substr(0, Name.find('@')));
  case PathNode::Result:
    return "the result";
  case PathNode::Returned:
    return "the returned object";
  case PathNode::Field:
    // The object itself goes without saying.
    return S->P.Of.Paths[Node.Parent].K == PathNode::This
               ? Name
               : text(Node.Parent) + "." + Name;
  case PathNode::Element:
    return text(Node.Parent);
  }
  return "?";
}
