//===-- Locks.cpp - Which locks are held at each step -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Locks.h"
#include "Summary/Conditions.h"
#include "Summary/Groups.h"
#include "Summary/LocksProgram.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

llvm::SmallVector<FunctionId, 2> Locks::State::targets(StepRef At) const {
  const Step &S = step(At);
  llvm::SmallVector<FunctionId, 2> Targets;
  if (S.is(Step::MaybeMoved) && (S.is(Step::Destroys) || S.is(Step::Owned)))
    return Targets;
  if (S.is(Step::Virtual) || (S.Kind == Op::Run && !S.Callee))
    Targets = From.Targets(At);
  if (Targets.empty() && S.Callee)
    Targets.push_back(S.Callee);
  return Targets;
}

/// Functions with a body that each function may run, in order of its steps.
std::vector<cleanexit::Lists::Entry> Locks::State::callees() const {
  const Facts &P = facts();
  std::vector<cleanexit::Lists::Entry> Edges;
  Edges.reserve(P.Steps.size());
  auto Edge = [&](FunctionId From, FunctionId To) {
    if (To && Briefs[To].HasBody)
      Edges.push_back({From, To});
  };
  for (FunctionId F = 1; F < P.Functions.size(); ++F)
    for (uint32_t B : P.Functions[F].Bodies)
      for (uint32_t I = 0; I < P.Bodies[B].Count; ++I) {
        const Step &S = P.Steps[P.Bodies[B].First + I];
        if (S.Kind == Op::Call || S.Kind == Op::Run) {
          for (FunctionId T : targets({B, I})) {
            Edge(F, T);
            if (Briefs[T].HasDeed)
              Edge(F, Known.lockMethod(T));
          }
          for (FunctionId T : From.Handed({B, I}))
            if (isOwnCallable(F, {B, I}, T) || isEndedFor(F, {B, I}, T))
              Edge(F, T);
        }
        for (const Value &V : P.args(S))
          if (V.K == Value::Function)
            Edge(F, V.Id);
      }
  for (const Cleanup &C : llvm::drop_begin(P.Cleanups))
    Edge(C.In, C.Runs);
  return Edges;
}

/// More functions than these that call each other are looked at once.
static constexpr size_t ManyTogether = 32;
static constexpr size_t MostRounds = 6;

void Locks::State::build() {
  const Facts &P = facts();
  for (RecordId R = 1; R < P.Records.size(); ++R)
    if (!P.Records[R].System)
      ByName.try_emplace(P.Strings[P.Records[R].Name], R);
  for (const Record &R : P.Records)
    for (const Record::Member &M : R.Members)
      if (const llvm::StringRef Type = P.Strings[M.Type];
          Type.ends_with("*") || Type.ends_with("&"))
        Referring.insert(M.Name);
  findHandedTo();
  findSingletons();
  findGiven();
  findHandings();
  std::vector<cleanexit::Lists::Entry> Deferred;
  for (uint32_t C = 1; C < P.Cleanups.size(); ++C)
    Deferred.push_back({P.Cleanups[C].In, C});
  const cleanexit::Lists CleanupsIn(P.Functions.size(), Deferred);
  eachGroup(P.Functions.size(), cleanexit::Lists(P.Functions.size(), callees()),
            [&](llvm::ArrayRef<FunctionId> Group) {
              for (FunctionId F : Group)
                for (uint32_t C : CleanupsIn[F])
                  if (Nets.matters(P.Cleanups[C].Runs))
                    Nets.CleanupsIn[F].push_back(C);
              // What the last one takes, the first may come to.
              const bool Again =
                  Group.size() > 1 && Group.size() <= ManyTogether;
              const unsigned Rounds =
                  Again ? std::min<size_t>(Group.size(), MostRounds) : 1;
              for (unsigned Round = 0; Round != Rounds; ++Round)
                for (FunctionId F : Group)
                  if (concerned(F))
                    analyze(F, Round != 0);
                  else
                    takesOf(F);
            });
}

