//===-- EmptyCallable.cpp - Functions that nothing was stored in ----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/EmptyCallable.h"
#include "Checks/Chain.h"
#include "Checks/Tested.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

static llvm::ArrayRef<Step> stepsOf(const Facts &F, uint32_t Body) {
  return llvm::ArrayRef(F.Steps).slice(F.Bodies[Body].First,
                                       F.Bodies[Body].Count);
}

/// A condition that asks a member, or is about exceptions in flight.
static bool asksOther(const Facts &F, llvm::ArrayRef<Step> Steps,
                      const Value &V, PathId Place) {
  if (V.K == Value::Unwinding)
    return true;
  if (V.K != Value::Path)
    return false;
  PathId Of = V.Id;
  if (const PathNode &Node = F.Paths[Of];
      Node.K == PathNode::Result && Node.Number < Steps.size()) {
    const Step &Call = Steps[Node.Number];
    Of = Call.Kind == Op::Call && Call.NumArgs == 0 ? Call.Subject : 0;
  }
  return Of != Place && F.Paths[Of].K == PathNode::Field &&
         F.Paths[F.Paths[Of].Parent].K == PathNode::This;
}

/// Behind conditions that only ask other members, of which a move that leaves
/// them alone makes copies.
static bool isBehindFlags(const Summary &P, StepRef At, PathId Place) {
  const Facts &F = P.facts();
  llvm::ArrayRef<Step> Steps = stepsOf(F, At.Body);
  llvm::SmallVector<bool, 4> Open;
  for (uint32_t I = 0; I < At.Index; ++I) {
    const Step &S = Steps[I];
    if (S.Kind == Op::If) {
      llvm::ArrayRef<Value> Asked = F.args(S);
      Open.push_back(!Asked.empty() && llvm::all_of(Asked, [&](const Value &V) {
        return asksOther(F, Steps, V, Place);
      }));
    } else if (S.Kind == Op::Loop || S.Kind == Op::Switch ||
               S.Kind == Op::Try) {
      // Of `do … while (0)` there is nothing but a default.
      Open.push_back(S.Kind == Op::Switch && Steps[I + 1].Kind == Op::Case &&
                     Steps[I + 1].Number == 1);
    } else if (S.Kind == Op::End && !Open.empty()) {
      Open.pop_back();
    } else if (S.Kind == Op::Return) {
      return false;
    }
  }
  return !Open.empty() && llvm::all_of(Open, [](bool Flags) { return Flags; });
}

namespace {

class Fillings {
  const Facts &F;
  const RecordId Class;
  const StringId Name;

public:
  Fillings(const Facts &F, RecordId Class, StringId Name)
      : F(F), Class(Class), Name(Name) {}

  bool isMember(PathId Path, PathNode::Kind Of) const {
    const PathNode &N = F.Paths[Path];
    return N.K == PathNode::Field && N.Name == Name &&
           F.Paths[N.Parent].K == Of;
  }

  /// Moved elsewhere: into another object of the class, or into a parameter
  /// that is an rvalue reference.
  bool isMovedFrom(FunctionId Id) const {
    const Function &Of = F.Functions[Id];
    if (Of.Class == Class && isMoving(Id))
      return !emptiesFlag(Id) && isMovedSomewhere(Id);
    for (uint32_t B : Of.Class == Class ? Of.Bodies : std::vector<uint32_t>())
      for (const Step &S : stepsOf(F, B))
        if (S.Kind == Op::Call && S.Callee && S.NumArgs == 1 && isMember0(S) &&
            takesRvalue(S.Callee))
          return true;
    return false;
  }

