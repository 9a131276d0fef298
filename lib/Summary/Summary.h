//===-- Summary.h - Why each function has each effect -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The program: facts of all TUs united by name, joined with the models, and
// for each function and effect one reason, the first step of the shortest way
// to an act.
//
//   ~Client() ── stop() ── queue_.drain() ── cv.wait(lk)      act, by model
//      │            │            │
//      └ step 2     └ step 0     └ step 4: here               reasons
//
// Reasons are found by breadth-first search, backwards from the acts, worst
// bound first; so recursion needs no care and chains are shortest.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SUMMARY_H
#define CLEANEXIT_SUMMARY_SUMMARY_H

#include "Effects/Facts.h"
#include "Effects/Stopwatch.h"
#include "Models/Models.h"
#include "Summary/Locks.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cleanexit {

/// The shortest way from a step to an act.
struct Witness {
  Effect What = Effect::Sleep;
  Bound Lasts;
  std::vector<Link> Chain; ///< never empty
  /// Virtual calls on the way that could go to so many overriders; 0 if none.
  unsigned OneOf = 0;
  /// The act's model says so, or it is only one of many overriders.
  bool Strict = false;
};

/// What may leave a step or function as an exception.
struct Thrown {
  RecordId Type = 0; ///< 0: of unknown type
  std::vector<Link> Chain;
  bool Strict = false;
  /// As tests of uncaught exceptions around the steps say.
  enum : uint8_t { Always, OnlyCalm, OnlyUnwinding } When = Always;
};

/// A function that runs on a thread of its own.
struct StartedThread {
  FunctionId Runs = 0;
  StepRef At;        ///< the step that hands it over
  PathId Object = 0; ///< the thread, as the body of At sees it; 0 unknown
};

/// What becomes of an exception that leaves a cleanup's code.
struct CleanupTraits {
  bool Absorbs = false;  ///< what runs it catches everything
  bool Never = false;    ///< it, or what runs it, is noexcept
  bool OnlyCalm = false; ///< what runs it does so when nothing is in flight
};

/// How far a question looks.
enum class Scope : uint8_t {
  WithinCleanup, ///< stops at other cleanups of user code: their acts are
                 ///< theirs
  Everything,
};

class Summary {
public:
  /// Unites the facts of all TUs (in the order given; the result does not
  /// depend on it) and joins the models. The models must outlive it.
  static Summary link(std::vector<Facts> TUs, const Models &M);
  /// The same, telling what takes how long.
  static Summary link(std::vector<Facts> TUs, const Models &M,
                      Stopwatch &Clock);

  const Facts &facts() const;

  /// The model of a function without a body in user code; else null.
  const FunctionModel *model(FunctionId F) const;
  const TypeModel *typeModel(RecordId R) const;

  /// Where a call step may go: the callee, the overriders of a virtual one,
  /// what a Run step's path is known to hold.
  llvm::SmallVector<FunctionId, 2> targets(StepRef S) const;

  /// A virtual function and all that override it.
  llvm::SmallVector<FunctionId, 8> versions(FunctionId Virtual) const;
  /// The one that objects of exactly this class have; 0 if not known.
  FunctionId version(FunctionId Virtual, RecordId Class) const;

  /// Functions that run because of a step without being its callee: callables
  /// handed to a callee that runs them.
  llvm::SmallVector<FunctionId, 2> indirect(StepRef S) const;

  /// The steps that may call a function, over dispatch and callables too.
  llvm::SmallVector<StepRef, 4> callers(FunctionId F) const;

  /// All functions that are started as threads, by step.
  llvm::ArrayRef<StartedThread> started() const;

  /// What a path may hold as a step sees it: values, with the steps that put
  /// them there; a value of kind Unknown is what that step returns.
  llvm::SmallVector<std::pair<Value, StepRef>, 4> sources(StepRef S,
                                                          PathId P) const;

  /// Tells members of classes, and globals, apart, in whatever function they
  /// are named: this.impl_.thread_ in Client is this.thread_ in Client::Impl.
  /// 0 for what is neither.
  uint64_t identity(StepRef S, PathId P) const;
  /// The class of what an object owns, through whatever owners: State, of a
  /// shared_ptr<State>; its own if it owns nothing, and 0 if it is not known.
  RecordId throughOwners(RecordId Class) const;
  /// Whether a member owns what it has by a pointer that is not shared, or by
  /// such pointers as its elements.
  bool ownsAlone(const Record::Member &M) const;

  /// Cleanups whose By is confirmed to run what it stores, and all others;
  /// and user-written destructors, of kind Destructor. Sorted by place.
  llvm::ArrayRef<Cleanup> cleanups() const;
  bool isCleanup(FunctionId F) const;
  CleanupTraits traits(const Cleanup &C) const;
  /// Whether what runs a cleanup catches an exception of a type.
  bool isCaught(const Cleanup &C, RecordId Type) const;

  /// The worst that a step, or a function, may do of these effects; at most
  /// one witness per effect, and a strict one beside it if that is worse;
  /// those that are not strict first, then worst bound first, then shortest.
  /// A bound of Constant 0 is a deadline whose distance is not known. A
  /// declared effect without a call has a chain of one link with no step
  /// (Body 0).
  std::vector<Witness> effects(StepRef S, EffectSet Of, Scope How) const;
  /// The same, for one turn of the loops that a step of the same body, before S,
  /// is in as well: how long a lock that it takes is held.
  std::vector<Witness> effectsSince(StepRef Since, StepRef S, EffectSet Of,
                                    Scope How) const;
  std::vector<Witness> effects(FunctionId F, EffectSet Of, Scope How) const;
  /// What a step may do of the same effect as W, one of its effectsSince(), by
  /// other acts; not all if they are many.
  std::vector<Witness> othersLike(const Witness &W, StepRef Since,
                                  Scope How) const;

  /// The exceptions that may leave a step and are not caught within its own
  /// body, or that reach the end of the function (where noexcept ends the
  /// process). Unknown types last, otherwise by name.
  std::vector<Thrown> thrown(StepRef S, Scope How) const;
  std::vector<Thrown> thrown(FunctionId F, Scope How) const;
  /// Whether a step may raise what a handler of a class takes, also if that is
  /// handled where it stands.
  bool mayRaise(StepRef S, RecordId Handler, Scope How) const;

  /// Locks held just before a step is carried out.
  llvm::ArrayRef<HeldLock> held(StepRef S) const;
  const Locks &locks() const;
  /// Whether conditions around, or before, two steps of a chain that follow each
  /// other rule out that the one leads to the other.
  bool isRuledOut(llvm::ArrayRef<Link> Chain) const;

  /// What an If around a step, or one before it that leaves, tells of a place.
  struct KnownThere {
    PathId Of = 0;
    bool Holds = false; ///< true, nonzero or not null
    StepRef If;
  };
  llvm::SmallVector<KnownThere, 4> conditions(StepRef S) const;

  /// The static or thread_local object or exit handler whose end runs F over
  /// destruction edges; null if none is known.
  const Owner *owner(FunctionId F) const;
  /// Whether there are more of those.
  bool hasOtherOwners(FunctionId F) const;

  std::string text(PathId P) const;

  Summary(Summary &&);
  Summary &operator=(Summary &&);
  ~Summary();

private:
  struct State;
  std::unique_ptr<State> S;
  explicit Summary(std::unique_ptr<State>);
};

} // namespace cleanexit

#endif
