//===-- Guards.cpp - Which code is a cleanup ------------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Guards.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>

using namespace cleanexit;

Guards::Guards(Program &P, Stores &Kept, const Calls &Graph,
               const Callables &Handed)
    : P(P), Kept(Kept), Graph(Graph), Handed(Handed),
      Runs(P.Of.Functions.size()), Escaping(P.Of.Functions.size()),
      RunWays(P.Of.Functions.size()), IsCleanup(P.Of.Functions.size()),
      Exits(1), OwnedBy(P.Of.Functions.size()),
      SharedAtExit(P.Of.Functions.size()) {
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    if (At.Kind == Op::Run && At.Subject)
      arrive(S, At.Subject, true);
    // std::invoke(f_), or a helper of one's own.
    if (At.Kind == Op::Call)
      for (unsigned I = 0; I != At.NumArgs; ++I)
        if (P.args(S)[I].K == Value::Path && Handed.runs(At.Callee, I))
          arrive(S, P.args(S)[I].Id, Handed.letsOut(At.Callee, I));
  }
  search();
  collect();
  findOwners();
}

/// The operand of the step's own function that a place is part of, directly
/// or because a local was filled from it.
Operand Guards::storeOf(StepId S, PathId Place, unsigned Hops) const {
  Program::Root Root = P.root(Place);
  if (Root.Node.K == PathNode::This)
    return ThisOperand;
  if (Root.Node.K == PathNode::Param && Root.Node.Number < 31)
    return Root.Node.Number;
  if (Hops > 4)
    return NoOperand;
  const Body &B = P.body(S);
  if (Root.Node.K == PathNode::Result && Root.Node.Number < S - B.First) {
    // What a call on it returns: exchange(f_, {}), f_.release(), get().
    StepId Made = B.First + Root.Node.Number;
    for (Operand O : {ThisOperand, Operand(0)})
      if (Value V = P.operand(Made, O); V.K == Value::Path)
        if (Operand In = storeOf(Made, V.Id, Hops + 1); In != NoOperand)
          return In;
    return NoOperand;
  }
  if (Root.Node.K == PathNode::Local)
    for (StepId Before = S; Before-- != B.First;)
      if (Stored To = stored(P, Before); To.Into == Root.Id)
        return To.What.K == Value::Path ? storeOf(Before, To.What.Id, Hops + 1)
                                        : NoOperand;
  return NoOperand;
}

void Guards::arrive(StepId S, PathId Place, bool Escapes) {
  Operand In = storeOf(S, Place);
  if (In == NoOperand)
    return;
  FunctionId F = P.functionOf(S);
  uint32_t Bit = 1u << (In + 1);
  Escapes &= !catchesAll(P, S);
  // What is caught on one way does not ask for the other.
  if (Escapes)
    RunWays[F] |= P.Ways[S];
  if (Runs[F] & Bit && (!Escapes || Escaping[F] & Bit))
    return;
  Runs[F] |= Bit;
  if (Escapes)
    Escaping[F] |= Bit;
  Work.push_back({F, In});
}

/// `delete this` in a base of many classes, owner->dispose(object): what one of
/// them runs at its end is not what another one has. Where it is how a guard
/// keeps any callable, all of them run one: more than half is enough.
bool Guards::isOneOfMany(StepId S, FunctionId Running, bool &Escapes) {
  const llvm::SmallVector<FunctionId, 2> &Targets = Graph.targets(S);
  const size_t All = llvm::count_if(
      Targets, [&](FunctionId T) { return !P.Of.Functions[T].Bodies.empty(); });
  if (All < 2)
    return false;
  RunningTargets &Known = ByStep[S];
  Known.Are.insert(Running);
  Escapes |= Known.Escapes;
  Known.Escapes = Escapes;
  return Known.Are.size() * 2 <= All;
}

/// A library's timers and streams end much that runs something in turn: what
/// those who have one were made with is not in there.
bool Guards::endsMuch(FunctionId F) const {
  const Function &Of = P.Of.Functions[F];
  return Of.K == Function::Destructor && Of.is(Function::System) &&
         !guardModel(F) && !runsItself(F);
}

