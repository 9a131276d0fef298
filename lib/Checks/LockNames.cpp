//===-- LockNames.cpp - Which lock is it? -----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/LockNames.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"

namespace cleanexit {

/// What a step says: its subject, and its arguments that are paths.
static llvm::SmallVector<PathId, 4> saidBy(const Facts &F, const Step *S) {
  llvm::SmallVector<PathId, 4> Said;
  if (!S)
    return Said;
  Said.push_back(S->Subject);
  for (const Value &V : F.args(*S))
    if (V.K == Value::Path)
      Said.push_back(V.Id);
  return Said;
}

static size_t countMembers(const Facts &F, RecordId Of, unsigned Depth = 0) {
  constexpr unsigned Deepest = 8;
  size_t Count = F.Records[Of].Members.size();
  for (RecordId Base : F.Records[Of].Bases)
    Count += Depth == Deepest ? 0 : countMembers(F, Base, Depth + 1);
  return Count;
}

bool hasOneMember(const Facts &F, RecordId Of) {
  return Of && countMembers(F, Of) == 1;
}

PathId named(const Summary &P, const HeldLock &L) {
  const Facts &F = P.facts();
  const auto Said = saidBy(F, stepOf(P, L.TakenAt));
  for (PathId Part = L.Lock; F.Paths[Part].K == PathNode::Field;
       Part = F.Paths[Part].Parent)
    if (llvm::is_contained(Said, Part))
      return Part;
  return L.Lock;
}

/// The class that a function takes what is at a void pointer for.
///   struct driver *d = conn->privateData;
static RecordId classTakenFor(const Facts &F, FunctionId In, PathId Pointer) {
  for (uint32_t B : F.Functions[In].Bodies)
    for (const Step &S : F.steps(F.Bodies[B]))
      if (S.Kind == Op::Set && F.args(S)[0].K == Value::Path &&
          F.args(S)[0].Id == Pointer)
        if (RecordId Class = F.classAt(In, S.Subject))
          return Class;
  return 0;
}

RecordId classAlong(const Summary &P, FunctionId In, PathId Path) {
  const Facts &F = P.facts();
  if (F.Paths[Path].K != PathNode::Field)
    return F.Paths[Path].K == PathNode::This ? F.classOf(In)
                                             : F.classAt(In, Path);
  const RecordId Owner = classAlong(P, In, F.Paths[Path].Parent);
  if (!Owner)
    return 0;
  const RecordId Member =
      P.throughOwners(F.classOfMember(Owner, F.Paths[Path].Name));
  return Member ? Member : classTakenFor(F, In, Path);
}

RecordId classWith(const Summary &P, const TakenLock &T) {
  const Facts &F = P.facts();
  const StringId Name = lastField(F, T.Lock);
  for (const Link &L : T.Chain) {
    const Step *S = stepOf(P, L.At);
    if (!S || !Name)
      return 0;
    for (PathId Place : saidBy(F, S))
      if (F.Paths[Place].K == PathNode::Field && F.Paths[Place].Name == Name)
        if (RecordId Of =
                classAlong(P, functionOf(P, L.At), F.Paths[Place].Parent))
          return Of;
  }
  return 0;
}

/// What a lock is a member of; a struct around nothing else is the lock.
static RecordId ownerOf(const Summary &P, FunctionId In, PathId &Lock) {
  const Facts &F = P.facts();
  RecordId Owner = classAlong(P, In, F.Paths[Lock].Parent);
  while (hasOneMember(F, Owner) &&
         F.Paths[F.Paths[Lock].Parent].K == PathNode::Field) {
    Lock = F.Paths[Lock].Parent;
    Owner = classAlong(P, In, F.Paths[Lock].Parent);
  }
  return Owner;
}

/// Whether a member is in its object, and not only pointed to.
static bool isWithinObject(const Summary &P, FunctionId In, PathId Member) {
  const Facts &F = P.facts();
  if (F.Paths[Member].K != PathNode::Field)
    return false;
  const RecordId Of = classAlong(P, In, F.Paths[Member].Parent);
  return llvm::any_of(F.Records[Of].Members, [&](const Record::Member &M) {
    const llvm::StringRef Type = F.Strings[M.Type];
    return M.Name == F.Paths[Member].Name && !Type.ends_with("*") &&
           !Type.ends_with("&") &&
           !Type.take_until([](char C) { return C == '<'; }).ends_with("_ptr");
  });
}

std::string innermostName(const Summary &P, FunctionId In, PathId Lock) {
  const Facts &F = P.facts();
  while (F.Paths[Lock].K == PathNode::Field) {
    const PathId Whole = F.Paths[Lock].Parent;
    const RecordId Owner = classAlong(P, In, Whole);
    // A struct around nothing else is the lock; of one that is pointed to it is not
    // known which.
    if (hasOneMember(F, Owner)) {
      if (!isWithinObject(P, In, Whole) && F.Paths[Whole].K != PathNode::Global)
        return {};
      Lock = Whole;
      continue;
    }
    if (!Owner)
      break;
    return (F.Strings[F.Records[Owner].Name] +
            "::" + F.Strings[F.Paths[Lock].Name])
        .str();
  }
  return F.rootKind(Lock) == PathNode::Global ? P.text(Lock) : std::string();
}

/// static_mutex_get(&which)   one for each that it is asked for.
static std::string gotFor(const Summary &P, uint32_t Body, PathId Object) {
  const Facts &F = P.facts();
  const PathNode &Node = F.Paths[Object];
  if (Node.K != PathNode::Result && Node.K != PathNode::Local)
    return {};
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[Body]);
  for (uint32_t I = 0; I != Steps.size(); ++I) {
    const bool Gets = Node.K == PathNode::Local ? Steps[I].Result == Object
                                                : Node.Number == I;
    if (!Gets || Steps[I].Kind != Op::Call)
      continue;
    for (const Value &V : F.args(Steps[I]))
      if (V.K == Value::Path && F.rootKind(V.Id) == PathNode::Global)
        return (F.Strings[F.Functions[Steps[I].Callee].Key] + "(" +
                P.text(V.Id) + ")::")
            .str();
  }
  return {};
}

