//===-- LocksPartners.cpp - Objects that point back at who uses them ------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A lock that is reached by way of another object may be one's own again:
//
//   Pool::drop() ── lock(m_) ── task_.reset() ── ~Task() ── pool_.done()
//        m_                          task_            task_.pool_.m_
//
// That is so if a Pool has handed itself to a Task, or a Task to itself.
//===----------------------------------------------------------------------===//
#include "Summary/LocksProgram.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// The class of the object that a step hands something to: by a call, or as a
/// member, as in Return{this}.
RecordId Locks::State::givenTo(FunctionId F, const Step &S) const {
  if (S.Kind == Op::Call)
    return S.NumArgs ? Briefs[S.Callee].Class : 0;
  const PathNode &Place = Paths[S.Subject];
  return S.Kind == Op::Set && Place.K == PathNode::Field
             ? facts().classAt(F, Place.Parent)
             : 0;
}

/// auto t = std::make_shared<Token>(*this);   of an aggregate no constructor is
/// called. What a library's function makes of what it is handed; 0 for none.
RecordId Locks::State::madeFor(llvm::ArrayRef<Step> Steps,
                               const Step &Call) const {
  if (!Call.Callee || !Call.NumArgs ||
      facts().Functions[Call.Callee].K != Function::Free ||
      !facts().Functions[Call.Callee].is(Function::Toolchain))
    return 0;
  const size_t After = &Call - Steps.data() + 1;
  if (After != Steps.size())
    for (const Value &V : facts().args(Steps[After]))
      if (V.K == Value::New)
        return V.Id;
  return 0;
}

void Locks::State::findHandedTo() {
  const Facts &P = facts();
  for (uint32_t B = 1; B < P.Bodies.size(); ++B)
    for (const Step &S : P.steps(P.Bodies[B])) {
      RecordId Other = givenTo(P.Bodies[B].Of, S);
      if (!Other && S.Kind == Op::Call)
        Other = madeFor(P.steps(P.Bodies[B]), S);
      if (!Other || P.Records[Other].System)
        continue;
      for (const Value &V : P.args(S))
        if (V.K == Value::Path && Paths[V.Id].K == PathNode::This)
          if (RecordId Mine = facts().classOf(P.Bodies[B].Of)) {
            HandedTo.insert({Mine, Other});
            HandedTo.insert({Other, Mine}); // it registers itself there
          }
    }
  findIntroduced();
  findLinked();
  findFaces();
  findMutual();
  // Source(Owner &o) : helper_(o) {}   hands it on to what it is made of.
  llvm::DenseMap<RecordId, llvm::SmallVector<RecordId, 2>> HandOn;
  for (const Body &B : P.Bodies) {
    const Function &Of = P.Functions[B.Of];
    if (Of.K != Function::Constructor || !Of.Class)
      continue;
    for (const Step &S : P.steps(B))
      if (S.is(Step::Constructs) && S.Callee && isField(S.Subject) &&
          llvm::any_of(P.args(S), [&](const Value &V) {
            return V.K == Value::Path && Paths[V.Id].K == PathNode::Param;
          }))
        if (RecordId Part = P.Functions[S.Callee].Class;
            Part && !P.Records[Part].System)
          HandOn[Of.Class].push_back(Part);
  }
  std::vector<std::pair<RecordId, RecordId>> Work(HandedTo.begin(),
                                                  HandedTo.end());
  while (!Work.empty()) {
    auto [Mine, Other] = Work.back();
    Work.pop_back();
    for (RecordId Part : HandOn.lookup(Other))
      if (Part != Mine && HandedTo.insert({Mine, Part}).second)
        Work.push_back({Mine, Part});
  }
  // struct Master : Session { using Session::Session; };   is made as that is.
  llvm::DenseSet<RecordId> Written; ///< classes with constructors of their own
  for (const Function &Of : P.Functions)
    if (Of.K == Function::Constructor && !Of.is(Function::Implicit) &&
        Of.NumParams)
      Written.insert(Of.Class);
  Work.assign(HandedTo.begin(), HandedTo.end());
  for (RecordId R = 1; R < P.Records.size(); ++R)
    if (!P.Records[R].System && !Written.contains(R))
      for (auto [Mine, Other] : Work)
        if (llvm::is_contained(P.Records[R].Bases, Other) && Mine != R)
          HandedTo.insert({Mine, R});
  Work.assign(HandedTo.begin(), HandedTo.end());
  for (const auto &[Mine, All] : Faces)
    for (auto [Face, Other] : Work)
      if (llvm::is_contained(All, Face))
        HandedTo.insert({Mine, Other});
  for (auto [Mine, Other] : HandedTo)
    Handing.insert(Mine);
}

