//===-- ThreadBodies.cpp - What an awaited thread runs ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A thread is known by the member that it is started on. A class that wraps one
// is given what it runs by its users, one by one:
//
//   Thread(std::function<void()> f) : f_(f) {}     Reader() : thread_([this] {
//   static void *start(void *t) { …->f_(); }         read(); }) {}
//
// so for a user what counts is what it hands to calls on its own member.
//===----------------------------------------------------------------------===//
#include "Checks/ThreadBodies.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

/// A thread that is a global variable, or a field of some struct, as C knows
/// it: by its name.
StringId nameOf(const Facts &F, PathId P) {
  while (P && F.Paths[P].K == PathNode::Element)
    P = F.Paths[P].Parent;
  PathNode::Kind K = F.Paths[P].K;
  return K == PathNode::Field || K == PathNode::Global ? F.Paths[P].Name : 0;
}

/// `this.worker_` of a class, for comparing across the class's methods.
PathId fieldOf(const Facts &F, PathId P) {
  while (P && F.Paths[P].K == PathNode::Element)
    P = F.Paths[P].Parent;
  return F.Paths[P].K == PathNode::Field ? P : 0;
}

/// A library's thread class runs what a subclass overrides: QThread::run.
llvm::SmallVector<FunctionId, 2> overriddenRun(const Summary &P,
                                               const Witness &Wait) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Found;
  const Function &Joins = F.Functions[Wait.Chain.back().Callee];
  if (!Joins.Class || Joins.K != Function::Method)
    return Found;
  // Of the cleanup's own class, or of the member that is waited for.
  llvm::SmallVector<RecordId, 2> Classes{
      F.classOf(functionOf(P, Wait.Chain.front().At))};
  const StepRef At = Wait.Chain.back().At;
  const StringId Member = fieldOf(F, stepOf(P, At)->Subject)
                              ? nameOf(F, stepOf(P, At)->Subject)
                              : 0;
  for (const Record::Member &M :
       F.Records[F.classOf(functionOf(P, At))].Members)
    if (Member && M.Name == Member)
      Classes.push_back(M.Class);
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    if (F.Functions[Id].Class &&
        llvm::is_contained(Classes, F.Functions[Id].Class) &&
        F.Functions[Id].is(Function::Virtual) &&
        llvm::StringRef(lastName(F, Id)).equals_insensitive("run"))
      Found.push_back(Id);
  return Found;
}

} // namespace

/// The class of the object whose field a place is: of c->worker, struct conn.
static RecordId holderOf(const Summary &P, StepRef At, PathId Place) {
  const Facts &F = P.facts();
  while (F.Paths[Place].K == PathNode::Element)
    Place = F.Paths[Place].Parent;
  return At.Body && F.Paths[Place].K == PathNode::Field
             ? F.classAt(functionOf(P, At), F.Paths[Place].Parent)
             : 0;
}

/// std::thread(f).detach()
static bool isDetached(const Summary &P, const StartedThread &T) {
  const Facts &F = P.facts();
  return T.At.Body && T.Object &&
         llvm::any_of(F.steps(F.Bodies[T.At.Body]), [&](const Step &S) {
           return S.Kind == Op::Call && S.Subject == T.Object && S.Callee &&
                  lastName(F, S.Callee) == "detach";
         });
}

/// What a function that only calls another one calls; else itself.
static FunctionId behind(const Facts &F, FunctionId Fn) {
  if (F.Functions[Fn].Bodies.size() != 1)
    return Fn;
  FunctionId Only = 0;
  for (const Step &S : F.steps(F.Bodies[F.Functions[Fn].Bodies[0]])) {
    if (S.Kind == Op::Return)
      continue;
    if (S.Kind != Op::Call || Only || S.is(Step::Virtual) || !S.Callee ||
        F.Functions[S.Callee].Bodies.empty())
      return Fn;
    Only = S.Callee;
  }
  return Only ? Only : Fn;
}

