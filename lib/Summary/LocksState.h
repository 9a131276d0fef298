//===-- LocksState.h - What is locked at one point of a body ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A lock's level is how often this function has taken it more than released
// it, as an interval over the ways that lead here:
//
//   [1,1] held             if (c) m.lock();    [0,1] on one way, as SplitAt says
//   [0,0] as the caller has it                 [-1,-1] the caller's was
//   released
//
// Paths are resolved: what a guard's field, a reference or an accessor's
// result stands for is replaced as soon as it is known.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKSSTATE_H
#define CLEANEXIT_SUMMARY_LOCKSSTATE_H

#include "Effects/Facts.h"
#include "Summary/Locks.h"
#include "llvm/ADT/SmallVector.h"
#include <functional>

namespace cleanexit {

/// Paths of the program, to which new ones can be added.
class LockPaths {
  const Facts &Of;
  const std::function<PathId(PathNode)> &Add;

public:
  LockPaths(const Facts &Of, const std::function<PathId(PathNode)> &Add)
      : Of(Of), Add(Add) {}
  const PathNode &operator[](PathId P) const { return Of.Paths[P]; }
  PathId field(PathId Of, StringId Name) const;
  PathId element(PathId Of) const;
  PathId result(uint32_t Number) const;
  PathId root(PathId P) const { return Of.root(P); }
  bool startsWith(PathId P, PathId Prefix) const;
  bool hasElement(PathId P) const;
  PathId withoutElements(PathId P) const;
  /// P with its part down to From replaced by To.
  PathId rebased(PathId P, PathId From, PathId To) const;
};

struct LockLevel {
  PathId Lock = 0;
  int Min = 0;
  int Max = 0;
  bool Shared = false;
  bool Recursive = false;
  bool Tried = false; ///< what says whether it worked was seen
  /// `if (n) lk.unlock();`: it is held on one of two ways that have met; how
  /// many blocks were open there, and 1. 0: no such thing.
  unsigned SplitAt = 0;
  /// The step that asks which of them, as an index in the walked body, and 1.
  uint32_t SplitBy = 0;
  StepRef TakenAt; ///< of the outermost level
  friend bool operator==(const LockLevel &A, const LockLevel &B) {
    return A.Lock == B.Lock && A.Min == B.Min && A.Max == B.Max;
  }
};

/// A guard object of a library: what it guards, and whether it holds it.
struct GuardState {
  PathId Object = 0;
  llvm::SmallVector<PathId, 1> Locks;
  enum : uint8_t { No, Maybe, Yes } Owns = No;
  bool Shared = false;
  bool Inverse = false;
  friend bool operator==(const GuardState &A, const GuardState &B) {
    return A.Object == B.Object && A.Locks == B.Locks && A.Owns == B.Owns;
  }
};

/// What is kept in a place: another path, a callable, and whether it is true.
struct Binding {
  PathId Place = 0;
  PathId Target = 0;
  FunctionId Callable = 0;
  enum : uint8_t { Unknown, False, True } Truth = Unknown;
  friend bool operator==(const Binding &, const Binding &) = default;
};

/// The lock is held if the value is (un)true.
struct Promise {
  PathId Value = 0;
  PathId Lock = 0;
  bool When = true;
  /// It is held as long as nobody asks: pthread_mutex_lock() hardly ever fails.
  bool Sure = false;
  friend bool operator==(const Promise &, const Promise &) = default;
};

class LockState {
  void joinForgiven(const LockState &Other);

public:
  bool Reachable = true;
  llvm::SmallVector<LockLevel, 2> Levels;
  llvm::SmallVector<GuardState, 2> Guards;
  llvm::SmallVector<Binding, 4> Bindings;
  llvm::SmallVector<Promise, 1> Promises;
  /// Taking these was found to have failed. Who goes on all the same goes on as
  /// if it had not.
  llvm::SmallVector<LockLevel, 1> Failed;
  /// Pointers that were found to be null on this way, sorted.
  llvm::SmallVector<PathId, 1> Absent;

  LockLevel *level(PathId Lock);
  const LockLevel *level(PathId Lock) const {
    return const_cast<LockState *>(this)->level(Lock);
  }
  GuardState *guard(PathId Object);
  const GuardState *guard(PathId Object) const {
    return const_cast<LockState *>(this)->guard(Object);
  }
  Binding *binding(PathId Place);
  const Binding *binding(PathId Place) const {
    return const_cast<LockState *>(this)->binding(Place);
  }
  Binding &bind(PathId Place);

  LockLevel &acquire(PathId Lock, StepRef At);
  /// External: somebody before this function may hold it.
  void release(PathId Lock, bool External);

  /// A lock that has no level here gets this one.
  void adopt(const LockLevel &L);

  /// A lock of somebody outside that has been released here; 0 if there is none.
  PathId released() const;

  /// A pointer is found to be null: what it points to is not locked.
  void lose(PathId Pointer, const LockPaths &Paths);
  void promise(const Promise &P);
  /// Taking the lock, which was sure to work, did not.
  void fail(PathId Lock);
  /// What either way leads to.
  void join(const LockState &Other, const LockPaths &Paths);
  /// Place gets another value: what was known through it is known no more.
  void forget(PathId Place, const LockPaths &Paths);
  /// An object is given on by value: what is known below it is known below the
  /// other, too. False if that is nothing.
  bool copy(PathId From, PathId To, const LockPaths &Paths);
  /// An object moves, and all that is known below it.
  void move(PathId From, PathId To, const LockPaths &Paths);

  friend bool operator==(const LockState &A, const LockState &B);
};

} // namespace cleanexit

#endif
