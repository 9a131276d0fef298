//===-- Emptiness.cpp - What has no elements, and who asks ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Emptiness.h"
#include "Scan/Library.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cleanexit {

static bool hasMethod(const CXXRecordDecl &Class, llvm::StringRef Name) {
  const CXXRecordDecl *Whole = Class.getDefinition();
  return Whole && llvm::any_of(Whole->methods(), [&](const CXXMethodDecl *M) {
           return M->getIdentifier() && M->getName() == Name;
         });
}

bool mayBeEmpty(const CXXRecordDecl &Class) {
  return hasMethod(Class, "empty") || hasMethod(Class, "has_value");
}

bool isMadeEmpty(const Expr &Any) {
  const Expr *E = Any.IgnoreImplicit();
  while (true) {
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr()->IgnoreImplicit();
    else if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
      E = List->getSubExpr()->IgnoreImplicit();
    else
      break;
  }
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 0 && !List->getType()->isRecordType();
  const CXXRecordDecl *Class = E->getType()->getAsCXXRecordDecl();
  if (!Class)
    return false;
  if (isa<CXXScalarValueInitExpr>(E))
    return mayBeEmpty(*Class);
  // `queue_ = {}` takes an empty list.
  if (isStd(*Class, {"nullopt_t", "initializer_list"}))
    return isa<DeclRefExpr, CXXConstructExpr>(E);
  const auto *Makes = dyn_cast<CXXConstructExpr>(E);
  if (!Makes)
    return false;
  // Copied from what is made on the spot, before C++17.
  if (Makes->getConstructor()->isCopyOrMoveConstructor() &&
      Makes->getNumArgs() == 1)
    return isMadeEmpty(*Makes->getArg(0));
  return mayBeEmpty(*Class) &&
         llvm::all_of(Makes->arguments(), [](const Expr *Given) {
           return isa<CXXDefaultArgExpr>(Given);
         });
}

/// `q.size()` or `q.empty()`: of what, and which.
static const Expr *asked(const Expr &E, llvm::StringRef Name) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E.IgnoreParenImpCasts());
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  return Method && Method->getIdentifier() && Method->getName() == Name &&
                 Method->getNumParams() == 0 &&
                 hasMethod(*Method->getParent(), "empty")
             ? Call->getImplicitObjectArgument()
             : nullptr;
}

const Expr *askedElements(const Expr &E, bool &Filled,
                          const ASTContext &Context) {
  Filled = true;
  if (const Expr *Of = asked(E, "size"))
    return Of;
  if (const Expr *Of = asked(E, "empty")) {
    Filled = false;
    return Of;
  }
  const auto *Compares = dyn_cast<BinaryOperator>(E.IgnoreParenImpCasts());
  if (!Compares || !(Compares->isRelationalOp() || Compares->isEqualityOp()))
    return nullptr;
  const Expr *Left = Compares->getLHS(), *Right = Compares->getRHS();
  BinaryOperatorKind Op = Compares->getOpcode();
  if (!asked(*Left, "size")) {
    std::swap(Left, Right);
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  const Expr *Of = asked(*Left, "size");
  Expr::EvalResult With;
  if (!Of || Right->isValueDependent() ||
      !Right->EvaluateAsInt(With, Context) || With.Val.getInt() != 0)
    return nullptr;
  Filled = Op == BO_GT || Op == BO_NE;
  return Op == BO_GT || Op == BO_NE || Op == BO_EQ || Op == BO_LE ? Of
                                                                  : nullptr;
}

} // namespace cleanexit
