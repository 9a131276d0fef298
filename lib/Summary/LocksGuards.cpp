//===-- LocksGuards.cpp - Guard objects of libraries ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Their bodies are not read. A guard that was not seen made (a parameter, a
// member) stands for its lock itself:
//
//   void f(std::unique_lock<M> &lk) { lk.unlock(); }     $0 is released
//   f(mine)                      mine guards this.mu: this.mu is released
//===----------------------------------------------------------------------===//
#include "Summary/LocksWalk.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace cleanexit {

GuardState &LocksWalk::guardAt(PathId Object) {
  if (GuardState *G = At.guard(Object))
    return *G;
  auto Where = llvm::find_if(
      At.Guards, [&](const GuardState &G) { return G.Object > Object; });
  GuardState New;
  New.Object = Object;
  return *At.Guards.insert(Where, New);
}

namespace {
enum class Tag { None, Defer, Adopt, Try };
}

static Tag tagNamed(llvm::StringRef Name) {
  return llvm::StringSwitch<Tag>(Name)
      .EndsWith("defer_lock", Tag::Defer)
      .EndsWith("defer_lock_t", Tag::Defer)
      .EndsWith("adopt_lock", Tag::Adopt)
      .EndsWith("adopt_lock_t", Tag::Adopt)
      .EndsWith("try_to_lock", Tag::Try)
      .EndsWith("try_to_lock_t", Tag::Try)
      .Default(Tag::None);
}

/// A temporary that nothing destroys has become part of something else, a
/// lambda say.
bool LocksWalk::endsHere(const Frame &F, PathId Object) const {
  if (!F.IsOutermost || Paths[Object].K != PathNode::Result)
    return true;
  return llvm::any_of(steps(F), [&](const Step &S) {
    return S.is(Step::Destroys) && S.Subject == Object;
  });
}

void LocksWalk::makeGuard(Frame &F, FunctionId By, PathId Object,
                          llvm::ArrayRef<Value> Args) {
  if (!Object)
    return;
  const Function &Of = Known.facts().Functions[By];
  const TypeModel &Type = *Known[By].Guard;
  llvm::StringRef Mangled = Known.text(Of.Name);
  if (Args.size() == 1 && Args[0].K == Value::Path && Args[0].Id &&
      (isMoveConstructor(Mangled) || At.guard(Args[0].Id)) &&
      !Type.GuardInverse) {
    moveGuard(Args[0].Id, Object);
    if (!endsHere(F, Object))
      endGuard(Object, By); // by whoever has it now
    return;
  }

  GuardState New;
  New.Object = Object;
  New.Shared = Type.GuardShared;
  New.Inverse = Type.GuardInverse;
  Tag How = Tag::None;
  for (const Tag T : {Tag::Defer, Tag::Adopt, Tag::Try})
    if (Mangled.contains(T == Tag::Defer   ? "defer_lock_t"
                         : T == Tag::Adopt ? "adopt_lock_t"
                                           : "try_to_lock_t"))
      How = T;
  const bool Several = llvm::StringRef(Type.Name).ends_with("scoped_lock");
  bool Null = false, Unknown = false;
  for (auto [N, V] : llvm::enumerate(Args)) {
    if (V.K == Value::Path && V.Id) {
      const PathNode &Node = Paths[V.Id];
      Tag T = Node.K == PathNode::Global ? tagNamed(Known.text(Node.Name))
                                         : Tag::None;
      if (T != Tag::None)
        How = T;
      else if (New.Locks.empty() || Several)
        llvm::append_range(New.Locks, locksOf(V.Id));
      else if (How == Tag::None && V.Number)
        How = Tag::Try; // a duration that is not constant
    } else if (V.K == Value::Null) {
      Null = true;
    } else if (V.K == Value::Duration) {
      How = Tag::Try;
    } else if (N == 0 && V.K == Value::Unknown) {
      Unknown = true;
    }
  }
  if (New.Locks.empty() && (Null || !Unknown || How != Tag::None)) {
    guardAt(Object) = New; // unique_lock lk;
    return;
  }
  if (New.Locks.empty())
    New.Locks.push_back(Object); // of a lock without a name
  for (PathId &Lock : New.Locks)
    Lock = behind(Lock, By);
  llvm::sort(New.Locks);
  for (PathId Lock : New.Locks) {
    if (New.Inverse) {
      drop(Lock, By);
    } else if (How == Tag::None) {
      take(Lock, By, New.Shared);
    } else if (How == Tag::Try) {
      LockLevel &L = At.acquire(Lock, TopStep);
      L.Shared = New.Shared;
      --L.Min;
    }
  }
  New.Owns = How == Tag::Defer ? GuardState::No
             : How == Tag::Try ? GuardState::Maybe
                               : GuardState::Yes;
  guardAt(Object) = New;
}

/// What a guard's call of a lock() of the project takes.
PathId LocksWalk::behind(PathId Lock, FunctionId By) const {
  auto Net = Nets.Of.find(Known.lockMethod(By));
  if (Net == Nets.Of.end() || Net->second.End.size() != 1)
    return Lock;
  const PathId Inner = Net->second.End.front().Lock;
  const PathId Root = Paths.root(Inner);
  return Paths[Root].K == PathNode::This ? Paths.rebased(Inner, Root, Lock)
                                         : Lock;
}

