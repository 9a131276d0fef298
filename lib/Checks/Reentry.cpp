//===-- Reentry.cpp - Code of others that may come back for a lock --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Reentry.h"
#include "Checks/Chain.h"
#include "Checks/LockNames.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

static constexpr llvm::StringRef TellingWords[] = {
    "on", "notify", "handle", "handler", "callback",
    "cb", "cbk",    "clb",    "hook",    "fire"};
static constexpr llvm::StringRef LogWords[] = {"log", "logf", "vlog", "logv",
                                               "logger"};
// Whoever is woken goes on in a thread of its own.
static constexpr llvm::StringRef WakingWords[] = {"wake", "wakeup", "awake"};
// A deleter ends one thing and knows of nothing else.
static constexpr llvm::StringRef EndingWords[] = {
    "free", "delete", "deleter", "destroy", "destructor", "dtor", "release"};

/// What is there to be called back has callbacks, and few members besides.
static constexpr size_t MostOfListener = 6;

/// Copies of copies of what is stored.
static constexpr unsigned MaxDepth = 4;

/// Of internal linkage: it is its file's, which its name tells.
static bool isInternal(const Facts &F, FunctionId Id) {
  return F.Strings[F.Functions[Id].Name].contains('@');
}

Reentry::Reentry(const Summary &P) : P(P), F(P.facts()) {
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    if (F.Functions[Id].Class && F.Functions[Id].K == Function::Method &&
        F.Functions[Id].is(Function::Public))
      Methods[F.Functions[Id].Class].push_back(Id);
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    if (F.Functions[Id].K == Function::Free && isUserCode(P, Id) &&
        F.Functions[Id].At.File && !isInternal(F, Id))
      ByFile[F.Functions[Id].At.File].push_back(Id);
  for (PathId Id = 1; Id < F.Paths.size(); ++Id)
    if (F.Paths[Id].K == PathNode::Element)
      ElementOf[F.Paths[Id].Parent] = Id;
  findRegisters();
}

void Reentry::findRegisters() {
  for (const Body &B : F.Bodies) {
    // What an object is made with is a part of it.
    if (F.Functions[B.Of].K == Function::Constructor)
      continue;
    for (const Step &S : F.steps(B)) {
      if (S.Kind != Op::Set || F.args(S)[0].K != Value::Path ||
          F.Paths[F.args(S)[0].Id].K != PathNode::Param)
        continue;
      if (std::string Name = nameInC(B.Of, S.Subject); !Name.empty())
        Registers[Name].push_back(B.Of);
      // bus->head = node;   with node->fn in it, and not much more
      if (const RecordId Of = F.classAt(B.Of, F.args(S)[0].Id);
          Of && F.Records[Of].Members.size() <= MostOfListener &&
          F.Paths[S.Subject].K == PathNode::Field)
        Keeps[F.Strings[F.Records[Of].Name]].push_back(B.Of);
    }
  }
}

/// What a place is to C: "watcher.run" for a member of any such struct, or a
/// global's name; "" for anything else.
std::string Reentry::nameInC(FunctionId In, PathId Place) const {
  while (F.Paths[Place].K == PathNode::Element)
    Place = F.Paths[Place].Parent;
  const PathNode &Node = F.Paths[Place];
  if (Node.K == PathNode::Global)
    return F.Strings[Node.Name].str();
  const RecordId Of =
      Node.K == PathNode::Field && F.rootKind(Place) != PathNode::This
          ? F.classAt(In, Node.Parent)
          : 0;
  return Of ? (F.Strings[F.Records[Of].Name] + "." + F.Strings[Node.Name]).str()
            : "";
}

bool Reentry::isElement(PathId Path) const {
  while (F.Paths[Path].K == PathNode::Field)
    Path = F.Paths[Path].Parent;
  return F.Paths[Path].K == PathNode::Element;
}

/// Another method of the class stored it, so a member has kept it since.
bool Reentry::cameFromElsewhere(StepRef At, StepRef From) const {
  FunctionId Here = functionOf(P, At);
  const FunctionId There = functionOf(P, From);
  const bool SameClass = F.classOf(Here) && F.classOf(Here) == F.classOf(There);
  while (Here && Here != There)
    Here = F.Functions[Here].Parent;
  return SameClass && !Here;
}

/// What is asked for its result:  auto listener = weak_.lock();
PathId Reentry::askedOf(const Value &V, StepRef From) const {
  const Step *Call = V.K == Value::Unknown ? stepOf(P, From) : nullptr;
  return Call && Call->Kind == Op::Call && Call->Callee &&
                 F.Functions[Call->Callee].is(Function::Toolchain) &&
                 F.Functions[Call->Callee].is(Function::Const)
             ? Call->Subject
             : 0;
}

/// void onReady(Callback f) { callback_ = f; if (ready_) f(); }
/// void onChange(Callback f) { callbacks_.push_back(f); f(value_); }
/// Whether a function keeps what it is given, or calls who does.
bool Reentry::isKeptToo(uint32_t Body, uint32_t Param, unsigned Depth) const {
  constexpr unsigned Deepest = 2;
  auto IsIt = [&](const Value &V) {
    return V.K == Value::Path && F.Paths[V.Id].K == PathNode::Param &&
           F.Paths[V.Id].Number == Param;
  };
  for (uint32_t I = 0; I < F.Bodies[Body].Count; ++I) {
    const Step &S = F.Steps[F.Bodies[Body].First + I];
    const llvm::ArrayRef<Value> Args = F.args(S);
    // In C an object that is made here is kept; in C++ it has its own methods.
    if (F.rootKind(S.Subject) == PathNode::Local &&
        (S.Kind == Op::Call || F.classOf(F.Bodies[Body].Of)))
      continue;
    const PathNode::Kind Place = F.Paths[S.Subject].K;
    if (S.Kind == Op::Set &&
        (Place == PathNode::Field || Place == PathNode::Element) &&
        IsIt(Args[0]))
      return true;
    if (S.Kind != Op::Call || S.is(Step::Virtual) || Depth == Deepest)
      continue;
    for (auto [Number, V] : llvm::enumerate(Args))
      if (IsIt(V) && llvm::any_of(F.Functions[S.Callee].Bodies,
                                  [&, N = Number](uint32_t B) {
                                    return isKeptToo(B, N, Depth + 1);
                                  }))
        return true;
  }
  return false;
}

