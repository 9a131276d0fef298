//===-- Stores.cpp - What is known to be kept in a place ------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// Copies of copies are followed so far.
static constexpr unsigned MaxHops = 5;

static bool isShared(PathNode::Kind Root) {
  return Root == PathNode::This || Root == PathNode::Global;
}

/// The argument that what a call gives stands for, also where a header shows how.
static Operand standsFor(const Program &P, FunctionId Callee) {
  const FunctionModel *M =
      P.Known->function(P.text(P.Of.Functions[Callee].Key));
  return M ? M->StandsFor : NoOperand;
}

Stored cleanexit::stored(const Program &P, StepId S) {
  const Step &At = P.step(S);
  Stored To;
  if (At.Kind == Op::Set) {
    To.Into = At.Subject;
    if (At.NumArgs)
      To.What = P.args(S)[0];
    return To;
  }
  if (At.Kind != Op::Call)
    return To;
  const bool Assigns = P.IsAssignment[At.Callee];
  if ((At.is(Step::Constructs) || Assigns) && At.Subject) {
    To.Into = At.Subject;
    if (At.NumArgs)
      To.What = P.args(S)[0];
  } else if (At.Result) {
    To.Into = At.Result;
    To.What.K = Value::Unknown;
  }
  return To;
}

Stores::Stores(Program &P) : P(P), Into(P.Of.Steps.size()) {
  for (RecordId R = 1; R < P.Of.Records.size(); ++R)
    ClassByName[P.text(P.Of.Records[R].Name)] = R;
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    Op Kind = P.step(S).Kind;
    if (Kind != Op::Set && Kind != Op::Call)
      continue;
    Stored To = stored(P, S);
    Into[S] = To.Into;
    if (!To.Into)
      continue;
    if (isShared(P.root(To.Into).Node.K))
      Shared.push_back({key(P.functionOf(S), To.Into), {S, To.What}});
    else if (uint64_t Key = keyOfObject(P.functionOf(S), To.Into))
      Shared.push_back({Key, {S, To.What}});
  }
  llvm::sort(Shared, [](const Entry &A, const Entry &B) {
    return std::tie(A.Key, A.From.At) < std::tie(B.Key, B.From.At);
  });
}

/// The class among Class and its bases that has the field; Class if unknown.
RecordId Stores::ownerOf(RecordId Class, StringId Field, unsigned Depth) {
  if (!Class || Depth > 16)
    return 0;
  auto [It, New] = Owners.try_emplace({Class, Field}, 0);
  if (!New)
    return It->second;
  const Record &R = P.Of.Records[Class];
  RecordId Found = 0;
  for (const Record::Member &M : R.Members)
    if (M.Name == Field)
      Found = Class;
  for (size_t I = 0; !Found && I != R.Bases.size(); ++I)
    Found = ownerOf(R.Bases[I], Field, Depth + 1);
  return Owners[{Class, Field}] = Found;
}

void cleanexit::eachTemplateArgument(
    llvm::StringRef Name, llvm::function_ref<void(llvm::StringRef)> Visit) {
  const size_t Open = Name.find('<');
  if (Open == llvm::StringRef::npos)
    return;
  Name = Name.drop_front(Open + 1);
  int Depth = 0;
  size_t First = 0;
  for (size_t I = 0; I != Name.size(); ++I) {
    if ((Name[I] == ',' || Name[I] == '>') && !Depth) {
      Visit(Name.slice(First, I).trim());
      if (Name[I] == '>')
        return;
      First = I + 1;
      continue;
    }
    Depth += Name[I] == '<' || Name[I] == '(';
    Depth -= Name[I] == '>' || Name[I] == ')';
  }
}

/// A template argument in a class's name. Names leave out what is the default:
/// a vector's allocator, a unique_ptr's deleter.
static llvm::StringRef argument(llvm::StringRef Name, unsigned Index) {
  llvm::StringRef Found;
  unsigned I = 0;
  eachTemplateArgument(Name, [&](llvm::StringRef Of) {
    if (I++ == Index)
      Found = Of.trim(" *");
  });
  return Found;
}

