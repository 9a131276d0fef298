//===-- Callables.cpp - Callables that are handed over --------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Callables.h"
#include "Summary/Conditions.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

bool cleanexit::catchesAll(const Program &P, StepId S) {
  for (StepId Try = P.InTry[S]; Try; Try = P.InTry[Try])
    for (const Handler &H : P.Tries.find(Try)->second.Handlers)
      if (!H.Type && !H.RethrownAt)
        return true;
  return false;
}

Callables::Callables(Program &P, Stores &Kept, const Calls &Graph)
    : P(P), Kept(Kept), Graph(Graph) {
  First.reserve(P.Of.Functions.size() + 1);
  uint32_t Count = 0;
  for (const Function &F : P.Of.Functions) {
    First.push_back(Count);
    Count += F.NumParams;
    // Nobody has seen how many parameters a modeled template was given.
    if (const FunctionModel *M = P.ModelOf[First.size() - 1])
      for (const auto *Operands : {&M->Runs, &M->Starts})
        for (Operand O : *Operands)
          Count = std::max<int>(Count, First.back() + O + 1);
  }
  First.push_back(Count);
  Parameters.resize(Count);

  seed();
  do {
    Indirect.clear();
    Handings.clear();
    Guarded.clear();
    Unknown.clear();
    Started.clear();
    search();
  } while (searchCaptures());
  llvm::sort(Guarded);
  llvm::sort(Handings, [](const Handing &A, const Handing &B) {
    return std::tuple(A.Edge, A.Callee, A.Index) <
           std::tuple(B.Edge, B.Callee, B.Index);
  });
  llvm::sort(Unknown);
  llvm::sort(Started, [](const StartedThread &A, const StartedThread &B) {
    return std::tuple(A.At.Body, A.At.Index, A.Runs) <
           std::tuple(B.At.Body, B.At.Index, B.Runs);
  });
}

void Callables::search() {
  while (!Work.empty()) {
    auto [F, Index] = Work.back();
    Work.pop_back();
    follow(F, Index);
  }
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    for (unsigned I = 0; I != First[F + 1] - First[F]; ++I)
      if (const Parameter *At = parameter(F, I); At->Runs || At->Starts)
        answer(F, I);
  for (StepId S : Runners)
    run(S);
}

/// Is the lambda run by the function that it is written in, or by something
/// which that one calls?
bool Callables::isRunBy(FunctionId Lambda, FunctionId Outer) const {
  static constexpr unsigned FarEnough = 32;
  llvm::SmallVector<FunctionId, 8> Reached{Lambda};
  for (size_t I = 0; I != Reached.size() && I != FarEnough; ++I) {
    llvm::SmallVector<StepId, 8> Steps(Graph.direct(Reached[I]));
    for (auto It = llvm::lower_bound(RunBy, Lists::Entry{Reached[I], 0});
         It != RunBy.end() && It->Index == Reached[I]; ++It)
      Steps.push_back(It->Number);
    for (StepId S : Steps) {
      FunctionId Caller = P.functionOf(S);
      if (Caller == Outer)
        return true;
      if (!llvm::is_contained(Reached, Caller))
        Reached.push_back(Caller);
    }
  }
  return false;
}

/// A lambda that is run where it is written runs what it has captured.
bool Callables::searchCaptures() {
  RunBy.clear();
  for (Lists::Entry E : Indirect)
    RunBy.push_back({E.Number, E.Index});
  llvm::sort(RunBy);
  std::vector<Capture> Now = std::move(Captures);
  Captures.clear();
  for (const Capture &C : Now) {
    FunctionId Outer = P.Of.Functions[C.Lambda].Parent;
    if (isRunBy(C.Lambda, Outer))
      found(Outer, C.Index, C.Use);
    else
      Captures.push_back(C);
  }
  return !Work.empty();
}

Callables::Parameter *Callables::parameter(FunctionId F, unsigned Index) {
  if (Index >= First[F + 1] - First[F])
    return nullptr;
  return &Parameters[First[F] + Index];
}