bool Reentry::isStored(StepRef At, PathId Callable, unsigned Depth) const {
  if (Depth > MaxDepth)
    return false;
  const PathId Root = F.root(Callable);
  if (F.Paths[Root].K == PathNode::This)
    return true;
  if (F.Paths[Root].K == PathNode::Param)
    return Root == Callable && isKeptToo(At.Body, F.Paths[Root].Number);
  if (F.Paths[Root].K != PathNode::Local)
    return false;
  for (const auto &[V, From] : P.sources(At, Root))
    if (cameFromElsewhere(At, From) ||
        (V.K == Value::Path && V.Id != Root &&
         isStored(From, V.Id, Depth + 1)) ||
        (askedOf(V, From) && isStored(From, askedOf(V, From), Depth + 1)))
      return true;
  return false;
}

/// Put there by a method, while the object lives: add(listener), onData(f).
bool Reentry::isSettable(StepRef At, PathId Place, unsigned Depth) const {
  if (Depth > MaxDepth)
    return false;
  for (PathId Part = Place; Part; Part = F.Paths[Part].Parent) {
    const PathNode::Kind K = F.Paths[Part].K;
    if (K != PathNode::Field && K != PathNode::Element && K != PathNode::Local)
      break;
    for (const auto &[V, From] : P.sources(At, Part)) {
      if (V.K == Value::Function || V.K == Value::Null)
        continue;
      const Function &By = F.Functions[functionOf(P, From)];
      if (V.K == Value::Path && F.rootKind(V.Id) == PathNode::Param &&
          By.K == Function::Method && cameFromElsewhere(At, From))
        return true;
      if (V.K == Value::Path && V.Id != Part && From.Body == At.Body &&
          isSettable(From, V.Id, Depth + 1))
        return true;
      if (const PathId Asked = askedOf(V, From);
          Asked && isSettable(From, Asked, Depth + 1))
        return true;
    }
  }
  return false;
}

/// class Pipe { class Request { std::function<void()> run_; … }; … };
/// The functions that a place is given, if all who can give it one are seen.
bool Reentry::allSeen(StepRef At, PathId Place,
                      llvm::SmallVectorImpl<FunctionId> &Found,
                      unsigned Depth) const {
  if (Depth > MaxDepth)
    return false;
  auto IsSeen = [&](const Value &V, StepRef From) {
    if (V.K == Value::Function)
      Found.push_back(V.Id);
    return V.K == Value::Function || V.K == Value::Null ||
           (V.K == Value::Path &&
            // Of another object of the same class.
            ((V.Id != Place && lastField(F, V.Id) &&
              lastField(F, V.Id) == lastField(F, Place)) ||
             allSeen(From, V.Id, Found, Depth + 1)));
  };
  const PathNode &Node = F.Paths[Place];
  if (Node.K == PathNode::Param) {
    const Function &By = F.Functions[functionOf(P, At)];
    const bool IsOwn =
        By.Class && (F.Records[By.Class].Hidden || !By.is(Function::Public));
    return IsOwn && !By.is(Function::Virtual) &&
           llvm::all_of(P.callers(functionOf(P, At)), [&](StepRef Call) {
             const llvm::ArrayRef<Value> Args = F.args(*stepOf(P, Call));
             return stepOf(P, Call)->Kind == Op::Call &&
                    Node.Number < Args.size() &&
                    IsSeen(Args[Node.Number], Call);
           });
  }
  const auto Sources = P.sources(At, Place);
  return !Sources.empty() && llvm::all_of(Sources, [&](const auto &Source) {
    return IsSeen(Source.first, Source.second);
  });
}

void Reentry::addStored(StepRef At, PathId Place, StoredThere &Found,
                        unsigned Depth) const {
  if (Depth > MaxDepth || !Found.Seen.insert({At.Body, Place}).second)
    return;
  auto Add = [&](const Value &V, StepRef From) {
    if (V.K == Value::Path)
      addStored(From, V.Id, Found, Depth + 1);
    else if (V.K == Value::Function && !llvm::is_contained(Found.Are, V.Id))
      Found.Are.push_back(V.Id);
  };
  const PathNode &Node = F.Paths[Place];
  if (Node.K != PathNode::Param) {
    for (const auto &[V, From] : P.sources(At, Place))
      if (V.K != Value::Path || V.Id != Place)
        Add(V, From);
    return;
  }
  for (StepRef Call : P.callers(functionOf(P, At)))
    if (const Step &S = *stepOf(P, Call);
        S.Kind == Op::Call && Node.Number < S.NumArgs)
      Add(F.args(S)[Node.Number], Call);
}

/// Whether objects of a class are made in one place, and none within another object:
/// what is put into one of several is not what another has.
bool Reentry::isOnlyOne(RecordId Class) const {
  unsigned Made = 0;
  for (const Record &R : F.Records)
    for (const Record::Member &M : R.Members)
      Made += M.Class == Class;
  std::optional<Place> At;
  for (const Body &B : F.Bodies)
    for (const Step &S : F.steps(B))
      if (S.is(Step::Constructs) && S.Kind == Op::Call && S.Callee &&
          F.Functions[S.Callee].Class == Class &&
          F.rootKind(S.Subject) != PathNode::This && !(At && *At == S.At)) {
        ++Made;
        At = S.At;
      }
  return Made <= 1;
}

llvm::SmallVector<FunctionId, 4> Reentry::stored(StepRef Runs) const {
  const Step *S = stepOf(P, Runs);
  if (!S || S->Kind != Op::Run || S->Callee || !isInLoop(F, Runs) ||
      !isOnlyOne(F.classOf(functionOf(P, Runs))))
    return {};
  // Which one of many it is that is chosen, nobody says.
  const bool IsElement =
      F.Paths[S->Subject].K == PathNode::Element ||
      (F.Paths[S->Subject].K == PathNode::Local &&
       llvm::any_of(F.steps(F.Bodies[Runs.Body]), [&](const Step &Sets) {
         return Sets.Kind == Op::Set && Sets.Subject == S->Subject &&
                F.args(Sets)[0].K == Value::Path &&
                F.Paths[F.args(Sets)[0].Id].K == PathNode::Element;
       }));
  StoredThere Found;
  if (IsElement)
    addStored(Runs, S->Subject, Found);
  return Found.Are;
}

