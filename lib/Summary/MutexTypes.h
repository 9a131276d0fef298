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
// A parameter stands for what callers hand over, until it is a member or a
// global variable.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_MUTEXTYPES_H
#define CLEANEXIT_SUMMARY_MUTEXTYPES_H

#include "Effects/Facts.h"
#include "Summary/Locks.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

namespace cleanexit {

class MutexTypes {
  std::set<std::pair<RecordId, StringId>> Members; ///< class 0: not known
  llvm::DenseSet<PathId> Globals;
  bool MayBeAny = false; ///< an attribute was lost sight of

  friend class MutexTypesFinder;

public:
  explicit MutexTypes(const Facts &Program);

  /// Whether a thread may lock it twice. Around is the class of which the mutex
  /// is a member, 0 if that is not known.
  bool mayRecurse(const Facts &Program, PathId Mutex, RecordId Around) const;
};

} // namespace cleanexit

#endif
