//===-- LockOrder.h - Locks that are taken in both orders -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   std::lock_guard hold(table_);        void mix() {
//   sounds_.clear();                       std::lock_guard hold(mixer_);
//     ~Sound() { … mixer_ … }              finished();   … table_ …
//                                        }
//
// What ends under a lock is seldom known to want another one, nor is what another
// object has left to be called back.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_LOCKORDER_H
#define CLEANEXIT_CHECKS_LOCKORDER_H

#include "Summary/Summary.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <string>

namespace cleanexit {

/// A lock that is taken, by what ends or is called back, under another; somewhere else that one is
/// taken under this.
struct CrossedLock {
  std::vector<Link> Chain; ///< from the step to where it is taken
  std::string Name;        ///< `Session::mutex_`, or a global one's
  FunctionId By = 0;       ///< the destructor, or callback, that takes it
  StepRef Elsewhere;       ///< where it is held, and the other one taken
};

class LockOrder {
  const Summary &P;
  const Facts &F;
  struct Taking {
    StepRef At;
    std::vector<std::string> Under; ///< the locks that are held there
    bool Shared = false;
    bool UnderShared = false; ///< all of them
  };
  /// By the name of the lock that is taken.
  llvm::StringMap<std::vector<Taking>> All;
  bool Found = false;

  void find();
  std::vector<std::string> heldAt(StepRef At) const;
  void note(StepRef At, std::string Name, bool Shared);

public:
  explicit LockOrder(const Summary &P) : P(P), F(P.facts()) {}

  /// What is taken on the way from a step, before which L is held.
  std::optional<CrossedLock> crossed(StepRef At, const HeldLock &L);
};

} // namespace cleanexit

#endif