/// Whether all that a step may run, in a class that nobody else can name, is seen,
/// and nothing of it comes to a lock.
bool Reentry::noneTakes(StepRef Runs, PathId Callable, StepRef At,
                        const HeldLock &L) const {
  const RecordId Keeper = F.classOf(functionOf(P, Runs));
  llvm::SmallVector<FunctionId, 4> Found;
  if (!Keeper || !F.Records[Keeper].Hidden || !allSeen(Runs, Callable, Found) ||
      Found.empty())
    return false;
  const RecordId Of = F.classOf(functionOf(P, At));
  return llvm::all_of(Found, [&](FunctionId Fn) {
    return takesSuch(Fn, Of, L).empty() &&
           comesTo(Fn, [&](FunctionId, const TakenLock &T) {
             return memberName(P, T) == memberName(P, L);
           }).empty();
  });
}

/// Somebody is told something: Listener::update, Connection::onClose.
bool Reentry::tells(const Step &S) const {
  const Function &Of = F.Functions[S.Callee];
  return saysAnyOf(F.Strings[F.Records[Of.Class].Name],
                   {"listener", "observer", "callback", "callbacks", "handler",
                    "delegate", "subscriber", "watcher", "slot"}) ||
         saysAnyOf(lastName(F, S.Callee), TellingWords);
}

/// std::unique_ptr<Storage> storage_;   What an object has for itself is a part
/// of it, whoever gave it.
bool Reentry::isOwnedAlone(StepRef At, PathId Subject) const {
  while (F.Paths[Subject].Parent &&
         F.Paths[F.Paths[Subject].Parent].K != PathNode::This)
    Subject = F.Paths[Subject].Parent;
  if (F.Paths[Subject].K != PathNode::Field)
    return false;
  return llvm::any_of(F.Records[F.classOf(functionOf(P, At))].Members,
                      [&](const Record::Member &M) {
                        return M.Name == F.Paths[Subject].Name &&
                               P.ownsAlone(M);
                      });
}

/// Code that may be written to come back. What an object is made with, and
/// asks, is a part of it: a codec, a clock, a hash function.
bool Reentry::isCallback(StepRef At, PathId Place, const Step &S) const {
  const bool Asked = !S.is(Step::Discarded);
  // this.ops_.read: in a table of functions, as C has it.
  const PathNode &Callable = F.Paths[Place];
  if (S.Kind == Op::Run &&
      saysAnyOf(F.Strings[lastField(F, S.Subject)], EndingWords))
    return false;
  const bool InTable = Callable.K == PathNode::Field &&
                       F.Paths[Callable.Parent].K == PathNode::Field &&
                       !isElement(Callable.Parent);
  if (S.Kind == Op::Run && !InTable)
    return !Asked || isSettable(At, Place);
  if (S.Kind == Op::Call && tells(S))
    return true;
  return F.Paths[Place].K != PathNode::This && !Asked &&
         !(S.Callee && (F.Functions[S.Callee].is(Function::Const) ||
                        saysAnyOf(lastName(F, S.Callee), WakingWords))) &&
         !isOwnedAlone(At, Place) && isSettable(At, Place);
}

/// for_each(stored, [](auto &callback) { callback(); }): the lambda runs
/// its parameter, an element of what is handed over with it.
bool Reentry::runsElements(StepRef At, const Step &S) const {
  if (S.Kind != Op::Call || llvm::none_of(F.args(S), [&](const Value &V) {
        return V.K == Value::Path && F.Paths[V.Id].K == PathNode::Element &&
               isStored(At, V.Id);
      }))
    return false;
  for (FunctionId Lambda : P.indirect(At))
    for (uint32_t B : F.Functions[Lambda].Bodies)
      for (const Step &Inner : F.steps(F.Bodies[B]))
        if (Inner.Kind == Op::Run && !Inner.Callee &&
            F.rootKind(Inner.Subject) == PathNode::Param)
          return true;
  return false;
}

/// In C: a stored callback is given the very object whose lock is held. One that
/// is asked for its result is a method, as C has it: rc = bus->xfer(bus, …).
bool Reentry::isGivenOwner(llvm::ArrayRef<Link> Chain,
                           const HeldLock &L) const {
  const Step &Act = *stepOf(P, Chain.back().At);
  const PathNode &Callback = F.Paths[Act.Subject];
  if (Callback.K != PathNode::Global ||
      !F.Strings[Callback.Name].contains('.')) // a C struct's member
    return false;
  // manager->driver->abort(manager): one of the project's own, by a table.
  if (!P.indirect(Chain.back().At).empty() &&
      !Registers.contains(F.Strings[Callback.Name]))
    return false;
  if (!Act.is(Step::Discarded) &&
      !saysAnyOf(F.Strings[Callback.Name].rsplit('.').second, TellingWords))
    return false;
  return llvm::any_of(F.args(Act), [&](Value V) {
    for (size_t I = Chain.size(); --I;) {
      const Step *Call = stepOf(P, Chain[I - 1].At);
      if (V.K != Value::Path || F.Paths[V.Id].K != PathNode::Param || !Call ||
          F.Paths[V.Id].Number >= Call->NumArgs)
        return false;
      V = F.args(*Call)[F.Paths[V.Id].Number];
    }
    if (V.K != Value::Path)
      return false;
    // Self *self = data; Session *s = client->session;
    if (F.Paths[V.Id].K == PathNode::Local)
      for (const auto &[Is, From] : P.sources(Chain.front().At, V.Id))
        if (Is.K == Value::Path && F.rootKind(Is.Id) == PathNode::Param)
          V.Id = Is.Id;
    PathId Around = L.Lock;
    while (F.Paths[Around].K == PathNode::Field && Around != V.Id)
      Around = F.Paths[Around].Parent;
    return Around == V.Id && Around != L.Lock &&
           F.Paths[Around].K != PathNode::This;
  });
}