void Guards::search() {
  while (!Work.empty()) {
    Store Known = Work.back();
    Work.pop_back();
    // What is noexcept on the way absorbs nothing: the process ends there.
    const bool Escapes = Escaping[Known.F] & 1u << (Known.In + 1);
    const bool EndsMuch = endsMuch(Known.F);
    for (StepId S : Graph.callers(Known.F))
      if (Value V = P.operand(S, Known.In);
          V.K == Value::Path &&
          !(EndsMuch && !P.Of.Functions[P.functionOf(S)].is(Function::System)))
        if (bool Any = Escapes; !isOneOfMany(S, Known.F, Any))
          arrive(S, V.Id, Any);
  }
}

const TypeModel *Guards::guardModel(FunctionId By) const {
  RecordId Class = P.Of.Functions[By].Class;
  if (!Class)
    return nullptr;
  const TypeModel *Model = P.typeModel(Class);
  return Model && Model->IsScopeGuard ? Model : nullptr;
}

bool Guards::confirmed(const Cleanup &C) const {
  if (C.K != Cleanup::Guard)
    return true;
  if (!C.By)
    return false;
  if (calls(C.By, C.Runs))
    return true;
  const bool IsGuard = Runs[C.By] & 1 && !endsMuch(C.By) &&
                       (!runAtEnd(C.By).empty() || runsItself(C.By));
  return (guardModel(C.By) || IsGuard) && !hasRun(C) && !isTold(C) &&
         !isForOthers(C) && !isKeptElsewhere(C);
}

/// ~History() { save(); }   void save() { … writer_(file_, lines); }   A function
/// of its own, that is told what a method has made up: it is called, and no part
/// of the cleanup.
bool Guards::isTold(const Cleanup &C) const {
  const llvm::SmallVector<StepId, 4> Steps = stepsToRun(C.By);
  if (P.Of.Functions[C.Runs].K == Function::Lambda)
    return isMeantForUse(C, Steps);
  return Steps.size() > 1 &&
         llvm::any_of(P.args(Steps.back()), [&](const Value &V) {
           return V.K == Value::Path &&
                  P.Of.rootKind(V.Id) == PathNode::Local &&
                  storeOf(Steps.back(), V.Id) == NoOperand;
         });
}

/// ~Batch() { flush(); }   void add(Item i) { … flush(); }
/// void flush() { … send_(items); }   Whoever has one uses what it was made with,
/// as the destructor does at last. Where that may run several, each is told as if
/// it were a guard's.
bool Guards::isMeantForUse(const Cleanup &C,
                           llvm::ArrayRef<StepId> Steps) const {
  if (Steps.size() < 2 ||
      !llvm::is_contained(Handed.Indirect,
                          Lists::Entry{Steps.back(), C.Runs}) ||
      llvm::none_of(P.args(Steps.back()),
                    [](const Value &V) { return V.K == Value::Path; }))
    return false;
  auto IsPublic = [&](FunctionId F) {
    const Function &Of = P.Of.Functions[F];
    return Of.K == Function::Method && Of.is(Function::Public) &&
           Of.Class == P.Of.Functions[C.By].Class;
  };
  return llvm::any_of(llvm::drop_begin(Steps), [&](StepId S) {
    const FunctionId In = P.functionOf(S);
    return IsPublic(In) || llvm::any_of(Graph.callers(In), [&](StepId Call) {
             return IsPublic(P.functionOf(Call));
           });
  });
}

/// By itself, or by a helper of its object or for what it has: not what it ends.
bool Guards::runsItself(FunctionId F, unsigned Depth) const {
  for (uint32_t B : P.Of.Functions[F].Bodies)
    for (const Step &S : P.Of.steps(P.Of.Bodies[B])) {
      const PathNode::Kind Root = P.Of.rootKind(S.Subject);
      if (S.Kind == Op::Run &&
          (Root == PathNode::This || (Depth && Root == PathNode::Param)))
        return true;
      if (S.Kind == Op::Call && !S.is(Step::Destroys) && Depth < 2 &&
          Runs[S.Callee] && S.Callee != F && runsItself(S.Callee, Depth + 1))
        return true;
    }
  return false;
}

