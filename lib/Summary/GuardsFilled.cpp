//===-- GuardsFilled.cpp - Callables that a guard is given later ----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What a destructor runs is known by the members that it is kept in, so a
// callable that is put there, by whomever and whenever, is a cleanup:
//
//   ~Guard() { for (auto &[k, f] : all_) f(); }      runs what is in all_
//   void add(int k, Fn f) { all_[k] = move(f); }     keeps parameter 1 there
//   g.add(1, [] { … });                              so this is one
//===----------------------------------------------------------------------===//
#include "Summary/Guards.h"
#include "Summary/Stores.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// The member that a place is: by itself or as what an iterator points to, what
/// was taken out, an element of that.
void Guards::memberAt(StepId S, PathId Place, llvm::DenseSet<uint64_t> &Members,
                      unsigned Hops) const {
  if (uint64_t Member = Kept.identity(S, Place))
    Members.insert(Member);
  for (StepId Before = P.body(S).First; Before != S && Hops < 3; ++Before) {
    const Stored To = stored(P, Before);
    if (To.Into && To.What.K == Value::Path &&
        (To.Into == Place || To.Into == P.Of.root(Place)))
      memberAt(Before, P.rebased(Place, To.Into, To.What.Id), Members,
               Hops + 1);
  }
}

/// The members, by their identities, that a destructor runs what is in: by
/// itself, by its helpers, or by what it ends.
void Guards::membersRun(FunctionId By,
                        llvm::DenseSet<uint64_t> &Members) const {
  static constexpr size_t FarEnough = 64;
  llvm::SmallVector<FunctionId, 8> Reached{By};
  for (size_t I = 0; I != Reached.size() && I != FarEnough; ++I)
    for (uint32_t Id : P.Of.Functions[Reached[I]].Bodies) {
      const Body &B = P.Of.Bodies[Id];
      for (StepId S = B.First; S != B.First + B.Count; ++S) {
        const Step &At = P.step(S);
        if (At.Kind == Op::Run && At.Subject)
          memberAt(S, At.Subject, Members);
        if (At.Kind != Op::Call || !At.Callee)
          continue;
        for (FunctionId T : Graph.targets(S)) {
          if (Runs[T] & 1 && !llvm::is_contained(Reached, T))
            Reached.push_back(T);
          // drain(all_);   which runs what it is handed, or what is in that
          for (auto [I, V] : llvm::enumerate(P.args(S)))
            if (V.K == Value::Path && I < 31 && Runs[T] & 1u << (I + 1)) {
              memberAt(S, V.Id, Members);
              memberAt(S, P.path({PathNode::Element, V.Id, 0, 0}), Members);
            }
        }
      }
    }
}

const llvm::DenseSet<uint64_t> &Guards::runAtEnd(FunctionId By) const {
  auto [It, New] = RunAtEnd.try_emplace(By);
  if (New)
    membersRun(By, It->second);
  return It->second;
}

/// The parameters that a function keeps in members which the destructor By runs.
llvm::SmallVector<unsigned, 2> Guards::keptToRun(FunctionId F,
                                                 FunctionId By) const {
  llvm::SmallVector<unsigned, 2> Found;
  for (uint32_t Id : P.Of.Functions[F].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Stored To = stored(P, S);
      if (!To.Into || To.What.K != Value::Path)
        continue;
      auto Keeps = [&](PathId Into, PathId What) {
        if (P.Of.Paths[What].K != PathNode::Param)
          return;
        if (uint64_t Member = Kept.identity(S, Into);
            Member && runAtEnd(By).contains(Member))
          Found.push_back(P.Of.Paths[What].Number);
      };
      Keeps(To.Into, To.What.Id);
      // entries.push_back({name, f});
      const PathNode::Kind Root = P.Of.rootKind(To.What.Id);
      if (Root == PathNode::Local || Root == PathNode::Result)
        for (StepId Before = B.First; Before != S; ++Before)
          if (const Stored Part = stored(P, Before);
              Part.Into && Part.What.K == Value::Path &&
              P.Of.root(Part.Into) == P.Of.root(To.What.Id))
            Keeps(P.rebased(Part.Into, To.What.Id, To.Into), Part.What.Id);
    }
  }
  return Found;
}