/// The class of what an object of a class owns; of a map, the value's. Owner
/// gets the model of that class, null if it owns nothing.
RecordId Stores::owned(RecordId Class, const TypeModel *&Owner) const {
  Owner = Class ? P.typeModel(Class) : nullptr;
  if (!Owner || (Owner->Owns.empty() && !Owner->OwnsShared)) {
    Owner = nullptr;
    return 0;
  }
  const unsigned Which = Owner->Owns.empty() ? 0 : Owner->Owns.back();
  return ClassByName.lookup(argument(P.text(P.Of.Records[Class].Name), Which));
}

RecordId Stores::throughOwners(RecordId Class) const {
  const TypeModel *Owner = nullptr;
  for (unsigned Hop = 0; Class && Hop != MaxHops; ++Hop) {
    const RecordId Inner = owned(Class, Owner);
    if (!Owner)
      break;
    Class = Inner;
  }
  return Class;
}

bool Stores::ownsAlone(const Record::Member &M) const {
  RecordId Class = M.Class;
  const TypeModel *Owner = nullptr;
  for (unsigned Hop = 0; Class && Hop != MaxHops; ++Hop) {
    Class = owned(Class, Owner);
    if (Owner && Owner->DeleterArg >= 0 && !Owner->OwnsShared)
      return true;
  }
  return false;
}

/// A global object is one of its own, unless what any of its class has is meant.
uint64_t Stores::key(FunctionId F, PathId Place, bool OfClass) {
  llvm::SmallVector<PathNode, 8> Parts{P.Of.Paths[Place]};
  while (Parts.back().K == PathNode::Field ||
         Parts.back().K == PathNode::Element)
    Parts.push_back(P.Of.Paths[Parts.back().Parent]);
  PathNode Root = Parts.pop_back_val();
  auto Hash = [](uint64_t A, uint64_t B) {
    return (A ^ (B + 0x9e3779b97f4a7c15)) * 0xbf58476d1ce4e5b9 ^ A >> 29;
  };
  RecordId Class = Root.K == PathNode::Global && !OfClass
                       ? 0
                       : P.Of.classAt(F, P.Of.root(Place));
  uint64_t Key = Hash(Class, Root.Name);
  for (const PathNode &Part : llvm::reverse(Parts)) {
    RecordId Owner = Part.K == PathNode::Field ? ownerOf(Class, Part.Name) : 0;
    if (Part.K == PathNode::Element) {
      Key = Hash(Key, ~0ull);
    } else if (!Owner) {
      Key = Hash(Key, Part.Name);
      Class = 0;
    } else {
      Key = Hash(Hash(Owner, 0), Part.Name);
      for (const Record::Member &M : P.Of.Records[Owner].Members)
        if (M.Name == Part.Name)
          Class = throughOwners(M.Class);
    }
  }
  return Key;
}

/// static void *start(void *self) { auto *me = static_cast<Pool *>(self); … }:
/// what a thread or a callback is given is an object of the class.
bool Stores::isOwnObject(uint32_t Body, PathId Object) const {
  const cleanexit::Body &B = P.Of.Bodies[Body];
  if (!P.Of.Functions[B.Of].is(Function::Static))
    return false;
  const PathNode &Node = P.Of.Paths[Object];
  if (Node.K != PathNode::Local)
    return Node.K == PathNode::Param;
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (Into[S] == Object) {
      const Value What = stored(P, S).What;
      return What.K == Value::Path && P.Of.Paths[What.Id].K == PathNode::Param;
    }
  return false;
}

