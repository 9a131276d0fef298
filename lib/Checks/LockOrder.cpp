//===-- LockOrder.cpp - Locks that are taken in both orders ---------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/LockOrder.h"
#include "Checks/Chain.h"
#include "Checks/LockNames.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

std::string nameOf(const Summary &P, const HeldLock &L) {
  return innermostName(P, functionOf(P, L.TakenAt), L.Lock);
}

llvm::SmallVector<FunctionId, 4> runBy(const Summary &P, StepRef At) {
  llvm::SmallVector<FunctionId, 4> All(P.targets(At));
  llvm::append_range(All, P.indirect(At));
  return All;
}

/// Whether a lock that a destructor takes is another object's: of its own nobody
/// else has hold any more.
bool isOfOthers(const Facts &F, FunctionId Ends, PathId Lock) {
  PathId First = 0; // the member that leads to it
  for (PathId P = Lock; F.Paths[P].Parent; P = F.Paths[P].Parent)
    if (F.Paths[P].K == PathNode::Field)
      First = P;
  if (F.rootKind(Lock) != PathNode::This)
    return F.rootKind(Lock) == PathNode::Global;
  if (!First || First == Lock)
    return false;
  // Client() : d(new ClientPrivate) {}   What it has made is its own.
  for (const Body &B : F.Bodies)
    if (F.classOf(B.Of) == F.Functions[Ends].Class)
      for (const Step &S : F.steps(B))
        if (S.Kind == Op::Set && S.Subject == First &&
            F.args(S)[0].K == Value::New)
          return false;
  for (const Record::Member &M : F.Records[F.Functions[Ends].Class].Members)
    if (M.Name == F.Paths[First].Name) {
      const llvm::StringRef Type = F.Strings[M.Type];
      return Type.ends_with("*") || Type.ends_with("&") ||
             Type.starts_with("std::shared_ptr<") ||
             Type.starts_with("std::weak_ptr<");
    }
  return false;
}

/// Book fresh; fresh.add();   auto fresh = std::make_shared<Book>();   of which
/// nobody else knows yet
bool isMadeThere(const Facts &F, StepRef At, const Step &S) {
  const PathId Object = F.root(S.Subject);
  return F.Paths[Object].K == PathNode::Local &&
         llvm::any_of(F.steps(F.Bodies[At.Body]).take_front(At.Index),
                      [&](const Step &Before) {
                        return Before.Subject == Object &&
                               (Before.is(Step::Constructs) ||
                                (Before.Kind == Op::Set &&
                                 F.args(Before)[0].K == Value::New));
                      });
}

/// Client(…, [this] { … })   Whether a step runs what another class's object has
/// left with this one.
bool isCalledBack(const Summary &P, const Link &Way) {
  const Facts &F = P.facts();
  const Step *S = stepOf(P, Way.At);
  const RecordId Of = F.classOf(Way.Callee);
  return S && S->Kind == Op::Run && Of &&
         F.Paths[S->Subject].K == PathNode::Field &&
         F.rootKind(S->Subject) == PathNode::This &&
         F.classOf(functionOf(P, Way.At)) != Of;
}

} // namespace

/// The locks that are held there, by name, and those that all who call the function
/// hold.
std::vector<std::string> LockOrder::heldAt(StepRef At) const {
  std::vector<std::string> Names, Callers;
  for (const HeldLock &L : P.held(At))
    Names.push_back(nameOf(P, L));
  bool IsFirst = true;
  for (StepRef Call : P.callers(functionOf(P, At))) {
    std::vector<std::string> There;
    for (const HeldLock &L : P.held(Call))
      There.push_back(nameOf(P, L));
    if (std::exchange(IsFirst, false))
      Callers = There;
    llvm::erase_if(Callers, [&](const std::string &Name) {
      return Name.empty() || !llvm::is_contained(There, Name);
    });
  }
  llvm::append_range(Names, Callers);
  return Names;
}

void LockOrder::note(StepRef At, std::string Name, bool Shared) {
  Taking T;
  T.At = At;
  T.Shared = Shared;
  T.UnderShared = true;
  T.Under = heldAt(At);
  for (const HeldLock &Held : P.held(At))
    T.UnderShared &= Held.Shared;
  if (!Name.empty() && !llvm::is_contained(T.Under, Name))
    All[Name].push_back(std::move(T));
}

