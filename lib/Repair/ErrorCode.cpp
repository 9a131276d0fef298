//===-- ErrorCode.cpp - The overload that does not throw --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   std::error_code ignored;
//   std::filesystem::remove_all(path_, ignored);
//
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Whether a function has an overload with one more parameter, an error_code.
bool hasQuietOverload(const FunctionDecl &F) {
  for (const NamedDecl *D : F.getDeclContext()->lookup(F.getDeclName())) {
    const auto *Other = dyn_cast<FunctionDecl>(D);
    if (Other && Other->getNumParams() == F.getNumParams() + 1 &&
        className(Other->parameters().back()->getType()) == "std::error_code")
      return true;
  }
  return false;
}

bool make(const Site &At, Draft &D) {
  const auto *Call = At->begins<CallExpr>();
  const Stmt *Statement = At->statement();
  const auto *F =
      Call ? dyn_cast_or_null<FunctionDecl>(Call->getCalleeDecl()) : nullptr;
  if (!F || !Statement || isa<DeclStmt>(Statement) ||
      !llvm::StringRef(calleeName(Call)).starts_with("std::filesystem::") ||
      Call->getNumArgs() != F->getNumParams() || Call->getNumArgs() == 0 ||
      !hasQuietOverload(*F))
    return false;
  std::string Name = freshName(At, "ignored");
  D.Is = Tier::Safe;
  D.Sentence = "call the overload of '" + F->getNameAsString() +
               "' that reports errors by std::error_code";
  D.before(*Statement, "std::error_code " + Name + ";");
  D.insert(Call->getRParenLoc(), ", " + Name);
  return true;
}

} // namespace

extern const RepairKind ErrorCode;
const RepairKind ErrorCode = {
    "cleanup-unguarded-throw",
    "calls the overload that takes a `std::error_code` and does not throw",
    make};

} // namespace cleanexit