/// The names in a type that may be those of classes: what it is or points to, and
/// the arguments of its templates.
static void eachName(llvm::StringRef Type,
                     llvm::function_ref<void(llvm::StringRef)> Visit) {
  Type = Type.trim(" *&");
  Visit(Type);
  eachTemplateArgument(Type,
                       [&](llvm::StringRef Name) { eachName(Name, Visit); });
}

/// Whether a lambda has captured what owns, or points to, an object that may be of
/// a class.
bool Locks::State::keeps(FunctionId Lambda, RecordId Class) const {
  const Facts &P = facts();
  const auto Closure = llvm::find_if(P.Records, [&](const Record &R) {
    return R.At == P.Functions[Lambda].At &&
           P.Strings[R.Name].starts_with("(lambda at");
  });
  bool Keeps = false;
  if (P.Functions[Lambda].Parent && Closure != P.Records.end())
    for (const Record::Member &M : Closure->Members)
      eachName(P.Strings[M.Type], [&](llvm::StringRef Name) {
        const RecordId Of = ByName.lookup(Name);
        Keeps |= Of && (Of == Class || P.derives(Class, Of));
      });
  return Keeps;
}

/// pool.add(std::make_unique<Task>(&pool));   a part that is made elsewhere, or
/// that a lambda keeps: pool.add([task] { … });
void Locks::State::findIntroduced() {
  const Facts &P = facts();
  struct Made {
    PathId In;
    RecordId Class;
    PathId With;
  };
  for (const Body &B : P.Bodies) {
    llvm::SmallVector<Made, 4> All;
    /// Which of them the last constructor of a class has brought.
    llvm::DenseMap<RecordId, std::pair<size_t, size_t>> Latest;
    for (const Step &S : P.steps(B)) {
      if (S.Kind == Op::Set && S.NumArgs && P.args(S)[0].K == Value::New)
        for (auto [I, E] = Latest.lookup(P.args(S)[0].Id); I != E; ++I)
          All.push_back({S.Subject, All[I].Class, All[I].With});
      if (S.Kind != Op::Call || !S.Callee)
        continue;
      const RecordId Class = Briefs[S.Callee].Class;
      if (S.is(Step::Constructs) && Class && !P.Records[Class].System) {
        const size_t First = All.size();
        for (const Value &V : P.args(S))
          if (V.K == Value::Path && Paths[V.Id].K != PathNode::This)
            All.push_back({S.Subject, Class, V.Id});
        Latest[Class] = {First, All.size()};
      }
      if (S.is(Step::Constructs) || !Class || P.Records[Class].System)
        continue;
      for (const Value &V : P.args(S))
        for (const Made &M : All)
          if (M.With == S.Subject &&
              (V.K == Value::New        ? V.Id == M.Class
               : V.K == Value::Function ? keeps(V.Id, M.Class)
                                        : V.K == Value::Path && V.Id == M.In))
            HandedTo.insert({Class, M.Class});
    }
  }
}

bool Locks::State::isPart(const Facts &P, const Record::Member &M) {
  const llvm::StringRef Type = P.Strings[M.Type];
  return M.Class && !Type.ends_with("*") && !Type.ends_with("&");
}

/// The class of what a path of a function is, or points to; 0 if not known.
RecordId Locks::State::classOfPath(FunctionId F, PathId P) const {
  const PathNode &Node = Paths[P];
  switch (Node.K) {
  case PathNode::Field: {
    const RecordId Of = classOfPath(F, Node.Parent);
    return Of ? facts().classOfMember(Of, Node.Name) : 0;
  }
  case PathNode::Element:
    return classOfPath(F, Node.Parent);
  default:
    return facts().classAt(F, P);
  }
}