/// So many steps behind a forwarding call is what it makes.
static constexpr StepId Near = 4;

/// The class of the object that a forwarding call makes; 0 if it makes none.
RecordId Guards::madeBy(StepId S) const {
  const Body &B = P.body(S);
  for (StepId Next = S + 1; Next < std::min(B.First + B.Count, S + Near);
       ++Next)
    for (const Value &V : P.args(Next))
      if (V.K == Value::New)
        return V.Id;
  return 0;
}

/// The parameter that a value is, or a temporary was copied from; null if it is
/// something else.
const PathNode *Guards::parameterIn(const Body &B, const Value &V) const {
  if (V.K != Value::Path)
    return nullptr;
  const PathNode &Node = P.Of.Paths[V.Id];
  if (Node.K == PathNode::Param)
    return &Node;
  if (Node.K != PathNode::Result || Node.Number >= B.Count)
    return nullptr;
  const StepId Made = B.First + Node.Number;
  return P.step(Made).is(Step::Constructs) && P.step(Made).NumArgs == 1 &&
                 P.step(Made).Subject == V.Id
             ? parameterIn(B, P.args(Made)[0])
             : nullptr;
}

/// Does the constructor that a forwarding call chooses stand behind it?
bool Guards::isMadeBehind(StepId S, RecordId Class) const {
  const Body &B = P.body(S);
  for (StepId Next = S + 1; Next < std::min(B.First + B.Count, S + Near);
       ++Next)
    if (const Step &At = P.step(Next); At.is(Step::Constructs) &&
                                       At.is(Step::Implicit) &&
                                       P.Of.Functions[At.Callee].Class == Class)
      return true;
  return false;
}

/// What a function is given as a parameter: where does it keep that? False if
/// that is not known, or the destructor By runs it there.
bool Guards::keepsElsewhere(FunctionId F, unsigned Index, FunctionId By,
                            bool &Keeps, unsigned Depth) const {
  static constexpr unsigned Deepest = 5;
  auto IsIt = [&](StepId S, const Value &V) {
    const PathNode *Param = parameterIn(P.body(S), V);
    return Param && Param->Number == Index;
  };
  auto IsElsewhere = [&](StepId S, PathId Into) {
    const uint64_t Member = Kept.identity(S, Into);
    Keeps |= Member != 0;
    return Member && !runAtEnd(By).contains(Member);
  };
  if (Depth == Deepest)
    return false;
  for (uint32_t Id : P.Of.Functions[F].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (At.Kind == Op::Set && IsIt(S, P.args(S)[0]) &&
          !IsElsewhere(S, At.Subject))
        return false;
      for (unsigned I = 0; At.Kind == Op::Call && I != At.NumArgs; ++I)
        if (IsIt(S, P.args(S)[I]) &&
            (!takesElsewhere(S, I, By, Keeps, Depth) ||
             (isPlaceOf(S) && !IsElsewhere(S, At.Subject))))
          return false;
    }
  }
  return true;
}

/// Does a call put its first argument into a member: by making it, or by an
/// assignment?
bool Guards::isPlaceOf(StepId S) const {
  const Step &At = P.step(S);
  return P.Of.Paths[At.Subject].K == PathNode::Field &&
         P.Of.rootKind(At.Subject) == PathNode::This &&
         (At.is(Step::Constructs) || P.IsAssignment[At.Callee]);
}