bool Callables::runs(FunctionId F, unsigned Index) const {
  return Index < First[F + 1] - First[F] && Parameters[First[F] + Index].Runs;
}

bool Callables::letsOut(FunctionId F, unsigned Index) const {
  return runs(F, Index) && Parameters[First[F] + Index].Escapes;
}

llvm::SmallVector<StepId, 4> Callables::stepsToRun(Lists::Entry Edge) const {
  static constexpr size_t FarEnough = 4;
  llvm::SmallVector<StepId, 4> Steps;
  auto Handed =
      llvm::lower_bound(Handings, Edge, [](const Handing &H, Lists::Entry E) {
        return H.Edge < E;
      });
  auto IsSame = [&](auto It) {
    return It != Handings.end() && !(It->Edge < Edge) && !(Edge < It->Edge);
  };
  if (!IsSame(Handed) || IsSame(std::next(Handed)))
    return Steps;
  FunctionId F = Handed->Callee;
  unsigned Index = Handed->Index;
  while (Steps.size() != FarEnough && Index < First[F + 1] - First[F]) {
    const Parameter &Here = Parameters[First[F] + Index];
    if (!Here.At || Here.Several)
      break;
    Steps.push_back(Here.At);
    if (P.step(Here.At).Kind != Op::Call)
      break;
    // handed on
    llvm::ArrayRef<Value> Args = P.args(Here.At);
    auto On = llvm::find_if(Args, [&](const Value &V) {
      return V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param &&
             P.Of.Paths[V.Id].Number == Index;
    });
    if (On == Args.end())
      break;
    F = P.step(Here.At).Callee;
    Index = On - Args.begin();
  }
  return Steps;
}

void Callables::found(FunctionId F, unsigned Index, const Parameter &More) {
  Parameter *Known = parameter(F, Index);
  if (!Known) {
    if (P.Of.Functions[F].Parent)
      Captures.push_back({F, Index, More});
    return;
  }
  if (More.Runs && Known->Runs && More.At != Known->At)
    Known->Several = true;
  if (More.Runs && !Known->Runs)
    Known->At = More.At;
  bool News = (More.Runs && !Known->Runs) ||
              (More.Escapes && !Known->Escapes) ||
              (More.Starts && !Known->Starts);
  if (!News)
    return;
  Known->Runs |= More.Runs;
  Known->Escapes |= More.Escapes;
  if (!Known->Starts)
    Known->Thread = More.Thread;
  Known->Starts |= More.Starts;
  Work.push_back({F, Index});
}

void Callables::seed() {
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (const FunctionModel *M = P.ModelOf[F]) {
      for (Operand I : M->Runs)
        if (I >= 0)
          found(F, I, {true, true, false, 0});
      for (Operand I : M->Starts)
        if (I >= 0)
          found(F, I, {false, false, true, 0});
      for (Operand I : M->Starts)
        for (StepId S : Graph.direct(F))
          if (I >= 0 && I < P.step(S).NumArgs)
            seedWrapper(S, I);
    }
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    if (At.Kind == Op::Call && At.is(Step::Virtual) && isForOthers(At))
      Runners.push_back(S);
    if (At.Kind != Op::Run || At.Callee)
      continue;
    Runners.push_back(S);
    PathNode Node = P.Of.Paths[At.Subject];
    if (Node.K == PathNode::Param)
      found(P.functionOf(S), Node.Number,
            {true, !catchesAll(P, S), false, 0, S, false});
  }
}

