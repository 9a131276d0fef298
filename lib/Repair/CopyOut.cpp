//===-- CopyOut.cpp - Copy under the lock, call without it ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   std::unique_lock<std::mutex> lock(mutex_);
//   auto slots = slots_;
//   lock.unlock();
//   for (auto &slot : slots)
//     slot();
//
//===----------------------------------------------------------------------===//
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

bool isCopyable(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return !Class || Class->hasSimpleCopyConstructor() ||
         Class->hasNonTrivialCopyConstructor();
}

/// The member that is called, or walked over while its elements are called,
/// and the statement that is to run without the lock.
struct Called {
  const Expr *Member = nullptr;
  const Stmt *Whole = nullptr;
};

Called calledAt(const Site &At, const Held &H) {
  if (const auto *For = dyn_cast<CXXForRangeStmt>(H.Child);
      For && memberOfThis(For->getRangeInit()))
    return {For->getRangeInit(), For};
  const auto *Call = At->begins<CXXOperatorCallExpr>();
  if (Call && Call->getOperator() == OO_Call && !H.InLoop &&
      memberOfThis(Call->getArg(0)))
    return {Call->getArg(0)->IgnoreImpCasts(), At->statement()};
  // client_->send(): whoever replaces it meanwhile does not end this one.
  const auto *Method = At->begins<CXXMemberCallExpr>();
  const auto *Arrow =
      Method ? dyn_cast<CXXOperatorCallExpr>(
                   Method->getImplicitObjectArgument()->IgnoreParenImpCasts())
             : nullptr;
  if (Arrow && Arrow->getOperator() == OO_Arrow && !H.InLoop &&
      At->statement() && wholeCall(*At->statement()) == Method &&
      memberOfThis(Arrow->getArg(0)) &&
      className(Arrow->getArg(0)->IgnoreParenImpCasts()->getType()) ==
          "std::shared_ptr")
    return {Arrow->getArg(0)->IgnoreParenImpCasts(), At->statement()};
  return {};
}

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  if (!H)
    return false;
  Called What = calledAt(At, *H);
  if (!What.Member || !What.Whole || isa<DeclStmt>(What.Whole) ||
      !isCopyable(What.Member->getType()))
    return false;
  std::optional<Unlocking> By = unlocking(At, *H, D);
  if (!By)
    return false;
  llvm::StringRef Member = At.text(What.Member->getSourceRange());
  std::string Name = freshName(At, "copy");
  D.Sentence = ("copy '" + Member + "' and call it without the lock").str();
  D.before(*What.Whole, "auto " + Name + " = " + Member + ";");
  if (!unlockAround(At, *H, *By, *What.Whole, D))
    return false;
  D.replace(What.Member->getSourceRange(), Name);
  return true;
}

} // namespace

extern const RepairKind CopyOut;
const RepairKind CopyOut = {
    "cleanup-lock-held-over-wait",
    "copies a stored callable or shared pointer, or a container of them, "
    "under the lock and calls the copy without it",
    make};

} // namespace cleanexit