/// The same, of an argument of a call.
bool Guards::takesElsewhere(StepId S, unsigned Index, FunctionId By,
                            bool &Keeps, unsigned Depth) const {
  const FunctionId Callee = P.step(S).Callee;
  const Function &Of = P.Of.Functions[Callee];
  if (P.step(S).is(Step::Constructs) && Of.is(Function::Implicit) &&
      Of.NumParams == 1)
    return true; // a copy
  if (!Of.Bodies.empty())
    return keepsElsewhere(Callee, Index, By, Keeps, Depth + 1);
  // std::make_unique<Entry>(f)
  const RecordId Made = madeBy(S);
  if (!Made || isMadeBehind(S, Made))
    return true;
  FunctionId Only = 0;
  for (FunctionId F : Constructors.lookup(Made))
    if (P.Of.Functions[F].NumParams == P.step(S).NumArgs) {
      if (Only)
        return false;
      Only = F;
    }
  if (Only)
    return keepsElsewhere(Only, Index, By, Keeps, Depth + 1);
  Keeps |= !Ends.contains(Made);
  return !Ends.contains(Made);
}

/// Entry e(std::make_unique<Kept>(f));   ~Entry runs something, but not what a
/// Kept keeps.
bool Guards::isKeptElsewhere(const Cleanup &C) const {
  if (runAtEnd(C.By).empty())
    return false;
  // template <class F> void keep(F f) { … }   is handed it by its type.
  const bool IsGiven = P.Of.Functions[C.Runs].Parent != C.In;
  auto IsIt = [&](StepId S, const Value &V) {
    return V.K == Value::Function ? V.Id == C.Runs
                                  : IsGiven && parameterIn(P.body(S), V);
  };
  bool Keeps = false;
  for (uint32_t Id : P.Of.Functions[C.In].Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S)
      for (unsigned I = 0; I != P.step(S).NumArgs; ++I)
        if (P.step(S).Kind == Op::Call && IsIt(S, P.args(S)[I]) &&
            !takesElsewhere(S, I, C.By, Keeps, 0))
          return false;
  }
  return Keeps;
}

/// instance().on_end: the place in the object that the function gives.
std::pair<StepId, PathId> Guards::givenPlace(StepId S, PathId Place) const {
  const Program::Root Root = P.root(Place);
  const Body &In = P.body(S);
  if (Root.Node.K != PathNode::Result || Root.Node.Number >= In.Count)
    return {S, Place};
  const Step &Call = P.step(In.First + Root.Node.Number);
  const Function &Getter = P.Of.Functions[Call.Callee];
  if (Call.Kind != Op::Call || Getter.Bodies.size() != 1)
    return {S, Place};
  const Body &B = P.Of.Bodies[Getter.Bodies[0]];
  for (StepId R = B.First; R != B.First + B.Count; ++R)
    if (P.step(R).Kind == Op::Return && P.step(R).NumArgs &&
        P.args(R)[0].K == Value::Path &&
        P.Of.Paths[P.args(R)[0].Id].K == PathNode::Global)
      return {R, P.rebased(Place, P.Of.root(Place), P.args(R)[0].Id)};
  return {S, Place};
}

/// The destructor that runs what is in a member; 0 if there is none.
FunctionId Guards::endOf(StepId S, PathId Place) {
  if (EndOf.empty())
    for (const auto &[Class, By] : Ends)
      for (uint64_t Member : runAtEnd(By))
        EndOf.try_emplace(Member, By);
  auto [At, There] = givenPlace(S, Place);
  for (uint64_t Member :
       {Kept.identityInObject(At, There), Kept.identityInClass(At, There)})
    if (FunctionId By = Member ? EndOf.lookup(Member) : 0)
      return By;
  return 0;
}

/// Whether what a Whole ends has a Class in it: a base, a member, or what a
/// member owns.
bool Guards::isPartOf(RecordId Class, RecordId Whole, unsigned Depth) const {
  static constexpr unsigned Deepest = 3;
  if (!Whole || Depth == Deepest)
    return false;
  const Record &R = P.Of.Records[Whole];
  return Class == Whole ||
         llvm::any_of(
             R.Bases,
             [&](RecordId Base) { return isPartOf(Class, Base, Depth + 1); }) ||
         llvm::any_of(R.Members, [&](const Record::Member &M) {
           return isPartOf(Class, Kept.throughOwners(M.Class), Depth + 1);
         });
}

