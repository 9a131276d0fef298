//===-- Threads.cpp - What a class's threads run, and listen to -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {

bool anyBelow(const Stmt *S, llvm::function_ref<bool(const Stmt &)> Found) {
  if (!S)
    return false;
  if (Found(*S))
    return true;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    return anyBelow(Lambda->getBody(), Found);
  return llvm::any_of(
      S->children(), [&](const Stmt *Child) { return anyBelow(Child, Found); });
}

bool anyIn(const CXXRecordDecl &Class,
           llvm::function_ref<bool(const Stmt &)> Found) {
  for (const CXXMethodDecl *M : Class.methods()) {
    if (M->isImplicit())
      continue;
    const FunctionDecl *Defined = nullptr;
    if (anyBelow(M->getBody(Defined), Found))
      return true;
    if (const auto *C = dyn_cast_or_null<CXXConstructorDecl>(Defined))
      for (const CXXCtorInitializer *I : C->inits())
        if (I->isWritten() && anyBelow(I->getInit(), Found))
          return true;
  }
  return llvm::any_of(Class.fields(), [&](const FieldDecl *F) {
    return anyBelow(F->getInClassInitializer(), Found);
  });
}

static bool isBoolean(QualType T) {
  T = T.getNonReferenceType();
  if (T->isBooleanType())
    return true;
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  return S && S->getName().lower() == "atomic" && S->getTemplateArgs().size() &&
         S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         S->getTemplateArgs()[0].getAsType()->isBooleanType();
}

/// The flag that a condition asks for, first of several.
static StopFlag askedIn(const Stmt *Condition, bool Negated = false) {
  if (!Condition)
    return {};
  if (const auto *U = dyn_cast<UnaryOperator>(Condition);
      U && U->getOpcode() == UO_LNot)
    return askedIn(U->getSubExpr(), !Negated);
  if (const auto *E = dyn_cast<Expr>(Condition))
    if (const FieldDecl *F = memberOfThis(E); F && isBoolean(F->getType()))
      return {F, Negated};
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Condition))
    return askedIn(Call->getImplicitObjectArgument(), Negated);
  if (isa<LambdaExpr>(Condition))
    return {};
  for (const Stmt *Child : Condition->children())
    if (StopFlag Found = askedIn(Child, Negated); Found.Field)
      return Found;
  return {};
}

bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  return isa_and_nonnull<ReturnStmt, BreakStmt>(S);
}

/// What a predicate returns: `stop_ || !jobs_.empty()`.
static StopFlag askedByOr(const Expr *E) {
  E = E ? E->IgnoreParenImpCasts() : nullptr;
  const auto *Or = dyn_cast_or_null<BinaryOperator>(E);
  if (!Or || Or->getOpcode() != BO_LOr)
    return {};
  for (const Expr *Side : {Or->getLHS(), Or->getRHS()}) {
    if (StopFlag Found = askedByOr(Side); Found.Field)
      return Found;
    const Expr *Plain = Side->IgnoreParenImpCasts();
    const auto *Not = dyn_cast<UnaryOperator>(Plain);
    const bool Negated = Not && Not->getOpcode() == UO_LNot;
    const FieldDecl *F = memberOfThis(Negated ? Not->getSubExpr() : Plain);
    if (const auto *Load = dyn_cast<CXXMemberCallExpr>(Plain))
      F = memberOfThis(Load->getImplicitObjectArgument());
    if (F && isBoolean(F->getType()))
      return {F, !Negated};
  }
  return {};
}