/// The key of a part of an object that a parameter or variable is or points to:
/// c->fd is what some struct conn has as its fd.
uint64_t Stores::keyOfObject(FunctionId F, PathId Place) {
  const PathId Root = P.Of.root(Place);
  if (Root == Place)
    return 0;
  PathId Field = Place;
  while (P.Of.Paths[Field].Parent != Root)
    Field = P.Of.Paths[Field].Parent;
  const RecordId Class = P.Of.classAt(F, Root);
  return Class && P.Of.Paths[Field].K == PathNode::Field &&
                 ownerOf(Class, P.Of.Paths[Field].Name)
             ? key(F, Place, /*OfClass=*/true)
             : 0;
}

/// The key of what all functions may fill; 0 for what only this body knows.
uint64_t Stores::keyOfShared(uint32_t Body, PathId Place) {
  const FunctionId F = P.Of.Bodies[Body].Of;
  if (isShared(P.root(Place).Node.K))
    return key(F, Place);
  const PathId Object = P.Of.root(Place);
  PathId Field = Place;
  while (Field != Object && P.Of.Paths[Field].Parent != Object)
    Field = P.Of.Paths[Field].Parent;
  if (Field == Object || !isOwnObject(Body, Object) ||
      !ownerOf(P.Of.classOf(F), P.Of.Paths[Field].Name))
    return 0;
  return key(F, Place);
}

uint64_t Stores::identity(StepId At, PathId Place) {
  std::lock_guard Lock(OwnersLock);
  return keyOfShared(P.BodyOf[At], Place);
}

uint64_t Stores::identityInObject(StepId At, PathId Place) {
  std::lock_guard Lock(OwnersLock);
  if (uint64_t Key = keyOfShared(P.BodyOf[At], Place))
    return Key;
  return keyOfObject(P.functionOf(At), Place);
}

uint64_t Stores::identityInClass(StepId At, PathId Place) {
  std::lock_guard Lock(OwnersLock);
  return keyOfObject(P.functionOf(At), Place);
}

/// Follows a copy to what it is a copy of, if that is known.
void Stores::Question::add(Source From, unsigned Depth) {
  const Value &V = From.What;
  if (V.K != Value::Path) {
    if (V.K != Value::Unknown || !collectReturned(From.At, Depth))
      Found.push_back(From);
    return;
  }
  size_t Before = Found.size();
  bool Again = !Seen.insert({In.P.BodyOf[From.At], V.Id}).second;
  if (!Again)
    collect(In.P.BodyOf[From.At], V.Id, Depth + 1);
  if (!Again && Found.size() == Before)
    Found.push_back(From);
}

/// All that is kept under a key, as code of Body may meet it.
void Stores::Question::addAll(uint64_t Key, uint32_t Body, unsigned Depth) {
  const Program &P = In.P;
  auto First = llvm::lower_bound(
      In.Shared, Key, [](const Entry &E, uint64_t K) { return E.Key < K; });
  for (; First != In.Shared.end() && First->Key == Key; ++First)
    if (P.Of.mayMeet(P.Of.Functions[P.Of.Bodies[Body].Of].Programs,
                     P.functionOf(First->From.At)))
      add(First->From, Depth);
}

/// handlers_[id] = {type, callback}; … handlers_[id].second   A part of what was put
/// there as a whole.
void Stores::Question::addParts(uint32_t Body, PathId Place, unsigned Depth) {
  Program &P = In.P;
  const PathNode Part = P.Of.Paths[Place];
  if (Part.K != PathNode::Field ||
      P.Of.Paths[Part.Parent].K != PathNode::Element)
    return;
  const uint64_t Whole = In.keyOfShared(Body, Part.Parent);
  auto First = llvm::lower_bound(
      In.Shared, Whole, [](const Entry &E, uint64_t K) { return E.Key < K; });
  for (; Whole && First != In.Shared.end() && First->Key == Whole; ++First)
    if (const Value &What = First->From.What; What.K == Value::Path)
      if (const PathId There = P.rebasedIfKnown(Place, Part.Parent, What.Id);
          There && Seen.insert({P.BodyOf[First->From.At], There}).second)
        collect(P.BodyOf[First->From.At], There, Depth + 1);
}

