//===-- Threads.h - What a class's threads run, and listen to ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_THREADS_H
#define CLEANEXIT_REPAIR_THREADS_H

#include "Repair/Site.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cleanexit {

/// Shows every statement below S, lambdas' bodies too; stops when told true.
bool anyBelow(const clang::Stmt *S,
              llvm::function_ref<bool(const clang::Stmt &)> Found);

/// Shows every statement of a class: bodies of methods, and initializers of
/// members (`std::thread thread_{[this] { run(); }}`).
bool anyIn(const clang::CXXRecordDecl &Class,
           llvm::function_ref<bool(const clang::Stmt &)> Found);

/// Whether a statement ends with `return` or `break`.
bool leaves(const clang::Stmt *S);

/// A member that says whether to go on, by the loops that ask for it.
struct StopFlag {
  const clang::FieldDecl *Field = nullptr;
  bool StopsWhen = true; ///< `while (!stop_)`: true; `while (running_)`: false
};

/// The one flag that loops of the class ask for, in their conditions or else
/// in what they do.
StopFlag stopFlag(const clang::CXXRecordDecl &Class);

/// The value that a function, or a method of the same object that it calls,
/// gives to a boolean member; none if it does not.
std::optional<bool> assigned(const clang::FunctionDecl &In,
                             const clang::FieldDecl &Flag, unsigned Depth = 2);

/// The one member of a class of a kind; null if there are several.
const clang::FieldDecl *onlyMember(const clang::CXXRecordDecl &Class,
                                   llvm::ArrayRef<llvm::StringRef> Types);

/// The outermost loop around a place; null if there is none.
const clang::Stmt *outermostLoop(const Located &At);

/// The outermost loop around a place, else its statement; null if there is
/// neither.
const clang::Stmt *wholeStatement(const Located &At);

/// Whether a call waits for a thread to end.
bool isJoin(const Located &At);

} // namespace cleanexit

#endif
