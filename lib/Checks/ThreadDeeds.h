//===-- ThreadDeeds.h - What is done to a std::thread -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_THREADDEEDS_H
#define CLEANEXIT_CHECKS_THREADDEEDS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// std::thread, or an owner of such objects, by the canonical text of its type.
bool holdsThreads(llvm::StringRef Type);

/// MayStart: whether it has is for who asks its result.
enum class Deed { Nothing, Starts, MayStart, Ends };

/// What a call does to a thread, or to an owner of threads, that it is on.
Deed deedOf(const Facts &F, const Step &S);

/// pthread_setname_np(thread_.native_handle(), "io"), or a function that does no
/// more with its parameter of number Arg: the thread is as joinable as before.
bool leavesAlone(const Summary &P, const Step &S, unsigned Arg,
                 unsigned Depth = 0);

/// A path, or the one it is an element or part of, as long as that is so.
template <typename Predicate>
PathId within(const Facts &F, PathId P, Predicate Is) {
  for (; P; P = F.Paths[P].Parent) {
    if (Is(F.Paths[P], P))
      return P;
    if (F.Paths[P].K != PathNode::Field && F.Paths[P].K != PathNode::Element)
      return 0;
  }
  return 0;
}

} // namespace cleanexit

#endif
