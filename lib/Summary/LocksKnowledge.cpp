//===-- LocksKnowledge.cpp - What is known of locks that are not read -----===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LocksKnowledge.h"
#include "Summary/Stores.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace cleanexit {

static std::optional<LockAct::Kind> actNamed(llvm::StringRef Method) {
  return llvm::StringSwitch<std::optional<LockAct::Kind>>(Method.lower())
      .Cases({"lock", "lock_upgrade"}, LockAct::Acquire)
      .Cases({"lock_shared", "lockshared", "readlock"}, LockAct::AcquireShared)
      .Cases({"try_lock", "trylock", "try_lock_shared"}, LockAct::Try)
      .Cases({"unlock", "unlock_shared", "unlockshared"}, LockAct::Release)
      .Default(std::nullopt);
}

llvm::StringRef LocksKnowledge::name(FunctionId F) const {
  llvm::StringRef Key = text(facts().Functions[F].Key);
  size_t Colons = Key.rfind("::");
  return Colons == llvm::StringRef::npos ? Key : Key.substr(Colons + 2);
}

LocksKnowledge::LocksKnowledge(const LockSources &From, const LockPaths &Paths)
    : From(From), Paths(Paths), Types(facts()) {
  const Facts &P = facts();
  Deeds.resize(P.Functions.size());
  ConstructorsOf.resize(P.Records.size());
  for (FunctionId F = 1; F < P.Functions.size(); ++F) {
    Deeds[F] = deed(F);
    const Function &Of = P.Functions[F];
    if (Of.K == Function::Constructor && !Of.Bodies.empty())
      ConstructorsOf[Of.Class].push_back(F);
    else if (Of.K == Function::Method && Of.Class)
      findMakers(F);
    if (Of.K == Function::Method && Of.Class && !Of.Bodies.empty() &&
        Of.NumParams == 0 && name(F) == "lock")
      LockMethods.try_emplace(text(P.Records[Of.Class].Name), F);
  }
  findShapes();
}

/// part_ = std::make_unique<Part>(mutex_);
void LocksKnowledge::findMakers(FunctionId F) {
  const Facts &P = facts();
  for (uint32_t B : P.Functions[F].Bodies)
    for (const Step &S : P.steps(P.Bodies[B]))
      if (S.Kind == Op::Set && Paths[S.Subject].K == PathNode::Field &&
          Paths[Paths[S.Subject].Parent].K == PathNode::This &&
          P.args(S)[0].K == Value::New)
        MakersOf[P.Functions[F].Class].push_back({F, S.Subject});
}

std::vector<HeldLock> LocksKnowledge::required(uint32_t Body) const {
  std::vector<HeldLock> Held;
  for (const Step &S : facts().steps(facts().Bodies[Body])) {
    llvm::StringRef Key =
        S.Kind == Op::Call ? text(facts().Functions[S.Callee].Key) : "";
    if (!Key.consume_front("cleanexit::require"))
      break;
    HeldLock L;
    L.Lock = S.Subject;
    L.TakenAt = {Body, uint32_t(&S - &facts().steps(facts().Bodies[Body])[0])};
    L.Recursive = mayRecurse(facts().Bodies[Body].Of, S.Subject, S.Callee);
    L.Shared = Key == "_shared";
    L.ByCaller = true;
    Held.push_back(L);
  }
  return Held;
}

LockDeed LocksKnowledge::deed(FunctionId F) const {
  const Function &Of = facts().Functions[F];
  LockDeed D;
  const TypeModel *Type = Of.Class ? From.Type(Of.Class) : nullptr;
  // Scan knows what a library's guard calls at its end.
  const bool OfToolchain =
      Of.is(Function::Toolchain) && Type && Type->IsLockGuard;
  if (!Of.Bodies.empty() && !OfToolchain)
    return D;
  D.Model = From.Model(F);
  if (!Type && Of.K == Function::Constructor) {
    // One that Scan made up for a factory has a name only.
    llvm::StringRef Key = text(Of.Key);
    Type = From.Known->type(Key.substr(0, Key.rfind("::")));
  }
  if (Type && Type->IsLockGuard) {
    D.Guard = Type;
    D.K = Of.K == Function::Constructor  ? LockDeed::MakesGuard
          : Of.K == Function::Destructor ? LockDeed::EndsGuard
                                         : LockDeed::OfGuard;
  } else if (D.Model && !D.Model->Locks.empty()) {
    D.K = LockDeed::Acts;
  }
  return D;
}