/// Guard g(runNow([] { ... }));   Guard g = [] { return make(); }();   the callable
/// was only on the way there.
bool Guards::hasRun(const Cleanup &C) const {
  for (uint32_t Id : P.Of.Functions[C.In].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (At.Kind != Op::Call || At.is(Step::Constructs))
        continue;
      if (At.Callee == C.Runs && !At.Subject)
        return true;
      for (unsigned I = 0; I != At.NumArgs; ++I)
        if (P.args(S)[I].K == Value::Function && P.args(S)[I].Id == C.Runs &&
            (Handed.runs(At.Callee, I) || calls(At.Callee, C.Runs)))
          return true;
    }
  }
  return false;
}

/// The same, of a struct of callables:  Connection c({.data = f, .close = g});
bool Guards::isForOthers(const Body &B, const Cleanup &C) const {
  PathId Struct = 0;
  bool Others = false;
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (const Step &At = P.step(S);
        At.Kind == Op::Set && P.args(S)[0].K == Value::Function &&
        P.args(S)[0].Id == C.Runs && Kept.identityInObject(S, At.Subject) &&
        !runAtEnd(C.By).contains(Kept.identityInObject(S, At.Subject)))
      Struct = P.Of.root(At.Subject);
  for (StepId S = B.First; Struct && S != B.First + B.Count; ++S)
    Others |=
        P.step(S).Kind == Op::Set && P.Of.root(P.step(S).Subject) == Struct &&
        runAtEnd(C.By).contains(Kept.identityInObject(S, P.step(S).Subject));
  return Others;
}

/// Whether a guard was made with a callable which its constructor puts where
/// the destructor does not look, and others where it does:
///   Connection c(onData, onClose);   ~Connection() { onClose_(); }
bool Guards::isForOthers(const Cleanup &C) const {
  for (uint32_t Id : P.Of.Functions[C.In].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    if (isForOthers(B, C))
      return true;
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &Made = P.step(S);
      if (!Made.is(Step::Constructs) || Made.Subject != C.Owner ||
          P.Of.Functions[Made.Callee].Class != P.Of.Functions[C.By].Class)
        continue;
      const llvm::SmallVector<unsigned, 2> Run = keptToRun(Made.Callee, C.By);
      return !Run.empty() && llvm::none_of(Run, [&](unsigned I) {
        const Value V = P.operand(S, I);
        return I < Made.NumArgs && V.K != Value::Null &&
               (V.K != Value::Function || V.Id == C.Runs ||
                calls(C.Runs, V.Id));
      });
    }
  }
  return false;
}

/// A guard may be derived from its callable, or made for its class only.
bool Guards::calls(FunctionId By, FunctionId Callable) const {
  for (uint32_t B : P.Of.Functions[By].Bodies)
    for (const Step &S : P.Of.steps(P.Of.Bodies[B]))
      if ((S.Kind == Op::Call || S.Kind == Op::Run) && S.Callee == Callable)
        return true;
  return false;
}

void Guards::registered(FunctionId Runs, StepId S, Cleanup::Kind K) {
  Cleanup C;
  C.K = K;
  C.Runs = Runs;
  C.In = P.functionOf(S);
  C.At = P.step(S).At;
  Found.push_back(C);
}

/// void on_exit_do(void (*f)(void)) { atexit(f); }   what a parameter that is
/// registered is given.
void Guards::registeredBy(FunctionId F, unsigned Index, Cleanup::Kind K,
                          unsigned Depth) {
  for (StepId S : Graph.callers(F)) {
    if (Index >= P.step(S).NumArgs)
      continue;
    const Value &V = P.args(S)[Index];
    if (V.K == Value::Function)
      registered(V.Id, S, K);
    else if (V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param &&
             Depth < 3)
      registeredBy(P.functionOf(S), P.Of.Paths[V.Id].Number, K, Depth + 1);
  }
}