/// dispatch(events_);   where dispatch(events) does something to each of them:
/// what a place at the chain's end is to who has handed it on.
Reentry::Given Reentry::givenAs(llvm::ArrayRef<Link> Chain,
                                PathId Place) const {
  const StepRef At = Chain.back().At;
  PathId Part = Place;
  if (F.rootKind(Place) == PathNode::Local)
    for (const auto &[Is, From] : P.sources(At, F.root(Place)))
      if (Is.K == Value::Path && From.Body == At.Body &&
          F.rootKind(Is.Id) == PathNode::Param)
        Part = Is.Id;
  const Step *Call =
      Chain.size() > 1 ? stepOf(P, Chain[Chain.size() - 2].At) : nullptr;
  const PathNode &Root = F.Paths[F.root(Part)];
  if (!Call || Root.K != PathNode::Param || Root.Number >= Call->NumArgs ||
      F.args(*Call)[Root.Number].K != Value::Path)
    return {Chain, Place};
  // What is a part of a parameter there is not that parameter.
  const Given Is = givenAs(Chain.drop_back(), F.args(*Call)[Root.Number].Id);
  return F.rootKind(Is.Place) == PathNode::Param ? Given{Chain, Place} : Is;
}

/// run(callback_, value);   where a function runs one of its parameters: the step
/// in it; null if it does not.
const Step *Reentry::runsArgument(const Step &Call) const {
  if (Call.Kind != Op::Call || Call.is(Step::Virtual))
    return nullptr;
  const llvm::ArrayRef<Value> Args = F.args(Call);
  for (uint32_t B : F.Functions[Call.Callee].Bodies)
    for (const Step &S : F.steps(F.Bodies[B])) {
      const PathNode &Callable = F.Paths[S.Subject];
      if (S.Kind == Op::Run && !S.Callee && Callable.K == PathNode::Param &&
          Callable.Number < Args.size() &&
          Args[Callable.Number].K == Value::Path)
        return &S;
    }
  return nullptr;
}

/// The object itself keeps what is run at the chain's end, or a part of it does,
/// to which the object hands on what it is given: pool_.onDone(f).
bool Reentry::isOwnOf(StepRef At, const Given &Runs) const {
  const StepRef Last = Runs.Chain.back().At;
  const RecordId Owner = F.classOf(functionOf(P, At));
  const RecordId Keeper = F.classOf(functionOf(P, Last));
  if (!Owner || !Keeper)
    return false;
  if (F.derives(Owner, Keeper))
    return true;
  for (size_t I = Runs.Chain.size() - 1; I--;) {
    const Step *Call = stepOf(P, Runs.Chain[I].At);
    if (!Call)
      return false;
    if (F.Paths[Call->Subject].K == PathNode::This)
      continue;
    const Given Part = givenAs(Runs.Chain.take_front(I + 1), Call->Subject);
    const StepRef In = Part.Chain.back().At;
    return isStored(In, Part.Place) &&
           F.derives(Owner, F.classOf(functionOf(P, In))) &&
           (isGivenOut(Owner, lastField(F, Part.Place)) ||
            handsOn(Owner, lastField(F, Part.Place), Last, Runs.Place));
  }
  return true; // of one object all the way, a class below or beside has it
}

/// Signal &onDone() { return done_; }   Whoever calls that may add a callback.
bool Reentry::isGivenOut(RecordId Owner, StringId Part) const {
  auto Of = Methods.find(Owner);
  auto IsPart = [&](PathId Path) {
    return F.Paths[Path].K == PathNode::Field && F.Paths[Path].Name == Part &&
           F.Paths[F.Paths[Path].Parent].K == PathNode::This;
  };
  auto Gives = [&](const Step &S) {
    return S.Kind == Op::Return && S.NumArgs == 1 &&
           F.args(S)[0].K == Value::Path && IsPart(F.args(S)[0].Id);
  };
  return Of != Methods.end() && llvm::any_of(Of->second, [&](FunctionId Fn) {
           return !F.Functions[Fn].is(Function::Const) &&
                  llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
                    return llvm::any_of(F.steps(F.Bodies[B]), Gives);
                  });
         });
}

/// Whether methods of Owner call the setter of Callable, or of what it is a copy
/// of, on their Part, or make such a part, with what they are given themselves.
bool Reentry::handsOn(RecordId Owner, StringId Part, StepRef Act,
                      PathId Callable, unsigned Depth) const {
  if (Depth > MaxDepth)
    return false;
  for (PathId Place = Callable; Place; Place = F.Paths[Place].Parent)
    for (const auto &[V, From] : P.sources(Act, Place)) {
      if (V.K == Value::Path && V.Id != Place && From.Body == Act.Body &&
          F.rootKind(V.Id) != PathNode::Param &&
          (handsOn(Owner, Part, From, V.Id, Depth + 1) ||
           (Place != Callable && ElementOf.contains(V.Id) &&
            handsOn(Owner, Part, From, ElementOf.lookup(V.Id), Depth + 1))))
        return true;
      if (V.K != Value::Path || F.rootKind(V.Id) != PathNode::Param)
        continue;
      for (StepRef Sets : P.callers(functionOf(P, From))) {
        const Step &Call = *stepOf(P, Sets);
        if ((Call.is(Step::Constructs) || lastField(F, Call.Subject) == Part) &&
            F.derives(Owner, F.classOf(functionOf(P, Sets))) &&
            llvm::any_of(F.args(Call), [&](const Value &Given) {
              return Given.K == Value::Path &&
                     F.rootKind(Given.Id) == PathNode::Param;
            }))
          return true;
      }
    }
  return false;
}

/// Readers do not wait for each other.
static bool excludes(const TakenLock &T, const HeldLock &L) {
  return !(T.Shared && L.Shared);
}

/// The public methods of the class take the lock too: code that was stored
/// in the object may well call one.
bool Reentry::isWanted(FunctionId In, const HeldLock &L) const {
  auto Of = Methods.find(F.classOf(In));
  if (Of == Methods.end())
    return false;
  for (FunctionId Method : Of->second)
    for (const TakenLock &T : P.locks().takes(Method))
      if (T.Lock == L.Lock && excludes(T, L))
        return true;
  return false;
}