/// Functions that a value, or what a call before made of some, stands for.
static void addFunctions(const Summary &P, StepRef At, const Value &V,
                         llvm::SmallVectorImpl<FunctionId> &Into,
                         unsigned Depth = 0) {
  const Facts &F = P.facts();
  if (V.K == Value::Function)
    Into.push_back(behind(F, V.Id));
  constexpr unsigned Deepest = 3;
  constexpr uint32_t Short = 8; // who only makes a delegate
  if (V.K != Value::Path || Depth == Deepest)
    return;
  const PathNode &Node = F.Paths[V.Id];
  if (Node.K == PathNode::Result && Node.Number < F.Bodies[At.Body].Count) {
    // thread_(bind<Reader, &Reader::run>(*this))
    const StepRef Made{At.Body, Node.Number};
    const Step &S = *stepOf(P, Made);
    for (const Value &Given : F.args(S))
      addFunctions(P, Made, Given, Into, Depth + 1);
    if (S.Kind == Op::Call && S.Callee && !S.is(Step::Constructs))
      for (uint32_t B : F.Functions[S.Callee].Bodies)
        for (uint32_t I = 0; I < std::min(F.Bodies[B].Count, Short); ++I)
          for (const Value &Kept : F.args(F.Steps[F.Bodies[B].First + I]))
            addFunctions(P, {B, I}, Kept, Into, Depth + 1);
  } else if (Node.K == PathNode::Local) {
    for (const auto &[Is, From] : P.sources(At, V.Id))
      if (Is.K == Value::Function)
        Into.push_back(behind(F, Is.Id));
  }
}

/// Does a function run one of its parameters at once?
static bool runsParameter(const Facts &F, FunctionId Fn) {
  return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
    return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
      return S.Kind == Op::Run && F.Paths[S.Subject].K == PathNode::Param;
    });
  });
}

llvm::SmallVector<FunctionId, 2> givenTo(const Summary &P, RecordId User,
                                         StringId Member, RecordId Wrapper) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Found;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
    if (User && F.classOf(F.Bodies[B].Of) != User)
      continue;
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (S.Kind != Op::Call || !S.NumArgs || !S.Callee ||
          F.Functions[S.Callee].Class != Wrapper || runsParameter(F, S.Callee))
        continue;
      // One that is made in a temporary may be any member's.
      const StringId Of = nameOf(F, S.Subject);
      if (Of ? Of != Member : !S.is(Step::Constructs))
        continue;
      for (const Value &V : F.args(S))
        addFunctions(P, {B, I}, V, Found);
    }
  }
  return Found;
}

/// static void *start(void *t) { static_cast<Thread *>(t)->f_(); }
static bool runsStored(const Summary &P, FunctionId Fn, unsigned Depth = 0) {
  const Facts &F = P.facts();
  return llvm::any_of(F.Functions[Fn].Bodies, [&](uint32_t B) {
    return llvm::any_of(F.steps(F.Bodies[B]), [&](const Step &S) {
      return (S.Kind == Op::Run && !S.Callee) ||
             ((S.Kind == Op::Call || S.Kind == Op::Run) && S.Callee &&
              Depth < 3 && F.Functions[S.Callee].Class &&
              !S.is(Step::Destroys) && runsStored(P, S.Callee, Depth + 1));
    });
  });
}

/// What the user of a wrapper on the way to the join has handed to it.
static void addGiven(const Summary &P, const Witness &Wait,
                     llvm::SmallVector<FunctionId, 2> &Bodies) {
  const Facts &F = P.facts();
  for (size_t I = 0; I + 1 < Wait.Chain.size(); ++I) {
    const Step *S = stepOf(P, Wait.Chain[I].At);
    const RecordId User = S ? F.classOf(functionOf(P, Wait.Chain[I].At)) : 0;
    const RecordId Wrapper = F.Functions[Wait.Chain[I].Callee].Class;
    const StringId Member = S ? nameOf(F, S->Subject) : 0;
    if (!User || !Wrapper || !Member || F.derives(User, Wrapper) ||
        llvm::none_of(Bodies, [&](FunctionId B) {
          return F.classOf(B) == Wrapper && runsStored(P, B);
        }))
      continue;
    const auto Given = givenTo(P, User, Member, Wrapper);
    Bodies.append(Given.begin(), Given.end());
    return;
  }
}

/// std::thread(&Base::run, this): what the object that ends has as run().
static void makeConcrete(const Summary &P, const Witness &Wait,
                         llvm::SmallVector<FunctionId, 2> &Bodies) {
  const Facts &F = P.facts();
  const StepRef Front = Wait.Chain.front().At;
  const RecordId Ends = stepOf(P, Front) ? F.classOf(functionOf(P, Front)) : 0;
  llvm::SmallVector<FunctionId, 2> All;
  for (FunctionId Body : Bodies) {
    if (!F.Functions[Body].is(Function::Virtual)) {
      All.push_back(Body);
      continue;
    }
    llvm::SmallVector<FunctionId, 4> Over{Body};
    for (size_t I = 0; I != Over.size(); ++I)
      for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
        if (llvm::is_contained(F.Functions[Id].Overrides, Over[I]) &&
            !llvm::is_contained(Over, Id))
          Over.push_back(Id);
    // The last one that the class, or one around it, has.
    FunctionId Own = 0;
    for (FunctionId Id : Over)
      if (F.derives(Ends, F.Functions[Id].Class) &&
          (!Own || F.derives(F.Functions[Id].Class, F.Functions[Own].Class)))
        Own = Id;
    if (Own && !F.Functions[Own].Bodies.empty())
      All.push_back(Own);
    else
      All.append(Over.begin(), Over.end());
  }
  Bodies = std::move(All);
}