/// The steps by which a destructor, or what it calls for its object, comes to run
/// what is stored in that, or hands it to what does.
llvm::SmallVector<StepId, 4> Guards::runSteps(FunctionId By,
                                              bool &InLoop) const {
  static constexpr size_t FarEnough = 16;
  llvm::SmallVector<StepId, 4> Steps;
  llvm::SmallVector<FunctionId, 8> Reached{By};
  auto AskLoop = [&](StepId S) {
    const Body &B = P.body(S);
    for (const OpenBlock &Open : P.Of.blocksAround(B, S - B.First))
      InLoop |= P.step(B.First + Open.Opener).Kind == Op::Loop;
  };
  auto HandsOver = [&](StepId S, FunctionId To) {
    return llvm::any_of(llvm::enumerate(P.args(S)), [&](const auto &Arg) {
      return Arg.value().K == Value::Path && Arg.index() < 31 &&
             Runs[To] & 1u << (Arg.index() + 1) &&
             storeOf(S, Arg.value().Id) == ThisOperand;
    });
  };
  for (size_t I = 0; I != Reached.size() && I != FarEnough; ++I)
    for (uint32_t Id : P.Of.Functions[Reached[I]].Bodies) {
      const Body &B = P.Of.Bodies[Id];
      for (StepId S = B.First; S != B.First + B.Count; ++S) {
        const Step &At = P.step(S);
        if (At.Kind == Op::Run && At.Subject &&
            storeOf(S, At.Subject) == ThisOperand) {
          AskLoop(S);
          Steps.push_back(S);
        }
        if (At.Kind != Op::Call || !At.Callee || At.is(Step::Destroys))
          continue;
        for (FunctionId T : Graph.targets(S))
          if (HandsOver(S, T)) {
            AskLoop(S);
            for (uint32_t Its : P.Of.Functions[T].Bodies)
              for (StepId R = 0; R != P.Of.Bodies[Its].Count; ++R)
                if (P.step(P.Of.Bodies[Its].First + R).Kind == Op::Run)
                  AskLoop(P.Of.Bodies[Its].First + R);
            Steps.push_back(S);
            break;
          } else if (Runs[T] & 1 && !llvm::is_contained(Reached, T)) {
            Reached.push_back(T);
          }
      }
    }
  return Steps;
}

/// ~Goal() { done_(id_, Result::cancelled()); }
/// void succeed(Result r) { done_(id_, r); }   Who has one tells the same callable
/// what it likes: at its end it is told once more.
bool Guards::isToldByUsers(FunctionId By, llvm::ArrayRef<StepId> Steps) const {
  llvm::DenseSet<uint64_t> Told;
  for (StepId S : Steps)
    if (P.step(S).Kind == Op::Run && !P.args(S).empty())
      Told.insert(Kept.identity(S, P.step(S).Subject));
  Told.erase(0);
  const RecordId Class = P.Of.Functions[By].Class;
  return !Told.empty() && llvm::any_of(P.Of.Bodies, [&](const Body &B) {
    const Function &In = P.Of.Functions[B.Of];
    if (In.Class != Class || In.K != Function::Method ||
        !In.is(Function::Public))
      return false;
    for (StepId S = B.First; S != B.First + B.Count; ++S)
      if (P.step(S).Kind == Op::Run &&
          Told.contains(Kept.identity(S, P.step(S).Subject)) &&
          llvm::any_of(P.args(S), [&](const Value &V) {
            return V.K == Value::Path && P.Of.rootKind(V.Id) == PathNode::Param;
          }))
        return true;
    return false;
  });
}

