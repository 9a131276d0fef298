//===-- Joinable.h - Threads that end the process when they die -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// ~thread() of a thread that was neither joined nor detached is a call of
// std::terminate, though nothing throws.
//
//   class Poller { std::thread worker_; … };   no method joins or detaches it
//
//   std::thread producer(produce);             started
//   if (!prepare()) return false;              and left
//   producer.join();
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_JOINABLE_H
#define CLEANEXIT_CHECKS_JOINABLE_H

#include "Summary/Summary.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace cleanexit {

struct AbandonedThread {
  StepRef At;        ///< the step that destroys it; Body 0: none is seen
  Place Where;       ///< where the finding stands
  FunctionId In = 0; ///< the function of that step
  std::string Name;  ///< of the variable or member; none of a temporary
  bool IsMember = false;
  /// Of a variable that only the end of the process, or of its thread, destroys.
  enum : uint8_t { Elsewhere, Static, ThreadLocal } Lives = Elsewhere;
  bool IsReplaced = false; ///< by an assignment, and not destroyed
  /// Member: it is ended, but only where another one is started in its place.
  bool IsEndedForNext = false;
  StepRef Started; ///< where it gets a thread to run
  /// What may throw over it; Body 0: a return. Of a member: in a constructor,
  /// after which no destructor joins it.
  StepRef Leaves;
  /// Member: it is joined unless the thread itself has set this one.
  std::string Unless;
  /// Member: a method that ends it; nobody calls one, or only the thread itself
  /// does, or not on the way to ForgottenAt.
  FunctionId OnlyBy = 0;
  bool EndsItself = false;
  StepRef ForgottenAt; ///< where its object ends without OnlyBy; Body 0: none
  /// Member: it is joined only if the thread itself has set this one.
  std::string OnceDone;
};

void forEachAbandonedThread(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each);

/// Variables of static or thread storage that only one file knows, in which nobody
/// joins or detaches them.
void forEachStaticThread(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each);

/// Threads that a class's assignment operator assigns over, without a look at
/// whether one is running.
void forEachReplacedThread(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each);

} // namespace cleanexit

#endif
