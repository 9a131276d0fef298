//===-- Acts.h - What steps do by themselves --------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A call of a modeled function with its arguments evaluated: is it done, and
// for how long?
//
//   poll(fds, n, 0)         polls          poll(fds, n, -1)      unbounded
//   poll(fds, n, 250)       250 ms         poll(fds, n, $1)      as $1 says
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_ACTS_H
#define CLEANEXIT_SUMMARY_ACTS_H

#include "Summary/Callables.h"
#include "Summary/Calls.h"
#include "Summary/Descriptors.h"

namespace cleanexit {

struct Act {
  StepId At = 0;
  FunctionId Callee = 0;           ///< 0: an Act step, or unknown code
  const ActModel *Model = nullptr; ///< null: no model
  Effect What = Effect::Sleep;
  Bound Lasts;
  bool Strict = false;
};

class Acts {
  Program &P;
  Stores &Kept;
  const Calls &Graph;
  mutable Descriptors Files;      ///< remembers answers
  std::vector<Act> All;           ///< by step
  std::vector<bool> Any;          ///< by step: whether it is in All
  std::vector<bool> ReturnsAsync; ///< by function

  /// The functions of which a call makes an act none.
  llvm::DenseMap<const ActModel *, llvm::SmallVector<FunctionId, 2>> Excuses;

  enum Answer : uint8_t { No, Yes, NotKnown };
  Value asked(const ArgumentTest &T, StepId S) const;
  bool isTakenUp(StepId S) const;
  bool isResult(const Value &V, StepId Call) const;
  bool leavesAtZero(StepId S) const;
  Answer test(const ArgumentTest &T, StepId S, FunctionId Callee) const;
  Answer test(const ArgumentTest &T, const Value &V, bool Present,
              FunctionId Callee) const;
  bool any(llvm::ArrayRef<ArgumentTest> Tests, StepId S,
           FunctionId Callee) const;
  std::optional<Bound> asFlagsSay(const ActModel &A, StepId S) const;
  Value constant(StepId S, const Value &V) const;
  bool isLocal(StepId S, const Value &Fd) const;
  bool looksFirst(StepId S) const;
  Bound ofDescriptor(const Bound &B, StepId S) const;
  Bound lasts(const ActModel &A, StepId S, FunctionId Callee);
  void model(StepId S, FunctionId Callee);
  bool isBeside(const ActModel &A, StepId S);
  void ofElements(StepId S);
  void ofElements(StepId S, FunctionId Ends, PathId Owner, unsigned Depth);
  bool isAwaited(StepId S, PathId Future) const;
  void handed(StepId S, FunctionId F);
  void descriptor(Act &A, const FunctionModel &M);
  void handle(Act &A);
  void findAsync();
  bool madeAsync(StepId S, PathId Object, unsigned Depth = 0);
  bool partAsync(StepId S, PathId Part, unsigned Depth);
  bool isAsync(const ActModel &A, StepId S);

public:
  Acts(Program &P, Stores &Kept, const Calls &Graph, const Callables &Handed);

  llvm::ArrayRef<Act> all() const { return All; }
  llvm::ArrayRef<Act> at(StepId S) const;

  /// Do all of a model's tests hold of a call, as far as is known?
  bool hold(llvm::ArrayRef<ArgumentTest> Tests, StepId S,
            FunctionId Callee) const;

  /// How long an act lasts whose bound is parameter B.Number of the callee,
  /// when called by the step.
  Bound bound(const Bound &B, StepId S) const;
};

} // namespace cleanexit

#endif
