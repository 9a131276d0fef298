//===-- LocksState.cpp - What is locked at one point of a body --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LocksState.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <optional>

namespace cleanexit {

PathId LockPaths::field(PathId Parent, StringId Name) const {
  return Parent ? Add({PathNode::Field, Parent, Name, 0}) : 0;
}

PathId LockPaths::element(PathId Parent) const {
  if (!Parent || Of.Paths[Parent].K == PathNode::Element)
    return Parent;
  return Add({PathNode::Element, Parent, 0, 0});
}

PathId LockPaths::result(uint32_t Number) const {
  return Add({PathNode::Result, 0, 0, Number});
}

bool LockPaths::startsWith(PathId P, PathId Prefix) const {
  return Of.isWithin(P, Prefix);
}

bool LockPaths::hasElement(PathId P) const {
  for (; P; P = Of.Paths[P].Parent)
    if (Of.Paths[P].K == PathNode::Element)
      return true;
  return false;
}

PathId LockPaths::withoutElements(PathId P) const {
  if (!hasElement(P))
    return P;
  const PathNode Node = Of.Paths[P];
  const PathId Parent = withoutElements(Node.Parent);
  return Node.K == PathNode::Element ? Parent : field(Parent, Node.Name);
}

PathId LockPaths::rebased(PathId P, PathId From, PathId To) const {
  if (P == From || !P)
    return P ? To : 0;
  PathNode Node = Of.Paths[P];
  PathId Parent = rebased(Node.Parent, From, To);
  return Node.K == PathNode::Element ? element(Parent)
                                     : field(Parent, Node.Name);
}

//===----------------------------------------------------------------------===//

/// The first entry of a sorted list that is of K, or comes behind it.
template <class List>
static auto place(List &In, PathId K, PathId List::value_type::*By) {
  return llvm::lower_bound(In, K,
                           [&](const auto &E, PathId K) { return E.*By < K; });
}

template <class List>
static auto *lookup(List &In, PathId K, PathId List::value_type::*By) {
  auto It = place(In, K, By);
  return It == In.end() || (*It).*By != K ? nullptr : &*It;
}

/// Keeps lists sorted: equal states compare equal, and are searched fast.
template <class List>
static auto &insert(List &In, PathId K, PathId List::value_type::*By) {
  auto It = place(In, K, By);
  if (It == In.end() || (*It).*By != K) {
    typename List::value_type New;
    New.*By = K;
    It = In.insert(It, std::move(New));
  }
  return *It;
}

LockLevel *LockState::level(PathId Lock) {
  return lookup(Levels, Lock, &LockLevel::Lock);
}
GuardState *LockState::guard(PathId Object) {
  return lookup(Guards, Object, &GuardState::Object);
}
Binding *LockState::binding(PathId Place) {
  return lookup(Bindings, Place, &Binding::Place);
}
Binding &LockState::bind(PathId Place) {
  return insert(Bindings, Place, &Binding::Place);
}

// Recursion is not counted further: a loop that takes what it does not
// release would never come to an end here.
static constexpr int Deepest = 4;

LockLevel &LockState::acquire(PathId Lock, StepRef At) {
  LockLevel &L = insert(Levels, Lock, &LockLevel::Lock);
  if (L.Max <= 0)
    L.TakenAt = At;
  // Given back: it was the caller's, also on the way where it was not released.
  const bool WasReleased = L.Min < 0 && L.Max <= 0;
  L.Min = std::min(L.Min + 1, Deepest);
  L.Max = WasReleased && L.Min <= 0 ? 0 : std::min(L.Max + 1, Deepest);
  L.SplitAt = 0;
  return L;
}

PathId LockState::released() const {
  for (const LockLevel &L : Levels)
    if (L.Max < 0)
      return L.Lock;
  return 0;
}

void LockState::adopt(const LockLevel &L) {
  insert(Levels, L.Lock, &LockLevel::Lock) = L;
}

void LockState::release(PathId Lock, bool External) {
  LockLevel &L = insert(Levels, Lock, &LockLevel::Lock);
  L.SplitAt = 0;
  if (L.Max > 0) {
    if (L.Min > 0)
      --L.Min;
    --L.Max;
    L.Tried &= L.Min < L.Max;
  } else if (External) {
    L.Min = std::max(L.Min - 1, -Deepest);
    L.Max = std::max(L.Max - 1, -Deepest);
  }
  if (L.Min == 0 && L.Max == 0)
    Levels.erase(&L);
}

static void joinLevels(LockState &Into, const LockState &Other) {
  for (LockLevel &L : Into.Levels) {
    const LockLevel *O = Other.level(L.Lock);
    L.Min = std::min(L.Min, O ? O->Min : 0);
    L.Max = std::max(L.Max, O ? O->Max : 0);
    if (O) {
      L.Shared |= O->Shared;
      L.Tried |= O->Tried;
      L.Recursive |= O->Recursive;
      if (O->Max > 0 && O->TakenAt.Index < L.TakenAt.Index)
        L.TakenAt = O->TakenAt;
    }
  }
  for (const LockLevel &O : Other.Levels)
    if (!Into.level(O.Lock)) {
      LockLevel &L = insert(Into.Levels, O.Lock, &LockLevel::Lock);
      L = O;
      L.Min = std::min(O.Min, 0);
      L.Max = std::max(O.Max, 0);
    }
  llvm::erase_if(Into.Levels,
                 [](const LockLevel &L) { return !L.Min && !L.Max; });
}

static void joinGuards(LockState &Into, const LockState &Other) {
  for (GuardState &G : Into.Guards) {
    const GuardState *O = Other.guard(G.Object);
    if ((O ? O->Owns : GuardState::No) != G.Owns)
      G.Owns = GuardState::Maybe;
    if (O)
      for (PathId L : O->Locks)
        if (!llvm::is_contained(G.Locks, L))
          G.Locks.push_back(L);
    llvm::sort(G.Locks);
  }
  for (const GuardState &O : Other.Guards)
    if (!Into.guard(O.Object)) {
      GuardState &G = insert(Into.Guards, O.Object, &GuardState::Object);
      G = O;
      if (G.Owns != GuardState::No)
        G.Owns = GuardState::Maybe;
    }
}

/// `if (c) { m.lock(); locked = true; }`: from here on, who asks for the one
/// learns about the other.
static llvm::SmallVector<Promise, 2> correlated(const LockState &A,
                                                const LockState &B) {
  llvm::SmallVector<Promise, 2> Found;
  auto Exact = [](const LockState &S, PathId Lock) -> std::optional<int> {
    const LockLevel *L = S.level(Lock);
    if (!L)
      return 0;
    return L->Min == L->Max ? std::optional<int>(L->Min) : std::nullopt;
  };
  for (const Binding &In : A.Bindings) {
    const Binding *Also = In.Truth ? B.binding(In.Place) : nullptr;
    if (!Also || !Also->Truth || Also->Truth == In.Truth)
      continue;
    for (const LockState *S : {&A, &B})
      for (const LockLevel &L : S->Levels) {
        std::optional<int> InA = Exact(A, L.Lock), InB = Exact(B, L.Lock);
        if (InA && InB && (*InA == *InB + 1 || *InB == *InA + 1))
          Found.push_back(
              {In.Place, L.Lock, (In.Truth == Binding::True) == (*InA > *InB)});
      }
  }
  return Found;
}

/// Does a promise of another way hold on this one, where its value is known?
static bool keeps(const LockState &S, const Promise &P,
                  const LockState &Other) {
  const Binding *B = S.binding(P.Value);
  if (!B || !B->Truth)
    return true;
  if (P.Sure)
    return S.level(P.Lock);
  const LockLevel *L = S.level(P.Lock), *Theirs = Other.level(P.Lock);
  const int Min = L ? L->Min : 0, Max = L ? L->Max : 0;
  const bool Held = (B->Truth == Binding::True) == P.When;
  return Theirs && Min == Max && Min == (Held ? Theirs->Max : Theirs->Min);
}

/// Where one way has a lock and the other found that it could not be taken.
static void forgive(LockState &S, const LockState &Other) {
  llvm::erase_if(S.Failed, [&](const LockLevel &L) {
    const LockLevel *Theirs = Other.level(L.Lock);
    if (Theirs && Theirs->Min > 0 && !S.level(L.Lock))
      S.adopt(*Theirs);
    return Theirs;
  });
}

/// if (p) p->mutex.lock();   where p is null there is no such lock, and the
/// level of what is not there may as well be the other way's.
static void shareVacuous(LockState &S, const LockState &Other,
                         const LockPaths &Paths) {
  auto IsVacuous = [&](PathId Lock) {
    return llvm::any_of(S.Absent, [&](PathId P) {
      return Paths.startsWith(Lock, P) && !llvm::is_contained(Other.Absent, P);
    });
  };
  if (S.Absent.empty())
    return;
  llvm::erase_if(S.Levels, [&](const LockLevel &L) {
    return !Other.level(L.Lock) && IsVacuous(L.Lock);
  });
  for (const LockLevel &L : Other.Levels)
    if (IsVacuous(L.Lock))
      S.adopt(L);
}

/// z = NULL; if (c) z = find();   Where z is null it might as well be what the
/// other way has found, were that null.
static bool mayPointAs(const LockState &S, const Binding &Theirs) {
  const Binding *B = Theirs.Target ? S.binding(Theirs.Place) : nullptr;
  return B && B->Truth == Binding::False && !B->Target;
}

static void pointAlike(LockState &S, const LockState &Other,
                       const LockPaths &Paths) {
  for (const Binding &Theirs : Other.Bindings)
    if (mayPointAs(S, Theirs)) {
      S.binding(Theirs.Place)->Target = Theirs.Target;
      S.lose(Theirs.Target, Paths);
    }
}

void LockState::join(const LockState &Other, const LockPaths &Paths) {
  if (!Other.Reachable)
    return;
  if (!Reachable) {
    *this = Other;
    return;
  }
  pointAlike(*this, Other, Paths);
  if (llvm::any_of(Bindings,
                   [&](const Binding &B) { return mayPointAs(Other, B); })) {
    LockState Alike = Other;
    pointAlike(Alike, *this, Paths);
    return join(Alike, Paths);
  }
  forgive(*this, Other);
  shareVacuous(*this, Other, Paths);
  if (!Other.Failed.empty() || !Other.Absent.empty()) {
    LockState Forgiven = Other;
    forgive(Forgiven, *this);
    shareVacuous(Forgiven, *this, Paths);
    for (const LockLevel &L : Forgiven.Failed)
      if (llvm::none_of(Failed, [&](const LockLevel &F) { return F == L; }))
        Failed.push_back(L);
    return joinForgiven(Forgiven);
  }
  joinForgiven(Other);
}

void LockState::joinForgiven(const LockState &Other) {
  llvm::erase_if(
      Absent, [&](PathId P) { return !llvm::is_contained(Other.Absent, P); });
  const llvm::SmallVector<Promise, 2> Learned = correlated(*this, Other);
  llvm::erase_if(Promises,
                 [&](const Promise &P) { return !keeps(Other, P, *this); });
  llvm::SmallVector<Promise, 2> Theirs;
  for (const Promise &P : Other.Promises)
    if (keeps(*this, P, Other))
      Theirs.push_back(P);
  joinLevels(*this, Other);
  joinGuards(*this, Other);
  llvm::erase_if(Bindings, [&](Binding &B) {
    const Binding *O = Other.binding(B.Place);
    if (!O)
      return true;
    if (O->Truth != B.Truth)
      B.Truth = Binding::Unknown;
    if (O->Target != B.Target)
      B.Target = 0;
    if (O->Callable != B.Callable)
      B.Callable = 0;
    return !B.Truth && !B.Target && !B.Callable;
  });
  // A promise about a value that was made on one way only stays good.
  for (const Promise &P : Theirs)
    promise(P);
  for (const Promise &P : Learned)
    promise(P);
  llvm::erase_if(Promises, [&](const Promise &P) {
    const LockLevel *L = level(P.Lock);
    return !L || (L->Min == L->Max && !P.Sure);
  });
}

void LockState::lose(PathId Pointer, const LockPaths &Paths) {
  llvm::erase_if(Levels, [&](const LockLevel &L) {
    return L.Lock != Pointer && Paths.startsWith(L.Lock, Pointer);
  });
  auto It = llvm::lower_bound(Absent, Pointer);
  if (It == Absent.end() || *It != Pointer)
    Absent.insert(It, Pointer);
}

void LockState::fail(PathId Lock) {
  LockLevel *L = level(Lock);
  if (!L || L->Min < 1)
    return;
  Failed.push_back(*L);
  --L->Min;
  --L->Max;
  if (!L->Min && !L->Max)
    Levels.erase(L);
}

// Only the last few results are still asked about.
static constexpr size_t MaxPromises = 8;

void LockState::promise(const Promise &P) {
  if (llvm::is_contained(Promises, P))
    return;
  if (Promises.size() == MaxPromises)
    Promises.erase(Promises.begin());
  Promises.push_back(P);
}

void LockState::forget(PathId Place, const LockPaths &Paths) {
  auto Below = [&](PathId P) {
    return P != Place && Paths.startsWith(P, Place);
  };
  llvm::erase_if(Bindings, [&](const Binding &B) {
    return Paths.startsWith(B.Place, Place) ||
           (B.Target && Paths.startsWith(B.Target, Place));
  });
  // A guard goes on holding what it holds, under a name of its own.
  for (GuardState &G : Guards)
    for (PathId &L : G.Locks)
      if (Below(L)) {
        if (LockLevel *Held = level(L); Held && Held->Max > 0) {
          LockLevel Renamed = *Held;
          Renamed.Lock = G.Object;
          Levels.erase(Held);
          insert(Levels, G.Object, &LockLevel::Lock) = Renamed;
        }
        L = G.Object;
      }
  llvm::erase_if(Levels, [&](const LockLevel &L) { return Below(L.Lock); });
  llvm::erase_if(Absent, [&](PathId P) { return Paths.startsWith(P, Place); });
  llvm::erase_if(Promises, [&](const Promise &P) {
    return P.Value == Place || Below(P.Lock);
  });
}

bool LockState::copy(PathId From, PathId To, const LockPaths &Paths) {
  llvm::SmallVector<Binding, 2> Copied;
  for (const Binding &B : Bindings)
    if (B.Place != From && Paths.startsWith(B.Place, From))
      Copied.push_back(B);
  for (const Binding &B : Copied) {
    const PathId Place = Paths.rebased(B.Place, From, To);
    Binding &New = bind(Place);
    New = B;
    New.Place = Place;
  }
  return !Copied.empty();
}

void LockState::move(PathId From, PathId To, const LockPaths &Paths) {
  auto Moved = [&](PathId &P) {
    if (P && Paths.startsWith(P, From))
      P = Paths.rebased(P, From, To);
  };
  for (Binding &B : Bindings) {
    Moved(B.Place);
    Moved(B.Target);
  }
  for (GuardState &G : Guards) {
    Moved(G.Object);
    for (PathId &L : G.Locks)
      Moved(L);
  }
  for (LockLevel &L : Levels)
    Moved(L.Lock);
  for (Promise &P : Promises) {
    Moved(P.Value);
    Moved(P.Lock);
  }
  auto By = [](auto Member) {
    return [Member](const auto &A, const auto &B) {
      return A.*Member < B.*Member;
    };
  };
  llvm::sort(Bindings, By(&Binding::Place));
  llvm::sort(Guards, By(&GuardState::Object));
  llvm::sort(Levels, By(&LockLevel::Lock));
}

bool operator==(const LockState &A, const LockState &B) {
  if (!A.Reachable || !B.Reachable)
    return A.Reachable == B.Reachable;
  return A.Levels == B.Levels && A.Guards == B.Guards &&
         A.Bindings == B.Bindings && A.Absent == B.Absent &&
         A.Promises.size() == B.Promises.size();
}

} // namespace cleanexit