/// A copy's fields say nothing: they are the other's.
std::vector<FieldBinding>
Locks::State::fieldsAfter(FunctionId Constructor) const {
  LocksWalk Walk(From, Paths, Known, Nets);
  Walk.EntersConstructors = true;
  Walk.run(facts().Functions[Constructor].Bodies.front(),
           [](uint32_t, LocksWalk &) {});
  std::vector<FieldBinding> Fields;
  for (const Binding &B : Walk.AtEnd.Bindings) {
    const PathId Root = Paths.root(B.Place);
    if (Paths[Root].K != PathNode::This || B.Place == Root || !B.Target)
      continue;
    const PathId Of = Paths.root(B.Target);
    if (Paths.rebased(B.Target, Of, Root) != B.Place)
      Fields.push_back(
          {B.Place, Of == Root && B.Target != Root ? B.Target : 0});
  }
  return Fields;
}

/// Is there a step that may change what is locked?
bool Locks::State::concerned(FunctionId F) {
  if (Nets.CleanupsIn.count(F))
    return true;
  const Facts &P = facts();
  for (uint32_t B : P.Functions[F].Bodies)
    for (uint32_t I = 0; I < P.Bodies[B].Count; ++I) {
      const Step &S = P.Steps[P.Bodies[B].First + I];
      if (S.Kind != Op::Call && S.Kind != Op::Run)
        continue;
      for (FunctionId T : targets({B, I}))
        if (Briefs[T].HasDeed || Nets.matters(T) ||
            (I == 0 && !Known.required(B).empty()) ||
            (Briefs[T].Class && Nets.Classes.contains(Briefs[T].Class)))
          return true;
      for (const Value &V : P.args(S))
        if (V.K == Value::Function && Nets.matters(V.Id))
          return true;
    }
  return false;
}

static bool same(const std::vector<HeldLock> &A,
                 const std::vector<HeldLock> &B) {
  return llvm::equal(A, B, [](const HeldLock &X, const HeldLock &Y) {
    return X.Lock == Y.Lock && X.Depth == Y.Depth && X.TakenAt == Y.TakenAt;
  });
}

/// if (shared) m.lock(); if (n == 0) wait();   Whether what is asked around a step
/// has nothing to do with what the step Split has asked, nor with what was set
/// where that held.
static bool asksOther(const Facts &P, const Body &B, uint32_t Split,
                      uint32_t At) {
  const llvm::ArrayRef<Step> Steps = P.steps(B);
  if (Split >= At)
    return false;
  const uint32_t End = closingEnd(Steps, Split + 1);
  llvm::SmallVector<PathId, 4> Asked;
  for (const Value &V : P.args(Steps[Split]))
    if (V.K == Value::Path)
      Asked.push_back(V.Id);
  for (uint32_t I = Split + 1; I < std::min<uint32_t>(End, At); ++I)
    if (Steps[I].Kind == Op::Set)
      Asked.push_back(Steps[I].Subject);
  const bool AsksCall = llvm::any_of(
      Asked, [&](PathId Of) { return P.rootKind(Of) == PathNode::Result; });
  return llvm::all_of(P.blocksAround(B, At), [&](const OpenBlock &Open) {
    return Open.Opener <= End ||
           llvm::all_of(P.args(Steps[Open.Opener]), [&](const Value &V) {
             if (V.K != Value::Path)
               return false;
             if (P.rootKind(V.Id) == PathNode::Result)
               return !AsksCall;
             return llvm::none_of(Asked, [&](PathId Of) {
               return P.isWithin(V.Id, Of) || P.isWithin(Of, V.Id);
             });
           });
  });
}