/// A class with lock() and unlock() is a lock, also if nothing else is known.
void LocksKnowledge::findShapes() {
  const Facts &P = facts();
  llvm::SmallVector<FunctionId, 16> Unseen;
  llvm::DenseMap<RecordId, unsigned> Has;
  for (FunctionId F = 1; F < P.Functions.size(); ++F) {
    const Function &Of = P.Functions[F];
    if (Of.K != Function::Method || !Of.Class)
      continue;
    std::optional<LockAct::Kind> Act = actNamed(name(F));
    if (!Act)
      continue;
    Has[Of.Class] |= *Act == LockAct::Release ? 1
                     : *Act == LockAct::Try   ? 0
                                              : 2;
    bool Spins = false;
    for (uint32_t B : Of.Bodies)
      for (const Step &S : P.steps(P.Bodies[B]))
        Spins |= S.Kind == Op::Act && S.Number == unsigned(Effect::Spin);
    if (Deeds[F].K == LockDeed::Nothing && (Of.Bodies.empty() || Spins))
      Unseen.push_back(F);
  }
  llvm::SmallSet<RecordId, 8> Shaped;
  for (FunctionId F : Unseen) {
    const Function &Of = P.Functions[F];
    if (Has[Of.Class] == 3 && Of.NumParams == 0) {
      Deeds[F].K = LockDeed::Shape;
      Deeds[F].Act = *actNamed(name(F));
      Shaped.insert(Of.Class);
    }
  }
  // The other methods of a spin lock only store a flag, and a lock() that is
  // not seen takes what the unlock() releases that is.
  for (FunctionId F = 1; F < P.Functions.size() && !Shaped.empty(); ++F)
    if (Shaped.contains(P.Functions[F].Class) &&
        P.Functions[F].K == Function::Method && !P.Functions[F].NumParams &&
        Deeds[F].K == LockDeed::Nothing)
      if (std::optional<LockAct::Kind> Act = actNamed(name(F))) {
        Deeds[F].K = LockDeed::Shape;
        Deeds[F].Act = *Act;
      }
}

/// The class of a path that starts at an object of class Top; 0 if it is not
/// known.
RecordId LocksKnowledge::classOf(RecordId Top, PathId P) const {
  const PathNode &Node = Paths[P];
  if (!Node.Parent)
    return Top;
  if (Node.K != PathNode::Field)
    return 0;
  return facts().classOfMember(classOf(Top, Node.Parent), Node.Name);
}

bool LocksKnowledge::isPosix(RecordId Class) const {
  return text(facts().Records[Class].Name) == "pthread_mutex_t";
}

/// void lock() { pthread_spin_lock(&flag_); }
bool LocksKnowledge::onlySpins(FunctionId F) const {
  const Facts &P = facts();
  return F && llvm::all_of(P.Functions[F].Bodies, [&](uint32_t B) {
           const Step &S = P.Steps[P.Bodies[B].First];
           const FunctionModel *M = P.Bodies[B].Count == 1 && S.Kind == Op::Call
                                        ? From.Model(S.Callee)
                                        : nullptr;
           return M && !M->Locks.empty() && M->Lock == LockKind::Plain;
         });
}

/// A class of the project is what it is made of, a library's what it is
/// modeled as.
LocksKnowledge::LockSort LocksKnowledge::sort(RecordId Class,
                                              unsigned Depth) const {
  if (!Class || Depth > 4)
    return NotKnown;
  const Record &R = facts().Records[Class];
  const TypeModel *Type = From.Type(Class);
  LockSort Modeled = !Type || Type->Lock == LockKind::None ? NotKnown
                     : Type->Lock == LockKind::Recursive   ? ManyLevels
                                                           : OneLevel;
  if (Modeled && R.System)
    return Modeled;
  for (RecordId Base : R.Bases)
    if (LockSort S = sort(Base, Depth + 1))
      return S;
  for (const Record::Member &M : R.Members)
    if (LockSort S = sort(M.Class, Depth + 1)) {
      // Its kind is set when it is made.
      if (!isPosix(M.Class))
        return S;
      return Modeled                                      ? Modeled
             : Types.mayRecurseIn(facts(), Class, M.Name) ? ManyLevels
                                                          : OneLevel;
    }
  return Modeled;
}