/// The class of the object that a place is a member of, as a function has it; 0
/// if that is not known.
RecordId Guards::classHolding(FunctionId F, PathId Place) const {
  const PathNode &Node = P.Of.Paths[Place];
  if (Node.K == PathNode::Element)
    return classHolding(F, Node.Parent);
  if (Node.K != PathNode::Field)
    return P.Of.classAt(F, Place);
  if (P.Of.root(Place) == Node.Parent)
    return P.Of.classAt(F, Node.Parent);
  const RecordId Outer = classHolding(F, Node.Parent);
  const RecordId Class =
      Outer ? P.Of.classOfMember(Outer, P.Of.Paths[Node.Parent].Name) : 0;
  return P.typeModel(Class) ? 0 : Class; // of an owner, who knows
}

/// g.f = callable;   the destructor of g's class finds and runs it. What a
/// function is given for it, its callers say.
void Guards::filledByHand(FunctionId F) {
  const Function &Of = P.Of.Functions[F];
  for (uint32_t Id : Of.Bodies) {
    const Body &B = P.Of.Bodies[Id];
    for (StepId S = B.First; S != B.First + B.Count; ++S) {
      const Step &At = P.step(S);
      if (At.Kind != Op::Set)
        continue;
      const Value What = P.args(S)[0];
      if (What.K != Value::Function && What.K != Value::Path)
        continue;
      const PathNode &Into = P.Of.Paths[At.Subject];
      if (Of.K == Function::Constructor &&
          P.Of.Paths[Into.Parent].K == PathNode::This)
        continue; // known where the object is made
      const FunctionId By =
          Into.K == PathNode::Field || Into.K == PathNode::Element
              ? endOf(S, At.Subject)
              : 0;
      // What a method keeps in its own object is told of in filledLater().
      const RecordId Whose = classHolding(F, At.Subject);
      if (!By ||
          (What.K == Value::Path && P.Of.Paths[What.Id].K == PathNode::Param &&
           Of.K == Function::Method && Ends.lookup(Of.Class) == By) ||
          (Whose && !isPartOf(Whose, P.Of.Functions[By].Class)))
        continue;
      fills(S, What, By, P.Of.root(givenPlace(S, At.Subject).second));
    }
  }
}

/// What is put into an object, or handed to the method that does, is a cleanup.
/// What comes there by a variable or a member is told of after all that does not.
void Guards::fills(StepId S, const Value &What, FunctionId By, PathId Owner) {
  const bool IsGlobal = P.Of.rootKind(Owner) == PathNode::Global;
  llvm::SmallVector<Given, 4> All;
  comesFrom(S, What, All);
  for (const Given &G : All) {
    Cleanup C;
    C.Runs = G.Runs;
    C.By = By;
    C.In = P.functionOf(G.At);
    C.Owner = G.At == S || IsGlobal ? Owner : 0;
    C.At = P.step(G.At).At;
    const bool ByDetour =
        What.K == Value::Path && P.Of.Paths[What.Id].K != PathNode::Param;
    (ByDetour ? Detours : Found).push_back(C);
  }
}

/// A callable is handed to a method that keeps it, where the destructor of the
/// class finds and runs it:  g.set(f);  stack.push(f);
void Guards::filledLater() {
  for (FunctionId F = 1; F < P.Of.Functions.size() && !Ends.empty(); ++F) {
    filledByHand(F);
    const Function &Of = P.Of.Functions[F];
    FunctionId By = Of.K == Function::Method ? Ends.lookup(Of.Class) : 0;
    if (!By)
      continue;
    const llvm::SmallVector<unsigned, 2> Run = keptToRun(F, By);
    if (Run.empty())
      continue;
    for (StepId S : Graph.callers(F))
      for (unsigned I : Run)
        if (I < P.step(S).NumArgs)
          fills(S, P.args(S)[I], By, P.step(S).Subject);
  }
}