/// Again: only what it takes may have changed.
void Locks::State::analyze(FunctionId F, bool Again) {
  const Facts &P = facts();
  LockNet Whole;
  std::vector<Take> Taken;
  for (uint32_t B : P.Functions[F].Bodies) {
    LocksWalk Walk(From, Paths, Known, Nets);
    std::vector<std::vector<HeldLock>> BySteps(P.Bodies[B].Count);
    const std::vector<HeldLock> Required = Known.required(B);
    LockNet Net = Walk.run(B, [&](uint32_t I, LocksWalk &W) {
      BySteps[I].clear();
      for (const HeldLock &L : Required)
        if (const LockLevel *Now = W.At.level(L.Lock);
            I > L.TakenAt.Index && (!Now || Now->Min == 0))
          BySteps[I].push_back(L);
      for (const LockLevel &L : W.At.Levels)
        if (L.Min > 0 || W.isHeldOnOneWay(L) ||
            (W.isHeldOnOneWayAround(L) &&
             asksOther(P, P.Bodies[B], L.SplitBy - 1, I)))
          BySteps[I].push_back({L.Lock, L.TakenAt, unsigned(std::max(L.Min, 1)),
                                L.Recursive, L.Shared, false, 0});
      Op Kind = P.Steps[P.Bodies[B].First + I].Kind;
      if (Kind == Op::Call || Kind == Op::Run)
        takesAt(F, {B, I}, &W, Taken);
    });
    for (std::vector<HeldLock> &Held : BySteps)
      for (HeldLock &L : Held)
        L.ReleasedBy = Walk.ReleasedBy.lookup(L.TakenAt.Index);
    if (!Again)
      note(B, BySteps);
    for (const Taking &T : Walk.Taken) {
      if (!Walk.external(T.Lock))
        continue;
      // Where it calls itself it comes to the same, by a longer way.
      const Take Own{T.Lock,      T.At,     0, 0, 1,
                     T.Recursive, T.Shared, 0, 0, T.Released};
      auto Old = llvm::find_if(
          Taken, [&](const Take &Other) { return Other.Lock == T.Lock; });
      if (Old == Taken.end())
        Taken.push_back(Own);
      else if (llvm::any_of(chain(F, *Old),
                            [&](const Link &L) { return L.Callee == F; }))
        *Old = Own;
    }
    Whole.Matters |= Net.Matters;
    if (Whole.End.empty())
      Whole.End = Net.End;
    if (Whole.Fields.empty())
      Whole.Fields = Net.Fields;
  }
  if (!Again)
    Nets.add(F, std::move(Whole), P.Functions[F].Class);
  remember(F, std::move(Taken));
}

void Locks::State::note(uint32_t Body,
                        std::vector<std::vector<HeldLock>> &BySteps) {
  std::vector<Change> Here;
  const std::vector<HeldLock> None;
  const std::vector<HeldLock> *Last = &None;
  for (uint32_t I = 0; I < BySteps.size(); ++I) {
    if (same(BySteps[I], *Last))
      continue;
    uint32_t List = 0;
    if (!BySteps[I].empty()) {
      List = Lists.size();
      Lists.push_back(BySteps[I]);
    }
    Here.push_back({I, List});
    Last = &BySteps[I];
  }
  if (!Here.empty())
    Changes[Body] = std::move(Here);
}

//===-- Which locks a function takes --------------------------------------===//

// Enough to find the locks of an object and of the program's few global ones.
static constexpr size_t MaxTakes = 12;

/// Of what a function takes, callers know only what they can name.
void Locks::State::remember(FunctionId F, std::vector<Take> Taken) {
  llvm::append_range(Taken, ofRegistered(F, Taken));
  llvm::erase_if(Taken, [&](const Take &T) {
    PathNode::Kind Root = Paths[Paths.root(T.Lock)].K;
    return Root != PathNode::This && Root != PathNode::Param &&
           Root != PathNode::Global;
  });
  if (Taken.empty())
    return;
  // Whose lock that is, its constructor says.
  if (const RecordId Class = Briefs[F].Class)
    for (const Take &T : Taken)
      if (Given.contains({Class, memberIn(T.Lock)}))
        Nets.Classes.insert(Class);
  if (!Takes[F]) {
    Takes[F] = AllTakes.size();
    AllTakes.emplace_back();
  }
  AllTakes[Takes[F]] = std::move(Taken);
}

