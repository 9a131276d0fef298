//===-- MutexTypes.h - Which POSIX mutexes may be recursive -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A POSIX mutex gets its type where it is made, by an attribute:
//
//   void make(pthread_mutex_t *m, int flags) {          $0, if $1 & 1
//     if (flags & 1)
//       pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
//     pthread_mutex_init(m, &a);
//   }
//   make(&cache->lock, 1);                              Cache.lock
//
// or by its initializer. A parameter stands for what callers hand over. A mutex
// is known by the last few members that lead to it, with their classes as far as
// they are known.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_MUTEXTYPES_H
#define CLEANEXIT_SUMMARY_MUTEXTYPES_H

#include "Effects/Facts.h"
#include "Summary/Locks.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include <set>
#include <vector>

namespace cleanexit {

class MutexTypes {
  /// Members from the last one up, each with its class; class 0: not known.
  using Way = llvm::SmallVector<std::pair<RecordId, StringId>, 3>;
  std::set<Way> Members;
  llvm::DenseSet<PathId> Variables;
  bool MayBeAny = false; ///< an attribute was lost sight of

  static Way way(const Facts &Program, FunctionId In, PathId Mutex);
  friend class MutexTypesFinder;

public:
  explicit MutexTypes(const Facts &Program);

  /// Whether a thread may lock it twice, by its name in a function.
  bool mayRecurse(const Facts &Program, FunctionId In, PathId Mutex) const;
  /// The same, of a member that a class has.
  bool mayRecurseIn(const Facts &Program, RecordId Class,
                    StringId Member) const;
};

} // namespace cleanexit

#endif