namespace {
/// A lock as a member: with its class, or with what it was got for.
struct Member {
  RecordId Class = 0;
  std::string GotFor;
  std::string Name;
};
} // namespace

static Member memberOf(const Summary &P, const HeldLock &L, unsigned Depth = 0);

/// class Part { std::mutex &mutex_; };   where who makes one hands it the same
/// member each time: that member, or else M itself.
static Member referredTo(const Summary &P, StepRef At, PathId Named, Member M,
                         unsigned Depth) {
  constexpr unsigned Deepest = 3;
  const Facts &F = P.facts();
  const StringId Name = F.Paths[Named].Name;
  const auto &Members = F.Records[M.Class].Members;
  const auto It = llvm::find_if(
      Members, [&](const Record::Member &Of) { return Of.Name == Name; });
  if (Depth == Deepest || It == Members.end() ||
      !F.Strings[It->Type].ends_with("&"))
    return M;
  Member Only;
  for (const auto &[V, From] : P.sources(At, Named)) {
    if (V.K != Value::Path || F.Paths[V.Id].K != PathNode::Param)
      return M;
    for (StepRef Makes : P.callers(functionOf(P, From))) {
      const PathId Given = placeOf(F, *stepOf(P, Makes), F.Paths[V.Id].Number);
      HeldLock There;
      There.Lock = Given;
      There.TakenAt = Makes;
      const Member Its = Given ? memberOf(P, There, Depth + 1) : Member();
      if (!Its.Class || Its.Class == M.Class ||
          (Only.Class && (Only.Class != Its.Class || Only.Name != Its.Name)))
        return M;
      Only = Its;
    }
  }
  return Only.Class ? Only : M;
}

