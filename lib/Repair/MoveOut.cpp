//===-- MoveOut.cpp - Let what is replaced end after the lock ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   std::unique_ptr<Child> ending;   dies after the unlock
//   std::lock_guard<std::mutex> lock(mutex_);
//   ending.swap(child_);             was child_.reset()
//
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// What is emptied or replaced, and whether the statement does no more.
struct Ended {
  const Expr *Object = nullptr;
  bool Wholly = false;
};

Ended endedBy(const Stmt &S) {
  const auto *E = dyn_cast<Expr>(&S);
  E = E ? E->IgnoreImplicit() : nullptr;
  if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *M = Call->getMethodDecl();
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee());
    if (M && Member && !Member->isArrow() && M->getDeclName().isIdentifier() &&
        (M->getName() == "reset" || M->getName() == "clear"))
      return {Call->getImplicitObjectArgument(),
              Call->getNumArgs() == 0 ||
                  isa<CXXDefaultArgExpr>(Call->getArg(0))};
  }
  if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_Equal)
    return {Call->getArg(0), false};
  return {};
}

/// `channels_.erase(id)` of a map or set: the node, without its end.
bool takeNode(const Site &At, const Held &H, const Stmt &Statement, Draft &D) {
  const auto *E = dyn_cast<Expr>(&Statement);
  const auto *Call =
      dyn_cast_or_null<CXXMemberCallExpr>(E ? E->IgnoreImplicit() : nullptr);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  if (!M || !M->getDeclName().isIdentifier() || M->getName() != "erase" ||
      Call->getNumArgs() != 1 || !At.Context.getLangOpts().CPlusPlus17)
    return false;
  std::string Class = className(Call->getImplicitObjectArgument()->getType());
  if (Class != "std::map" && Class != "std::set" &&
      Class != "std::unordered_map" && Class != "std::unordered_set")
    return false;
  std::string Object =
      At.text(Call->getImplicitObjectArgument()->getSourceRange()).str();
  if (llvm::StringRef(Object).contains("->") ||
      !memberOfThis(Call->getImplicitObjectArgument()))
    return false;
  std::string Name = freshName(At, "ending");
  D.Sentence = "let what is taken out of '" + Object +
               "' end in a local that is declared before the lock";
  D.before(*H.Declared, "decltype(" + Object + ")::node_type " + Name +
                            "; // ends after the lock");
  D.replace(SourceRange(Call->getBeginLoc(), Call->getExprLoc()),
            Name + " = " + Object + ".extract");
  return true;
}

bool canSwap(QualType T) {
  std::string Name = className(T);
  for (llvm::StringRef Known :
       {"std::unique_ptr", "std::shared_ptr", "std::vector", "std::list",
        "std::deque", "std::map", "std::set", "std::unordered_map",
        "std::unordered_set", "std::multimap", "std::function",
        "boost::shared_ptr", "boost::scoped_ptr"})
    if (Name == Known)
      return true;
  return false;
}

/// `delete std::exchange(pool_, nullptr);` at the end of the block: behind it.
bool takePointer(const Site &At, const Held &H, const CXXDeleteExpr &Delete,
                 Draft &D) {
  const Expr *Deleted = Delete.getArgument()->IgnoreParenImpCasts();
  const auto *Call = dyn_cast<CallExpr>(Deleted);
  if (Delete.isArrayForm() || !H.Last || H.Child != At->statement() || !Call ||
      Call->getNumArgs() != 2 ||
      At.text(Call->getCallee()->getSourceRange()) != "std::exchange")
    return false;
  const Expr *Pointer = Call->getArg(0)->IgnoreParenImpCasts();
  if (!Pointer->getType()->isPointerType())
    return false;
  std::string Name = freshName(At, "ending");
  D.Sentence = "take '" + At.text(Pointer->getSourceRange()).str() +
               "' out under the lock, and delete it behind it";
  D.wrap(*H.Declared, *H.Child,
         fullTypeName(Pointer->getType()->getPointeeType(), At.Context) + " *" +
             Name + " = nullptr;\n{",
         "}\ndelete " + Name + ";");
  D.replace(SourceRange(Delete.getBeginLoc()), Name + " =");
  return true;
}

bool make(const Site &At, Draft &D) {
  std::optional<Held> H = heldAt(At);
  const Stmt *Statement = At->statement();
  if (!H || !Statement || H->InLoop)
    return false;
  if (const auto *E = dyn_cast<Expr>(Statement))
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E->IgnoreImplicit()))
      return takePointer(At, *H, *Delete, D);
  Ended Which = endedBy(*Statement);
  if (!Which.Object)
    return takeNode(At, *H, *Statement, D);
  const Expr *Object = Which.Object->IgnoreParenImpCasts();
  QualType Type = Object->getType().getNonReferenceType().getUnqualifiedType();
  // What replaces it ends it for all that can be told, empty as it is.
  if (!canSwap(Type) || Type->isDependentType() || !Which.Wholly)
    return false;
  std::string Name = freshName(At, "ending");
  std::string Swap =
      Name + ".swap(" + At.text(Object->getSourceRange()).str() + ")";
  D.Sentence = "let '" + At.text(Object->getSourceRange()).str() +
               "' end in a local that is declared before the lock";
  D.before(*H->Declared, fullTypeName(Type, At.Context) + " " + Name +
                             "; // ends after the lock");
  D.replace(Statement->getSourceRange(), Swap);
  return true;
}

} // namespace

extern const RepairKind MoveOut;
const RepairKind MoveOut = {
    "cleanup-lock-held-over-wait",
    "moves what is emptied into a local declared before the lock", make,
    RepairKind::Early};

} // namespace cleanexit
