//===-- Copies.cpp - Functions that return copies -------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Copies.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// Is it left where it is, in an object that goes on living?
static bool stays(const Facts &F, const Value &V, bool AlsoOfCaller) {
  if (V.K != Value::Path || V.Flags & Value::Moved)
    return false;
  const PathNode::Kind Root = F.rootKind(V.Id);
  return Root == PathNode::This || Root == PathNode::Global ||
         (AlsoOfCaller && Root == PathNode::Param);
}

/// The variable that a body returns; 0 if there is none, or another way out.
static PathId returned(const Facts &F, const Body &B) {
  PathId Object = 0;
  for (const Step &S : F.steps(B)) {
    const bool Gives =
        S.Kind == Op::Return ||
        (S.is(Step::Constructs) && F.Paths[S.Subject].K == PathNode::Returned);
    if (!Gives || !S.NumArgs)
      continue;
    const Value &V = F.args(S)[0];
    if (V.K == Value::Path && F.Paths[V.Id].K == PathNode::Returned)
      continue; // made before
    if (V.K != Value::Path || F.Paths[V.Id].K != PathNode::Local ||
        (Object && Object != V.Id))
      return 0;
    Object = V.Id;
  }
  return Object;
}

/// Does a destructor end a member, a text or a number, with no effect?
static bool endsWithoutEffect(const Facts &F, FunctionId Destructor,
                              StringId Member) {
  for (uint32_t Id : F.Functions[Destructor].Bodies)
    for (const Step &S : F.steps(F.Bodies[Id]))
      if (const PathNode &Node = F.Paths[S.Subject];
          !S.is(Step::Member) ||
          (Node.K == PathNode::Field && Node.Name == Member &&
           llvm::any_of(F.Functions[S.Callee].Bodies,
                        [&](uint32_t B) { return F.Bodies[B].Count; })))
        return false;
  return !F.Functions[Destructor].Bodies.empty();
}

/// Are a body's variable's members copies, and is it given to nobody else?
static bool isOfCopies(const Facts &F, const Body &B, PathId Object,
                       FunctionId Destructor) {
  bool Any = false;
  for (const Step &S : F.steps(B)) {
    if (S.Kind != Op::Set) {
      const bool Harmless = S.is(Step::Constructs) || S.Kind == Op::Return ||
                            S.is(Step::Destroys);
      auto Is = [&](const Value &V) {
        return V.K == Value::Path && V.Id == Object;
      };
      if (!Harmless && (S.Subject == Object || llvm::any_of(F.args(S), Is)))
        return false;
      continue;
    }
    if (!F.isWithin(S.Subject, Object))
      continue;
    const Value &V = F.args(S)[0];
    if (Destructor && F.Paths[S.Subject].Parent == Object &&
        endsWithoutEffect(F, Destructor, F.Paths[S.Subject].Name))
      continue;
    if (S.Subject == Object || V.K == Value::New || V.K == Value::Function)
      return false;
    if (V.K == Value::Path && !stays(F, V, /*AlsoOfCaller=*/true))
      return false;
    Any |= V.K == Value::Path;
  }
  return Any;
}

bool cleanexit::isShared(const Facts &F, RecordId Class, PathId Place) {
  while (F.Paths[Place].Parent &&
         F.Paths[F.Paths[Place].Parent].K != PathNode::This)
    Place = F.Paths[Place].Parent;
  return F.Paths[Place].K == PathNode::Field &&
         llvm::any_of(F.Records[Class].Members, [&](const Record::Member &M) {
           return M.Name == F.Paths[Place].Name &&
                  F.Strings[M.Type].contains("shared_ptr<");
         });
}

/// auto made = std::make_shared<T>(); all_.insert({key, made}); return made;
/// Whether a variable is copied, on every way, to what goes on living.
static bool isKeptToo(const Facts &F, const Body &B, PathId Object) {
  llvm::SmallVector<PathId, 2> Copies{Object};
  const llvm::ArrayRef<Step> Steps = F.steps(B);
  auto IsChoice = [&](const OpenBlock &Block) { // and no do { … } while (0)
    const Step &Opens = Steps[Block.Opener];
    return Opens.Kind != Op::Switch || Opens.NumArgs;
  };
  for (uint32_t I = 0; I != Steps.size(); ++I) {
    const Step &S = Steps[I];
    if (S.Kind != Op::Set || F.args(S)[0].K != Value::Path ||
        F.args(S)[0].Flags & Value::Moved ||
        !llvm::is_contained(Copies, F.args(S)[0].Id) ||
        llvm::any_of(F.blocksAround(B, I), IsChoice))
      continue;
    if (isShared(F, F.classOf(B.Of), S.Subject))
      return true;
    if (F.rootKind(S.Subject) == PathNode::Result) // a pair that is made for it
      Copies.push_back(F.root(S.Subject));
  }
  return false;
}

bool cleanexit::returnsCopy(const Facts &F, FunctionId Getter,
                            FunctionId Destructor) {
  bool Any = false;
  for (uint32_t Id : F.Functions[Getter].Bodies) {
    const Body &B = F.Bodies[Id];
    if (const PathId Object = returned(F, B)) {
      if (!isKeptToo(F, B, Object) && !isOfCopies(F, B, Object, Destructor))
        return false;
      Any = true;
      continue;
    }
    for (const Step &S : F.steps(B)) {
      const bool Makes =
          S.is(Step::Constructs) && F.Paths[S.Subject].K == PathNode::Returned;
      // return make();
      if (S.Result && F.Paths[S.Result].K == PathNode::Returned)
        return false;
      if (!S.NumArgs || !(S.Kind == Op::Return || Makes))
        continue;
      const Value &V = F.args(S)[0];
      // return std::shared_ptr<T>();   nothing
      if (V.K == Value::Null ||
          (V.K == Value::Path && F.Paths[V.Id].K == PathNode::Returned))
        continue;
      if (!stays(F, V, /*AlsoOfCaller=*/false))
        return false;
      Any = true;
    }
  }
  return Any;
}
