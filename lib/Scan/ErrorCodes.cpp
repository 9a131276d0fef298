//===-- ErrorCodes.cpp - Error codes that are known -----------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/ErrorCodes.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cleanexit {

static bool isErrorCode(QualType Type) {
  const auto *Class = Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier() || Class->getName() != "error_code")
    return false;
  if (Class->isInStdNamespace())
    return true;
  const auto *Space = dyn_cast<NamespaceDecl>(Class->getDeclContext());
  return Space && Space->getName() == "system";
}

/// E without what only makes a temporary of it, or copies that.
static const Expr *plain(const Expr *E) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *Kept = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Kept->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr();
    else if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
             Made && Made->getNumArgs() == 1 &&
             Made->getConstructor()->isCopyOrMoveConstructor())
      E = Made->getArg(0);
    else
      return E;
  }
}

std::optional<int64_t> knownErrorCode(const Expr &Any,
                                      const ASTContext &Context) {
  if (!isErrorCode(Any.getType()))
    return std::nullopt;
  const Expr *E = plain(&Any);
  const Expr *From = nullptr;
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    if (Made->getNumArgs() == 0)
      return 0;
    From = Made->getArg(0);
  } else if (const auto *Call = dyn_cast<CallExpr>(E);
             Call && Call->getNumArgs() == 1) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->getIdentifier() &&
        Callee->getName() == "make_error_code")
      From = Call->getArg(0);
  }
  Expr::EvalResult Number;
  if (!From || From->isValueDependent() ||
      !From->getType()->isIntegralOrEnumerationType() ||
      !From->EvaluateAsInt(Number, Context) ||
      !Number.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  return Number.Val.getInt().getExtValue();
}

const Expr *askedErrorCode(const Expr &E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E.IgnoreParenImpCasts());
  if (!Call || !isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
    return nullptr;
  const Expr *Object = Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
  return isErrorCode(Object->getType()) ? Object : nullptr;
}

} // namespace cleanexit