/// Whether a path ends in the fields that lead from Object to Place.
static bool endsAlike(const Facts &F, PathId Path, PathId Place,
                      PathId Object) {
  for (; Place != Object;
       Path = F.Paths[Path].Parent, Place = F.Paths[Place].Parent)
    if (F.Paths[Path].K != F.Paths[Place].K ||
        F.Paths[Path].Name != F.Paths[Place].Name)
      return false;
  return true;
}

/// What a place at the chain's end is a part of, as the function at its front
/// has it; 0 if that is not known.
PathId Reentry::partOf(llvm::ArrayRef<Link> Chain, PathId Place) const {
  const StepRef At = Chain.back().At;
  PathId Root = F.root(Place);
  if (F.Paths[Root].K == PathNode::Local) // auto it = s.callbacks.find(i);
    for (const auto &[V, From] : P.sources(At, Root))
      if (V.K == Value::Path && V.Id != Root && From.Body == At.Body &&
          F.rootKind(V.Id) != PathNode::Local)
        Root = F.root(V.Id);
  if (F.Paths[Root].K == PathNode::Local) // by name, whatever was put there
    for (const Step &S : F.steps(F.Bodies[At.Body]))
      if (S.Kind == Op::Set && S.Subject == Root &&
          F.args(S)[0].K == Value::Path)
        Root = F.root(F.args(S)[0].Id);
  if (Chain.size() == 1)
    return Root;
  Chain = Chain.drop_back();
  const Step *Call = stepOf(P, Chain.back().At);
  const PathNode &Node = F.Paths[Root];
  if (Call && Node.K == PathNode::This)
    return partOf(Chain, Call->Subject);
  return Call && Node.K == PathNode::Param && Node.Number < Call->NumArgs &&
                 F.args(*Call)[Node.Number].K == Value::Path
             ? partOf(Chain, F.args(*Call)[Node.Number].Id)
             : 0;
}

/// static void done(State &s) { lock(s.mutex); s.callbacks[i](); }   where a
/// method takes that lock as well.
bool Reentry::isBesideLock(llvm::ArrayRef<Link> Chain, PathId Callable,
                           const HeldLock &L) const {
  const PathId Object = F.root(L.Lock);
  if (Object == L.Lock || F.Paths[Object].K != PathNode::Param ||
      Object == Callable || partOf(Chain, Callable) != Object)
    return false;
  const FunctionId Holds = functionOf(P, Chain.front().At);
  const RecordId Class = F.classOf(Holds);
  // A function of no class, that methods hand over to be run.
  const std::string Name = Class ? "" : innermostName(P, Holds, L.Lock);
  auto TakesIt = [&](FunctionId Method) {
    return llvm::any_of(P.locks().takes(Method), [&](const TakenLock &T) {
      return excludes(T, L) &&
             (Class ? endsAlike(F, T.Lock, L.Lock, Object)
                    : innermostName(P, Method, T.Lock) == Name);
    });
  };
  if (!Class) // a comparator is asked, and told nothing
    return !Name.empty() && stepOf(P, Chain.back().At)->is(Step::Discarded) &&
           llvm::any_of(Methods, [&](const auto &Of) {
             return llvm::any_of(Of.second, TakesIt);
           });
  auto Of = Methods.find(Class);
  return Of != Methods.end() && llvm::any_of(Of->second, TakesIt);
}

/// What is beside the function that stores a callback, in its file: for whoever
/// uses that the functions of one object, as C has it.
bool Reentry::isWantedBeside(FunctionId Setter, const HeldLock &L) const {
  const FunctionId Holds = functionOf(P, L.TakenAt);
  if (isInternal(F, Setter))
    return false;
  auto Of = ByFile.find(F.Functions[Setter].At.File);
  return Of != ByFile.end() && llvm::any_of(Of->second, [&](FunctionId Beside) {
           return Beside != Holds && llvm::any_of(P.locks().takes(Beside),
                                                  [&](const TakenLock &T) {
                                                    return T.Lock == L.Lock &&
                                                           excludes(T, L);
                                                  });
         });
}

/// if (s->ready) f(data); else s->f = f;   In C: what is kept is a callback also
/// when it is run at once, and the functions beside take the lock.
bool Reentry::isKeptBeside(StepRef At, const Step &Runs,
                           const HeldLock &L) const {
  const FunctionId Holds = functionOf(P, At);
  const PathNode &Callback = F.Paths[Runs.Subject];
  const PathId Object = F.root(L.Lock);
  if (F.Functions[Holds].K != Function::Free || Callback.K != PathNode::Param ||
      !Runs.is(Step::Discarded) || Object == L.Lock ||
      !isKeptToo(At.Body, Callback.Number))
    return false;
  const RecordId Of = F.classAt(Holds, Object);
  const auto Beside = ByFile.find(F.Functions[Holds].At.File);
  return Of && Beside != ByFile.end() &&
         llvm::any_of(Beside->second, [&](FunctionId Other) {
           return Other != Holds &&
                  llvm::any_of(P.locks().takes(Other), [&](const TakenLock &T) {
                    return excludes(T, L) &&
                           Of == F.classAt(Other, F.root(T.Lock)) &&
                           endsAlike(F, T.Lock, L.Lock, Object);
                  });
         });
}

/// void on_event(callback f) takes the lock to keep f, which is told with the
/// lock held: if it registers another one, that is a deadlock. In C.
bool Reentry::isRegisteredUnder(llvm::ArrayRef<Link> Chain,
                                const HeldLock &L) const {
  const Step &Act = *stepOf(P, Chain.back().At);
  if (!Act.is(Step::Discarded))
    return false;
  const std::string Callback =
      nameInC(functionOf(P, Chain.back().At), Act.Subject);
  if (saysAnyOf(llvm::StringRef(Callback).rsplit('.').second, EndingWords))
    return false;
  const FunctionId Holds = functionOf(P, Chain.front().At);
  const PathId Object = F.root(L.Lock);
  const bool IsGlobal = F.Paths[Object].K == PathNode::Global;
  llvm::SmallVector<FunctionId, 4> Setters(Registers.lookup(Callback));
  llvm::append_range(Setters,
                     Keeps.lookup(llvm::StringRef(Callback).split('.').first));
  for (FunctionId By : Setters) {
    if (IsGlobal && Registers.contains(Callback) && isWantedBeside(By, L))
      return true;
    for (const TakenLock &T : P.locks().takes(By)) {
      if (!excludes(T, L))
        continue;
      if (T.Lock == L.Lock && F.Paths[Object].K == PathNode::Global)
        return true;
      const RecordId Of = F.classAt(Holds, Object);
      if (Of && Of == F.classAt(By, F.root(T.Lock)) && Object != L.Lock &&
          endsAlike(F, T.Lock, L.Lock, Object))
        return true;
    }
  }
  return false;
}