void Locks::State::takesOf(FunctionId F) {
  const Facts &P = facts();
  std::vector<Take> Taken;
  for (uint32_t B : P.Functions[F].Bodies)
    for (uint32_t I = 0; I < P.Bodies[B].Count; ++I) {
      Op Kind = P.Steps[P.Bodies[B].First + I].Kind;
      if (Kind == Op::Call || Kind == Op::Run)
        takesAt(F, {B, I}, nullptr, Taken);
    }
  remember(F, std::move(Taken));
}

/// `this.field`
bool Locks::State::isField(PathId Path) const {
  return Paths[Path].K == PathNode::Field &&
         Paths[Paths[Path].Parent].K == PathNode::This;
}

/// The member of this object that a path is in; 0 for none.
StringId Locks::State::memberIn(PathId Path) const {
  while (Paths[Path].Parent && !isField(Path))
    Path = Paths[Path].Parent;
  return isField(Path) ? Paths[Path].Name : 0;
}

/// Holder(std::mutex &m) : m_(m) {}
void Locks::State::findGiven() {
  const Facts &P = facts();
  for (uint32_t B = 1; B < P.Bodies.size(); ++B) {
    const Function &Of = P.Functions[P.Bodies[B].Of];
    if (Of.K != Function::Constructor || !Of.Class ||
        Of.is(Function::Toolchain))
      continue;
    for (const Step &S : P.steps(P.Bodies[B]))
      if ((S.Kind == Op::Set || S.is(Step::Constructs)) && isField(S.Subject) &&
          llvm::any_of(P.args(S), [&](const Value &V) {
            return V.K == Value::Path && Paths[V.Id].K == PathNode::Param;
          }))
        Given.insert({Of.Class, Paths[S.Subject].Name});
  }
}

/// static Registry &get() { static Registry r; return r; }   of the class; and a
/// static or global object that is the only one of its class.
void Locks::State::findSingletons() {
  const Facts &P = facts();
  auto MadeBy = [&](const Step &S) -> RecordId {
    if (S.Kind == Op::Set && P.args(S)[0].K == Value::New)
      return P.args(S)[0].Id;
    return S.is(Step::Constructs) ? P.Functions[S.Callee].Class : 0;
  };
  llvm::DenseMap<RecordId, unsigned> NumMade;
  for (const Step &S : P.Steps)
    if (const RecordId Class = MadeBy(S);
        Class && Paths[S.Subject].K != PathNode::This)
      ++NumMade[Class];
  constexpr unsigned Many = 2;
  for (const Record &R : P.Records) {
    for (const Record::Member &M : R.Members)
      if (isPart(P, M))
        NumMade[M.Class] += Many; // one for each object of R
    // std::vector<Registry>; those that a pointer owns are seen to be made.
    if (const llvm::StringRef Name = P.Strings[R.Name];
        R.System && !Name.split('<').first.ends_with("_ptr"))
      eachTemplateArgument(Name, [&](llvm::StringRef Of) {
        if (const RecordId Class = ByName.lookup(Of))
          NumMade[Class] += Many;
      });
  }
  for (const Body &B : P.Bodies) {
    const Function &Of = P.Functions[B.Of];
    const bool GivesOwn = Of.Class && Of.is(Function::Static);
    llvm::SmallVector<PathId, 1> Given;
    for (const Step &S : P.steps(B))
      if (S.Kind == Op::Return && S.NumArgs && P.args(S)[0].K == Value::Path)
        Given.push_back(P.args(S)[0].Id);
    for (const Step &S : P.steps(B)) {
      const RecordId Class = MadeBy(S);
      if (!Class || P.Records[Class].System)
        continue;
      const bool IsOnly = NumMade[Class] == 1;
      if (Paths[S.Subject].K == PathNode::Global && IsOnly)
        Singletons[Class] = S.Subject;
      // static auto *r = new Registry;   a pointer has no class of its own
      for (PathId Object : Given)
        if (Paths[Object].K == PathNode::Global &&
            (IsOnly || (GivesOwn && Class == Of.Class)) &&
            (S.Subject == Object || P.classAt(B.Of, Object) == Class))
          Singletons[Class] = Object;
    }
  }
}