void LockOrder::find() {
  Found = true;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
    // Nobody knows the object yet.
    const FunctionId In = F.Bodies[B].Of;
    if (F.Functions[In].K == Function::Constructor)
      continue;
    // Or any more.
    auto IsOwn = [&](const HeldLock &L) {
      return F.rootKind(L.Lock) == PathNode::This && !isOfOthers(F, In, L.Lock);
    };
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const StepRef At{B, I};
      const Step &S = *stepOf(P, At);
      if ((S.Kind != Op::Call && S.Kind != Op::Run) || P.held(At).empty() ||
          isMadeThere(F, At, S) ||
          (F.Functions[In].K == Function::Destructor &&
           llvm::all_of(P.held(At), IsOwn)))
        continue;
      if (I + 1 < F.Bodies[B].Count)
        for (const HeldLock &Next : P.held({B, I + 1}))
          if (Next.TakenAt == At)
            note(At, nameOf(P, Next), Next.Shared);
      for (FunctionId Fn : runBy(P, At))
        if (F.Functions[Fn].K != Function::Constructor)
          for (const TakenLock &T : P.locks().takes(Fn))
            note(At, innermostName(P, Fn, T.Lock), T.Shared);
    }
  }
}

std::optional<CrossedLock> LockOrder::crossed(StepRef At, const HeldLock &L) {
  const std::string First = nameOf(P, L);
  const FunctionId In = functionOf(P, At);
  if (First.empty() ||
      (F.Functions[In].K == Function::Destructor &&
       F.rootKind(L.Lock) == PathNode::This && !isOfOthers(F, In, L.Lock)))
    return std::nullopt;
  const std::vector<std::string> Held = heldAt(At);
  for (FunctionId Fn : runBy(P, At))
    for (const TakenLock &T : P.locks().takes(Fn, /*OfOthers=*/true)) {
      CrossedLock Crossed;
      Crossed.Chain = {{At, Fn, nullptr}};
      llvm::append_range(Crossed.Chain, T.Chain);
      for (const Link &Way : Crossed.Chain)
        if (!isUserCode(P, Way.Callee))
          continue;
        else if (T.Of ? F.classOf(Way.Callee) == T.Of && isCalledBack(P, Way)
                      : F.Functions[Way.Callee].K == Function::Destructor)
          Crossed.By = Way.Callee;
      // What this step runs itself speaks of its own object.
      if (!T.Of && isCalledBack(P, Crossed.Chain.front()) &&
          F.rootKind(T.Lock) == PathNode::This)
        Crossed.By = Fn;
      if (Crossed.By && (T.Of || Crossed.By == Fn))
        Crossed.Name = innermostName(P, Crossed.By, T.Lock);
      else if (Crossed.By)
        for (const TakenLock &Own : P.locks().takes(Crossed.By))
          if (Own.Chain.back().At == T.Chain.back().At &&
              isOfOthers(F, Crossed.By, Own.Lock))
            Crossed.Name = innermostName(P, Crossed.By, Own.Lock);
      if (Crossed.Name.empty() || llvm::is_contained(Held, Crossed.Name) ||
          !P.locks().stillHeld(L, Crossed.Chain))
        continue;
      if (!Found)
        find();
      const auto Others = All.find(First);
      if (Others == All.end())
        continue;
      for (const Taking &Other : Others->second) {
        const bool SharesBoth =
            (Other.Shared && L.Shared) || (Other.UnderShared && T.Shared);
        // One lock that both hold lets only one of them in.
        const bool IsAlone = llvm::any_of(Other.Under, [&](const auto &Name) {
          return !Name.empty() && llvm::is_contained(Held, Name);
        });
        if (SharesBoth || IsAlone ||
            !llvm::is_contained(Other.Under, Crossed.Name))
          continue;
        Crossed.Elsewhere = Other.At;
        return Crossed;
      }
    }
  return std::nullopt;
}

} // namespace cleanexit
