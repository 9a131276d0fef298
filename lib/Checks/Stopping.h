//===-- Stopping.h - Was a thread asked to stop before a join? --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   ~Worker() {
//     stop_ = true;          a flag that the thread's body tests
//     wake_.notify_all();    and what wakes it
//     thread_.join();        so this ends soon, if the body listens
//   }
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_STOPPING_H
#define CLEANEXIT_CHECKS_STOPPING_H

#include "Summary/Summary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>
#include <string>

namespace cleanexit {

/// What was done, on the way to a wait, to make it end.
struct StopRequest {
  bool Flag = false;     ///< a field or global was set, or added to
  bool Unnamed = false;  ///< one that is not in Changes
  bool Wakes = false;    ///< a condition, semaphore or event was signalled
  bool Fulfills = false; ///< a result was set that somebody waits for
  bool Cuts = false; ///< what the thread waits on was closed or cancelled, or
                     ///< something was written to it
  bool OnlyLeavesLoop = false; ///< Cuts: and that is an event loop
  bool Token = false;          ///< a stop token was asked for it
  bool Cancels = false;        ///< it ends wherever it waits (pthread_cancel)
  /// What was signalled, by last name; 0 among them: something without one.
  llvm::DenseSet<StringId> Woken;
  /// Of Woken, that of which only one who waits was, and once.
  llvm::DenseSet<StringId> WokenOnce;
  /// What was closed or cancelled, by last name; 0 as above.
  llvm::DenseSet<StringId> Cut;
  /// Of Cut, what was only closed: who waits in accept() or recv() is not woken
  /// by that.
  llvm::DenseSet<StringId> Closed;
  /// Of Cut, what was shut down for sending: who waits in recv() goes on.
  llvm::DenseSet<StringId> Readable;
  /// Of Cut, what was only written to: of a terminal, the other end reads that.
  llvm::DenseSet<StringId> Fed;
  /// Of Cut, what was closed or shut down: no longer there to wake anybody else.
  llvm::DenseSet<StringId> Over;
  /// The fields and globals that were set or added to, by last name.
  llvm::DenseSet<StringId> Changes;
  /// A flag that was set, by its name, and the locks that were held then or before
  /// the signal, by last name; 0: one that is not known.
  struct Set {
    StringId Name = 0;
    llvm::SmallVector<StringId, 2> Under;
    bool IsSignaled = false;
  };
  /// Of Changes, by identity, members that were set once: who has just looked at
  /// one under another lock, and goes to sleep, misses the signal.
  llvm::DenseMap<uint64_t, Set> Sets;
  /// Members and globals that were last set to a constant (0: also null, and
  /// emptied), by identity and the member that they are a part of (0: none). Two
  /// events of one class are not the same.
  llvm::DenseMap<std::pair<uint64_t, StringId>, int64_t> Constants;
  /// Of Constants, those that are set only if something else holds.
  llvm::DenseSet<std::pair<uint64_t, StringId>> Maybe;
  /// Lambdas that were handed over, to be run later, and the class to whose object.
  llvm::SmallVector<std::pair<FunctionId, RecordId>, 2> Jobs;
  bool any() const { return Flag || Wakes || Cuts; }
  /// Whatever it waits on.
  void cutAll() {
    Cuts = true;
    OnlyLeavesLoop = false;
    Cut.insert(0);
  }
};

/// Requests made in the cleanup before the chain's first step, and in each
/// function of the chain before the step that goes on.
StopRequest requestsBefore(const Summary &P, llvm::ArrayRef<Link> Chain);

/// The same request, of which threads that run no event loop do not hear that it
/// is to be left.
StopRequest asHeardBy(const Summary &P, llvm::ArrayRef<FunctionId> Bodies,
                      StopRequest Asked);

/// Whether a request may be one to these threads: not if all that was done is to
/// set what none of them mentions.
bool mayBeHeard(const Summary &P, llvm::ArrayRef<FunctionId> Bodies,
                const StopRequest &Asked);

/// The member, by name, that the function at a chain's end is called for; 0 if
/// it is the same object as where the chain begins, or not known.
StringId partAtEnd(const Summary &P, llvm::ArrayRef<Link> Chain);

/// What a function, or what it calls, asks.
StopRequest requestsOf(const Summary &P, FunctionId Fn);

/// The conditions that a function, or what it calls, signals, by last name.
llvm::DenseSet<StringId> wokenBy(const Summary &P, FunctionId Fn);

/// Why a thread's body may go on although it was asked to stop, in words
/// ("waits for a condition ('…')"); empty if nothing is seen that could. Wait
/// is the join.
std::string deafness(const Summary &P, FunctionId Body,
                     const StopRequest &Asked, const Witness &Wait);

/// Whether a function, or what it calls, looks at what the request has set, or
/// might.
bool mayMention(const Summary &P, FunctionId Fn, const StopRequest &Asked);

/// Whether a thread may read or poll what the request, if all that it did is to
/// write to descriptors, has written to.
bool mayBeFed(const Summary &P, FunctionId Body, const StopRequest &Asked);

/// Whether a wait is the join of a thread that was asked to stop before, and all
/// of its known bodies hear that: it lasts as long as the turn that they are in.
/// If none is known, it was also woken, or what it waits on is closed.
bool joinsWhoHears(const Summary &P, const Witness &Wait,
                   llvm::ArrayRef<FunctionId> Bodies);

/// Whether a thread's body may drop the last reference to an object of a class
/// whose destructor joins that thread, and nothing asks who is running.
bool mayJoinItself(const Summary &P, FunctionId Body, FunctionId Cleanup,
                   const Witness &Wait);

} // namespace cleanexit

#endif