/// ~Tracker() { for (auto &[id, listener] : listeners_) listener(); }   A class
/// that has more to it than one callable is no scope guard: what goes wrong at its
/// end is told of its destructor, and not of each that it was ever given. The steps
/// that run it; none of a scope guard.
llvm::SmallVector<StepId, 4> Guards::servedBy(FunctionId By) const {
  constexpr unsigned FewMembers = 2;
  const Facts &F = P.Of;
  const Function &Ends = F.Functions[By];
  if (!Ends.Class || guardModel(By) || Ends.is(Function::System) ||
      Ends.is(Function::Implicit) || Ends.Bodies.empty())
    return {};
  auto IsFlag = [&](const Record::Member &M) {
    const llvm::StringRef Type = F.Strings[M.Type];
    return Type == "bool" || Type == "_Bool" || Type == "std::atomic<bool>";
  };
  const auto &Members = F.Records[Ends.Class].Members;
  bool InLoop = false;
  llvm::SmallVector<StepId, 4> Steps = runSteps(By, InLoop);
  if (!InLoop &&
      Members.size() - llvm::count_if(Members, IsFlag) <= FewMembers &&
      !isToldByUsers(By, Steps))
    Steps.clear();
  return Steps;
}

/// Both b{[] { commit(); }, [] { rollback(); }};   The members that the constructor
/// puts the callable of a cleanup into.
llvm::DenseSet<uint64_t> Guards::membersGiven(const Cleanup &C) const {
  llvm::DenseSet<uint64_t> Members;
  const RecordId Class = P.Of.Functions[C.By].Class;
  auto Keeps = [&](FunctionId Maker, unsigned Index) {
    for (uint32_t Id : P.Of.Functions[Maker].Bodies) {
      const Body &B = P.Of.Bodies[Id];
      for (StepId S = B.First; S != B.First + B.Count; ++S)
        if (const Stored To = stored(P, S);
            To.Into && To.What.K == Value::Path &&
            P.Of.Paths[To.What.Id].K == PathNode::Param &&
            P.Of.Paths[To.What.Id].Number == Index)
          if (const uint64_t Member = Kept.identity(S, To.Into))
            Members.insert(Member);
    }
  };
  for (uint32_t Id : P.Of.Functions[C.In].Bodies)
    for (const Step &S : P.Of.steps(P.Of.Bodies[Id]))
      if (S.is(Step::Constructs) && S.Callee &&
          P.Of.Functions[S.Callee].Class == Class)
        for (auto [I, V] : llvm::enumerate(P.Of.args(S)))
          if (V.K == Value::Function && V.Id == C.Runs)
            Keeps(S.Callee, I);
  return Members;
}

/// defer([f = std::move(f)] { try { f(); } catch (...) {} });   A guard made of a
/// lambda runs that, which catches what it runs itself.
bool Guards::isTriedWithin(const Cleanup &C) const {
  const Facts &F = P.Of;
  bool InLoop = false, Any = false;
  if (F.Functions[C.Runs].K != Function::Lambda)
    return false;
  for (StepId S : runSteps(C.By, InLoop)) {
    const FunctionId Other = P.step(S).Kind == Op::Run ? P.step(S).Callee : 0;
    if (!Other || Other == C.Runs || F.Functions[Other].K != Function::Lambda)
      return false;
    for (uint32_t Id : F.Functions[Other].Bodies)
      for (StepId R = F.Bodies[Id].First,
                  End = F.Bodies[Id].First + F.Bodies[Id].Count;
           R != End; ++R)
        if (P.step(R).Kind == Op::Run) {
          const auto Try = P.Tries.find(P.InTry[R]);
          auto IsFor = [](const Handler &H) { return !H.RethrownAt; };
          if (!P.InTry[R] || Try == P.Tries.end() ||
              !llvm::all_of(Try->second.Handlers, IsFor) ||
              llvm::none_of(Try->second.Handlers,
                            [](const Handler &H) { return !H.Type; }))
            return false;
          Any = true;
        }
  }
  return Any;
}

void Guards::findRegistered() {
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const FunctionModel *M = P.modelAt(P.step(S));
    if (!M)
      continue;
    auto Follow = [&](llvm::ArrayRef<Operand> Which, Cleanup::Kind K) {
      for (Operand O : Which)
        if (const Value V = P.operand(S, O); V.K == Value::Path) {
          for (FunctionId Runs : Kept.functions(S, V))
            registered(Runs, S, K);
          if (P.Of.Paths[V.Id].K == PathNode::Param)
            registeredBy(P.functionOf(S), P.Of.Paths[V.Id].Number, K);
        }
    };
    Follow(M->Registers, Cleanup::ProcessExit);
    Follow(M->RegistersForThread, Cleanup::ThreadExit);
  }
}

