//===-- CloseScope.cpp - End the critical section before a wait -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   {
//     std::lock_guard<std::mutex> lock(mutex_);
//     running_ = false;
//   }
//   thread_.join();
//
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  if (!H || !H->Last || H->InLoop || isa<DeclStmt>(H->Child))
    return false;
  auto Between = H->between();
  if (Between.empty())
    return false;
  for (const Stmt *S : Between)
    if (uses(*H->Child, *S))
      return false;
  D.Sentence = "end the critical section before this";
  D.wrap(*H->Declared, *Between.back(), "{", "}");
  return true;
}

} // namespace

extern const RepairKind CloseScope;
const RepairKind CloseScope = {
    "cleanup-lock-held-over-wait",
    "sets the critical section in braces that end before the wait", make};

} // namespace cleanexit