/// What is kept for a thread's function to run is started with that:
///   int start(Thread *t, Function f) { a->run = f;
///                                      pthread_create(&t->id, 0, helper, a); }
///   void *helper(void *p) { Args a = *(Args *)p; free(p); a.run(); }
/// It is known by the wrapper that the caller has, and not by a part of that.
void Callables::seedWrapper(StepId S, unsigned Callable) {
  const Value &Started = P.args(S)[Callable];
  const FunctionId Wrapper = P.functionOf(S);
  if (Started.K != Value::Function ||
      P.Of.Functions[Wrapper].K != Function::Free)
    return;
  using Field = std::pair<RecordId, StringId>;
  auto FieldOf = [&](StepId At, PathId Place) -> Field {
    const PathNode &Node = P.Of.Paths[Place];
    if (Node.K != PathNode::Field)
      return {0, 0};
    return {P.Of.classAt(P.functionOf(At), Node.Parent), Node.Name};
  };
  llvm::SmallVector<Field, 2> Run;
  auto Note = [&](StepId At, PathId Place) {
    if (const Field Of = FieldOf(At, Place); Of.first)
      Run.push_back(Of);
  };
  auto Within = [&](FunctionId F, auto Visit) {
    for (uint32_t B : P.Of.Functions[F].Bodies)
      for (StepId I = 0; I != P.Of.Bodies[B].Count; ++I)
        Visit(P.Of.Bodies[B].First + I);
  };
  Within(Started.Id, [&](StepId At) {
    if (P.step(At).Kind != Op::Run || P.step(At).Callee)
      return;
    Note(At, P.step(At).Subject);
    if (P.Of.Paths[P.step(At).Subject].K == PathNode::Local)
      for (StepId Put : Kept.puts(At, P.step(At).Subject))
        if (const Value V = stored(P, Put).What; V.K == Value::Path)
          Note(Put, V.Id);
  });
  Within(Wrapper, [&](StepId At) {
    const Stored To = stored(P, At);
    if (To.Into && To.What.K == Value::Path &&
        P.Of.Paths[To.What.Id].K == PathNode::Param &&
        llvm::is_contained(Run, FieldOf(At, To.Into)))
      found(Wrapper, P.Of.Paths[To.What.Id].Number,
            {false, false, true, P.root(threadOf(S, Callable)).Id});
  });
}

/// The parameter is run or started: so are the parameters handed to it.
void Callables::follow(FunctionId F, unsigned Index) {
  Parameter Known = *parameter(F, Index);
  for (StepId S : Graph.callers(F)) {
    if (Index >= P.step(S).NumArgs)
      continue;
    const Value &V = P.args(S)[Index];
    if (V.K != Value::Path || V.Flags & Value::IsNumber ||
        P.Of.Paths[V.Id].K != PathNode::Param)
      continue;
    Parameter Here = Known;
    Here.At = S;
    Here.Escapes &= !catchesAll(P, S);
    if (Known.Starts)
      Here.Thread =
          P.ModelOf[F] ? threadOf(S, Index) : translated(Known.Thread, S);
    found(P.functionOf(S), P.Of.Paths[V.Id].Number, Here);
  }
}

/// What is handed to the parameter by each call?
void Callables::answer(FunctionId F, unsigned Index) {
  Parameter Known = *parameter(F, Index);
  for (StepId S : Graph.callers(F)) {
    if (Index >= P.step(S).NumArgs)
      continue;
    const Value &V = P.args(S)[Index];
    bool IsParameter = V.K == Value::Path &&
                       P.Of.Paths[V.Id].K == PathNode::Param &&
                       parameter(P.functionOf(S), P.Of.Paths[V.Id].Number);
    if (V.K == Value::Null)
      continue;
    auto Functions = Kept.functions(S, V);
    for (FunctionId Runs : Functions) {
      if (Known.Runs) {
        Indirect.push_back({S, Runs});
        Handings.push_back({{S, Runs}, F, Index});
        if (Known.At && P.step(Known.At).Kind == Op::Run)
          runHanded(Known.At, Runs);
      }
      if (Known.Runs && !Known.Escapes)
        Guarded.push_back({S, Runs});
      if (Known.Starts)
        Started.push_back(
            {Runs, P.ref(S),
             Kept.settles(S, P.ModelOf[F] ? threadOf(S, Index)
                                          : translated(Known.Thread, S))});
    }
    // The standard's algorithms are handed functors without a body to see.
    if (Known.Runs && Functions.empty() && !P.ModelOf[F])
      Unknown.push_back({S, IsParameter ? P.Of.Paths[V.Id].Number + 1 : 0});
  }
}