void LocksWalk::moveGuard(PathId FromObject, PathId ToObject) {
  if (FromObject == ToObject)
    return;
  GuardState New;
  if (GuardState *Old = At.guard(FromObject)) {
    New = *Old;
    Old->Owns = GuardState::No;
  } else {
    New.Locks.push_back(FromObject);
    New.Owns = GuardState::Yes;
    GuardState &Left = guardAt(FromObject);
    Left.Locks.push_back(FromObject);
  }
  New.Object = ToObject;
  guardAt(ToObject) = New;
}

void LocksWalk::endGuard(PathId Object, FunctionId By) {
  if (!Object)
    return;
  GuardState *G = At.guard(Object);
  if (!G) {
    // A pair, or a tuple, ends its parts.
    const PathId Whole =
        Paths[Object].K == PathNode::Element ? Paths[Object].Parent : Object;
    llvm::SmallVector<PathId, 2> Parts;
    for (const GuardState &Of : At.Guards)
      if (Of.Object != Object && Paths.startsWith(Of.Object, Whole))
        Parts.push_back(Of.Object);
    for (PathId Part : Parts)
      endGuard(Part, By);
    if (!Parts.empty())
      return;
  }
  if (!G) {
    // Given by a function that takes a lock, or not seen made.
    PathId Held = target(Object);
    if (Held && At.level(Held))
      drop(Held, By);
    else if (external(Object))
      drop(Object, By);
    return;
  }
  const GuardState Old = *G;
  At.Guards.erase(G);
  if (Old.Owns == GuardState::No)
    return;
  for (PathId Lock : Old.Locks)
    if (Old.Inverse)
      take(Lock, By, Old.Shared);
    else if (Old.Owns == GuardState::Yes || At.level(Lock))
      drop(Lock, By);
}

namespace {
enum class Use { Other, Lock, Try, Unlock, Release, Swap, Assign, Asks, Mutex };
}

static Use useNamed(llvm::StringRef Method) {
  return llvm::StringSwitch<Use>(Method.lower())
      .Cases({"lock", "lock_shared", "relock", "lock_upgrade"}, Use::Lock)
      .Cases({"try_lock", "try_lock_for", "try_lock_until", "trylock",
              "try_lock_shared"},
             Use::Try)
      .Cases({"unlock", "unlock_shared"}, Use::Unlock)
      .Case("release", Use::Release)
      .Case("swap", Use::Swap)
      .Case("operator=", Use::Assign)
      .Cases({"owns_lock", "operator bool", "operator!", "islocked", "owns",
              "isnull"},
             Use::Asks)
      .Case("mutex", Use::Mutex)
      .Default(Use::Other);
}

void LocksWalk::guardMethod(FunctionId By, PathId Object,
                            llvm::ArrayRef<Value> Args, PathId Result) {
  if (!Object)
    return;
  GuardState *G = At.guard(Object);
  if (!G) {
    G = &guardAt(Object);
    G->Locks.push_back(Object);
    G->Owns = GuardState::Yes;
  }
  Use What = useNamed(Known.name(By));
  const FunctionModel *Model = Known[By].Model;
  if (What == Use::Release && Model)
    for (const LockAct &A : Model->Locks)
      if (A.What == LockAct::Release && A.Of == ThisOperand)
        What = Use::Unlock;
  const PathId Argument =
      !Args.empty() && Args[0].K == Value::Path ? Args[0].Id : 0;
  switch (What) {
  case Use::Lock:
    return act(G->Shared ? LockAct::AcquireShared : LockAct::Acquire, Object,
               By, 0, false);
  case Use::Try:
    act(LockAct::Try, Object, By, 0, false);
    if (Result)
      At.bind(Result).Target = Object;
    return;
  case Use::Unlock:
    return act(LockAct::Release, Object, By, 0, false);
  case Use::Release:
    if (Result && !G->Locks.empty())
      At.bind(Result).Target = G->Locks[0];
    G->Owns = GuardState::No;
    return;
  case Use::Swap: {
    if (!Argument || Argument == Object)
      return;
    GuardState &Other = guardAt(Argument);
    G = At.guard(Object);
    std::swap(*G, Other);
    std::swap(G->Object, Other.Object);
    return;
  }
  case Use::Assign:
    if (Argument == Object)
      return;
    endGuard(Object, By);
    if (Argument)
      return moveGuard(Argument, Object);
    guardAt(Object); // lk = {};
    return;
  case Use::Asks:
    if (Result && Known.name(By) != "operator!" && Known.name(By) != "isNull")
      At.bind(Result).Target = Object;
    return;
  case Use::Mutex:
    if (Result && !G->Locks.empty())
      At.bind(Result).Target = G->Locks[0];
    return;
  case Use::Other:
    if (Model && !Model->Locks.empty())
      acts(*Model, By, Object, Args, Result);
    return;
  }
}

} // namespace cleanexit