/// A lock of what a body has at hand for a moment, by a name that lasts.
PathId Locks::State::settled(StepRef At, FunctionId F, PathId Lock) const {
  PathId Root = Paths.root(Lock);
  const PathNode &Node = Paths[Root];
  if (Node.K == PathNode::Local) {
    if (const PathId Partners = behindPartner(At, F, Lock))
      return Partners;
    const PathId Of = member(At.Body, Root);
    return Of ? Paths.rebased(Lock, Root, Of) : Lock;
  }
  if (Node.K == PathNode::Result) {
    const Body &B = facts().Bodies[At.Body];
    const FunctionId Gives =
        Node.Number < B.Count ? facts().Steps[B.First + Node.Number].Callee : 0;
    const PathId Given = Gives ? Known.accessed(Gives) : 0;
    // instance_.timer().cancel(): of the member that it gives
    const PathId Of = Gives ? facts().Steps[B.First + Node.Number].Subject : 0;
    if (Given && Of && Paths[Paths.root(Given)].K == PathNode::This &&
        Paths[Given].K == PathNode::Field)
      return Paths.rebased(Lock, Root,
                           Paths.rebased(Given, Paths.root(Given), Of));
    if (Paths[Given].K != PathNode::Global)
      return Lock;
    Lock = Paths.rebased(Lock, Root, Given);
    Root = Given;
  }
  // The one object of its class is the one whose method this is.
  return Paths[Root].K == PathNode::Global &&
                 Singletons.lookup(facts().classOf(F)) == Root
             ? Paths.rebased(Lock, Root, From.Path({PathNode::This, 0, 0, 0}))
             : Lock;
}

/// What a path of Callee is in the body of the step, as far as it is written.
PathId Locks::State::written(const Step &S, FunctionId F, FunctionId Callee,
                             PathId Lock) const {
  const PathId Root = Paths.root(Lock);
  const PathNode Node = Paths[Root];
  const Function &Of = facts().Functions[Callee];
  if (Node.K == PathNode::Global)
    return Lock;
  if (Of.Parent && !(Node.K == PathNode::Param && Node.Number < Of.NumParams))
    return Of.Parent == F ? Lock : 0;
  PathId To = 0;
  if (Node.K == PathNode::This)
    To = S.Subject;
  else if (Node.K == PathNode::Param && Node.Number < S.NumArgs &&
           facts().args(S)[Node.Number].K == Value::Path)
    To = facts().args(S)[Node.Number].Id;
  return To ? Paths.rebased(Lock, Root, To) : 0;
}

/// auto *self = static_cast<Player *>(user);   A lock of what a variable is once and
/// for all set to.
PathId Locks::State::throughLocal(StepRef At, PathId Lock) const {
  const PathId Root = Paths.root(Lock);
  if (!Lock || Paths[Root].K != PathNode::Local || Root == Lock)
    return Lock;
  PathId Only = 0;
  for (const Step &S : facts().steps(facts().Bodies[At.Body])) {
    if (S.Kind != Op::Set || S.Subject != Root)
      continue;
    const Value &V = facts().args(S)[0];
    if (Only || V.K != Value::Path)
      return Lock;
    Only = V.Id;
  }
  return Only ? Paths.rebased(Lock, Root, Only) : Lock;
}

