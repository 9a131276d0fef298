//===-- MacroGuards.cpp - Guards that a library's macro writes --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   ON_EXIT(file) { close(file); } ON_EXIT_END
//     v the macro's text                   v the user's        v the macro's
//   struct guard { ~guard() { body(f); }   static void body(int file)
//                                          { close(file); }    } g;
//
// The block is the cleanup; the destructor is the library's, although it comes
// to stand in the user's file.
//===----------------------------------------------------------------------===//
#include "Scan/Unit.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace cleanexit {

/// The functions that a statement calls by their names.
static void calledIn(const Stmt &S,
                     llvm::SmallVectorImpl<const FunctionDecl *> &Called) {
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    if (const FunctionDecl *Callee = Call->getDirectCallee())
      Called.push_back(Callee);
  for (const Stmt *Child : S.children())
    if (Child)
      calledIn(*Child, Called);
}

const FunctionDecl *Unit::behindMacro(const CXXDestructorDecl &D) {
  if (!D.getLocation().isMacroID() || !D.isUserProvided() ||
      From.of(D.getLocation()) != Origins::User)
    return nullptr;
  const FunctionDecl *Definition = instantiated(D);
  const auto *Body = dyn_cast_or_null<CompoundStmt>(
      Definition ? Definition->getBody() : nullptr);
  if (!Body)
    return nullptr;
  for (SourceLocation Loc :
       {D.getLocation(), Body->getLBracLoc(), Body->getRBracLoc()})
    if (From.ofText(Loc) == Origins::User)
      return nullptr;
  llvm::SmallVector<const FunctionDecl *, 2> Called;
  calledIn(*Body, Called);
  for (const FunctionDecl *F : Called)
    if (const FunctionDecl *Written = instantiated(*F))
      if (const auto *Block =
              dyn_cast_or_null<CompoundStmt>(Written->getBody());
          Block && From.ofText(Block->getLBracLoc()) == Origins::User)
        return Written;
  return nullptr;
}

} // namespace cleanexit
