//===-- LocksWalk.h - A script run for its locks ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// One run of one body, and of the callees that matter, in frames:
//
//   frame 0   f()                       paths stand for themselves
//   frame 1   └ Guard::Guard on lk      This is local:lk, Param 0 is this.mu
//   frame 2      └ Mutex::Lock on $0    This is this.mu
//
// Whatever a frame says is said in the paths of frame 0.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LOCKSWALK_H
#define CLEANEXIT_SUMMARY_LOCKSWALK_H

#include "Summary/LocksKnowledge.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <set>

namespace cleanexit {

/// A lock that is taken by the function itself or what it steps into.
struct Taking {
  PathId Lock = 0;
  StepRef At; ///< in the function
  bool Recursive = false;
  bool Shared = false;
  bool Nested = false; ///< while it is held
  PathId Released = 0; ///< somebody else's lock that is released meanwhile
};

/// What a function does to the locks around it.
struct LockNet {
  /// It, or the class it belongs to, must be stepped into.
  bool Matters = false;
  /// Levels at its end, of locks that others can name.
  llvm::SmallVector<LockLevel, 2> End;
  /// Of a constructor: what its object's members refer to at its end.
  llvm::SmallVector<FieldBinding, 1> Fields;
};

/// What the functions seen so far do; grows while the program is run.
struct LockNets {
  llvm::DenseMap<FunctionId, LockNet> Of;
  llvm::DenseSet<RecordId> Classes; ///< with a function that matters
  /// Deferred code that matters, by the function that sets it up.
  llvm::DenseMap<FunctionId, llvm::SmallVector<uint32_t, 2>> CleanupsIn;

  bool matters(FunctionId F) const {
    return F < Mattering.size() && Mattering[F];
  }
  void add(FunctionId F, LockNet Net, RecordId Class);

private:
  std::vector<bool> Mattering; ///< by function
};

class LocksWalk {
public:
  /// Called before each step of the body that can be reached; again for
  /// another turn of a loop, the last time with what holds in all turns.
  using Watcher = llvm::function_ref<void(uint32_t Index, LocksWalk &)>;

  LocksWalk(const LockSources &From, const LockPaths &Paths,
            const LocksKnowledge &Known, const LockNets &Nets)
      : From(From), Paths(Paths), Known(Known), Nets(Nets) {}

  /// Runs a body; At is the state before the watched step meanwhile.
  LockNet run(uint32_t Body, Watcher Watch);

  /// Shows a step of a body in a state that a run has found before it.
  void stand(StepRef Where, const LockState &Before,
             llvm::function_ref<void(LocksWalk &)> Then);

  /// Steps into constructors too, which only bind fields.
  bool EntersConstructors = false;

  LockState At;
  LockState AtEnd; ///< of the body
  std::vector<Taking> Taken;
  /// The destructor, or other ending, that released what was taken there.
  llvm::DenseMap<uint32_t, FunctionId> ReleasedBy;

  /// At a step of the watched frame that goes on in Callee: what a path of
  /// Callee stands for here; 0 if that is not known.
  PathId translated(uint32_t Index, FunctionId Callee, PathId P);
  /// In the watched frame: what a path stands for here.
  PathId resolved(PathId P) { return resolve(*Frames.front(), P); }
  Value resolved(const Value &V) { return resolve(*Frames.front(), V); }
  /// The locks that a path means: a guard's, or itself.
  llvm::SmallVector<PathId, 2> locksOf(PathId P) const;
  /// Can somebody outside name it?
  bool external(PathId P) const;
  /// Whether the watched step comes after two ways have met one of which holds
  /// the lock, behind no condition that may tell them apart.
  bool isHeldOnOneWay(const LockLevel &L) const {
    return L.Min == 0 && L.Max == 1 && !L.Tried && L.SplitAt == OpenBlocks + 1;
  }
  /// The same, in a block that was opened since.
  bool isHeldOnOneWayAround(const LockLevel &L) const {
    return L.Min == 0 && L.Max == 1 && !L.Tried && L.SplitBy && L.SplitAt &&
           L.SplitAt <= OpenBlocks;
  }

private:
  struct LoopPart {
    uint32_t Head = 0;
    uint32_t ConditionEnd = 0; ///< where the loop is left; 0: at its end
    bool IsLoop = true;        ///< or a switch
    bool StopsContinue = false;
    LockState Exit, Breaks, Continues;
  };
  struct Frame {
    FunctionId F = 0;
    uint32_t Body = 0;
    uint32_t Number = 0;
    Frame *Lexical = nullptr; ///< where a lambda is written
    PathId This = 0;
    PathId Returned = 0;
    llvm::SmallVector<Value, 4> Args;
    bool IsOutermost = false;
    /// Ends of the body, and what is returned there.
    llvm::SmallVector<std::pair<LockState, Value>, 2> Exits;
    llvm::SmallVector<LoopPart *, 4> Loops;
    std::map<uint32_t, LockState> Labels;
    llvm::SmallSet<uint32_t, 4> Passed; ///< labels, in this round
    bool Again = false;                 ///< a jump back brought news
    uint32_t Epilogue = 0; ///< where a destructor ends the members; 0: nowhere
    LockState AtEpilogue;
  };