/// struct Mutex { pthread_mutex_t m; };   Of a struct around nothing but a lock,
/// what tells one from another is the member that it is.
static bool isOneWrapped(const Facts &F, RecordId Of, PathId One,
                         PathId Other) {
  if (!hasOneMember(F, Of))
    return true;
  const PathNode &A = F.Paths[F.Paths[One].Parent],
                 &B = F.Paths[F.Paths[Other].Parent];
  return A.K == PathNode::Field && B.K == PathNode::Field && A.Name == B.Name;
}

/// How a callback comes to the lock that Holds holds.
std::vector<Link> Reentry::takesBack(FunctionId Callback, FunctionId Holds,
                                     const HeldLock &L) const {
  const RecordId Of = F.classAt(Holds, F.Paths[L.Lock].Parent);
  const bool IsFree = F.Functions[Callback].K == Function::Free ||
                      F.Functions[Callback].is(Function::Static);
  const std::string Name = IsFree ? memberName(P, L) : std::string();
  for (const TakenLock &T : P.locks().takes(Callback)) {
    if (T.Recursive || !excludes(T, L))
      continue;
    if (T.Lock == L.Lock && F.rootKind(T.Lock) == PathNode::Global)
      return T.Chain;
    if (!Name.empty() && F.rootKind(T.Lock) == PathNode::Param &&
        memberName(P, T) == Name)
      return T.Chain;
    if (Of && IsFree && F.rootKind(T.Lock) == PathNode::Param &&
        lastField(F, T.Lock) == lastField(F, L.Lock) && classWith(P, T) == Of &&
        isOneWrapped(F, Of, T.Lock, L.Lock))
      return T.Chain;
  }
  return {};
}

/// How a function comes, in a few calls, to a lock that is such a one.
std::vector<Link>
Reentry::comesTo(FunctionId Fn,
                 llvm::function_ref<bool(FunctionId, const TakenLock &)> IsSuch,
                 unsigned Depth) const {
  constexpr unsigned Deepest = 3;
  for (const TakenLock &T : P.locks().takes(Fn))
    if (!T.Recursive && IsSuch(Fn, T))
      return T.Chain;
  for (uint32_t B : F.Functions[Fn].Bodies)
    for (uint32_t I = 0; I < F.Bodies[B].Count && Depth != Deepest; ++I) {
      const llvm::SmallVector<FunctionId, 2> To = P.targets({B, I});
      if (To.size() != 1)
        continue;
      std::vector<Link> Way = comesTo(To[0], IsSuch, Depth + 1);
      if (Way.empty())
        continue;
      Way.insert(Way.begin(), {{B, I}, To[0], nullptr});
      return Way;
    }
  return {};
}

/// The lock of an object of such a class as L is in.
std::vector<Link> Reentry::takesSuch(FunctionId Fn, RecordId Class,
                                     const HeldLock &L) const {
  return comesTo(Fn, [&](FunctionId, const TakenLock &T) {
    return excludes(T, L) && lastField(F, T.Lock) == lastField(F, L.Lock) &&
           classWith(P, T) == Class;
  });
}

/// Whether all that a whole program puts there is seen, since only one file can do
/// so, and nothing of it comes to such a lock.
bool Reentry::isHarmless(llvm::ArrayRef<Link> Chain, const HeldLock &L) const {
  const FunctionId Holds = functionOf(P, Chain.front().At);
  const RecordId Of = F.classAt(Holds, F.Paths[L.Lock].Parent);
  const auto Known = P.indirect(Chain.back().At);
  const std::string Callback = nameInC(functionOf(P, Chain.back().At),
                                       stepOf(P, Chain.back().At)->Subject);
  llvm::SmallVector<FunctionId, 4> Setters(Registers.lookup(Callback));
  llvm::append_range(Setters,
                     Keeps.lookup(llvm::StringRef(Callback).split('.').first));
  const bool IsOfOneFile =
      llvm::all_of(Setters, [&](FunctionId By) { return isInternal(F, By); });
  return Of && !Known.empty() && IsOfOneFile && isRunByMain(P, Holds) &&
         llvm::all_of(Known, [&](FunctionId Callback) {
           return !F.Functions[Callback].Bodies.empty() &&
                  takesBack(Callback, Holds, L).empty() &&
                  takesSuch(Callback, Of, L).empty();
         });
}

/// Are a callback and the object whose lock is held handed over together?
bool Reentry::isGivenWith(const Step &Call, FunctionId Callback,
                          const HeldLock &L) const {
  const llvm::ArrayRef<Value> Args = F.args(Call);
  return llvm::any_of(Args,
                      [&](const Value &V) {
                        return V.K == Value::Function && V.Id == Callback;
                      }) &&
         llvm::any_of(Args, [&](const Value &V) {
           return V.K == Value::Path && V.Id && V.Id != L.Lock &&
                  F.isWithin(L.Lock, V.Id);
         });
}

/// Is it known of which objects the locks are that a callback takes?
bool Reentry::isKnown(StepRef At, FunctionId Callback) const {
  return llvm::any_of(P.locks().takes(Callback), [&](const TakenLock &T) {
    return P.locks().knowsHanded(At, Callback, T.Lock);
  });
}

