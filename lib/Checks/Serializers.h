//===-- Serializers.h - Locks that are there to be waited under -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// One wait under a lock is a slip; a lock that many who take it hold over one is
// a decision: a session's mutex puts one exchange after the other.
//
//   Session::put   lock, send          three of three, or four of twelve:
//   Session::get   lock, recv          whoever takes it knows how long it takes
//   Session::ask   lock, send, recv
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_SERIALIZERS_H
#define CLEANEXIT_CHECKS_SERIALIZERS_H

#include "Summary/Summary.h"
#include "llvm/ADT/StringMap.h"
#include <functional>

namespace cleanexit {

class Serializers {
public:
  /// Whether a step waits while L is held, so that it would be told.
  using Asks = std::function<bool(StepRef, const HeldLock &L)>;

  explicit Serializers(const Summary &P) : P(P) {}

  /// Whether three functions or more take L and all of them wait under it, or at
  /// least four do, and a quarter of them all. L is a member of some class or
  /// struct: any other lock is there for no object.
  bool contains(const HeldLock &L, const Asks &Waits);

private:
  const Summary &P;
  /// The steps under each lock, in order, and what was found of it.
  llvm::StringMap<std::vector<std::pair<StepRef, HeldLock>>> Sections;
  llvm::StringMap<bool> Known;

  void findSections();
};

} // namespace cleanexit

#endif