/// d->bus = b; b->first = d;   or, when it goes, b = d->bus; b->first = d->next;
void Locks::State::findLinked() {
  const Facts &P = facts();
  for (const Body &B : P.Bodies) {
    llvm::SmallVector<std::pair<RecordId, RecordId>, 4> Gets, Gives;
    for (const Step &S : P.steps(B)) {
      const Value *V = S.Kind == Op::Set ? &P.args(S)[0] : nullptr;
      if (!V || V->K != Value::Path)
        continue;
      const RecordId What = classOfPath(B.Of, V->Id);
      const bool IsKept = Paths[S.Subject].K == PathNode::Field;
      const RecordId Into =
          IsKept ? classOfPath(B.Of, Paths[S.Subject].Parent) : 0;
      if (What && Into && What != Into && !P.Records[Into].System)
        Gets.push_back({Into, What});
      // Bus *b = d->bus;
      if (What && Paths[V->Id].K == PathNode::Field && !IsKept)
        if (const RecordId From = classOfPath(B.Of, Paths[V->Id].Parent);
            From && From != What)
          Gives.push_back({From, What});
    }
    for (const auto &[Into, What] : Gets) {
      const std::pair Back(What, Into);
      if (llvm::is_contained(Gets, Back) || llvm::is_contained(Gives, Back))
        HandedTo.insert({Into, What});
    }
  }
}

/// for (d = b->first; d; d = d->next)   The object that one of those was taken
/// from which a variable goes through; 0 if that is no object of this class.
PathId Locks::State::takenFrom(StepRef At, PathId Local, RecordId Mine) const {
  for (const Step &S : facts().steps(facts().Bodies[At.Body]))
    if (S.Kind == Op::Set && S.Subject == Local)
      if (const Value &V = facts().args(S)[0];
          V.K == Value::Path && Paths[V.Id].K == PathNode::Field &&
          classOfPath(functionOf(At), around(V.Id)) == Mine)
        return around(V.Id);
  return 0;
}

/// b->first->bus->lock is b's: what is linked to b knows b.
PathId Locks::State::collapsed(StepRef At, PathId Lock) const {
  const FunctionId F = functionOf(At);
  for (PathId P = Lock; Paths[P].K == PathNode::Field; P = Paths[P].Parent) {
    const PathId Part = Paths[P].Parent;
    const RecordId Mine = classOfPath(F, P);
    if (!Mine || !HandedTo.contains({Mine, classOfPath(F, Part)}))
      continue;
    const PathId Of = Paths[Part].K == PathNode::Field ? around(Part)
                      : Paths[Part].K == PathNode::Local
                          ? takenFrom(At, Part, Mine)
                          : 0;
    if (Of && classOfPath(F, Of) == Mine)
      return Paths.rebased(Lock, P, Of);
  }
  return Lock;
}

/// class Topic { std::map<int, std::weak_ptr<Reader>> readers_; };
/// class Reader { std::weak_ptr<Topic> topic_; };   One has the others, and each
/// knows the one that has it: what has a pointer to it might be had by another.
/// class Stream { Hears *hears_; };   class Meter : public Hears { Stream &of_; };
/// where nothing else Hears: a Meter is for that.
void Locks::State::findMutual() {
  const Facts &P = facts();
  /// Of a class: its members that point to objects of another or have them.
  struct Ways {
    unsigned Number = 0;
    bool Weak = false;
  };
  llvm::DenseMap<std::pair<RecordId, RecordId>, Ways> Leads;
  for (RecordId R = 1; R < P.Records.size(); ++R)
    if (!P.Records[R].System)
      for (const Record::Member &M : P.Records[R].Members)
        eachName(P.Strings[M.Type], [&](llvm::StringRef Name) {
          const RecordId To = ByName.lookup(Name);
          if (!To || To == R || (To == M.Class && isPart(P, M)))
            return;
          Ways &Of = Leads[{R, To}];
          ++Of.Number;
          Of.Weak |= P.Strings[M.Type].contains_insensitive("weak");
        });
  for (const auto &[Both, Of] : Leads) {
    const std::pair Back(Both.second, Both.first);
    if (Of.Number > 1) // which of them, nobody says: Edge(this, other)
      HandedTo.erase(Back);
    else if (Of.Weak && Leads.contains(Back))
      HandedTo.insert(Back);
    else if (llvm::any_of(facesOf(Both.first), [&](RecordId Face) {
               return Leads.contains({Both.second, Face});
             }))
      HandedTo.insert(Back);
  }
}

