//===-- LowerVisits.cpp - What visitors of variants are called for -*- C++ -*-//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The body of std::visit() is skipped, and with it the choice of what runs:
//
//   std::variant<File, Socket> To;
//   std::visit(Closing{}, To)        Closing::operator()(File &), or that for
//                                    a Socket, perhaps of a template
//   std::visit(overloaded{[](File &) { … }, [](auto &) { … }}, To)
//
// Overload resolution tells for each alternative. A visitor that is a lambda is
// a callable like any other, which std::visit()'s model runs.
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace cleanexit {

/// The operator() that a visitor has for an operand, or null.
const CXXMethodDecl *Lowering::chosen(const Expr &Visitor, QualType Operand,
                                      ExprValueKind Kind) {
  const SourceLocation Loc = Visitor.getBeginLoc();
  auto Opaque = [&](QualType T, ExprValueKind K) {
    return new (U.Context) OpaqueValueExpr(Loc, T.getNonReferenceType(), K);
  };
  Expr *Object = Opaque(Visitor.getType(), Visitor.getValueKind());
  Expr *Args[] = {Opaque(Operand, Kind)};
  const Sema::SFINAETrap Trap(*U.Sema, /*WithAccessChecking=*/true);
  const ExprResult Made =
      U.Sema->BuildCallToObjectOfClassType(nullptr, Object, Loc, Args, Loc);
  if (Trap.hasErrorOccurred() || !Made.isUsable())
    return nullptr;
  const auto *Call = dyn_cast<CallExpr>(Made.get()->IgnoreImplicit());
  return Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee())
              : nullptr;
}

void Lowering::visits(const CallExpr &E, const FunctionDecl &Callee,
                      llvm::ArrayRef<Value> Args) {
  if (!U.Sema || Dead || Args.size() != 2 || !isStd(Callee, {"visit"}))
    return;
  const Expr &Visitor = *E.getArg(0), &Visited = *E.getArg(1);
  const auto *Class = Visitor.getType()->getAsCXXRecordDecl();
  const auto *Of = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Visited.getType()->getAsCXXRecordDecl());
  if (!Class || Class->isLambda() || !Class->hasDefinition() || !Of ||
      !isStd(*Of, {"variant"}))
    return;
  llvm::SmallVector<QualType, 4> Alternatives;
  for (const TemplateArgument &A : Of->getTemplateArgs().asArray())
    typeArguments(A, Alternatives);
  const PathId Object = pathOf(Args[1]);
  for (QualType T : Alternatives) {
    if (Visited.getType().isConstQualified())
      T.addConst();
    const CXXMethodDecl *Runs =
        chosen(Visitor, T, Visited.isLValue() ? VK_LValue : VK_XValue);
    if (!Runs || U.From.of(Runs->getLocation()) == Origins::Toolchain)
      continue;
    // One of them, and not the others.
    emit(Op::If, E.getBeginLoc());
    Step S;
    S.Kind = Op::Call;
    S.Flags = Step::Implicit;
    S.At = U.place(E.getBeginLoc());
    S.Callee = Runs->getParent()->isLambda()
                   ? callOperator(*Runs->getParent(), {})
                   : U.function(*Runs);
    S.Subject = pathOf(Args[0]);
    if (S.Callee)
      emit(S, Object ? pathValue(U.element(Object)) : Value());
    emit(Op::End, E.getBeginLoc());
  }
}

} // namespace cleanexit