void Guards::collect() {
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (P.Of.Functions[F].K == Function::Destructor && Runs[F] & 1)
      Ends[P.Of.Functions[F].Class] = F;
    else if (P.Of.Functions[F].K == Function::Constructor &&
             !P.Of.Functions[F].Bodies.empty())
      Constructors[P.Of.Functions[F].Class].push_back(F);
  for (const Cleanup &C : llvm::drop_begin(P.Of.Cleanups))
    if (confirmed(C)) {
      // Of what is never run nothing is said, nor of the guard for its sake.
      if (isDismissedAtOnce(C))
        IsCleanup[C.Runs] = true;
      else
        Found.push_back(C);
    }
  findRegistered();
  filledLater();
  givenByDetours();
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F) {
    const Function &Of = P.Of.Functions[F];
    if (Of.K != Function::Destructor || Of.Bodies.empty() ||
        Of.is(Function::Implicit) || Of.is(Function::System) ||
        Of.is(Function::Annotated))
      continue;
    Cleanup C;
    C.K = Cleanup::Destructor;
    C.Runs = F;
    C.At = Of.At;
    Found.push_back(C);
  }
  llvm::DenseMap<FunctionId, llvm::SmallVector<StepId, 4>> Services;
  llvm::erase_if(Found, [&](const Cleanup &C) {
    if (C.K != Cleanup::Guard || !C.By || isSpelled(C))
      return false;
    auto [It, IsNew] = Services.try_emplace(C.By);
    if (IsNew)
      It->second = servedBy(C.By);
    llvm::SmallVector<StepId, 4> Steps = It->second;
    if (Steps.size() > 1) {
      const llvm::DenseSet<uint64_t> Into = membersGiven(C);
      llvm::erase_if(Steps, [&](StepId S) {
        llvm::DenseSet<uint64_t> Run;
        memberAt(S, P.step(S).Subject, Run);
        return llvm::none_of(Run, [&](uint64_t M) { return Into.contains(M); });
      });
    }
    for (StepId S : Steps)
      Served.push_back({S, P.asRunBy(S, C.Runs)});
    return !Steps.empty();
  });
  // std::bind(closeFile, fd)   A function that a destructor calls by its name is
  // that one's as well.
  auto IsDestructors = [&](FunctionId F) {
    return P.Of.Functions[F].K == Function::Free &&
           llvm::any_of(Graph.direct(F), [&](StepId S) {
             return P.Of.Functions[P.functionOf(S)].K == Function::Destructor;
           });
  };
  for (const Cleanup &C : Found)
    IsCleanup[C.Runs] =
        IsCleanup[C.Runs] || C.K != Cleanup::Guard || !IsDestructors(C.Runs);
  auto Key = [&](const Cleanup &C) {
    return std::tuple(P.text(C.At.File), C.At.Line, C.At.Column, C.K, C.Runs,
                      C.By, C.In);
  };
  llvm::sort(Found, [&](const Cleanup &A, const Cleanup &B) {
    return Key(A) < Key(B);
  });
}

/// template <class F> struct Guard { F f; ~Guard() { f(); } };   of this one its
/// class says what it runs.
bool Guards::isSpelled(const Cleanup &C) const {
  const RecordId Class = P.Of.Functions[C.By].Class;
  return llvm::any_of(Graph.direct(C.Runs), [&](StepId S) {
    return !Class || P.Of.classOf(P.functionOf(S)) == Class ||
           P.Of.derives(Class, P.Of.classOf(P.functionOf(S)));
  });
}