void Stores::Question::collect(uint32_t Body, PathId Place, unsigned Depth) {
  if (!Place || Depth > MaxHops)
    return;
  Program &P = In.P;
  Program::Root Root = P.root(Place);
  const cleanexit::Body &B = P.Of.Bodies[Body];
  const size_t Before = Found.size();
  if (const uint64_t Key = In.keyOfShared(Body, Place)) {
    addAll(Key, Body, Depth);
    if (Found.size() == Before)
      addParts(Body, Place, Depth);
    if (isShared(Root.Node.K))
      return;
  }
  if (Root.Node.K == PathNode::Result && Root.Whole) {
    if (Root.Node.Number >= B.Count)
      return;
    StepId Made = B.First + Root.Node.Number;
    const Step &Call = P.step(Made);
    // Of a pair that is handed on, the parts.
    const size_t Parts = Found.size();
    for (StepId S = Made + 1;
         Call.is(Step::Constructs) && S != B.First + B.Count; ++S)
      if (In.Into[S] == Place)
        add({S, stored(P, S).What}, Depth);
    if (Found.size() != Parts)
      return;
    const Operand For =
        Call.is(Step::Constructs) ? 0 : standsFor(P, Call.Callee);
    if (For >= 0 && For < Call.NumArgs)
      add({Made, P.args(Made)[For]}, Depth);
    else if (!collectReturned(Made, Depth))
      Found.push_back({Made, Value()});
    return;
  }
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (In.Into[S] == Place)
      add({S, stored(P, S).What}, Depth);
  // auto all = std::move(callbacks_); … all[i]   is what was in callbacks_.
  if (Root.Node.K == PathNode::Local && !Root.Whole)
    for (StepId S = B.First; S != B.First + B.Count; ++S)
      if (In.Into[S] == Root.Id && Found.size() == Before)
        if (const Value What = stored(P, S).What; What.K == Value::Path)
          if (const PathId There = P.rebasedIfKnown(Place, Root.Id, What.Id);
              There && Seen.insert({Body, There}).second)
            collect(Body, There, Depth + 1);
  // A captured variable is set where it is declared.
  FunctionId Outer = P.Of.Functions[B.Of].Parent;
  if (Root.Node.K == PathNode::Local && Outer)
    for (uint32_t OuterBody : P.Of.Functions[Outer].Bodies)
      collect(OuterBody, Place, Depth + 1);
  // Of this object nothing is seen but that it is emptied: what any of its class
  // may hold.
  if (llvm::all_of(llvm::drop_begin(Found, Before), [](const Source &From) {
        return From.What.K == Value::Null;
      }))
    if (const uint64_t Key = In.keyOfObject(B.Of, Place))
      addAll(Key, Body, Depth);
}

/// `auto task = queue_.next();`: what the one body returns that is called; false
/// if nothing is seen of it.
bool Stores::Question::collectReturned(StepId Call, unsigned Depth) {
  Program &P = In.P;
  const Step &At = P.step(Call);
  const Function &Callee = P.Of.Functions[At.Callee];
  if (At.Kind != Op::Call || At.is(Step::Constructs) || At.is(Step::Virtual) ||
      Callee.Bodies.size() != 1 || Callee.is(Function::Toolchain))
    return false;
  const size_t Before = Found.size();
  const cleanexit::Body &B = P.Of.Bodies[Callee.Bodies[0]];
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (P.step(S).Kind == Op::Return && P.step(S).NumArgs) {
      const Value &V = P.args(S)[0];
      // What it was given is the caller's to say.
      if (V.K == Value::Path && P.root(V.Id).Node.K == PathNode::Param) {
        Found.truncate(Before);
        return false;
      }
      add({S, V}, Depth);
    }
  return Found.size() != Before;
}