static Member memberOf(const Summary &P, const HeldLock &L, unsigned Depth) {
  const Facts &F = P.facts();
  const FunctionId In = functionOf(P, L.TakenAt);
  PathId Named = named(P, L);
  if (F.Paths[Named].K != PathNode::Field)
    return {};
  if (std::string Of = gotFor(P, L.TakenAt.Body, F.root(Named)); !Of.empty())
    return {0, Of, F.Strings[F.Paths[Named].Name].str()};
  RecordId Owner = ownerOf(P, In, Named);
  // A global that is a mutex, in a struct around nothing else.
  if (hasOneMember(F, Owner) &&
      F.Paths[F.Paths[Named].Parent].K == PathNode::Global)
    return {};
  if (Owner)
    return referredTo(P, L.TakenAt, Named,
                      {Owner, "", F.Strings[F.Paths[Named].Name].str()}, Depth);
  Owner = classAlong(P, In, F.root(Named));
  if (!Owner)
    return {};
  return {Owner, "", llvm::StringRef(P.text(Named)).split('.').second.str()};
}

std::string memberName(const Summary &P, const HeldLock &L) {
  const Member M = memberOf(P, L);
  return M.Class ? (P.facts().Strings[P.facts().Records[M.Class].Name] +
                    "::" + M.Name)
                       .str()
                 : M.GotFor + M.Name;
}

RecordId memberClass(const Summary &P, const HeldLock &L) {
  return memberOf(P, L).Class;
}

/// m_, in Mutex::lock(), and m->handle in mutex_lock(m): a class that has nothing
/// else is the lock, and to who calls that, it is what the call is for. 0 if it is
/// no such lock.
static PathId asCalled(const Summary &P, StepRef At, PathId Lock,
                       const Step *Call) {
  const Facts &F = P.facts();
  const FunctionId In = functionOf(P, At);
  const PathId Whole = F.Paths[Lock].Parent;
  const PathNode &Node = F.Paths[Whole];
  const bool IsThis = Node.K == PathNode::This;
  const RecordId Of = IsThis                      ? F.classOf(In)
                      : Node.K == PathNode::Param ? F.classAt(In, Whole)
                                                  : 0;
  // Locker(Mutex &m) : mutex_(m) { mutex_.Lock(); }
  if (Call && IsThis && F.Functions[In].K == Function::Constructor)
    for (const Step &S : F.steps(F.Bodies[At.Body]))
      if (S.Kind == Op::Set && S.Subject == Lock)
        if (const Value &V = F.args(S)[0];
            V.K == Value::Path && F.Paths[V.Id].K == PathNode::Param)
          if (const PathId Given = placeOf(F, *Call, F.Paths[V.Id].Number);
              F.Paths[Given].K == PathNode::Field)
            return Given;
  if (!Call || !hasOneMember(F, Of))
    return 0;
  const PathId There = IsThis ? Call->Subject : placeOf(F, *Call, Node.Number);
  return F.Paths[There].K == PathNode::Field ? There : 0;
}

std::string memberName(const Summary &P, const TakenLock &T) {
  const Facts &F = P.facts();
  // The nearest to where it is taken; a guard's constructor says no member.
  for (size_t I = T.Chain.size(); I-- > 0;) {
    HeldLock There;
    There.TakenAt = T.Chain[I].At;
    for (PathId Place : saidBy(F, stepOf(P, There.TakenAt)))
      if (Place && F.Paths[Place].K == PathNode::Field &&
          F.Paths[Place].Name == lastField(F, T.Lock))
        There.Lock = Place;
    if (!There.Lock)
      continue;
    while (I-- > 0) {
      const PathId Outer =
          asCalled(P, There.TakenAt, There.Lock, stepOf(P, T.Chain[I].At));
      if (!Outer)
        break;
      There.TakenAt = T.Chain[I].At;
      There.Lock = Outer;
    }
    return memberName(P, There);
  }
  return {};
}

std::string handleName(const Summary &P, const HeldLock &L) {
  const Facts &F = P.facts();
  PathId Lock = L.Lock;
  const RecordId Owner = ownerOf(P, functionOf(P, L.TakenAt), Lock);
  return Owner && F.Paths[Lock].K == PathNode::Field
             ? (F.Strings[F.Records[Owner].Name] +
                "::" + F.Strings[F.Paths[Lock].Name])
                   .str()
             : std::string();
}

RecordId classAround(const Summary &P, StepRef At, PathId Member) {
  const Facts &F = P.facts();
  return F.Paths[Member].K == PathNode::Field
             ? classAlong(P, functionOf(P, At), F.Paths[Member].Parent)
             : 0;
}

} // namespace cleanexit