std::vector<Lists::Entry>
Guards::indirect(std::vector<Lists::Entry> &Guarded) const {
  std::vector<Lists::Entry> Calls;
  auto Add = [&](StepId S, const Cleanup &C) {
    Calls.push_back({S, C.Runs});
    if (CleanupTraits T = traits(C); T.Absorbs || T.Never)
      Guarded.push_back({S, C.Runs});
  };
  for (const auto &[Call, C] : RunByCalls)
    if (!isSpelled(C))
      Add(Call, C);
  for (const Cleanup &C : Found) {
    if ((C.K != Cleanup::Guard && C.K != Cleanup::Deleter) || !C.Owner ||
        isSpelled(C))
      continue;
    for (uint32_t Id : P.Of.Functions[C.In].Bodies) {
      const Body &B = P.Of.Bodies[Id];
      for (StepId S = B.First; S != B.First + B.Count; ++S) {
        const bool Ends = P.step(S).Callee == C.By ||
                          (C.K == Cleanup::Deleter && pointerEnded(S));
        if (P.step(S).Subject == C.Owner && Ends && Graph.node(S))
          Add(S, C);
      }
    }
  }
  carried(Add);
  for (const auto &[S, Its] : Served) {
    Calls.push_back({S, Its});
    if (P.step(S).Kind == Op::Call &&
        llvm::none_of(Graph.targets(S), [&](FunctionId T) {
          return Escaping[T] & Runs[T] & ~1u;
        }))
      Guarded.push_back({S, Its});
  }
  return Calls;
}

CleanupTraits Guards::traits(const Cleanup &C) const {
  CleanupTraits T;
  T.Never = P.Of.Functions[C.Runs].Except == Function::Never;
  if (!C.By)
    return T;
  const TypeModel *Model = guardModel(C.By);
  // What a library's guard says of itself depends on what it was given.
  const Function::Exceptions Except = P.Of.Functions[C.By].Except;
  const bool OnSuccess =
      Model && (Model->OnSuccess || (Model->OnSuccessIfThrowing &&
                                     Except == Function::SaidMayThrow));
  T.Never |= Except == Function::Never && !OnSuccess;
  T.OnlyCalm = OnSuccess || (Runs[C.By] & 1 && RunWays[C.By] == Calm);
  T.Absorbs =
      isTriedWithin(C) ||
      (Model ? Model->Swallows : Runs[C.By] & 1 && !(Escaping[C.By] & 1));
  return T;
}

llvm::SmallVector<StepId, 4> Guards::stepsToRun(FunctionId By) const {
  static constexpr size_t FarEnough = 4;
  llvm::SmallVector<StepId, 4> Steps;
  for (FunctionId F = By; Steps.size() != FarEnough;) {
    StepId Only = 0;
    for (uint32_t Id : P.Of.Functions[F].Bodies) {
      const Body &B = P.Of.Bodies[Id];
      for (StepId S = B.First; S != B.First + B.Count; ++S) {
        const Step &At = P.step(S);
        const bool Leads =
            At.Kind == Op::Run
                ? At.Subject && storeOf(S, At.Subject) != NoOperand
                : At.Kind == Op::Call && At.Callee && Runs[At.Callee];
        if (Leads && Only)
          return {};
        if (Leads)
          Only = S;
      }
    }
    if (!Only)
      return {};
    Steps.push_back(Only);
    if (P.step(Only).Kind == Op::Run)
      return Steps;
    F = P.step(Only).Callee;
  }
  return {};
}

/// The static object that runs a callable: the one that is made where it is
/// handed over, or the only one of its class; 0 if there is none.
uint32_t Guards::exitOf(const Cleanup &C) const {
  uint32_t Only = 0, Known = 0;
  for (uint32_t I = 1; I < Exits.size(); ++I) {
    if (Exits[I].Runs != C.By)
      continue;
    if (Exits[I].At == C.At)
      return I;
    Only = I;
    ++Known;
  }
  return Known == 1 ? Only : 0;
}