/// db_.rotate([&] { … db_.fetch(…) … });   The lambda takes what is to its
/// function the lock that the callee holds.
std::vector<Link> Reentry::takesAsCalled(FunctionId Lambda, StepRef Call,
                                         const HeldLock &L) const {
  const Step &S = *stepOf(P, Call);
  const PathId Object = F.root(L.Lock);
  const PathNode &Root = F.Paths[Object];
  const PathId Given = Root.K == PathNode::This ? S.Subject
                       : Root.K == PathNode::Param && Root.Number < S.NumArgs &&
                               F.args(S)[Root.Number].K == Value::Path
                           ? F.args(S)[Root.Number].Id
                           : 0;
  if (!Given || F.Functions[Lambda].Parent != functionOf(P, Call))
    return {};
  for (const TakenLock &T : P.locks().takes(Lambda)) {
    if (T.Recursive || !excludes(T, L) || !endsAlike(F, T.Lock, L.Lock, Object))
      continue;
    PathId Around = T.Lock;
    for (PathId Part = L.Lock; Part != Object; Part = F.Paths[Part].Parent)
      Around = F.Paths[Around].Parent;
    if (Around == Given || (F.Paths[Around].K == PathNode::Element &&
                            F.Paths[Around].Parent == Given))
      return T.Chain;
  }
  return {};
}

/// auto feed = make(); … feed->onNews(lambda); desk.add(feed);
static bool givesToPartOf(const Facts &F, llvm::ArrayRef<Step> Steps,
                          FunctionId Lambda, PathId Keeper) {
  auto Hands = [&](const Step &S, auto &&What) {
    return S.Kind == Op::Call && llvm::any_of(F.args(S), What);
  };
  // [&desk] in a lambda with parameters has a name of its own.
  for (const Step &S : Steps)
    if (S.Kind == Op::Set && S.Subject == Keeper &&
        F.args(S)[0].K == Value::Path)
      Keeper = F.root(F.args(S)[0].Id);
  return llvm::any_of(Steps, [&](const Step &Gives) {
    const PathId Part = Gives.Subject;
    return F.Paths[Part].K == PathNode::Local &&
           Hands(Gives,
                 [&](const Value &V) {
                   return V.K == Value::Function && V.Id == Lambda;
                 }) &&
           llvm::any_of(Steps, [&](const Step &Keeps) {
             return Keeps.Subject && F.root(Keeps.Subject) == Keeper &&
                    Hands(Keeps, [&](const Value &V) {
                      return V.K == Value::Path && V.Id == Part;
                    });
           });
  });
}

/// feed->onNews([&desk] { desk.drop(…); }); desk.add(feed);   The lambda takes the
/// lock of what keeps the object that it was given to.
std::vector<Link> Reentry::takesOfKeeper(FunctionId Lambda,
                                         const HeldLock &L) const {
  if (F.Functions[Lambda].K != Function::Lambda)
    return {};
  const FunctionId Maker = F.Functions[Lambda].Parent;
  const RecordId Of = F.classOf(functionOf(P, L.TakenAt));
  for (uint32_t B : F.Functions[Lambda].Bodies)
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (S.Kind != Op::Call || !S.Callee || F.classOf(S.Callee) != Of ||
          llvm::none_of(F.Functions[Maker].Bodies, [&](uint32_t Makes) {
            return givesToPartOf(F, F.steps(F.Bodies[Makes]), Lambda,
                                 F.root(S.Subject));
          }))
        continue;
      for (const TakenLock &T : P.locks().takes(S.Callee))
        if (!T.Recursive && T.Lock == L.Lock && excludes(T, L)) {
          std::vector<Link> Way{{{B, I}, S.Callee, nullptr}};
          Way.insert(Way.end(), T.Chain.begin(), T.Chain.end());
          return Way;
        }
    }
  return {};
}

std::vector<Link> Reentry::calledBack(StepRef At, const HeldLock &L) const {
  const Step &S = *stepOf(P, At);
  const FunctionId Holds = functionOf(P, At);
  auto Through = [](std::vector<Link> Way, std::vector<Link> Rest) {
    Way.insert(Way.end(), Rest.begin(), Rest.end());
    return Way;
  };
  // rc = f(item, arg);   of what the callers hand over.
  if (S.Kind == Op::Run && F.Paths[S.Subject].K == PathNode::Param)
    for (StepRef Call : P.callers(Holds)) {
      const llvm::ArrayRef<Value> Args = F.args(*stepOf(P, Call));
      const uint32_t Index = F.Paths[S.Subject].Number;
      if (Index >= Args.size() || Args[Index].K != Value::Function)
        continue;
      auto Rest = takesBack(Args[Index].Id, Holds, L);
      if (Rest.empty())
        Rest = takesAsCalled(Args[Index].Id, Call, L);
      if (!Rest.empty())
        return Through({{At, Args[Index].Id, nullptr}}, Rest);
    }
  if (S.Kind != Op::Call || !S.Callee)
    return {};
  // resolve(host, done, pool);   where done locks the pool
  for (FunctionId Callback : P.indirect(At))
    if (isGivenWith(S, Callback, L) && !isKnown(At, Callback))
      if (auto Rest = takesBack(Callback, Holds, L); !Rest.empty())
        return Through({{At, Callback, nullptr}}, Rest);
  if (S.is(Step::Virtual))
    return {};
  const RecordId Of = F.classAt(Holds, F.Paths[L.Lock].Parent);
  for (uint32_t B : F.Functions[S.Callee].Bodies)
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &Runs = F.Steps[F.Bodies[B].First + I];
      if (Runs.Kind != Op::Run)
        continue;
      for (FunctionId Callback : P.indirect({B, I})) {
        std::vector<Link> Way{{At, S.Callee, nullptr},
                              {{B, I}, Callback, nullptr}};
        auto Rest = takesBack(Callback, Holds, L);
        // state->done.fire();   of what is kept beside the lock
        if (Rest.empty() && Of && F.rootKind(L.Lock) == PathNode::Param &&
            partOf(Way, Runs.Subject) == F.root(L.Lock))
          Rest = takesSuch(Callback, Of, L);
        if (Rest.empty() && F.rootKind(L.Lock) == PathNode::This)
          Rest = takesOfKeeper(Callback, L);
        if (!Rest.empty())
          return Through(std::move(Way), std::move(Rest));
      }
    }
  return {};
}

/// The class that a lock is a member of, as who holds it has it.
RecordId Reentry::ownerOf(FunctionId Holds, const HeldLock &L) const {
  const PathId Object = F.Paths[L.Lock].Parent;
  return F.Paths[Object].K == PathNode::This ? F.classOf(Holds)
                                             : F.classAt(Holds, Object);
}

