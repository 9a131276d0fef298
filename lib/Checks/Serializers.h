//===-- Serializers.h - Locks that are there to be waited under -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// One wait under a lock is a slip; a lock that many who take it hold over one is
// a decision: a session's mutex puts one exchange after the other.
//
//   Session::put   lock, send          all who take it, or three of twelve:
//   Session::get   lock, recv          whoever takes it knows how long it takes
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_SERIALIZERS_H
#define CLEANEXIT_CHECKS_SERIALIZERS_H

#include "Summary/Summary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <functional>

namespace cleanexit {

class Serializers {
public:
  /// Whether a step waits while L is held, so that it would be told.
  using Asks = std::function<bool(StepRef, const HeldLock &L)>;

  explicit Serializers(const Summary &P) : P(P) {}

  /// Whether all functions that take L wait under it, as far as all are seen, or
  /// at least three do, and a quarter of them all. If only one or two take it, a
  /// wait that is fewer than three calls away does not count, or than four of a
  /// global. L is a member of some class or struct, or a global that all wait under:
  /// others are there for no object.
  bool contains(const HeldLock &L, size_t CallsAway, const Asks &Waits);

private:
  struct Section {
    StepRef At;
    HeldLock Held;
    std::string Name; ///< of its lock; empty if it is not known
  };

  const Summary &P;
  /// The steps under each lock, in order, by the last name of its path.
  llvm::DenseMap<StringId, std::vector<Section>> Sections;
  /// How many calls away a wait has to be, by the lock's name.
  llvm::StringMap<size_t> Known;

  void findSections();
  size_t distanceFor(const HeldLock &L, const std::string &Name,
                     const Asks &Waits);
  bool othersMayTake(const HeldLock &L, const std::string &Name);
};

} // namespace cleanexit

#endif
