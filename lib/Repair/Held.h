//===-- Held.h - The guard of a lock that is held at a finding --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   {                                             Block
//     std::lock_guard<std::mutex> lock(mutex_);   Guard, declared by Declared
//     running_ = false;
//     if (thread_.joinable())                     Child
//       thread_.join();   <- the finding
//   }
//
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_HELD_H
#define CLEANEXIT_REPAIR_HELD_H

#include "Repair/Draft.h"
#include "Repair/Site.h"
#include <optional>

namespace cleanexit {

struct Held {
  const clang::VarDecl *Guard;
  const clang::DeclStmt *Declared;
  const clang::CompoundStmt *Block;
  const clang::Stmt *Child; ///< of the block, with the finding in it
  bool Last;                ///< nothing follows it in the block
  bool InLoop;              ///< a loop is between the block and the finding

  /// The statements between the declaration and the child.
  llvm::SmallVector<const clang::Stmt *, 8> between() const;
};

/// The guard, if it is a variable of a block around the finding.
std::optional<Held> heldAt(const Site &At);

/// How the lock of a guard is given up, and taken again: statements.
struct Unlocking {
  std::string Unlock;
  std::string Lock; ///< empty: it cannot be
  /// The guard's end does not see that it was given up.
  bool Always = false;
};

/// Sees to it that the lock can be given up early: std::lock_guard becomes
/// std::unique_lock. None if it cannot.
std::optional<Unlocking> unlocking(const Site &At, const Held &H, Draft &D);

/// Whether what is called asks, by an annotation, for a lock to be held.
bool isCalledLocked(const Site &At);

/// Whether nothing follows a statement under the lock; Until: the end of a run
/// of statements that begins with it.
bool isLast(const Site &At, const Held &H, const clang::Stmt &S,
            const clang::Stmt *Until = nullptr);

/// Unlocks in front of a statement and locks again behind it and behind those
/// that follow and make the same call, unless nothing follows. False if it
/// would have to be locked and cannot.
bool unlockAround(const Site &At, const Held &H, const Unlocking &By,
                  const clang::Stmt &S, Draft &D);

/// The call that gives back what a call takes, `Unlock(m)` for `Lock(m)`; "" if
/// it takes nothing.
std::string unlockOf(const Site &At, const clang::CallExpr &Lock);

/// Whether a statement mentions a variable that another one declares.
bool uses(const clang::Stmt &S, const clang::Stmt &Declaring);

/// A name that does not occur in the function yet: "ending", "ending2", ….
std::string freshName(const Site &At, llvm::StringRef Wanted);

} // namespace cleanexit

#endif