/// A guard's class names the lock's: std::lock_guard<std::mutex>.
llvm::StringRef LocksKnowledge::guarded(FunctionId By) const {
  const Function &Of = facts().Functions[By];
  llvm::StringRef First;
  if (Of.Class)
    eachTemplateArgument(text(facts().Records[Of.Class].Name),
                         [&](llvm::StringRef Lock) {
                           if (First.empty())
                             First = Lock;
                         });
  return First;
}

FunctionId LocksKnowledge::lockMethod(FunctionId By) const {
  return Deeds[By].K == LockDeed::MakesGuard ? LockMethods.lookup(guarded(By))
                                             : 0;
}

/// struct OwnedMutex { std::mutex mutex; std::thread::id owner; };   whose methods
/// may look who has it.
bool LocksKnowledge::knowsOwner(RecordId Class) const {
  constexpr size_t Most = 3; // and how often
  const std::vector<Record::Member> &Members = facts().Records[Class].Members;
  return Members.size() <= Most &&
         llvm::any_of(Members, [&](const Record::Member &M) {
           return text(M.Type).contains("std::thread::id");
         });
}

bool LocksKnowledge::mayRecurse(FunctionId In, PathId Lock,
                                FunctionId By) const {
  const RecordId Top = facts().classAt(In, Paths.root(Lock));
  if (Lock && knowsOwner(classOf(Top, Paths[Lock].Parent)))
    return true;
  const Function &Of = facts().Functions[By];
  llvm::StringRef Key = text(Of.Key);
  if (Key.starts_with("pthread_mutex") || isPosix(classOf(Top, Lock))) {
    // Its kind is set when it is made, by the class around it if that is known.
    RecordId Around = Lock ? classOf(Top, Paths[Lock].Parent) : 0;
    const TypeModel *Type = Around ? From.Type(Around) : nullptr;
    return Types.mayRecurse(facts(), In, Lock) &&
           !(Type && Type->Lock == LockKind::Plain);
  }
  if (const FunctionModel *M = From.Model(By); M && M->Lock != LockKind::None)
    return M->Lock == LockKind::Recursive;
  if (onlySpins(lockMethod(By)))
    return false;
  LockSort S = sort(classOf(Top, Lock), 0);
  if (!S && (Deeds[By].K == LockDeed::Acts || Deeds[By].K == LockDeed::Shape))
    S = sort(Of.Class, 0);
  if (S)
    return S == ManyLevels;
  const TypeModel *Type =
      From.Known->type(guarded(By).take_until([](char C) { return C == '<'; }));
  return !Type || Type->Lock == LockKind::None ||
         Type->Lock == LockKind::Recursive;
}

/// What a local is set to, over other locals: to null besides, when what it was
/// is taken out and handed on.
PathId LocksKnowledge::origin(const Body &B, PathId Place) const {
  for (unsigned Hop = 0; Hop != 4 && Paths[Place].K == PathNode::Local; ++Hop) {
    PathId From = 0;
    for (const Step &S : facts().steps(B)) {
      if (S.Kind != Op::Set || S.Subject != Place)
        continue;
      const Value &V = facts().args(S)[0];
      if (V.K == Value::Null)
        continue;
      if (V.K != Value::Path || (From && From != V.Id))
        return Place;
      From = V.Id;
    }
    if (!From)
      return Place;
    Place = From;
  }
  return Place;
}

bool LocksKnowledge::isSeenWhole(PathId Field) const {
  auto StructOf = [&](PathId Place) -> llvm::StringRef {
    const PathNode &Node = Paths[Place];
    const llvm::StringRef Name =
        Node.K == PathNode::Global ? text(Node.Name).split('@').first : "";
    return Name.contains('.') ? Name.split('.').first : "";
  };
  if (HasUnseen.empty()) {
    HasUnseen[""] = true;
    for (const Body &B : facts().Bodies)
      for (const Step &S : facts().steps(B))
        if (const llvm::StringRef Of =
                S.Kind == Op::Set ? StructOf(S.Subject) : "";
            !Of.empty()) {
          const Value &V = facts().args(S)[0];
          HasUnseen[Of] |=
              V.K != Value::Null && (V.K != Value::Function ||
                                     facts().Functions[V.Id].Bodies.empty());
        }
  }
  const auto Found = HasUnseen.find(StructOf(Field));
  return Found != HasUnseen.end() && !Found->second;
}