/// class Dispatcher : public Registry   where nobody else is a Registry: what
/// points to a Registry points to a Dispatcher.
void Locks::State::findFaces() {
  const Facts &P = facts();
  llvm::DenseMap<RecordId, llvm::SmallVector<RecordId, 4>> Below;
  auto EachBase = [&](RecordId Of, auto Visit) {
    llvm::SmallVector<RecordId, 8> Bases;
    llvm::append_range(Bases, P.Records[Of].Bases);
    for (size_t I = 0; I != Bases.size(); ++I) {
      Visit(Bases[I]);
      for (RecordId Next : P.Records[Bases[I]].Bases)
        if (!llvm::is_contained(Bases, Next))
          Bases.push_back(Next);
    }
  };
  for (RecordId R = 1; R < P.Records.size(); ++R)
    EachBase(R, [&](RecordId Base) {
      if (!P.Records[Base].System)
        Below[Base].push_back(R);
    });
  for (RecordId R = 1; R < P.Records.size(); ++R)
    EachBase(R, [&](RecordId Base) {
      auto Known = Below.find(Base);
      if (Known != Below.end() &&
          llvm::all_of(Known->second, [&](RecordId Other) {
            return P.derives(Other, R) || P.derives(R, Other);
          }))
        Faces[R].push_back(Base);
    });
}

/// The member of this object that a path is, itself or as what a weak_ptr
/// yields: `if (auto o = owner_.lock()) o->ping();`.
PathId Locks::State::member(uint32_t Body, PathId Object) const {
  if (Paths[Object].K == PathNode::Local)
    for (const Step &S : facts().steps(facts().Bodies[Body]))
      if (S.Kind == Op::Call && S.Callee && S.Result == Object &&
          facts().Functions[S.Callee].is(Function::Toolchain) &&
          isField(S.Subject))
        return S.Subject;
  return isField(Object) ? Object : 0;
}

/// Whether a member of a class is, points to or owns an object of another.
bool Locks::State::leadsTo(RecordId Of, StringId Member, RecordId Other) const {
  llvm::SmallVector<RecordId, 4> Meant{Other};
  llvm::append_range(Meant, facesOf(Other));
  return llvm::any_of(
      facts().Records[Of].Members, [&](const Record::Member &M) {
        llvm::StringRef Type = facts().Strings[M.Type];
        return M.Name == Member && llvm::any_of(Meant, [&](RecordId Class) {
                 const llvm::StringRef Name =
                     facts().Strings[facts().Records[Class].Name];
                 return M.Class == Class ||
                        Type.contains(("<" + Name + ">").str()) ||
                        Type.contains(("<" + Name + ",").str());
               });
      });
}

/// if (auto b = shim->buffer_.lock()) … }   b->shim_->mutex is shim's: a class
/// whose member is of another that points back belongs to it.
PathId Locks::State::behindPartner(StepRef At, FunctionId F,
                                   PathId Lock) const {
  const PathId Root = Paths.root(Lock);
  PathId Back = 0;
  for (PathId P = Lock; P && P != Root; P = Paths[P].Parent)
    if (Paths[P].K == PathNode::Field)
      Back = P;
  const RecordId Child = facts().classAt(F, Root);
  if (!Back || Back == Lock || !Child)
    return 0;
  for (const Step &S : facts().steps(facts().Bodies[At.Body])) {
    if (S.Kind != Op::Call || !S.Callee || S.Result != Root ||
        !facts().Functions[S.Callee].is(Function::Toolchain) ||
        Paths[S.Subject].K != PathNode::Field)
      continue;
    const PathId Partner = Paths[S.Subject].Parent;
    const RecordId Mine = facts().classAt(F, Partner);
    if (Mine && Mine != Child && leadsTo(Child, Paths[Back].Name, Mine))
      return Paths.rebased(Lock, Back, Partner);
  }
  return 0;
}