/// Whether a place is a global, or a local that was given what one has:
/// Engine *e = engines; engines = e->next; delete e;
static bool isOfGlobal(const Program &P, const Body &B, PathId Place) {
  const PathId Root = P.Of.root(Place);
  if (P.Of.Paths[Root].K == PathNode::Global)
    return true;
  return P.Of.Paths[Root].K == PathNode::Local &&
         llvm::any_of(P.Of.steps(B), [&](const Step &S) {
           return S.Kind == Op::Set && S.Subject == Root &&
                  P.Of.args(S)[0].K == Value::Path &&
                  P.Of.rootKind(P.Of.args(S)[0].Id) == PathNode::Global;
         });
}

/// What a function destroys, by itself or in what it calls: ~Init() { shutDown(); }
void Guards::endedBy(FunctionId By,
                     llvm::function_ref<void(FunctionId)> Ended) const {
  static constexpr size_t Most = 24;
  llvm::SmallVector<FunctionId, 8> Reached{By};
  for (size_t I = 0; I != Reached.size(); ++I)
    for (uint32_t Id : P.Of.Functions[Reached[I]].Bodies) {
      const Body &B = P.Of.Bodies[Id];
      for (StepId S = B.First; S != B.First + B.Count; ++S) {
        const Step &At = P.step(S);
        // Locals end on every call; of those nothing is said.
        if (At.is(Step::AtScopeEnd) || At.is(Step::Temporary))
          continue;
        if (At.is(Step::Destroys)) {
          const auto Ends = Graph.targets(S);
          // In what is called, `delete p` of an interface may mean anybody, and a
          // local what was made there; but not if a global has it.
          if (I == 0 || isOfGlobal(P, B, At.Subject) ||
              (Ends.size() == 1 &&
               P.Of.rootKind(At.Subject) != PathNode::Local))
            for (FunctionId Callee : Ends)
              Ended(Callee);
        } else if (At.Kind == Op::Call && At.Callee && !At.is(Step::Virtual) &&
                   !At.is(Step::Constructs) && Reached.size() < Most &&
                   !P.Of.Functions[At.Callee].is(Function::System) &&
                   !llvm::is_contained(Reached, At.Callee))
          Reached.push_back(At.Callee);
      }
    }
}

/// Breadth first from the owners, over what each destructor destroys.
void Guards::findOwners() {
  Exits.insert(Exits.end(), P.Of.Owners.begin() + 1, P.Of.Owners.end());
  for (const Cleanup &C : Found)
    if (C.K == Cleanup::ProcessExit)
      Exits.push_back(
          {Owner::ExitHandler, P.Of.Functions[C.Runs].Pretty, C.Runs, C.At});
  // A guard's callable ends with its owner if no other guard shares the class.
  llvm::DenseMap<FunctionId, std::pair<FunctionId, unsigned>> RunBy;
  for (const Cleanup &C : Found)
    if (C.By) {
      RunBy[C.By].first = C.Runs;
      ++RunBy[C.By].second;
    }
  std::deque<FunctionId> Work;
  auto Reach = [&](FunctionId F, uint32_t Exit) {
    if (!F || !Exit || SharedAtExit[F] || OwnedBy[F] == Exit)
      return;
    // Of a second one it is known that there is one.
    if (OwnedBy[F])
      SharedAtExit[F] = true;
    else
      OwnedBy[F] = Exit;
    Work.push_back(F);
  };
  for (const Cleanup &C : Found)
    if (C.By && C.Owner && P.Of.rootKind(C.Owner) == PathNode::Global)
      Reach(C.Runs, exitOf(C));
  for (uint32_t I = 1; I < Exits.size(); ++I)
    Reach(Exits[I].Runs, I);
  while (!Work.empty()) {
    FunctionId F = Work.front();
    Work.pop_front();
    auto HandOn = [&](FunctionId To) {
      Reach(To, OwnedBy[F]);
      if (SharedAtExit[F] && To && !SharedAtExit[To]) {
        SharedAtExit[To] = true;
        Work.push_back(To);
      }
    };
    endedBy(F, HandOn);
    if (auto It = RunBy.find(F); It != RunBy.end() && It->second.second == 1)
      HandOn(It->second.first);
  }
}

const Owner *Guards::owner(FunctionId F) const {
  return OwnedBy[F] ? &Exits[OwnedBy[F]] : nullptr;
}