/// In a loop that has no end itself: `if (stop_) return;`, or the predicate of
/// what it waits for.
static StopFlag askedOtherwise(const CXXRecordDecl &Class) {
  StopFlag Only;
  auto Take = [&](StopFlag Asked) {
    const bool Other = Asked.Field && Only.Field && Only.Field != Asked.Field;
    Only = Asked.Field ? Asked : Only;
    return Other;
  };
  bool Ambiguous = anyIn(Class, [&](const Stmt &S) {
    if (const auto *Loop = dyn_cast<ForStmt>(&S); Loop && !Loop->getCond())
      return anyBelow(Loop->getBody(), [&](const Stmt &Inside) {
        const auto *If = dyn_cast<IfStmt>(&Inside);
        return If && leaves(If->getThen()) &&
               Take(askedIn(If->getCond(), true));
      });
    if (const auto *Loop = dyn_cast<WhileStmt>(&S);
        Loop && isa<CXXBoolLiteralExpr>(Loop->getCond()->IgnoreImplicit()))
      return anyBelow(Loop->getBody(), [&](const Stmt &Inside) {
        const auto *If = dyn_cast<IfStmt>(&Inside);
        return If && leaves(If->getThen()) &&
               Take(askedIn(If->getCond(), true));
      });
    const auto *Lambda = dyn_cast<LambdaExpr>(&S);
    const auto *Body =
        Lambda ? dyn_cast<CompoundStmt>(Lambda->getBody()) : nullptr;
    const auto *Return = Body && Body->size() == 1
                             ? dyn_cast<ReturnStmt>(Body->body_front())
                             : nullptr;
    return Return && Take(askedByOr(Return->getRetValue()));
  });
  return Ambiguous ? StopFlag() : Only;
}

StopFlag stopFlag(const CXXRecordDecl &Class) {
  StopFlag Only;
  bool Ambiguous = anyIn(Class, [&](const Stmt &S) {
    const Stmt *Condition = nullptr;
    if (const auto *While = dyn_cast<WhileStmt>(&S))
      Condition = While->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(&S))
      Condition = For->getCond();
    StopFlag Asked = askedIn(Condition);
    if (!Asked.Field)
      return false;
    const bool Other = Only.Field && Only.Field != Asked.Field;
    Only = Asked;
    return Other;
  });
  return Ambiguous ? StopFlag() : Only.Field ? Only : askedOtherwise(Class);
}

static const Expr *assignedValue(const Stmt &S, const FieldDecl &Flag) {
  if (const auto *B = dyn_cast<BinaryOperator>(&S);
      B && B->isAssignmentOp() && memberOfThis(B->getLHS()) == &Flag)
    return B->getRHS();
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&S);
      O && O->getOperator() == OO_Equal && O->getNumArgs() == 2 &&
      memberOfThis(O->getArg(0)) == &Flag)
    return O->getArg(1);
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(&S);
      C && C->getNumArgs() >= 1 && C->getMethodDecl() &&
      memberOfThis(C->getImplicitObjectArgument()) == &Flag &&
      C->getMethodDecl()->getNameAsString() == "store")
    return C->getArg(0);
  return nullptr;
}

std::optional<bool> assigned(const FunctionDecl &In, const FieldDecl &Flag,
                             unsigned Depth) {
  std::optional<bool> To;
  anyBelow(In.getBody(), [&](const Stmt &S) {
    // By a method of the same object: `cancel();`
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
        Call && Depth && Call->getMethodDecl() &&
        isa<CXXThisExpr>(
            Call->getImplicitObjectArgument()->IgnoreParenImpCasts())) {
      const FunctionDecl *Defined = nullptr;
      if (Call->getMethodDecl()->getBody(Defined))
        if ((To = assigned(*Defined, Flag, Depth - 1)))
          return true;
    }
    const Expr *Value = assignedValue(S, Flag);
    const auto *Literal =
        Value ? dyn_cast<CXXBoolLiteralExpr>(Value->IgnoreParenImpCasts())
              : nullptr;
    if (Value)
      To = !Literal || Literal->getValue();
    return Value != nullptr;
  });
  return To;
}

const FieldDecl *onlyMember(const CXXRecordDecl &Class,
                            llvm::ArrayRef<llvm::StringRef> Types) {
  const FieldDecl *Only = nullptr;
  for (const FieldDecl *F : Class.fields()) {
    if (!llvm::is_contained(Types, className(F->getType())))
      continue;
    if (Only)
      return nullptr;
    Only = F;
  }
  return Only;
}

const Stmt *outermostLoop(const Located &At) {
  for (const Stmt *S : At.Path)
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      return S;
  return nullptr;
}

const Stmt *wholeStatement(const Located &At) {
  const Stmt *Loop = outermostLoop(At);
  return Loop ? Loop : At.statement();
}

bool isJoin(const Located &At) {
  std::string Name = calleeName(At.begins<CallExpr>());
  return llvm::StringRef(Name).ends_with("::join") || Name == "pthread_join";
}

} // namespace cleanexit