std::vector<Link> Reentry::observersTake(StepRef At, const HeldLock &L) const {
  const Step &S = *stepOf(P, At);
  const RecordId Of = F.classOf(functionOf(P, At));
  const std::string Name = memberName(P, L);
  if ((S.Kind != Op::Call && S.Kind != Op::Run) || !S.Callee || !Of ||
      Name.empty() || L.Recursive || F.rootKind(named(P, L)) != PathNode::This)
    return {};
  const bool IsOwn = F.Paths[S.Subject].K == PathNode::This;
  auto Told = [&](StepRef Tells) -> std::vector<Link> {
    const Step &Call = *stepOf(P, Tells);
    // void operator()(Args... args) { if (connected_) callSlot(args...); }
    const bool TellsItself = F.Paths[Call.Subject].K == PathNode::This;
    if (Call.Kind != Op::Call || !Call.is(Step::Virtual) ||
        Call.is(Step::Destroys) || !tells(TellsItself ? S : Call) ||
        (TellsItself && IsOwn))
      return {};
    for (FunctionId To : P.targets(Tells)) {
      const RecordId Class = F.classOf(To);
      if (!Class || F.derives(Class, Of) || F.derives(Of, Class))
        continue;
      std::vector<Link> Way =
          comesTo(To, [&](FunctionId In, const TakenLock &T) {
            return excludes(T, L) && (memberName(P, T) == Name ||
                                      innermostName(P, In, T.Lock) == Name);
          });
      if (Way.empty())
        continue;
      Way.insert(Way.begin(), {Tells, To, nullptr});
      return Way;
    }
    return {};
  };
  if (S.is(Step::Virtual))
    return Told(At);
  for (uint32_t B : F.Functions[S.Callee].Bodies)
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
      if (std::vector<Link> Way = Told({B, I}); !Way.empty()) {
        Way.insert(Way.begin(), {At, S.Callee, nullptr});
        return Way;
      }
  return {};
}

std::vector<Link> Reentry::endsIntoSuch(llvm::ArrayRef<Link> Chain,
                                        const HeldLock &L) const {
  const StepRef At = Chain.back().At;
  const Step *Act = stepOf(P, At);
  const RecordId Of = ownerOf(functionOf(P, Chain.front().At), L);
  const bool Ends = llvm::any_of(Chain, [&](const Link &Way) {
    return F.Functions[Way.Callee].K == Function::Destructor;
  });
  if (!Act || Act->Kind != Op::Run || !Of || !Ends || L.Recursive)
    return {};
  // What is kept in a member, or is a local itself, is known, and was followed.
  const Step *First = stepOf(P, Chain.front().At);
  if (!First || !First->is(Step::Deletes) ||
      F.rootKind(First->Subject) == PathNode::This)
    return {};
  llvm::SmallVector<FunctionId, 4> Callbacks(P.indirect(At));
  for (const Cleanup &C :
       P.cleanups()) // what a guard runs, of each that is made
    if (C.By == functionOf(P, At))
      Callbacks.push_back(C.Runs);
  for (FunctionId Callback : Callbacks) {
    const std::vector<Link> Rest = takesSuch(Callback, Of, L);
    if (Rest.empty())
      continue;
    std::vector<Link> Way(Chain.begin(), Chain.end());
    Way.back().Callee = Callback;
    Way.insert(Way.end(), Rest.begin(), Rest.end());
    return Way;
  }
  return {};
}

/// A callback that is told a line of text knows nothing of whose it is; under
/// the lock of the log itself it may still be one that logs.
bool Reentry::isLogged(llvm::ArrayRef<Link> Chain) const {
  return llvm::any_of(Chain.drop_back(), [&](const Link &L) {
    return L.Callee && saysAnyOf(lastName(F, L.Callee), LogWords);
  });
}

bool Reentry::mayComeBack(llvm::ArrayRef<Link> Chain, const HeldLock &L) const {
  const StepRef At = Chain.front().At, Runs = Chain.back().At;
  const Step *Act = stepOf(P, Runs);
  if (!Act || isLogged(Chain) ||
      (Act->Kind == Op::Run && !Act->Callee &&
       noneTakes(Runs, Act->Subject, At, L)))
    return false;
  if (Act->Kind == Op::Run && !Act->Callee &&
      (isGivenOwner(Chain, L) ||
       (isRegisteredUnder(Chain, L) && !isHarmless(Chain, L))))
    return true;
  if (Act->Kind == Op::Run && !Act->Callee &&
      (isBesideLock(Chain, Act->Subject, L) ||
       (Chain.size() == 1 && isKeptBeside(At, *Act, L))))
    return true;
  // A function that runs what it is given is as good as the call of that.
  const Step *Run = runsArgument(*Act);
  Given Callable{Chain, Act->Subject};
  if (Run)
    Callable.Place = F.args(*Act)[F.Paths[Run->Subject].Number].Id;
  else if (Act->Kind == Op::Run && !Act->Callee)
    Callable = givenAs(Chain, Act->Subject);
  const StepRef From = Callable.Chain.back().At;
  const bool Stored = isStored(From, Callable.Place) &&
                      isCallback(From, Callable.Place, Run ? *Run : *Act);
  return (Stored || runsElements(Runs, *Act)) && isOwnOf(At, Callable) &&
         isWanted(functionOf(P, At), L);
}

bool Reentry::observersMayComeBack(StepRef At, const HeldLock &L) const {
  const Step *Act = stepOf(P, At);
  return Act && Act->Kind == Op::Call && Act->is(Step::Virtual) &&
         Act->is(Step::Discarded) && tells(*Act) &&
         F.Paths[Act->Subject].K != PathNode::This &&
         !F.Strings[F.Records[F.Functions[Act->Callee].Class].Name].contains(
             "(anonymous") &&
         isSettable(At, Act->Subject) && !isRunByMain(P, functionOf(P, At)) &&
         mayComeBack(Link{At, 0, nullptr}, L);
}

bool Reentry::elementsMayComeBack(StepRef At, const HeldLock &L) const {
  const Step *Act = stepOf(P, At);
  return Act && runsElements(At, *Act) && F.classOf(functionOf(P, At)) &&
         isWanted(functionOf(P, At), L);
}

} // namespace cleanexit