  /// A constructor that leaves it alone.
  bool isLeftEmpty(FunctionId Id) const {
    const Function &Of = F.Functions[Id];
    if (Of.K != Function::Constructor || Of.Class != Class ||
        Of.Bodies.empty() || isMoving(Id))
      return false;
    for (uint32_t B : Of.Bodies)
      for (const Step &S : stepsOf(F, B)) {
        if (isMember(S.Subject, PathNode::This))
          return false;
        if (S.Kind == Op::Call && S.Callee &&
            F.Functions[S.Callee].Class == Class &&
            F.Paths[S.Subject].K == PathNode::This)
          return false; // which may fill it
        for (const Value &V : F.args(S))
          if (V.K == Value::Path && isMember(V.Id, PathNode::This))
            return false;
      }
    return true;
  }

private:
  bool isMember0(const Step &S) const {
    const Value &V = F.args(S)[0];
    return V.K == Value::Path && isMember(V.Id, PathNode::This);
  }
  bool takesRvalue(FunctionId Id) const {
    return F.Strings[F.Functions[Id].Name].contains("EO") &&
           F.Functions[Id].is(Function::Toolchain);
  }
  bool isMoving(FunctionId Id) const {
    const Function &Of = F.Functions[Id];
    llvm::StringRef Mangled = F.Strings[Of.Name];
    return Of.NumParams == 1 &&
           (Mangled.contains("C1EO") || Mangled.contains("C2EO")) &&
           llvm::any_of(Of.Objects, [&](const Function::Object &O) {
             return F.Paths[O.Root].K == PathNode::Param && O.Class == Class;
           });
  }
  /// return Guard(f);   moves nothing: the object is made in its place.
  bool isMovedSomewhere(FunctionId Moving) const {
    return llvm::any_of(llvm::drop_begin(F.Bodies), [&](const Body &B) {
      return llvm::any_of(F.steps(B), [&](const Step &S) {
        return (S.Kind == Op::Call && S.Callee == Moving) ||
               llvm::any_of(F.args(S), [&](const Value &V) {
                 return V.K == Value::Path && V.Flags & Value::Moved &&
                        F.root(V.Id) == V.Id && F.classAt(B.Of, V.Id) == Class;
               });
      });
    });
  }
  /// Base(std::move(other))
  bool movesBase(const Step &S) const {
    return S.is(Step::Constructs) && S.Callee &&
           F.Paths[S.Subject].K == PathNode::This &&
           !F.Functions[S.Callee].Bodies.empty() &&
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && F.Paths[V.Id].K == PathNode::Param;
           });
  }
  /// Does the move put something else into the object that it moves from?
  bool emptiesFlag(FunctionId Id) const {
    for (uint32_t B : F.Functions[Id].Bodies)
      for (const Step &S : stepsOf(F, B)) {
        if (movesBase(S) && emptiesFlag(S.Callee))
          return true;
        PathId Root = S.Subject;
        while (F.Paths[Root].K == PathNode::Field)
          Root = F.Paths[Root].Parent;
        if (S.Subject && Root != S.Subject &&
            F.Paths[Root].K == PathNode::Param &&
            (S.Kind == Op::Set || S.Kind == Op::Call))
          return true;
        if (S.Kind == Op::Call)
          for (const Value &V : F.args(S))
            if (V.K == Value::Path && F.Paths[V.Id].K == PathNode::Field &&
                F.Paths[F.Paths[V.Id].Parent].K == PathNode::Param)
              return true; // std::exchange
      }
    return F.Functions[Id].Bodies.empty();
  }
};

} // namespace

/// std::function<void()> f; f();
static bool isNeverSet(const Facts &F, StepRef At, PathId Variable) {
  const llvm::ArrayRef<Step> Steps = stepsOf(F, At.Body);
  auto Mentions = [&](const Step &S) {
    return S.Result == Variable || S.Subject == Variable ||
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && V.Id == Variable;
           });
  };
  return llvm::any_of(Steps,
                      [&](const Step &S) {
                        return S.is(Step::Destroys) && S.Subject == Variable &&
                               F.Strings[F.Functions[S.Callee].Key] ==
                                   "std::function::~function";
                      }) &&
         llvm::none_of(Steps.take_front(At.Index), Mentions);
}

std::string whyEmpty(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  const Step &S = *stepOf(P, At);
  if (S.Kind == Op::Run && F.Paths[S.Subject].K == PathNode::Local &&
      isNeverSet(F, At, S.Subject))
    return "nothing was stored in it";
  const PathNode &Field = F.Paths[S.Subject];
  if (S.Kind != Op::Run || Field.K != PathNode::Field ||
      F.Paths[Field.Parent].K != PathNode::This)
    return "";
  const RecordId Class = F.Functions[functionOf(P, At)].Class;
  bool IsFunction = false;
  for (const Record::Member &M : F.Records[Class].Members)
    IsFunction |=
        M.Name == Field.Name && F.Strings[M.Type].starts_with("std::function<");
  const bool Flagged = isBehindFlags(P, At, S.Subject);
  if (!IsFunction)
    return "";
  if (isKnownEmpty(P, At, S.Subject))
    return "a condition before it says so";
  if (!Flagged && isTested(P, At, S.Subject))
    return "";
  const Fillings Of(F, Class, Field.Name);
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
    if (Flagged && F.Functions[Id].K != Function::Constructor)
      continue;
    if (!Flagged && Of.isLeftEmpty(Id))
      return "a constructor leaves it empty";
    if (Of.isMovedFrom(Id))
      return quoted(P, Id) + " moves it away";
  }
  return "";
}

} // namespace cleanexit