/// The class, of a function's own and its bases, that has a member of this name.
RecordId Locks::State::declaring(FunctionId In, StringId Member) const {
  constexpr size_t MostBases = 32;
  llvm::SmallVector<RecordId, 8> Work{facts().classOf(In)};
  for (size_t I = 0; I < std::min(Work.size(), MostBases); ++I) {
    const Record &R = facts().Records[Work[I]];
    if (llvm::any_of(R.Members,
                     [&](const Record::Member &M) { return M.Name == Member; }))
      return Work[I];
    Work.append(R.Bases.begin(), R.Bases.end());
  }
  return 0;
}

/// onVolume();   of a class below, which has a mutex_ of its own: whether what is
/// taken at the end of a chain is another member of the same name.
bool Locks::State::isOfOtherClass(FunctionId Holds, PathId Lock,
                                  llvm::ArrayRef<Link> Chain) const {
  const StringId Member = memberIn(Lock);
  const RecordId Here = Member ? declaring(Holds, Member) : 0;
  RecordId There = 0;
  for (const Link &L :
       llvm::reverse(Chain)) // a guard of the project's has none
    if (!There && Here)
      There = declaring(functionOf(L.At), Member);
  return There && There != Here &&
         (facts().derives(There, Here) || facts().derives(Here, There));
}

void Locks::State::takesAt(FunctionId F, StepRef At, LocksWalk *W,
                           std::vector<Take> &Into) {
  llvm::SmallVector<FunctionId, 2> To = targets(At);
  if (To.size() > 4)
    return;
  const FunctionId Named = step(At).Callee;
  const bool IsRead = Named && Briefs[Named].HasBody &&
                      !facts().Functions[Named].is(Function::Toolchain);
  if (Named)
    for (FunctionId Handed : From.Handed(At))
      if (facts().Functions[Handed].Parent == F &&
          !llvm::is_contained(To, Handed) &&
          (!IsRead || runsAtOnce(At, Handed)))
        To.push_back(Handed);
  for (FunctionId Handed : From.Handed(At))
    if ((isOwnCallable(F, At, Handed) || isHandedByName(At, Handed) ||
         isEndedFor(F, At, Handed)) &&
        !llvm::is_contained(To, Handed))
      To.push_back(Handed);
  for (FunctionId Callee : To) {
    for (const Take &T : takenBy(Callee)) {
      if (Into.size() >= MaxTakes)
        return;
      if (T.Length >= MaxLength)
        continue;
      // Hold hold(mutex_, AlreadyLocked);   Of constructors there are no copies.
      if (step(At).is(Step::Constructs) && T.At.Body &&
          ruledOutBy(facts(), facts().args(step(At)), T.At))
        continue;
      PathId Lock = 0;
      const RecordId Of = speaksOf(F, At, Callee, T);
      if (Of || T.Of)
        Lock = T.Lock;
      else
        Lock = collapsed(At, settled(At, F, nameOf(F, At, Callee, T, W)));
      if (!W) // who walks knows what its variables are
        Lock = throughLocal(At, Lock);
      if (!Lock)
        continue;
      if (W && !Of)
        if (const LockLevel *L = W->At.level(Lock); L && L->Min < 0)
          continue; // released for it
      // Unlocked u(lk): what a guard's name stands for is known here.
      const PathId Released =
          !T.Released ? 0
          : isHandedByName(At, Callee)
              ? ofHanded(At, Callee, T.Released, W).value_or(0)
              : up(W, At, Callee, T.Released);
      if (W && Released && llvm::is_contained(W->locksOf(Released), Lock))
        continue;
      auto Old = llvm::find_if(
          Into, [&](const Take &Other) { return Other.isSameAs(Lock, Of); });
      Take New{Lock,        At,       Callee, T.Lock, T.Length + 1,
               T.Recursive, T.Shared, Of,     T.Of};
      New.Registered = Of && T.Registered;
      New.Released = W && W->At.released() ? W->At.released() : Released;
      if (Old == Into.end())
        Into.push_back(New);
      else if (New.Length < Old->Length)
        *Old = New;
    }
  }
}