/// Child::~Child() { lock(parent_->mutex_); } called by a Parent takes its own.
PathId Locks::State::behindOwner(RecordId Mine, RecordId Child,
                                 PathId Lock) const {
  const StringId Member = memberIn(Lock);
  if (!Member || !Child || Child == Mine || !HandedTo.contains({Mine, Child}) ||
      Paths[Paths.root(Lock)].K != PathNode::This)
    return 0;
  PathId Owner = Lock;
  while (!isField(Owner))
    Owner = Paths[Owner].Parent;
  if (Owner == Lock)
    return 0;
  const bool IsMine = llvm::any_of(facts().Records[Child].Members,
                                   [&](const Record::Member &M) {
                                     return M.Name == Member && M.Class == Mine;
                                   });
  return IsMine ? Paths.rebased(Lock, Owner, Paths[Owner].Parent) : 0;
}

/// Child::~Child() { parent_.remove(this); } called by a Parent is a call of
/// its own remove().
PathId Locks::State::broughtBack(FunctionId F, FunctionId Callee,
                                 const Take &First) const {
  const RecordId Mine = facts().classOf(F);
  if (!Handing.contains(Mine))
    return 0;
  if (const PathId Own = behindOwner(Mine, facts().classOf(Callee), First.Lock))
    return Own;
  Take T = First;
  for (unsigned Hop = 0; T.Callee && Hop < MaxLength; ++Hop) {
    const RecordId Child = facts().classOf(Callee);
    if (member(T.At.Body, step(T.At).Subject) &&
        facts().classOf(T.Callee) == Mine && Child != Mine &&
        HandedTo.contains({Mine, Child}))
      return Paths[Paths.root(T.InCallee)].K == PathNode::This ? T.InCallee : 0;
    const std::vector<Take> &There = takenBy(T.Callee);
    auto Next = llvm::find_if(There, [&](const Take &Other) {
      return Other.isSameAs(T.InCallee, T.OfInCallee);
    });
    if (Next == There.end())
      return 0;
    Callee = T.Callee;
    T = *Next;
  }
  return 0;
}

void Locks::State::findHandings() {
  const Facts &P = facts();
  for (uint32_t B = 1; B < P.Bodies.size(); ++B)
    for (uint32_t I = 0; I < P.Bodies[B].Count; ++I) {
      const Step &S = P.Steps[P.Bodies[B].First + I];
      if (S.Kind == Op::Call && S.Callee && S.Subject)
        for (const Value &V : P.args(S))
          if (V.K == Value::Function &&
              P.Functions[V.Id].Parent == P.Bodies[B].Of)
            Handings[V.Id].push_back({B, I});
    }
  // std::shared_ptr<T> p(t, [&pool](T *t) { pool.drop(t); });
  // pool.add([p] { … });   whose end, there, is the deleter's turn
  const auto Lambdas = Handings;
  for (const Cleanup &C : llvm::drop_begin(P.Cleanups))
    if (C.K == Cleanup::Deleter && P.Paths[C.Owner].K == PathNode::Local)
      for (const auto &[Lambda, Steps] : Lambdas)
        if (P.Functions[Lambda].Parent == C.In && Lambda != C.Runs)
          llvm::append_range(Handings[C.Runs], Steps);
}