PathId LocksKnowledge::accessed(FunctionId F, unsigned Depth) const {
  const Function &Of = facts().Functions[F];
  if (Of.Bodies.empty() || Depth > 4)
    return 0;
  if (auto Known = Returned.find(F); Known != Returned.end())
    return Known->second;
  const Body &B = facts().Bodies[Of.Bodies.front()];
  PathId Result = 0;
  bool One = true;
  for (const Step &S : facts().steps(B)) {
    if (!One || S.Kind != Op::Return || S.NumArgs != 1)
      continue;
    const Value &V = facts().args(S)[0];
    if (V.K == Value::Null)
      continue; // no lock of what is not there
    const PathId Given = V.K == Value::Path ? origin(B, V.Id) : 0;
    One = Given && (!Result || Result == Given);
    Result = Given;
  }
  // Object *asObject(void *p)   may say much of what is none, and who gives back
  // `*this` may do whatever it likes before.
  const PathNode::Kind K = Paths[Result].K;
  // static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;   has many fields.
  const size_t Count = llvm::count_if(facts().steps(B), [&](const Step &S) {
    return S.Kind != Op::Set ||
           Paths[Paths.root(S.Subject)].K != PathNode::Global;
  });
  if (!One || (K != PathNode::This && Count > (K == PathNode::Param ? 64 : 8)))
    Result = 0;
  if (PathId Root = Paths.root(Result); Root) {
    const PathNode &Node = Paths[Root];
    if (Node.K == PathNode::Result && Node.Number < B.Count) {
      // return inner().mutex();
      const Step &S = facts().Steps[B.First + Node.Number];
      PathId Inner = S.Kind == Op::Call ? accessed(S.Callee, Depth + 1) : 0;
      PathId InnerRoot = Paths.root(Inner);
      Result = Inner && Paths[InnerRoot].K == PathNode::This && S.Subject
                   ? Paths.rebased(Result, Root,
                                   Paths.rebased(Inner, InnerRoot, S.Subject))
                   : 0;
    } else if (Node.K != PathNode::This && Node.K != PathNode::Param &&
               Node.K != PathNode::Global) {
      Result = 0;
    }
  }
  return Returned[F] = Result;
}

/// What all constructors, and methods that make a member, agree on.
const std::vector<FieldBinding> &
LocksKnowledge::bindings(RecordId Class) const {
  auto [It, New] = Bindings.try_emplace(Class);
  if (!New || !FieldsAfter)
    return It->second;
  std::vector<FieldBinding> All;
  auto Add = [&](FunctionId F, PathId Within) {
    for (const FieldBinding &B : FieldsAfter(F)) {
      if (Within && !Paths.startsWith(B.Field, Within))
        continue;
      auto Old = llvm::find_if(
          All, [&](const FieldBinding &O) { return O.Field == B.Field; });
      if (Old == All.end())
        All.push_back(B);
      else if (Old->Of != B.Of)
        Old->Of = 0;
    }
  };
  for (FunctionId F : ConstructorsOf[Class])
    Add(F, 0);
  for (auto [F, Member] : MakersOf.lookup(Class))
    Add(F, Member);
  llvm::erase_if(All, [](const FieldBinding &B) { return !B.Of; });
  return Bindings[Class] = std::move(All);
}

PathId LocksKnowledge::canonical(RecordId Top, PathId P) const {
  const PathId This = Paths.root(P);
  if (!Top || P == This || Paths[This].K != PathNode::This)
    return P;
  if (Paths[P].Parent == This && ConstructorsOf[Top].empty() &&
      !MakersOf.contains(Top))
    return P;
  auto [It, New] = Canonical.try_emplace({Top, P}, P);
  if (!New)
    return It->second;
  PathId Found = P;
  for (PathId Object = Paths[P].Parent; Object && Found == P;
       Object = Paths[Object].Parent) {
    RecordId Class = classOf(Top, Object);
    if (!Class || bindings(Class).empty())
      continue;
    const PathId InObject = Paths.rebased(P, Object, This);
    // What a smart pointer holds goes by its name.
    const PathId Held = Paths.withoutElements(InObject);
    for (const FieldBinding &B : bindings(Class))
      if (B.Field == InObject || B.Field == Held)
        Found = Paths.rebased(B.Of, This, Object);
  }
  return Canonical[{Top, P}] = Found;
}

bool isMoveConstructor(llvm::StringRef Mangled) {
  for (llvm::StringRef Form : {"C1EOS", "C2EOS"}) {
    size_t At = Mangled.find(Form);
    if (At != llvm::StringRef::npos)
      return true;
  }
  return false;
}

} // namespace cleanexit