llvm::SmallVector<StepId, 4> Stores::puts(StepId At, PathId Place) {
  llvm::SmallVector<StepId, 4> Found;
  const Body &B = P.body(At);
  if (uint64_t Key = identity(At, Place)) {
    auto It = llvm::lower_bound(
        Shared, Key, [](const Entry &E, uint64_t K) { return E.Key < K; });
    for (; It != Shared.end() && It->Key == Key; ++It)
      if (P.Of.mayMeet(P.Of.Functions[P.functionOf(At)].Programs,
                       P.functionOf(It->From.At)))
        Found.push_back(It->From.At);
    return Found;
  }
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (Into[S] == Place)
      Found.push_back(S);
  return Found;
}

llvm::SmallVector<Source, 4> Stores::of(StepId At, PathId Place) {
  std::lock_guard Lock(OwnersLock);
  Question Q{*this, {}, {}};
  Q.Seen.insert({P.BodyOf[At], Place});
  Q.collect(P.BodyOf[At], Place, 0);
  return std::move(Q.Found);
}

llvm::SmallVector<FunctionId, 2> Stores::functions(StepId At, const Value &V) {
  llvm::SmallVector<FunctionId, 2> Found;
  if (V.K == Value::Function)
    Found.push_back(V.Id);
  if (V.K == Value::Path)
    for (const Source &From : of(At, V.Id))
      if (From.What.K == Value::Function &&
          !llvm::is_contained(Found, From.What.Id))
        Found.push_back(From.What.Id);
  if (!Found.empty() || V.K != Value::Path ||
      P.Of.rootKind(V.Id) != PathNode::Global)
    return Found;
  // init(&transport); … transport.send(…)   What a function puts into an object that
  // it is handed.
  std::lock_guard Lock(OwnersLock);
  if (const uint64_t Key = keyOfObject(P.functionOf(At), V.Id)) {
    Question Q{*this, {}, {}};
    Q.addAll(Key, P.BodyOf[At], 0);
    for (const Source &From : Q.Found)
      if (From.What.K == Value::Function &&
          isHanded(From.At, P.Of.root(V.Id)) &&
          !llvm::is_contained(Found, From.What.Id))
        Found.push_back(From.What.Id);
  }
  return Found;
}

/// Does a call hand the object to the function that puts something into a part of
/// its parameter?
bool Stores::isHanded(StepId Put, PathId Object) const {
  const PathNode &Param = P.Of.Paths[P.Of.root(Into[Put])];
  return Param.K == PathNode::Param &&
         llvm::any_of(P.Of.Steps, [&](const Step &Call) {
           return Call.Kind == Op::Call && Call.Callee == P.functionOf(Put) &&
                  Param.Number < Call.NumArgs &&
                  P.Of.args(Call)[Param.Number].K == Value::Path &&
                  P.Of.args(Call)[Param.Number].Id == Object;
         });
}

llvm::SmallVector<Value, 2> Stores::constants(StepId At, const Value &V) {
  auto IsConstant = [](const Value &W) {
    return W.K == Value::Integer || W.K == Value::Duration ||
           W.K == Value::Null;
  };
  llvm::SmallVector<Value, 2> Found;
  if (V.K != Value::Path) {
    if (IsConstant(V))
      Found.push_back(V);
    return Found;
  }
  if (std::optional<Value> Now = composed(At, V.Id))
    return {V.when(*Now)};
  if (isTimeInParts(At, V.Id))
    return {};
  for (const Source &From : of(At, V.Id)) {
    if (!IsConstant(From.What))
      return {};
    Found.push_back(V.when(From.What));
  }
  return Found;
}

bool Stores::isTimeInParts(StepId At, PathId Place) const {
  const Body &B = P.body(At);
  for (StepId S = B.First; S != B.First + B.Count; ++S)
    if (Into[S] && P.Of.Paths[Into[S]].K == PathNode::Field &&
        P.Of.Paths[Into[S]].Parent == Place)
      return llvm::StringRef(P.text(P.Of.Paths[Into[S]].Name))
          .starts_with("tv_");
  return false;
}