/// virtual void onClosed() = 0;   or one that does nothing, where it is not the
/// object's own: who uses the program may have made something of it.
bool Callables::isForOthers(const Step &Call) const {
  const Function &Of = P.Of.Functions[Call.Callee];
  return Of.is(Function::Pure) ||
         (P.Of.Paths[Call.Subject].K != PathNode::This &&
          Of.K == Function::Method && !Of.Bodies.empty() &&
          llvm::all_of(Of.Bodies,
                       [&](uint32_t B) { return P.Of.Bodies[B].Count == 0; }));
}

/// Of a struct's field in C so many functions are followed.
static constexpr size_t MostKept = 8;

/// A step that runs what is stored somewhere.
void Callables::run(StepId S) {
  const Step &At = P.step(S);
  if (At.Kind == Op::Call) {
    bool IsOverridden =
        !Graph.isFunction(Graph.node(S)) && !Graph.targets(S).empty();
    if (!IsOverridden && !P.ModelOf[At.Callee])
      Unknown.push_back({S, 0});
    return;
  }
  PathNode Node = P.Of.Paths[At.Subject];
  FunctionId F = P.functionOf(S);
  if (Node.K == PathNode::Param &&
      (parameter(F, Node.Number) || P.Of.Functions[F].Parent)) {
    FunctionId Given = givenToThread(F, Node.Number);
    if (!Given)
      Given = givenToOuter(F, Node.Number);
    if (Given)
      Indirect.push_back({S, P.asRunBy(S, Given)});
    else
      Unknown.push_back({S, Node.Number + 1});
    return;
  }
  Value V;
  V.K = Value::Path;
  V.Id = At.Subject;
  auto Functions = Kept.functions(S, V);
  // Not "watcher.run", a member of any such struct in C.
  const PathNode &Place = P.Of.Paths[V.Id];
  if (Place.K == PathNode::Global &&
      !P.text(Place.Name).split('@').first.contains('.'))
    addSet(S, Functions);
  // ((lock_cbk)frame->ret)(frame, 0)   In C, what takes more is not meant.
  llvm::erase_if(Functions, [&](FunctionId F) {
    const Function &Of = P.Of.Functions[F];
    return Of.K == Function::Free && Of.NumParams > At.NumArgs &&
           !P.text(Of.Name).starts_with("_Z");
  });
  // object->destroy(object)   Which one of many it is, as for a virtual function's
  // many overriders, is anybody's guess.
  if (Place.K == PathNode::Global && Functions.size() > MostKept &&
      P.text(Place.Name).split('@').first.contains('.'))
    Functions.clear();
  if (FunctionId Only = Functions.empty() ? onlyGiven(S) : 0)
    Functions.push_back(Only);
  for (FunctionId Runs : Functions) {
    Indirect.push_back({S, P.asRunBy(S, Runs)});
    runHanded(S, Runs);
  }
  if (Functions.empty())
    Unknown.push_back({S, 0});
}

/// Whether a function runs a callable in that call, itself or by what it hands it
/// to, and not: if (isInLoop()) f(); else post(f);
bool Callables::runsAtOnce(FunctionId F, unsigned Index) const {
  static constexpr unsigned FarEnough = 4;
  for (unsigned Far = 0; Far != FarEnough; ++Far) {
    const StepId At = runs(F, Index) ? Parameters[First[F] + Index].At : 0;
    if (!At || P.functionOf(At) != F)
      return false; // by a lambda, which is perhaps kept
    const Step &S = P.step(At);
    PathId Callable = S.Subject;
    unsigned Next = 0;
    if (S.Kind == Op::Call) {
      for (; Next != S.NumArgs; ++Next)
        if (const Value &V = P.args(At)[Next];
            V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param &&
            P.Of.Paths[V.Id].Number == Index)
          break;
      if (Next == S.NumArgs)
        return false;
      Callable = P.args(At)[Next].Id;
    }
    if (isChoice(P.Of, P.ref(At), Callable))
      return false;
    if (S.Kind == Op::Run || P.ModelOf[S.Callee])
      return true;
    F = S.Callee;
    Index = Next;
  }
  return false;
}