  const LockSources &From;
  const LockPaths &Paths;
  const LocksKnowledge &Known;
  const LockNets &Nets;
  Watcher *Watch = nullptr;
  llvm::SmallVector<Frame *, 6> Frames;
  struct Handler {
    LockState Entered;
    LockState Last; ///< what was joined last
  };
  llvm::SmallVector<Handler *, 4> Handlers;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> FrameNumbers;
  StepRef TopStep;
  RecordId TopClass = 0;
  size_t Budget = 20000; ///< steps of callees
  size_t Work = 0;       ///< steps run
  unsigned OpenBlocks = 0;

  // Structure (LocksWalk.cpp).
  void enterOutermost(Frame &F, uint32_t Body);
  void body(Frame &F);
  uint32_t sequence(Frame &F, uint32_t I);
  uint32_t step(Frame &F, uint32_t I);
  void watch(Frame &F, uint32_t I);
  void simple(Frame &F, uint32_t I);
  uint32_t block(Frame &F, uint32_t I);
  uint32_t branch(Frame &F, uint32_t I);
  void meet(LockState &Here, const LockState &Other,
            uint32_t SplitBy = 0) const;
  uint32_t loop(Frame &F, uint32_t I);
  uint32_t choice(Frame &F, uint32_t I);
  uint32_t attempt(Frame &F, uint32_t I);
  void leave(Frame &F, const Step &S);
  bool isReadThrough(const Frame &F, const Step &Until, PathId Local) const;
  bool isRelease(const Step &S) const;
  void mayThrow();
  uint32_t conditionEnd(const Frame &F, uint32_t I) const;

  // Conditions and paths (LocksPlaces.cpp).
  void refine(Frame &F, llvm::ArrayRef<Value> Conditions, bool Then);
  PathId ownsAfterAll(Frame &F, llvm::ArrayRef<Value> Conditions, bool Then);
  bool promises(PathId Value) const;
  void assume(PathId Place, bool Truth);
  std::optional<bool> truth(PathId P) const;
  llvm::ArrayRef<Step> steps(const Frame &F) const;
  PathId place(Frame &F, PathId P);
  PathId resolve(Frame &F, PathId P);
  Value resolve(Frame &F, Value V);
  PathId target(PathId P) const;
  PathId pointee(PathId P) const;
  llvm::ArrayRef<Value> args(const Step &S) const {
    return Known.facts().args(S);
  }
  bool isPrivate(PathId P) const;

  // Calls (LocksCalls.cpp), and stepping into them (LocksFrames.cpp).
  void call(Frame &F, uint32_t I);
  void callOne(Frame &F, uint32_t I, FunctionId Callee, PathId Receiver,
               llvm::ArrayRef<Value> Args, PathId Result);
  bool ownsPointer(RecordId Class) const;
  void passBy(Frame &F, uint32_t I, FunctionId Callee, PathId Receiver,
              llvm::ArrayRef<Value> Args, PathId Result);
  bool stepInto(Frame &F, uint32_t I, FunctionId Callee, PathId Receiver,
                llvm::ArrayRef<Value> Args, PathId Result);
  llvm::SmallVector<FunctionId, 2> ofTable(StepRef Run) const;
  llvm::SmallVector<FunctionId, 2> targets(Frame &F, uint32_t I);
  void acts(const FunctionModel &Model, FunctionId Callee, PathId Receiver,
            llvm::ArrayRef<Value> Args, PathId Result);
  static PathId lockMeant(const LockAct &A, PathId Receiver,
                          llvm::ArrayRef<Value> Args);
  void act(LockAct::Kind Kind, PathId Lock, FunctionId By, PathId Result,
           bool FailsWhenTrue);
  PathId newObject(Frame &F, uint32_t I, RecordId Class);
  void set(Frame &F, uint32_t I);
  void mayReleaseDoes(const LockState &Before, PathId UnlessTold = 0);
  void cleanups(Frame &F, const Step &S);
  bool enter(Frame &F, uint32_t I, FunctionId Callee, PathId Receiver,
             llvm::ArrayRef<Value> Args, PathId Result);
  void finish(Frame &Inner, PathId Result);
  void applyNet(FunctionId Callee, PathId Receiver, llvm::ArrayRef<Value> Args);
  bool worthEntering(FunctionId Callee) const;
  bool onStack(FunctionId F) const;

  // Guards of libraries (LocksGuards.cpp).
  void makeGuard(Frame &F, FunctionId By, PathId Object,
                 llvm::ArrayRef<Value> Args);
  void endGuard(PathId Object, FunctionId By);
  void guardMethod(FunctionId By, PathId Object, llvm::ArrayRef<Value> Args,
                   PathId Result);
  PathId behind(PathId Lock, FunctionId By) const;
  bool endsHere(const Frame &F, PathId Object) const;
  GuardState &guardAt(PathId Object);
  void moveGuard(PathId FromObject, PathId ToObject);
  void take(PathId Lock, FunctionId By, bool Shared);
  void drop(PathId Lock, FunctionId By);
  bool dropWithin(PathId Object, FunctionId By);
  void unknownUnlock(FunctionId Callee, PathId Receiver,
                     llvm::ArrayRef<Value> Args);
};

} // namespace cleanexit

#endif