/// thread.join(), pthread_join(thread, …), wait_for(&thread)
static bool isOn(const Facts &F, const Step &S, PathId Thread) {
  return S.Subject == Thread || llvm::any_of(F.args(S), [&](const Value &V) {
           return V.K == Value::Path && V.Id == Thread;
         });
}

static llvm::SmallVector<FunctionId, 2> startedFor(const Summary &P,
                                                   const Witness &Wait) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Own, Same, OfClass, Named;
  llvm::DenseSet<RecordId> Classes;
  llvm::DenseMap<StringId, RecordId> Fields; ///< with what has them, if known
  auto Note = [&](StepRef At, PathId Place) {
    if (StringId Name = nameOf(F, Place))
      Fields.try_emplace(Name, holderOf(P, At, Place));
  };
  for (const Link &L : Wait.Chain) {
    const Step *S = stepOf(P, L.At);
    if (!S)
      continue;
    if (RecordId Class = F.classOf(functionOf(P, L.At)))
      Classes.insert(Class);
    Note(L.At, S->Subject);
    for (const Value &V : F.args(*S))
      if (V.K == Value::Path)
        Note(L.At, V.Id);
  }
  // The member that is waited for, if it is one of a class.
  const Step *Joins = stepOf(P, Wait.Chain.back().At);
  const StringId Member =
      Joins && fieldOf(F, Joins->Subject) ? nameOf(F, Joins->Subject) : 0;
  for (const StartedThread &T : P.started()) {
    const RecordId Class = F.classOf(functionOf(P, T.At));
    StringId Name = nameOf(F, T.Object);
    if (F.Paths[T.Object].K == PathNode::Local &&
        llvm::any_of(Wait.Chain, [&](const Link &L) {
          return T.At.Body && T.At.Body == L.At.Body && stepOf(P, L.At) &&
                 isOn(F, *stepOf(P, L.At), T.Object);
        }))
      Own.push_back(T.Runs);
    const auto Known = Fields.find(Name);
    const RecordId Holder = holderOf(P, T.At, T.Object);
    const bool IsNamed = Name && Known != Fields.end() &&
                         (!Holder || !Known->second || Holder == Known->second);
    if (!Class && Classes.empty() && IsNamed)
      Named.push_back(T.Runs);
    if (!Class || !Classes.contains(Class))
      continue;
    if (!isDetached(P, T) && !(Member && Name && Name != Member))
      OfClass.push_back(T.Runs);
    if (IsNamed && fieldOf(F, T.Object))
      Same.push_back(T.Runs);
  }
  if (!Own.empty())
    return Own;
  if (!Named.empty())
    return Named;
  if (Same.empty() && OfClass.empty())
    return overriddenRun(P, Wait);
  return Same.empty() ? OfClass : Same;
}

bool isOfThread(const Summary &P, const Witness &Wait) {
  const Step *S = stepOf(P, Wait.Chain.back().At);
  const FunctionModel *M = S && S->Callee ? P.model(S->Callee) : nullptr;
  if (!M || M->WaitsFor < 0 || M->WaitsFor >= S->NumArgs)
    return false;
  const Value &Handle = P.facts().args(*S)[M->WaitsFor];
  const uint64_t Waited =
      Handle.K == Value::Path ? P.identity(Wait.Chain.back().At, Handle.Id) : 0;
  return Waited && llvm::any_of(P.started(), [&](const StartedThread &T) {
           return T.At.Body && T.Object && P.identity(T.At, T.Object) == Waited;
         });
}

llvm::SmallVector<FunctionId, 2> threadBodies(const Summary &P,
                                              const Witness &Wait) {
  llvm::SmallVector<FunctionId, 2> Bodies = startedFor(P, Wait);
  makeConcrete(P, Wait, Bodies);
  addGiven(P, Wait, Bodies);
  return Bodies;
}

} // namespace cleanexit
