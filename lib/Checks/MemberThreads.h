//===-- MemberThreads.h - Threads that a class has and forgets --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   class Poller { std::thread worker_; … };   no method joins or detaches it
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_MEMBERTHREADS_H
#define CLEANEXIT_CHECKS_MEMBERTHREADS_H

#include "Checks/Joinable.h"

namespace cleanexit {

/// Members that are destroyed though their thread may run: no method joins or
/// detaches them, or none that everybody calls.
void forEachForgottenMember(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each);

} // namespace cleanexit

#endif