/// What a lambda has captured, as the function around it has it: a parameter of
/// that one is a variable where the lambda has parameters of its own.
PathId Locks::State::captured(FunctionId Lambda, PathId Path) const {
  const PathId Root = Paths.root(Path);
  const FunctionId Outer = facts().Functions[Lambda].Parent;
  if (Paths[Root].K == PathNode::Local)
    for (uint32_t B : facts().Functions[Outer].Bodies)
      for (const Step &S : facts().steps(facts().Bodies[B]))
        if (S.Kind == Op::Set && S.Subject == Root &&
            facts().args(S)[0].K == Value::Path)
          return Paths.rebased(Path, Root, facts().args(S)[0].Id);
  return Path;
}

/// signal.connect([&signal] { signal.clear(); });
/// pool.start()->then([&pool] { pool.add(1); });   Whoever runs it for that object
/// comes back for a lock of it.
std::vector<Locks::State::Take>
Locks::State::ofRegistered(FunctionId Lambda,
                           llvm::ArrayRef<Take> Taken) const {
  std::vector<Take> Found;
  const auto Known = Handings.find(Lambda);
  if (Known == Handings.end())
    return Found;
  auto Note = [&](const Take &T, const Step &With) {
    const RecordId Of = Briefs[With.Callee].Class;
    const PathId Lock = captured(Lambda, T.Lock);
    if (!Of || facts().Records[Of].System || Lock == With.Subject ||
        !With.Subject || !Paths.startsWith(Lock, With.Subject))
      return;
    Take New = T;
    New.Lock =
        Paths.rebased(Lock, With.Subject, From.Path({PathNode::This, 0, 0, 0}));
    New.Of = Of;
    New.Registered = true;
    if (llvm::none_of(Found, [&](const Take &Old) {
          return Old.isSameAs(New.Lock, New.Of);
        }))
      Found.push_back(New);
  };
  for (const StepRef At : Known->second)
    for (const Take &T : Taken) {
      if (T.Of)
        continue;
      Note(T, step(At));
      const PathNode &With = Paths[step(At).Subject];
      if (With.K == PathNode::Result && With.Number < At.Index)
        Note(T, step({At.Body, With.Number}));
    }
  return Found;
}

/// The object that owns a lock, if what leads from there to the lock is the same
/// as what leads from this object to Held; 0 if not.
PathId Locks::State::ownerAlike(PathId Held, PathId Taken) const {
  for (; Paths[Held].K == PathNode::Field;
       Held = Paths[Held].Parent, Taken = Paths[Taken].Parent)
    if (Paths[Taken].K != PathNode::Field ||
        Paths[Taken].Name != Paths[Held].Name)
      return 0;
  return Paths[Held].K == PathNode::This && Paths[Taken].K == PathNode::Field
             ? Taken
             : 0;
}

/// Of which object a path is a part, or of whose element.
PathId Locks::State::around(PathId P) const {
  P = Paths[P].Parent;
  while (Paths[P].K == PathNode::Element)
    P = Paths[P].Parent;
  return P;
}

/// tasks_.clear();   ends a task, and that a connection, which takes its leave
/// at instance_->timer_: of this class, so it is this one. What a part itself
/// points to is another matter (behindOwner).
bool Locks::State::leadsBack(StepRef At, PathId Held, PathId Taken) const {
  const RecordId Mine = facts().classOf(functionOf(At));
  const PathId Owner = Mine ? ownerAlike(Held, Taken) : 0;
  if (!Owner || Paths[around(Owner)].K != PathNode::Field)
    return false;
  const bool Ends = step(At).is(Step::Destroys) &&
                    Paths[Paths.root(Taken)].K == PathNode::This &&
                    Paths[around(around(Owner))].K != PathNode::This;
  for (RecordId R = 1; R < facts().Records.size(); ++R)
    if (R != Mine && !facts().Records[R].System &&
        leadsTo(R, Paths[Owner].Name, Mine) &&
        (Ends || isRegisteredAt(R, Paths[around(Owner)].Name)))
      return true;
  return false;
}

/// source_.add(this);   Is there a class that hands itself to what this member
/// is, of another class?
bool Locks::State::isRegisteredAt(RecordId Of, StringId Member) const {
  return llvm::any_of(HandedTo, [&](const auto &Both) {
    return Both.second == Of && Both.first != Of &&
           leadsTo(Both.first, Member, Of);
  });
}

} // namespace cleanexit
