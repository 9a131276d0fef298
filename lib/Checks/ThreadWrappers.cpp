//===-- ThreadWrappers.cpp - Classes that wrap a thread -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/ThreadWrappers.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

StringId keptIn(const Facts &F, PathId P) {
  while (P && F.Paths[P].K == PathNode::Element)
    P = F.Paths[P].Parent;
  PathNode::Kind K = F.Paths[P].K;
  return K == PathNode::Field || K == PathNode::Global ? F.Paths[P].Name : 0;
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
      const StringId Of = keptIn(F, S.Subject);
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

/// The virtual functions that a thread's function calls, on itself or what it
/// keeps.
static void addVirtual(const Facts &F, FunctionId Fn,
                       llvm::SmallVectorImpl<FunctionId> &Into,
                       unsigned Depth = 0) {
  constexpr unsigned Deepest = 3;
  for (uint32_t B : F.Functions[Fn].Bodies)
    for (const Step &S : F.steps(F.Bodies[B])) {
      if (S.Kind != Op::Call || !S.Callee || S.is(Step::Destroys) ||
          !F.Functions[S.Callee].Class)
        continue;
      if (S.is(Step::Virtual) && !llvm::is_contained(Into, S.Callee))
        Into.push_back(S.Callee);
      else if (!S.is(Step::Virtual) && Depth != Deepest)
        addVirtual(F, S.Callee, Into, Depth + 1);
    }
}

/// The class of which a member is an object, or of the only one that is made for
/// it.
static RecordId classOf(const Summary &P, StepRef At, PathId Place) {
  const Facts &F = P.facts();
  while (F.Paths[Place].K == PathNode::Element)
    Place = F.Paths[Place].Parent;
  if (F.Paths[Place].K == PathNode::This)
    return F.classOf(functionOf(P, At));
  RecordId Only = 0;
  for (const auto &[Is, From] : P.sources(At, Place)) {
    if (Is.K == Value::Null)
      continue;
    if (Is.K != Value::New || (Only && Only != Is.Id))
      return 0;
    Only = Is.Id;
  }
  return Only;
}

/// The objects that User's methods hand to a wrapper on this member.
static llvm::SmallVector<RecordId, 2>
targetsOf(const Summary &P, RecordId User, StringId Member, RecordId Wrapper) {
  const Facts &F = P.facts();
  llvm::SmallVector<RecordId, 2> Found;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    for (uint32_t I = 0;
         F.classOf(F.Bodies[B].Of) == User && I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (S.Kind == Op::Call && S.Callee && S.NumArgs &&
          F.Functions[S.Callee].Class == Wrapper &&
          keptIn(F, S.Subject) == Member)
        for (const Value &V : F.args(S))
          if (const RecordId Class =
                  V.K == Value::Path ? classOf(P, {B, I}, V.Id) : 0)
            Found.push_back(Class);
    }
  return Found;
}

/// What Classes have of the virtual function that one of a wrapper's threads
/// runs takes its place.
static bool replace(const Summary &P, RecordId Wrapper,
                    llvm::ArrayRef<RecordId> Classes,
                    llvm::SmallVector<FunctionId, 2> &Bodies) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Now, Virtual;
  for (FunctionId Body : Bodies) {
    const size_t Before = Now.size();
    Virtual.clear();
    if (F.derives(Wrapper, F.classOf(Body)))
      addVirtual(F, Body, Virtual);
    for (FunctionId Called : Virtual)
      for (RecordId Class : Classes)
        if (const FunctionId Own = P.version(Called, Class);
            Own != Called && !F.Functions[Own].Bodies.empty())
          Now.push_back(Own);
    if (Now.size() == Before)
      Now.push_back(Body);
  }
  const bool Is = Now != Bodies;
  Bodies = std::move(Now);
  return Is;
}

/// They are sorted by their steps.
static llvm::ArrayRef<StartedThread> startedIn(const Summary &P,
                                               uint32_t Body) {
  const llvm::ArrayRef<StartedThread> All = P.started();
  auto First = llvm::partition_point(
      All, [&](const StartedThread &T) { return T.At.Body < Body; });
  auto End = std::find_if(First, All.end(), [&](const StartedThread &T) {
    return T.At.Body != Body;
  });
  return {First, End};
}

/// Does a function, or what it calls, start a thread? What it runs.
static void addStarted(const Summary &P, FunctionId Fn,
                       llvm::SmallVector<FunctionId, 2> &Bodies,
                       unsigned Depth = 0) {
  constexpr unsigned Deepest = 3;
  const Facts &F = P.facts();
  for (uint32_t B : F.Functions[Fn].Bodies) {
    for (const StartedThread &T : startedIn(P, B))
      Bodies.push_back(T.Runs);
    for (const Step &S : F.steps(F.Bodies[B]))
      if (S.Kind == Op::Call && S.Callee && Depth != Deepest &&
          !S.is(Step::Virtual) && !S.is(Step::Destroys))
        addStarted(P, S.Callee, Bodies, Depth + 1);
  }
}

llvm::SmallVector<FunctionId, 2> startedBy(const Summary &P, StepRef Call) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Bodies;
  const Step *S = stepOf(P, Call);
  if (!S || S->Kind != Op::Call || !S->Callee)
    return Bodies;
  for (const StartedThread &T : startedIn(P, Call.Body))
    if (T.At.Index == Call.Index)
      Bodies.push_back(T.Runs);
  if (!Bodies.empty())
    return Bodies;
  addStarted(P, S->Callee, Bodies);
  // run(&thread, main, &args);   where what run() starts runs what it was given
  if (!runsParameter(F, S->Callee) &&
      llvm::any_of(Bodies, [&](FunctionId B) { return runsStored(P, B); }))
    for (const Value &V : F.args(*S))
      if (V.K == Value::Function)
        addFunctions(P, Call, V, Bodies);
  for (const Value &V : F.args(*S))
    if (const RecordId Class =
            V.K == Value::Path && !Bodies.empty() ? classOf(P, Call, V.Id) : 0)
      replace(P, F.Functions[S->Callee].Class, Class, Bodies);
  return Bodies;
}

void askUsers(const Summary &P, const Witness &Wait,
              llvm::SmallVector<FunctionId, 2> &Bodies) {
  const Facts &F = P.facts();
  for (size_t I = 0; I + 1 < Wait.Chain.size(); ++I) {
    const StepRef At = Wait.Chain[I].At;
    const Step *S = stepOf(P, At);
    const RecordId User = S ? F.classOf(functionOf(P, At)) : 0;
    const RecordId Wrapper = F.Functions[Wait.Chain[I].Callee].Class;
    const StringId Member = S ? keptIn(F, S->Subject) : 0;
    if (!User || !Wrapper || !Member || F.derives(User, Wrapper) ||
        llvm::none_of(Bodies, [&](FunctionId B) {
          return F.derives(Wrapper, F.classOf(B));
        }))
      continue;
    if (const RecordId Class = classOf(P, At, S->Subject);
        Class && F.derives(Class, Wrapper) &&
        replace(P, Wrapper, Class, Bodies))
      return;
    if (replace(P, Wrapper, targetsOf(P, User, Member, Wrapper), Bodies))
      return;
    if (llvm::none_of(Bodies, [&](FunctionId B) {
          return F.classOf(B) == Wrapper && runsStored(P, B);
        }))
      continue;
    const auto Given = givenTo(P, User, Member, Wrapper);
    Bodies.append(Given.begin(), Given.end());
    return;
  }
}

} // namespace cleanexit