/// with([&] { … });   Whether what a step calls runs a callable in that call, and
/// has released no lock of its callers for it.
bool Locks::State::runsAtOnce(StepRef At, FunctionId Callable) const {
  const auto Steps = From.ToRun(At, Callable);
  // if (isInLoop()) f(); else queue_.push_back(f);   Here, or there.
  return !Steps.empty() && step(Steps.back()).Kind == Op::Run &&
         llvm::none_of(Steps, [&](StepRef S) {
           return isChoice(facts(), S, step(S).Subject) || releasedBefore(S);
         });
}

/// A deleter that comes with what this object holds was given to it here: its
/// `this` is this object. What a lambda has captured ends with the member that
/// it is kept in.
bool Locks::State::isOwnCallable(FunctionId F, StepRef At,
                                 FunctionId Callable) const {
  const PathId Of = step(At).Subject;
  const FunctionId Parent = facts().Functions[Callable].Parent;
  if (facts().Functions[Callable].K == Function::Destructor)
    return llvm::is_contained(From.Handed(At), Callable);
  if (!Parent) // a functor that was made with this object
    return isField(Of) && facts().Functions[Callable].K == Function::Method &&
           llvm::is_contained(From.Handed(At), Callable) &&
           HandedTo.contains({facts().classOf(F), facts().classOf(Callable)});
  // A member, or what a weak_ptr there yields.
  const PathId Kept = Paths[Of].K == PathNode::Local ? member(At.Body, Of) : Of;
  const bool IsOwn = Paths[Kept].K != PathNode::This &&
                     Paths[Paths.root(Kept)].K == PathNode::This;
  // auto p = make();   with what make() gave it
  auto MadeIt = [&](const Step &S) {
    return S.Kind == Op::Call && S.Result == Of && S.Callee == Parent &&
           Paths[S.Subject].K == PathNode::This;
  };
  return Parent && Parent != F &&
         (IsOwn ||
          llvm::any_of(facts().steps(facts().Bodies[At.Body]), MadeIt)) &&
         facts().classOf(F) &&
         facts().classOf(F) == facts().classOf(Callable) &&
         Briefs[step(At).Callee].Class != facts().classOf(F);
}

/// struct Entry { std::unique_ptr<Watch> watch; };   whose end runs what a class
/// with such entries has put there.
bool Locks::State::isEndedFor(FunctionId F, StepRef At,
                              FunctionId Callable) const {
  return step(At).is(Step::Destroys) && isField(step(At).Subject) &&
         facts().Functions[Callable].Parent &&
         facts().classOf(F) != facts().classOf(Callable) &&
         llvm::is_contained(From.Handed(At), Callable);
}

/// each(list, visit, list);   and not where it is called
bool Locks::State::isHandedByName(StepRef At, FunctionId Callable) const {
  const Function &Of = facts().Functions[Callable];
  return step(At).Kind == Op::Call && step(At).Callee &&
         step(At).Callee != Callable && !Of.Parent &&
         (Of.K == Function::Free || Of.is(Function::Static));
}

/// A lock of its callers that a function has released before a step; 0 for none.
PathId Locks::State::releasedBefore(StepRef At) const {
  if (!Nets.Of.count(functionOf(At)))
    return 0;
  PathId Released = 0;
  LocksWalk Walk(From, Paths, Known, Nets);
  Walk.run(At.Body, [&](uint32_t I, LocksWalk &W) {
    if (I == At.Index)
      Released = W.At.released();
  });
  return Released;
}