/// Does a step store something else than Place that it is a part of, or hand
/// that over to be filled?
bool Stores::fillsAround(StepId S, PathId Place) const {
  const PathId Root = P.Of.root(Place);
  if (Root == Place)
    return false;
  if (Into[S] && Into[S] != Place && P.Of.isWithin(Place, Into[S]))
    return true;
  const Step &At = P.step(S);
  return At.Kind == Op::Call &&
         P.text(P.Of.Functions[At.Callee].Key) != "memset" &&
         llvm::any_of(P.args(S), [&](const Value &V) {
           return V.K == Value::Path && V.Flags & Value::Lifted && V.Id == Root;
         });
}

/// int flags = MSG_NOSIGNAL; flags |= MSG_DONTWAIT;   with no branch between
/// there and here. Fields of a local, too: hints.ai_flags = AI_PASSIVE.
std::optional<Value> Stores::composed(StepId At, PathId Place) const {
  PathId Root = Place;
  while (P.Of.Paths[Root].K == PathNode::Field)
    Root = P.Of.Paths[Root].Parent;
  if (P.Of.Paths[Root].K != PathNode::Local)
    return std::nullopt;
  const Body &B = P.body(At);
  for (StepId S = At; S != B.First + B.Count; ++S)
    if (Into[S] == Place) // in a loop, perhaps
      return std::nullopt;
  Value Now;
  unsigned Closed = 0;
  for (StepId S = At; S-- > B.First;) {
    const Op K = P.step(S).Kind;
    Closed += K == Op::End;
    Closed -= opensBlock(K) && Closed;
    if (fillsAround(S, Place))
      return std::nullopt;
    if (Into[S] != Place)
      continue;
    const Value What = stored(P, S).What;
    if (Closed)
      return std::nullopt;
    Now.Number |= What.Number;
    if (What.K == Value::Integer) {
      Now.K = Value::Integer;
      return Now;
    }
    if (!(What.Flags & Value::AddsBits))
      return std::nullopt;
  }
  return std::nullopt;
}

Value cleanexit::longest(llvm::ArrayRef<Value> All, const Value &Else) {
  if (All.empty() ||
      llvm::any_of(All, [&](const Value &W) { return W.K != All[0].K; }))
    return Else;
  // A negative length is that of what never ends.
  return *llvm::max_element(All, [](const Value &A, const Value &B) {
    return uint64_t(A.Number) < uint64_t(B.Number);
  });
}

Value Stores::constant(StepId At, const Value &V) {
  return longest(constants(At, V), V);
}

PathId Stores::settles(StepId MadeAt, PathId In) {
  const Body &B = P.body(MadeAt);
  for (unsigned Hop = 0; Hop != MaxHops; ++Hop) {
    PathNode::Kind Root = P.root(In).Node.K;
    if (Root != PathNode::Result && Root != PathNode::Local)
      break;
    PathId Next = 0;
    for (StepId S = B.First; S != B.First + B.Count && !Next; ++S)
      if (Stored To = stored(P, S); To.Into && To.Into != In &&
                                    To.What.K == Value::Path &&
                                    To.What.Id == In)
        Next = To.Into;
    if (!Next && Root == PathNode::Result &&
        P.step(MadeAt).is(Step::Constructs))
      Next = ownedBy(MadeAt);
    if (!Next)
      break;
    In = Next;
  }
  return In;
}

/// worker_ = std::make_unique<Worker>(…): the place that the object gets which
/// is made at a step; 0 if it is not seen.
PathId Stores::ownedBy(StepId MadeAt) const {
  const Body &B = P.body(MadeAt);
  for (StepId S = MadeAt + 1; S != B.First + B.Count; ++S) {
    const Step &At = P.step(S);
    if (At.is(Step::Constructs) && At.Callee == P.step(MadeAt).Callee)
      break;
    if (const Stored To = stored(P, S); To.Into && To.What.K == Value::New)
      return To.Into;
  }
  return 0;
}
