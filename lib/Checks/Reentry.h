//===-- Reentry.h - Code of others that may come back for a lock -*- C++ -*-==//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A stored callback that is run under a lock deadlocks if it calls back into
// the object that the lock belongs to:
//
//   void Bus::send(Message M) {          void onMessage(Message) {
//     std::lock_guard lk(mutex_);          bus.unsubscribe(…); // mutex_ again
//     for (auto &L : listeners_)         }
//       L->onMessage(M);
//   }
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_REENTRY_H
#define CLEANEXIT_CHECKS_REENTRY_H

#include "Summary/Summary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

namespace cleanexit {

class Reentry {
  const Summary &P;
  const Facts &F;
  llvm::DenseMap<RecordId, std::vector<FunctionId>> Methods; ///< public ones
  llvm::DenseMap<PathId, PathId> ElementOf;
  /// Functions of no class that others can call, by their file.
  llvm::DenseMap<StringId, std::vector<FunctionId>> ByFile;

  /// Of C: functions that store a parameter in a struct's member or a global,
  /// by its name: "watcher.run".
  llvm::StringMap<llvm::SmallVector<FunctionId, 2>> Registers;
  /// By struct: the functions that put one, which they are given, into another.
  llvm::StringMap<llvm::SmallVector<FunctionId, 2>> Keeps;

  void findRegisters();
  std::string nameInC(FunctionId In, PathId Place) const;
  bool isKnown(StepRef At, FunctionId Callback) const;
  std::vector<Link> takesBack(FunctionId Callback, FunctionId Holds,
                              const HeldLock &L) const;
  std::vector<Link>
  comesTo(FunctionId Fn,
          llvm::function_ref<bool(FunctionId, const TakenLock &)> IsSuch,
          unsigned Depth = 0) const;
  RecordId ownerOf(FunctionId Holds, const HeldLock &L) const;
  std::vector<Link> takesSuch(FunctionId Fn, RecordId Class,
                              const HeldLock &L) const;
  std::vector<Link> takesAsCalled(FunctionId Lambda, StepRef Call,
                                  const HeldLock &L) const;
  std::vector<Link> takesOfKeeper(FunctionId Lambda, const HeldLock &L) const;
  bool isHarmless(llvm::ArrayRef<Link> Chain, const HeldLock &L) const;
  bool isGivenWith(const Step &Call, FunctionId Callback,
                   const HeldLock &L) const;
  bool isWantedBeside(FunctionId Setter, const HeldLock &L) const;
  bool isRegisteredUnder(llvm::ArrayRef<Link> Chain, const HeldLock &L) const;
  bool isElement(PathId Path) const;
  PathId askedOf(const Value &V, StepRef From) const;
  bool isKeptToo(uint32_t Body, uint32_t Param, unsigned Depth = 0) const;
  bool isStored(StepRef At, PathId Callable, unsigned Depth = 0) const;
  bool isSettable(StepRef At, PathId Place, unsigned Depth = 0) const;
  bool isOwnedAlone(StepRef At, PathId Subject) const;
  bool isCallback(StepRef At, PathId Place, const Step &S) const;
  bool allSeen(StepRef At, PathId Place,
               llvm::SmallVectorImpl<FunctionId> &Found,
               unsigned Depth = 0) const;
  struct StoredThere {
    llvm::SmallVector<FunctionId, 4> Are;
    llvm::DenseSet<std::pair<uint32_t, PathId>> Seen; ///< body, place
  };
  void addStored(StepRef At, PathId Place, StoredThere &Found,
                 unsigned Depth = 0) const;
  bool isOnlyOne(RecordId Class) const;
  bool noneTakes(StepRef Runs, PathId Callable, StepRef At,
                 const HeldLock &L) const;
  bool tells(const Step &S) const;
  bool runsElements(StepRef At, const Step &S) const;
  bool isGivenOwner(llvm::ArrayRef<Link> Chain, const HeldLock &L) const;
  /// A place at a chain's end.
  struct Given {
    llvm::ArrayRef<Link> Chain;
    PathId Place;
  };
  const Step *runsArgument(const Step &Call) const;
  Given givenAs(llvm::ArrayRef<Link> Chain, PathId Place) const;
  bool isOwnOf(StepRef At, const Given &Runs) const;
  bool isGivenOut(RecordId Owner, StringId Part) const;
  bool handsOn(RecordId Owner, StringId Part, StepRef Act, PathId Callable,
               unsigned Depth = 0) const;
  bool cameFromElsewhere(StepRef At, StepRef From) const;
  bool isWanted(FunctionId In, const HeldLock &L) const;
  PathId partOf(llvm::ArrayRef<Link> Chain, PathId Place) const;
  bool isBesideLock(llvm::ArrayRef<Link> Chain, PathId Callable,
                    const HeldLock &L) const;
  bool isKeptBeside(StepRef At, const Step &Runs, const HeldLock &L) const;

public:
  explicit Reentry(const Summary &P);

  /// Whether what the chain ends with, code that is nowhere seen, was stored
  /// in the object whose lock L is held at its first step, by those who use
  /// the object and its lock.
  bool mayComeBack(llvm::ArrayRef<Link> Chain, const HeldLock &L) const;
  /// Of a step that runs all elements of a container, the callables that are seen to
  /// be put there, by whatever method: not all, perhaps.
  llvm::SmallVector<FunctionId, 4> stored(StepRef Runs) const;
  /// Whether what the chain ends with is told a line of text, by a function that
  /// logs.
  bool isLogged(llvm::ArrayRef<Link> Chain) const;
  /// The way to the same lock once more, by a callback that is seen: the
  /// function that is handed over to be run under the lock, or was stored where
  /// the callee finds it. The lock is known by its struct and member, as C's
  /// callbacks are given their object as a void pointer. Empty if there is none.
  std::vector<Link> calledBack(StepRef At, const HeldLock &L) const;
  /// The same, by a callback that is seen, and that an object's end runs, to the
  /// lock of an object of the same class: of one such it is.
  std::vector<Link> endsIntoSuch(llvm::ArrayRef<Link> Chain,
                                 const HeldLock &L) const;
  /// The same, by an observer that is seen, which the call tells something, itself
  /// or in the function that it calls.
  std::vector<Link> observersTake(StepRef At, const HeldLock &L) const;
  /// The same of a call that hands elements of what is stored there to a
  /// callable that runs them: for_each(callbacks_, [](auto &C) { C(); }).
  bool elementsMayComeBack(StepRef At, const HeldLock &L) const;
  /// The same of a call that tells a stored listener something, in a library: who
  /// uses it may have written others than those that are seen.
  bool observersMayComeBack(StepRef At, const HeldLock &L) const;
};

} // namespace cleanexit

#endif
