//===-- LowerLambdas.cpp - Lambdas to functions of their own ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A lambda's body names what it captures as the function around it does. What
// is numbered there, parameters and results, is not told apart from the
// lambda's own: it gets a name before the lambda is read.
//
//   void f(Pool &p) {                  set p@1:14 = $0
//     run([&](int n) { p.stop(n); });  in the lambda: call stop on p@1:14 ($0)
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace cleanexit {

/// Whether a path says something else in a body with so many parameters.
bool Lowering::meansOwnThing(PathId P, unsigned NumParams) const {
  const PathNode &Root = U.Made.Paths[U.Made.root(P)];
  return Root.K == PathNode::Result || Root.K == PathNode::Returned ||
         (Root.K == PathNode::Param && Root.Number < NumParams);
}

/// What an init-capture is made of stands for it, where it can be named.
void Lowering::initCapture(const VarDecl &Variable, const Expr &Init) {
  Value V = expression(&Init);
  if (PathId P = pathOf(V); P && !meansOwnThing(P, 0))
    U.Aliases[Variable.getCanonicalDecl()] = P;
  else if (V.K != Value::Unknown)
    set(U.variable(Variable), V, Init.getBeginLoc());
}

/// Names the captured variables for the time that the lambda is read.
void Lowering::nameCaptures(
    const CXXRecordDecl &Lambda, unsigned NumParams, SourceLocation Loc,
    llvm::SmallVectorImpl<std::pair<const VarDecl *, PathId>> &Before) {
  for (const LambdaCapture &Capture : Lambda.captures()) {
    const auto *Variable =
        Capture.capturesVariable()
            ? dyn_cast<VarDecl>(Capture.getCapturedVar()->getCanonicalDecl())
            : nullptr;
    auto Alias = Variable ? U.Aliases.find(Variable) : U.Aliases.end();
    if (Alias == U.Aliases.end() || !meansOwnThing(Alias->second, NumParams))
      continue;
    PathId Was = Alias->second;
    Before.push_back({Variable, Was});
    U.Aliases.erase(Variable);
    PathId Named = U.local(*Variable);
    set(Named, pathValue(Was), Loc);
    U.Aliases[Variable] = Named;
  }
}

FunctionId Lowering::lambdaEntry(const LambdaExpr &E, const CXXMethodDecl &Body,
                                 llvm::StringRef Suffix) {
  FunctionId F = U.synthesize(
      (U.Made.Strings[U.Made.Functions[Id].Name] + "{lambda#" +
       llvm::Twine(NumLambdas) + "}" + Suffix)
          .str(),
      (llvm::Twine("lambda in ") + U.Made.Strings[U.Made.Functions[Id].Pretty])
          .str(),
      "", Function::Lambda, U.place(E.getBeginLoc()));
  cleanexit::Function &Entry = U.Made.Functions[F];
  Entry.Parent = Id;
  Entry.Flags |= U.Made.Functions[Id].Flags &
                 (Function::System | Function::Toolchain | Function::Instance);
  Entry.NumParams = Body.getNumParams();
  if (takesStopToken(Body))
    Entry.Flags |= cleanexit::Function::TakesStopToken;
  if (const auto *Type = Body.getType()->getAs<FunctionProtoType>();
      Type && !isUnresolvedExceptionSpec(Type->getExceptionSpecType()) &&
      !Body.isDependentContext() && Type->canThrow() == CT_Cannot)
    Entry.Except = Function::Never;
  return F;
}

/// The instances of a generic lambda's call operator that have a body.
static llvm::SmallVector<const CXXMethodDecl *, 4>
instances(const CXXRecordDecl &Class) {
  llvm::SmallVector<const CXXMethodDecl *, 4> Found;
  if (const FunctionTemplateDecl *Generic =
          Class.getDependentLambdaCallOperator())
    for (const FunctionDecl *Special : Generic->specializations())
      if (Special->getBody())
        Found.push_back(cast<CXXMethodDecl>(Special));
  return Found;
}

Value Lowering::lambda(const LambdaExpr &E) {
  const CXXRecordDecl *Class = E.getLambdaClass();
  const CXXMethodDecl *Body = E.getCallOperator();
  for (auto [Capture, Init] : llvm::zip(E.captures(), E.capture_inits()))
    if (Capture.capturesVariable() && Init)
      if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
          Variable && Variable->isInitCapture())
        initCapture(*Variable, *Init);
  if (auto Known = U.LambdaOf.find(Class); Known != U.LambdaOf.end())
    return callable(Known->second, E.getBeginLoc());
  ++NumLambdas;
  FunctionId F = lambdaEntry(E, *Body, "");
  U.LambdaOf[Class] = F;
  U.Lambdas[Body->getCanonicalDecl()] = F;
  llvm::SmallVector<const CXXMethodDecl *, 4> Read = instances(*Class);
  for (const CXXMethodDecl *Special : Read)
    U.Lambdas[Special->getCanonicalDecl()] = F;
  if (Dead || !Body->getBody())
    return callable(F, E.getBeginLoc());
  if (Read.empty())
    Read.push_back(Body);
  llvm::SmallVector<std::pair<const VarDecl *, PathId>, 4> Before;
  nameCaptures(*Class, Body->getNumParams(), E.getBeginLoc(), Before);
  // Who calls it with known types runs that instance; who is only handed it
  // may run any.
  if (Read.size() > 1)
    for (const CXXMethodDecl *Special : Read) {
      FunctionId One =
          lambdaEntry(E, *Special, "<" + U.mangled(*Special) + ">");
      U.Lambdas[Special->getCanonicalDecl()] = One;
      Lowering(U, One).inner(*Special->getBody(), *this, Special);
    }
  for (const CXXMethodDecl *Special : Read)
    Lowering(U, F).inner(*Special->getBody(), *this, Special);
  for (auto [Variable, Was] : Before)
    U.Aliases[Variable] = Was;
  return callable(F, E.getBeginLoc());
}

} // namespace cleanexit
