//===-- Locks.cpp - Which locks are held at each step -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Locks.h"
#include "Summary/Groups.h"
#include "Summary/LocksProgram.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

llvm::SmallVector<FunctionId, 2> Locks::State::targets(StepRef At) const {
  const Step &S = step(At);
  llvm::SmallVector<FunctionId, 2> Targets;
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
  auto Edge = [&](FunctionId From, FunctionId To) {
    if (To && !P.Functions[To].Bodies.empty())
      Edges.push_back({From, To});
  };
  for (FunctionId F = 1; F < P.Functions.size(); ++F)
    for (uint32_t B : P.Functions[F].Bodies)
      for (uint32_t I = 0; I < P.Bodies[B].Count; ++I) {
        const Step &S = P.Steps[P.Bodies[B].First + I];
        if (S.Kind == Op::Call || S.Kind == Op::Run)
          for (FunctionId T : targets({B, I})) {
            Edge(F, T);
            Edge(F, Known.lockMethod(T));
          }
        for (const Value &V : P.args(S))
          if (V.K == Value::Function)
            Edge(F, V.Id);
      }
  for (const Cleanup &C : llvm::drop_begin(P.Cleanups))
    Edge(C.In, C.Runs);
  return Edges;
}

void Locks::State::build() {
  const Facts &P = facts();
  findHandedTo();
  std::vector<cleanexit::Lists::Entry> Deferred;
  for (uint32_t C = 1; C < P.Cleanups.size(); ++C)
    Deferred.push_back({P.Cleanups[C].In, C});
  const cleanexit::Lists CleanupsIn(P.Functions.size(), Deferred);
  eachGroup(P.Functions.size(), cleanexit::Lists(P.Functions.size(), callees()),
            [&](llvm::ArrayRef<FunctionId> Group) {
              for (FunctionId F : Group) {
                for (uint32_t C : CleanupsIn[F])
                  if (Nets.matters(P.Cleanups[C].Runs))
                    Nets.CleanupsIn[F].push_back(C);
                if (concerned(F))
                  analyze(F);
                else
                  takesOf(F);
              }
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
        if (Known[T].K != LockDeed::Nothing || Nets.matters(T) ||
            (I == 0 && !Known.required(B).empty()) ||
            (P.Functions[T].Class &&
             Nets.Classes.contains(P.Functions[T].Class)))
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

void Locks::State::analyze(FunctionId F) {
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
        if (L.Min > 0)
          BySteps[I].push_back({L.Lock, L.TakenAt, unsigned(L.Min), L.Recursive,
                                L.Shared, false, 0});
      Op Kind = P.Steps[P.Bodies[B].First + I].Kind;
      if (Kind == Op::Call || Kind == Op::Run)
        takesAt(F, {B, I}, &W, Taken);
    });
    for (std::vector<HeldLock> &Held : BySteps)
      for (HeldLock &L : Held)
        L.ReleasedBy = Walk.ReleasedBy.lookup(L.TakenAt.Index);
    note(B, BySteps);
    for (const Taking &T : Walk.Taken)
      if (Walk.external(T.Lock) && llvm::none_of(Taken, [&](const Take &Old) {
            return Old.Lock == T.Lock;
          }))
        Taken.push_back({T.Lock, T.At, 0, 0, 1, T.Recursive, T.Shared});
    Whole.Matters |= Net.Matters;
    if (Whole.End.empty())
      Whole.End = Net.End;
  }
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
static constexpr unsigned MaxLength = 8;

/// Of what a function takes, callers know only what they can name.
void Locks::State::remember(FunctionId F, std::vector<Take> Taken) {
  llvm::erase_if(Taken, [&](const Take &T) {
    PathNode::Kind Root = Paths[Paths.root(T.Lock)].K;
    return Root != PathNode::This && Root != PathNode::Param &&
           Root != PathNode::Global;
  });
  if (!Taken.empty())
    Takes[F] = std::move(Taken);
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

void Locks::State::findHandedTo() {
  const Facts &P = facts();
  for (uint32_t B = 1; B < P.Bodies.size(); ++B)
    for (const Step &S : P.steps(P.Bodies[B])) {
      const RecordId Other = S.Callee ? P.Functions[S.Callee].Class : 0;
      if (S.Kind != Op::Call || !Other || P.Records[Other].System)
        continue;
      for (const Value &V : P.args(S))
        if (V.K == Value::Path && Paths[V.Id].K == PathNode::This)
          if (RecordId Mine = Known.thisClass(P.Bodies[B].Of)) {
            HandedTo.insert({Mine, Other});
            HandedTo.insert({Other, Mine}); // it registers itself there
          }
    }
}

/// Child::~Child() { parent_.remove(this); } called by a Parent is a call of
/// its own remove().
PathId Locks::State::broughtBack(FunctionId F, FunctionId Callee,
                                 const Take &First) const {
  const RecordId Mine = Known.thisClass(F);
  Take T = First;
  for (unsigned Hop = 0; Mine && T.Callee && Hop < MaxLength; ++Hop) {
    const PathNode &Receiver = Paths[step(T.At).Subject];
    const RecordId Child = Known.thisClass(Callee);
    if (Receiver.K == PathNode::Field &&
        Paths[Receiver.Parent].K == PathNode::This &&
        Known.thisClass(T.Callee) == Mine && Child != Mine &&
        HandedTo.contains({Mine, Child}))
      return Paths[Paths.root(T.InCallee)].K == PathNode::This ? T.InCallee : 0;
    auto There = Takes.find(T.Callee);
    if (There == Takes.end())
      return 0;
    auto Next = llvm::find_if(There->second, [&](const Take &Other) {
      return Other.Lock == T.InCallee;
    });
    if (Next == There->second.end())
      return 0;
    Callee = T.Callee;
    T = *Next;
  }
  return 0;
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

void Locks::State::takesAt(FunctionId F, StepRef At, LocksWalk *W,
                           std::vector<Take> &Into) {
  llvm::SmallVector<FunctionId, 2> To = targets(At);
  if (To.size() > 4)
    return;
  // Of a callee that is read it is known with which locks it runs them.
  const FunctionId Named = step(At).Callee;
  if (Named && facts().Functions[Named].Bodies.empty())
    for (FunctionId Handed : From.Handed(At))
      if (facts().Functions[Handed].Parent == F)
        To.push_back(Handed);
  for (FunctionId Callee : To) {
    auto There = Takes.find(Callee);
    if (There == Takes.end())
      continue;
    for (const Take &T : There->second) {
      if (Into.size() >= MaxTakes)
        return;
      if (T.Length >= MaxLength)
        continue;
      PathId Lock = broughtBack(F, Callee, T);
      if (!Lock && facts().Functions[Callee].Parent == F &&
          Callee != step(At).Callee)
        Lock = written(step(At), F, Callee, T.Lock);
      else if (!Lock)
        Lock = up(W, At, Callee, T.Lock);
      if (!Lock)
        continue;
      if (W)
        if (const LockLevel *L = W->At.level(Lock); L && L->Min < 0)
          continue; // released for it
      auto Old = llvm::find_if(
          Into, [&](const Take &Other) { return Other.Lock == Lock; });
      Take New{Lock, At, Callee, T.Lock, T.Length + 1, T.Recursive, T.Shared};
      if (Old == Into.end())
        Into.push_back(New);
      else if (New.Length < Old->Length)
        *Old = New;
    }
  }
}

std::vector<Link> Locks::State::chain(FunctionId F, const Take &First) const {
  std::vector<Link> Chain;
  Take T = First;
  while (Chain.size() <= MaxLength) {
    Chain.push_back({T.At, T.Callee ? T.Callee : step(T.At).Callee, nullptr});
    auto There = T.Callee ? Takes.find(T.Callee) : Takes.end();
    if (There == Takes.end())
      break;
    auto Next = llvm::find_if(There->second, [&](const Take &Other) {
      return Other.Lock == T.InCallee;
    });
    if (Next == There->second.end())
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