/// What a path of a function is, which a step hands on by name, at that step: its
/// parameters are what those say who run it. Nothing if that is not known.
std::optional<PathId> Locks::State::ofHanded(StepRef At, FunctionId Callee,
                                             PathId Path, LocksWalk *W) const {
  if (Paths[Paths.root(Path)].K == PathNode::Global)
    return Path;
  const auto Steps = From.ToRun(At, Callee);
  if (Steps.empty() || step(Steps.back()).Kind != Op::Run)
    return std::nullopt;
  llvm::SmallVector<PathId, 2> Released;
  for (const StepRef S : llvm::reverse(Steps)) {
    const FunctionId Runner = functionOf(S);
    Path = written(step(S), Runner, Callee, Path);
    for (PathId &Of : Released)
      Of = written(step(S), Runner, Callee, Of);
    if (!Path)
      return std::nullopt;
    if (const PathId Now = releasedBefore(S))
      Released.push_back(Now);
    Callee = Runner;
  }
  Path = up(W, At, Callee, Path);
  if (!Path)
    return std::nullopt;
  return llvm::any_of(
             Released,
             [&](PathId Of) { return Of && up(W, At, Callee, Of) == Path; })
             ? 0
             : Path;
}

/// What a lock that Callee takes is to F.
PathId Locks::State::nameOf(FunctionId F, StepRef At, FunctionId Callee,
                            const Take &T, LocksWalk *W) const {
  if (PathId Lock = broughtBack(F, Callee, T))
    return Lock;
  if (isOwnCallable(F, At, Callee))
    return facts().Functions[Callee].Parent &&
                   Paths[Paths.root(T.Lock)].K == PathNode::This
               ? T.Lock
               : 0;
  if (isHandedByName(At, Callee) && llvm::is_contained(From.Handed(At), Callee))
    return ofHanded(At, Callee, T.Lock, W).value_or(0);
  return facts().Functions[Callee].Parent == F && Callee != step(At).Callee
             ? written(step(At), F, Callee, T.Lock)
             : up(W, At, Callee, T.Lock);
}

/// timer_([this] { tick(); }): the timer runs code of the object around it. Of
/// which class that is, as long as F is not one of its methods that calls the
/// timer.
RecordId Locks::State::speaksOf(FunctionId F, StepRef At, FunctionId Callee,
                                const Take &T) const {
  const RecordId Mine = facts().classOf(F);
  RecordId Of = T.Of;
  if (!Of && (step(At).Kind == Op::Run || isEndedFor(F, At, Callee)) &&
      Paths[Paths.root(T.Lock)].K == PathNode::This &&
      facts().Functions[Callee].Parent &&
      Paths[Paths.root(step(At).Subject)].K == PathNode::This)
    Of = facts().classOf(Callee);
  const bool IsPart = step(At).Subject &&
                      Paths[step(At).Subject].K != PathNode::This &&
                      Paths[Paths.root(step(At).Subject)].K == PathNode::This;
  // get->setStack(this); … get->activate();
  const bool HasMine =
      Mine && HandedTo.contains({Mine, Briefs[step(At).Callee].Class});
  // What is told of a base that all objects of this class have, and no other.
  if (Of && T.Registered && llvm::is_contained(facesOf(Mine), Of))
    Of = Mine;
  return Of == Mine && (IsPart || HasMine || T.Registered || !T.Of) ? 0 : Of;
}

std::vector<Link> Locks::State::chain(FunctionId F, const Take &First) const {
  std::vector<Link> Chain;
  Take T = First;
  while (Chain.size() <= MaxLength) {
    Chain.push_back({T.At, T.Callee ? T.Callee : step(T.At).Callee, nullptr});
    const std::vector<Take> &There = takenBy(T.Callee);
    auto Next = llvm::find_if(There, [&](const Take &Other) {
      return Other.isSameAs(T.InCallee, T.OfInCallee);
    });
    if (Next == There.end())
      break;
    T = *Next;
  }
  return Chain;
}

//===----------------------------------------------------------------------===//

Locks Locks::of(LockSources Program) {
  auto S = std::make_unique<State>(std::move(Program));
  S->build();
  return Locks(std::move(S));
}

Locks::Locks(std::unique_ptr<State> S) : S(std::move(S)) {}
Locks::Locks(Locks &&) = default;
Locks &Locks::operator=(Locks &&) = default;
Locks::~Locks() = default;

} // namespace cleanexit
