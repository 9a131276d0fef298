//===-- Locks.h - Which locks are held at each step -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A script is run with paths for values. What takes or releases a lock is
// stepped into, so a guard class written in the project is nothing special:
//
//   Helper h(mtx);     h.m_ = this.mtx      this.mtx._mutex taken
//   h.UnLock();        if (h.m_) …          this.mtx._mutex released
//   wait();                                 nothing held
//                      ~Helper: if (h.m_)   is false by now
//
// Functions go callees first; one that leaves every lock as it was is not
// stepped into, which is why a large program costs little.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKS_H
#define CLEANEXIT_SUMMARY_LOCKS_H

#include "Effects/Facts.h"
#include "Models/Models.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <functional>
#include <memory>
#include <vector>

namespace cleanexit {

/// A step of a body of the united program.
struct StepRef {
  uint32_t Body = 0;  ///< into Facts::Bodies
  uint32_t Index = 0; ///< within the body
  friend bool operator==(StepRef A, StepRef B) {
    return A.Body == B.Body && A.Index == B.Index;
  }
};

/// One link of a chain: at this step, this function goes on in Callee; the
/// last link has the act.
struct Link {
  StepRef At;
  FunctionId Callee = 0;
  /// Of the last link: what is done there, by a model (with its Why) or by an
  /// Act step (null).
  const ActModel *Act = nullptr;
};

/// A lock that is held at a step.
struct HeldLock {
  PathId Lock = 0;
  StepRef TakenAt;
  unsigned Depth = 1; ///< levels of a recursive lock
  /// Its thread may take it again; also if its kind is not known.
  bool Recursive = false;
  bool Shared = false;
  bool ByCaller = false; ///< held since before the function (annotation)
  FunctionId ReleasedBy =
      0; ///< the destructor that releases it, if a guard does
};

/// A lock that a function takes, as a path of its own (This, Param, Global).
struct TakenLock {
  PathId Lock = 0;
  /// 0, or the class of another object that was left to be called back, whose
  /// `this` the path then starts at.
  RecordId Of = 0;
  std::vector<Link> Chain; ///< down to the step that takes it
  bool Recursive = false;
  bool Shared = false;
};

/// What the lock analysis works on. Everything it names must outlive it.
struct LockSources {
  const Facts *Program = nullptr;
  const Models *Known = nullptr;
  /// The model of a function without a body in user code; else null.
  std::function<const FunctionModel *(FunctionId)> Model;
  std::function<const TypeModel *(RecordId)> Type;
  /// Where a call step may go.
  std::function<llvm::SmallVector<FunctionId, 2>(StepRef)> Targets;
  /// What a step hands over, and its callee runs.
  std::function<llvm::SmallVector<FunctionId, 2>(StepRef)> Handed;
  /// The steps, each in another function, by which what a step hands over is
  /// run, outermost first; empty if they are not known.
  std::function<llvm::SmallVector<StepRef, 4>(StepRef, FunctionId)> ToRun;
  /// The path of this form, added to the program if it is new.
  std::function<PathId(PathNode)> Path;
};

/// Questions may add paths to the program: one thread at a time.
class Locks {
public:
  static Locks of(LockSources Program);

  /// Locks held just before a step, that this function has taken.
  llvm::ArrayRef<HeldLock> held(StepRef S) const;

  /// A lock's last name; 0 if a class has a pointer or reference of that name, and
  /// others may know the lock by another one.
  StringId name(const HeldLock &L) const;

  /// The locks that a step does not hold while it waits, one level of each.
  llvm::SmallVector<PathId, 2> releasedWhileWaiting(StepRef S) const;

  /// Is a lock that is held at Chain's first step still held, by at least one
  /// level, during the act at its end? No, where that cannot be known.
  bool stillHeld(const HeldLock &L, llvm::ArrayRef<Link> Chain) const;

  /// The way from a step, before which L is held, to where L is taken again;
  /// empty if there is none, or L is released on the way.
  std::vector<Link> takenAgain(StepRef S, const HeldLock &L) const;

  /// Is it known what a lock of a function, which a step hands on by name, is at
  /// that step? takenAgain() has looked at it then.
  bool knowsHanded(StepRef S, FunctionId Handed, PathId Lock) const;

  /// The locks that a function takes, itself or through calls; those of other
  /// objects if asked for.
  std::vector<TakenLock> takes(FunctionId F, bool OfOthers = false) const;

  Locks(Locks &&);
  Locks &operator=(Locks &&);
  ~Locks();

  struct State;

private:
  std::unique_ptr<State> S;
  explicit Locks(std::unique_ptr<State>);
};

} // namespace cleanexit

#endif