/// execute([this](Answer a) { done(a); });   where what is run runs what it is
/// handed.
void Callables::runHanded(StepId S, FunctionId Callee) {
  for (unsigned I = 0; I != P.step(S).NumArgs; ++I)
    if (runsAtOnce(Callee, I))
      for (FunctionId F : Kept.functions(S, P.args(S)[I]))
        if (!llvm::is_contained(Indirect, Lists::Entry{S, F}))
          Indirect.push_back({S, F});
}

/// static Handler handler = toStderr;   void setHandler(Handler h) { handler = h; }
/// Of one variable whatever a setter was ever given may be there.
void Callables::addSet(StepId S, llvm::SmallVectorImpl<FunctionId> &Functions) {
  static constexpr size_t Most = 8;
  for (const Source &From : Kept.of(S, P.step(S).Subject)) {
    const PathNode &Given =
        P.Of.Paths[From.What.K == Value::Path ? From.What.Id : 0];
    if (Given.K != PathNode::Param)
      continue;
    for (StepId Call : Graph.callers(P.functionOf(From.At)))
      if (Given.Number < P.step(Call).NumArgs)
        for (FunctionId F : Kept.functions(Call, P.args(Call)[Given.Number]))
          if (!llvm::is_contained(Functions, F) && Functions.size() < Most)
            Functions.push_back(F);
  }
}

/// Timer(std::function<void()> f) : f_(f) {}   the one callable that all of the
/// program's timers are given. What a destructor runs, Guards tells apart.
FunctionId Callables::onlyGiven(StepId S) {
  const FunctionId In = P.functionOf(S);
  auto Ends = [&](FunctionId F) {
    return P.Of.Functions[F].K == Function::Destructor &&
           P.Of.Functions[F].Class == P.Of.Functions[In].Class;
  };
  const bool AtEnd = llvm::any_of(
      Graph.direct(In), [&](StepId Call) { return Ends(P.functionOf(Call)); });
  // save() { … writer_(file_, lines); }   That is no guard's.
  const bool IsTold = llvm::any_of(P.args(S), [&](const Value &V) {
    return V.K == Value::Path && P.Of.rootKind(V.Id) == PathNode::Local;
  });
  if (Ends(In) || (AtEnd && !IsTold))
    return 0;
  FunctionId Only = 0;
  for (const Source &From : Kept.of(S, P.step(S).Subject))
    if (!addGiven(From.At, From.What, 0, Only))
      return 0;
  return AtEnd && P.Of.Functions[Only].K == Function::Lambda ? 0 : Only;
}

/// Adds what a parameter is given by all calls; false if that is not known, or
/// is more than one function.
bool Callables::addGiven(StepId At, const Value &V, unsigned Depth,
                         FunctionId &Only) {
  static constexpr unsigned Deepest = 4;
  if (V.K == Value::Null)
    return true; // for the time being
  return V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param &&
         Depth != Deepest &&
         addGivenTo(P.functionOf(At), P.Of.Paths[V.Id].Number, Depth, Only);
}

/// The same, of a parameter of a function.
bool Callables::addGivenTo(FunctionId In, unsigned Index, unsigned Depth,
                           FunctionId &Only) {
  if (Graph.callers(In).empty())
    return false;
  for (StepId Call : Graph.callers(In)) {
    if (Index >= P.step(Call).NumArgs)
      return false;
    const Value &Arg = P.args(Call)[Index];
    const auto Given = Kept.functions(Call, Arg);
    if (Given.empty() && addGiven(Call, Arg, Depth + 1, Only))
      continue;
    if (Given.size() != 1 || (Only && Only != Given[0]))
      return false;
    Only = Given[0];
  }
  return true;
}

