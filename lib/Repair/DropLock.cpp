//===-- DropLock.cpp - No lock for a wait alone -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   {
//     connector->WaitForConnection();   was under a lock, as the only one
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const Stmt *Child = H ? H->Child : nullptr;
  if (const auto *Return = dyn_cast_or_null<ReturnStmt>(Child))
    Child = Return->getRetValue();
  const CallExpr *Call = Child ? wholeCall(*Child) : nullptr;
  if (!Call || !H->Last || !H->between().empty() || H->InLoop ||
      uses(*H->Child, *H->Declared) || isa<CXXOperatorCallExpr>(Call))
    return false;
  D.Sentence = "do not take '" + H->Guard->getNameAsString() +
               "' for this call alone; what it touches has to be locked where "
               "it is touched";
  D.remove(*H->Declared);
  return true;
}

} // namespace

extern const RepairKind DropLock;
const RepairKind DropLock = {
    "cleanup-lock-held-over-wait",
    "does not take a lock for a wait that is all it is held for", make,
    RepairKind::General};

} // namespace cleanexit
