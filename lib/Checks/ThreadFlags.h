//===-- ThreadFlags.h - Flags that guard a join -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   if (running_) thread_.join();        running_ is a flag before the join
//   void run() { running_ = true; … }    and the thread's own, if only this sets it
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_THREADFLAGS_H
#define CLEANEXIT_CHECKS_THREADFLAGS_H

#include "Summary/Summary.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cleanexit {

/// A member of the object, or a global, that allows a step.
struct Flag {
  PathId Of = 0;
  bool Needed = false; ///< for the step to be come to
};

/// Whether a path is a member of the object, or a global.
bool isPlain(const Facts &F, PathId Path);

/// The name of a member, or of a global.
StringId nameOf(const Facts &F, PathId Path);

/// Whether a step's blocks are also around another one.
bool isAround(llvm::ArrayRef<OpenBlock> Blocks, llvm::ArrayRef<OpenBlock> Of);

/// if (flag) step;   or   if (!flag) return; step;   The flags that allow a step,
/// other than Thread, which is what is known to be the thread itself.
llvm::SmallVector<Flag, 2> flagsBefore(const Summary &P, StepRef At,
                                       StringId Thread);

/// The flags that threads set, and nobody else.
class OwnFlag {
  const Summary &P;
  const Facts &F;
  llvm::DenseSet<FunctionId> Theirs; ///< functions that the threads run

  void add(FunctionId Fn, unsigned Depth);
  bool asks(StringId Name, llvm::function_ref<bool(Op)> In) const;

public:
  OwnFlag(const Summary &P, llvm::ArrayRef<FunctionId> Threads);

  /// Whether who starts them waits for something: for them to have begun.
  bool isStartAwaited() const;
  /// Whether the threads set a flag to that, nobody else does, and nobody waits
  /// for it.
  bool isTheirs(uint64_t Flag, StringId Name, bool To) const;
  /// Whether somebody else loops until a flag of that name is set, if that is
  /// known the one that a step sets.
  bool isAwaited(StringId Name, StepRef SetAt) const;
  /// Whether a loop of the threads goes on until one of that name is set.
  bool endsLoop(StringId Name) const;
  /// Whether the threads ask for one of that name, or keep what it is.
  bool mentions(StringId Name) const;
};

} // namespace cleanexit

#endif