/// std::thread(loop, std::move(step), std::ref(stop))   The one callable that a
/// parameter of a thread's function is given, by all who start it.
FunctionId Callables::givenToThread(FunctionId F, unsigned Index) {
  FunctionId Only = 0;
  for (const StartedThread &T : Started) {
    if (T.Runs != F || !T.At.Body)
      continue;
    const StepId At = P.id(T.At);
    const llvm::ArrayRef<Value> Args = P.args(At);
    const auto Callable = llvm::find_if(Args, [&](const Value &V) {
      return V.K == Value::Function && V.Id == F;
    });
    const size_t Given = Callable - Args.begin() + 1 + Index;
    if (Given >= Args.size())
      return 0;
    const auto Known = Kept.functions(At, Args[Given]);
    if (Known.empty() ? !addGiven(At, Args[Given], 0, Only)
                      : Known.size() != 1 || (Only && Only != Known[0]))
      return 0;
    if (!Known.empty())
      Only = Known[0];
  }
  return Only;
}

/// void async(Done done) { post([done] { done(); }); }   The one callable that all
/// callers of the function around a lambda, which is run elsewhere, give it.
FunctionId Callables::givenToOuter(FunctionId F, unsigned Index) {
  const Function &Of = P.Of.Functions[F];
  if (!Of.Parent || Of.NumParams || runs(Of.Parent, Index))
    return 0;
  FunctionId Only = 0;
  return addGivenTo(Of.Parent, Index, 0, Only) ? Only : 0;
}

bool Callables::isReturned(FunctionId F, PathId Local) const {
  return llvm::any_of(P.Of.Functions[F].Bodies, [&](uint32_t B) {
    return llvm::any_of(P.Of.steps(P.Of.Bodies[B]), [&](const Step &S) {
      return S.Kind == Op::Return && S.NumArgs &&
             P.Of.args(S)[0].K == Value::Path && P.Of.args(S)[0].Id == Local;
    });
  });
}

/// A callee's path as the caller at S sees it.
PathId Callables::translated(PathId InCallee, StepId S) {
  Program::Root Root = P.root(InCallee);
  Value Start;
  switch (Root.Node.K) {
  case PathNode::This:
    Start = P.operand(S, ThisOperand);
    break;
  case PathNode::Param:
    Start = P.operand(S, Root.Node.Number);
    break;
  case PathNode::Returned:
    Start.K = P.step(S).Result ? Value::Path : Value::Unknown;
    Start.Id = P.step(S).Result;
    break;
  case PathNode::Global:
    return InCallee;
  case PathNode::Local: // Thread *t = malloc(…); …; return t;
    if (!isReturned(P.step(S).Callee, Root.Id))
      return 0;
    Start.K = Value::Path;
    Start.Id = P.step(S).Result
                   ? P.step(S).Result
                   : P.path({PathNode::Result, 0, 0, P.ref(S).Index});
    break;
  default:
    return 0;
  }
  if (Start.K != Value::Path)
    return 0;
  return P.rebased(InCallee, Root.Id, Start.Id);
}

/// The thread that a modeled call makes: the constructed object, what it
/// writes its handle to (pthread_create), its result, or its receiver.
PathId Callables::threadOf(StepId S, unsigned Callable) {
  const Step &At = P.step(S);
  if (At.is(Step::Constructs))
    return At.Subject;
  llvm::ArrayRef<Value> Args = P.args(S);
  for (unsigned I = 0; I != Args.size() && I < Callable; ++I)
    if (Args[I].K == Value::Path)
      return Args[I].Id;
  if (At.Result || At.Subject)
    return At.Result ? At.Result : At.Subject;
  return P.path({PathNode::Result, 0, 0, P.ref(S).Index});
}
