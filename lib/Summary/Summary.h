//===-- Summary.h - Why each function has each effect ----------*- C++ -*-===//
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
#include "Models/Models.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <optional>
#include <string>
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

/// The shortest way from a step to an act.
struct Witness {
  Effect What = Effect::Sleep;
  Bound Lasts;
  std::vector<Link> Chain; ///< never empty
  /// Virtual calls on the way that could go to so many overriders; 0 if none.
  unsigned OneOf = 0;
  bool Strict = false; ///< the act's model says so
};

/// What may leave a step or function as an exception.
struct Thrown {
  RecordId Type = 0; ///< 0: of unknown type
  std::vector<Link> Chain;
  bool Strict = false;
};

/// How far a question looks.
enum class Scope : uint8_t {
  WithinCleanup, ///< stops at other cleanups of user code: their acts are theirs
  Everything,
};

/// A lock that is held at a step.
struct HeldLock {
  PathId Lock = 0;
  StepRef TakenAt;
  unsigned Depth = 1; ///< levels of a recursive lock
  bool Recursive = false;
  bool Shared = false;
  bool ByCaller = false;     ///< held since before the function (annotation)
  FunctionId ReleasedBy = 0; ///< the destructor that releases it, if a guard does
};

class Summary {
public:
  /// Unites the facts of all TUs (in the order given; the result does not
  /// depend on it) and joins the models. The models must outlive it.
  static Summary link(std::vector<Facts> TUs, const Models &M);

  const Facts &facts() const;

  /// The model of a function without a body in user code; else null.
  const FunctionModel *model(FunctionId F) const;
  const TypeModel *typeModel(RecordId R) const;

  /// Where a call step may go: the callee, the overriders of a virtual one,
  /// what a Run step's path is known to hold.
  llvm::SmallVector<FunctionId, 2> targets(StepRef S) const;

  /// Cleanups whose By is confirmed to run what it stores, and all others;
  /// and user-written destructors. Sorted.
  llvm::ArrayRef<Cleanup> cleanups() const;
  bool isCleanup(FunctionId F) const;

  /// The worst that a step, or a function, may do of these effects; at most
  /// one witness per effect, worst bound first, then shortest.
  std::vector<Witness> effects(StepRef S, EffectSet Of, Scope How) const;
  std::vector<Witness> effects(FunctionId F, EffectSet Of, Scope How) const;

  /// The exceptions that may leave a step and are not caught within its own
  /// body (Uncaught) or that leave the function.
  std::vector<Thrown> thrown(StepRef S, Scope How) const;
  std::vector<Thrown> thrown(FunctionId F, Scope How) const;

  /// Locks held just before a step is carried out.
  llvm::ArrayRef<HeldLock> held(StepRef S) const;

  /// The static or thread_local object or exit handler whose end runs F over
  /// destruction edges; null if none is known.
  const Owner *owner(FunctionId F) const;

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
