//===-- OnlyRelease.cpp - Give back, without the goodbye --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A destructor calls a method that says goodbye and closes. It gets the part
// of the method that closes; the method is left to callers.
//
//   ~Session() {
//     if (socket_ >= 0)       was close(), which says QUIT and waits before
//       ::close(socket_);
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

/// The text of a body without what may wait; None if that cannot be told.
class Pruned {
  const Site &At;
  llvm::SmallPtrSet<const ValueDecl *, 8> Gone; ///< what is declared no more
  bool Fails = false;

public:
  Pruned(const Site &At, const FunctionDecl &Of) : At(At) {
    for (const ParmVarDecl *P : Of.parameters())
      Gone.insert(P);
  }

  std::string of(const CompoundStmt &Block) {
    return of(llvm::ArrayRef(Block.body_begin(), Block.body_end()));
  }
  bool fails() const { return Fails; }

private:
  bool mayStay(const Stmt &S) {
    return isQuick(S) && !S.getBeginLoc().isMacroID() &&
           !S.getEndLoc().isMacroID() &&
           !mentions(S, [&](const ValueDecl &D) { return Gone.contains(&D); });
  }

  std::string text(const Stmt &S) {
    return At.text(S.getSourceRange()).str() + (isa<Expr>(S) ? ";" : "") + "\n";
  }

  static bool isReturn(const Stmt *S) {
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
      return Block->size() == 1 && isReturn(Block->body_front());
    return isa_and_nonnull<ReturnStmt>(S);
  }

  std::string negated(const Expr &Condition) {
    if (const auto *Not = dyn_cast<UnaryOperator>(Condition.IgnoreImplicit());
        Not && Not->getOpcode() == UO_LNot)
      return At.text(Not->getSubExpr()->getSourceRange()).str();
    return "!(" + At.text(Condition.getSourceRange()).str() + ")";
  }

  std::string branch(const Stmt *S) {
    if (!S)
      return "";
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      return of(*Block);
    return of(llvm::ArrayRef(&S, 1));
  }

  std::string of(llvm::ArrayRef<const Stmt *> Rest) {
    std::string All;
    for (; !Rest.empty(); Rest = Rest.drop_front()) {
      const Stmt &S = *Rest.front();
      if (isa<ReturnStmt>(S))
        break;
      if (const auto *If = dyn_cast<IfStmt>(&S)) {
        const bool Plain = !If->getInit() && !If->getConditionVariable() &&
                           mayStay(*If->getCond());
        if (!If->getElse() && isReturn(If->getThen())) {
          std::string Behind = of(Rest.drop_front());
          Fails |= !Plain && !Behind.empty();
          return All + (Behind.empty() ? ""
                                       : "if (" + negated(*If->getCond()) +
                                             ") {\n" + Behind + "}\n");
        }
        std::string Then = branch(If->getThen()), Else = branch(If->getElse());
        if (Then.empty() && Else.empty())
          continue;
        Fails |= !Plain;
        All += "if (" + At.text(If->getCond()->getSourceRange()).str() +
               ") {\n" + Then + "}";
        All += Else.empty() ? "\n" : " else {\n" + Else + "}\n";
      } else if (const auto *Block = dyn_cast<CompoundStmt>(&S)) {
        All += of(*Block);
      } else if (const auto *Try = dyn_cast<CXXTryStmt>(&S)) {
        All += of(*Try->getTryBlock());
      } else if (const auto *Declares = dyn_cast<DeclStmt>(&S)) {
        for (const Decl *D : Declares->decls())
          if (const auto *V = dyn_cast<ValueDecl>(D))
            Gone.insert(V);
      } else if (givesBack(S) || isa<BinaryOperator>(S)) {
        // Something to be given back that needs what is not there.
        Fails |= givesBack(S) && !mayStay(S) && isQuick(S);
        if (mayStay(S))
          All += text(S);
      }
    }
    return llvm::StringRef(All).contains('(') ||
                   llvm::StringRef(All).contains("delete")
               ? All
               : "";
  }
};

bool make(const Site &At, Draft &D) {
  std::optional<Ending> E = endingAt(At);
  const Stmt *Statement = At->statement();
  const CallExpr *Whole = Statement ? wholeCall(*Statement) : nullptr;
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Whole);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  const FunctionDecl *Defined = nullptr;
  const auto *Body =
      M ? dyn_cast_or_null<CompoundStmt>(M->getBody(Defined)) : nullptr;
  if (!E || !Body || waitsForThread(At) || !givesBack(*Body) ||
      M->getParent() != E->Class ||
      !isa<CXXThisExpr>(
          Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
    return false;
  Pruned Kept(At, *Defined);
  std::string Text = Kept.of(*Body);
  if (Kept.fails() || Text.empty())
    return false;
  std::string Name = M->getNameAsString();
  D.Sentence = "only give back here what '" + Name + "' gives back" +
               (M->getAccess() == AS_public
                    ? "; who wants the rest calls it before the end"
                    : ", and leave out the rest");
  D.replace(*Statement, llvm::StringRef(Text).rtrim());
  return true;
}

} // namespace

extern const RepairKind OnlyRelease;
const RepairKind OnlyRelease = {
    "cleanup-network-io",
    "does in the destructor only that part of its method which gives back "
    "what the object holds",
    make, RepairKind::Early, "cleanup-blocking-call"};

} // namespace cleanexit
