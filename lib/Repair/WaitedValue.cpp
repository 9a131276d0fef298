//===-- WaitedValue.cpp - What a wait gives, and who wants it -------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/WaitedValue.h"
#include "Repair/Loops.h"
#include "Repair/Threads.h"

using namespace clang;

namespace cleanexit {

/// The innermost statement around the finding, with or without braces.
const Stmt *innermost(const Site &At) {
  const Stmt *Spot = nullptr;
  for (size_t I = 0; I + 1 < At->Path.size(); ++I) {
    const Stmt *Around = At->Path[I], *Below = At->Path[I + 1];
    const auto *If = dyn_cast<IfStmt>(Around);
    if (isa<CompoundStmt, SwitchCase, LabelStmt>(Around) ||
        (If && (Below == If->getThen() || Below == If->getElse())))
      Spot = Below;
  }
  return Spot && isa<CompoundStmt>(Spot) ? nullptr : Spot;
}

/// Takes a lock, by the name of its class: `UniqueLock`, `scoped_lock`.
static bool takesLock(const Stmt &S) {
  const auto *Declares = dyn_cast<DeclStmt>(&S);
  return declaresGuard(S) && llvm::any_of(Declares->decls(), [](const Decl *D) {
           const auto *V = dyn_cast<VarDecl>(D);
           return V && llvm::StringRef(className(V->getType()))
                           .contains_insensitive("lock");
         });
}

const Stmt *outsideOtherLocks(const Site &At, const Held &H) {
  const Stmt *Innermost = innermost(At);
  bool Inside = false;
  for (size_t I = 0; I + 1 < At->Path.size(); ++I) {
    const auto *Block = dyn_cast<CompoundStmt>(At->Path[I]);
    if (Block && Inside)
      for (const Stmt *S : Block->body()) {
        if (S == At->Path[I + 1])
          break;
        if (takesLock(*S))
          return jumpsOut(*Block) ? Innermost : Block;
      }
    Inside |= Block == H.Block;
  }
  return Innermost;
}

/// Whether it looks at nothing that a lock may protect: at locals, and at what
/// calls give.
static bool isPrivate(const Expr &E) {
  return !anyBelow(&E, [](const Stmt &S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&S);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return isa<MemberExpr, ArraySubscriptExpr, CXXThisExpr>(S) ||
           (V && !V->hasLocalStorage());
  });
}

/// Whether of an `a && b` with the finding in one part the others are private.
static bool isElsewherePrivate(const Site &At, const Expr &E) {
  const auto *B = dyn_cast<BinaryOperator>(E.IgnoreParenImpCasts());
  if (!B || !B->isLogicalOp())
    return llvm::is_contained(At->Path, E.IgnoreParenImpCasts()) ||
           isPrivate(E);
  return isElsewherePrivate(At, *B->getLHS()) &&
         isElsewherePrivate(At, *B->getRHS());
}

/// `unlikely(c)`, which is mostly `__builtin_expect(!!(c), 0)`: c.
static const Expr *behindHint(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Call = dyn_cast<CallExpr>(E);
      calleeName(Call) == "__builtin_expect") {
    E = Call->getArg(0)->IgnoreParenImpCasts();
    while (const auto *Not = dyn_cast<UnaryOperator>(E)) {
      if (Not->getOpcode() != UO_LNot)
        break;
      E = Not->getSubExpr()->IgnoreParenImpCasts();
    }
  }
  return E;
}

/// The call that an `if` asks first: its condition, or what that negates,
/// compares or assigns.
static const Expr *askedFirst(const Site &At, const IfStmt &If) {
  const Expr *Asked = behindHint(If.getCond());
  if (const auto *Several = dyn_cast<BinaryOperator>(Asked);
      Several && Several->isLogicalOp())
    return isElsewherePrivate(At, *Several) ? Several : nullptr;
  if (const auto *Not = dyn_cast<UnaryOperator>(Asked);
      Not && Not->getOpcode() == UO_LNot)
    Asked = Not->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Compared = dyn_cast<BinaryOperator>(Asked);
      Compared && Compared->isComparisonOp() &&
      Compared->getRHS()->isEvaluatable(At.Context))
    Asked = Compared->getLHS()->IgnoreParenImpCasts();
  if (const auto *Assigns = dyn_cast<BinaryOperator>(Asked);
      Assigns && Assigns->getOpcode() == BO_Assign)
    Asked = Assigns->getRHS()->IgnoreParenImpCasts();
  return isa<CallExpr>(Asked) && llvm::is_contained(At->Path, Asked) ? Asked
                                                                     : nullptr;
}

static const Expr *assignedIn(const Stmt &S) {
  const auto *E = dyn_cast<Expr>(&S);
  E = E ? E->IgnoreImplicit() : nullptr;
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(E);
      B && B->getOpcode() == BO_Assign)
    return B->getRHS();
  if (const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E);
      O && O->getOperator() == OO_Equal && O->getNumArgs() == 2)
    return O->getArg(1);
  return nullptr;
}

const Expr *waitedValue(const Site &At, const Stmt &Statement) {
  if (const auto *If = dyn_cast<IfStmt>(&Statement))
    return If->getInit() || If->getConditionVariable() ? nullptr
                                                       : askedFirst(At, *If);
  // What is replaced may be what waits, when it ends.
  const Expr *Value = assignedIn(Statement);
  return Value && llvm::is_contained(At->Path, Value) ? Value : nullptr;
}

/// As the file has it: what `unlikely(c)` is given is no macro's own.
static SourceRange spelled(const Site &At, const Expr &Value) {
  SourceRange Range = Value.getSourceRange();
  if (At.Sources.isMacroArgExpansion(Range.getBegin()) &&
      At.Sources.isMacroArgExpansion(Range.getEnd()))
    return {At.Sources.getFileLoc(Range.getBegin()),
            At.Sources.getFileLoc(Range.getEnd())};
  return Range;
}

bool waitForValue(const Site &At, const Unlocking &By, const Stmt &Statement,
                  const Expr &Value, Draft &D) {
  const LangOptions &Language = At.Context.getLangOpts();
  const bool Asked = isa<IfStmt>(Statement);
  QualType Type = Value.getType().getUnqualifiedType();
  if (By.Lock.empty() || Value.IgnoreImplicit()->getType()->isVoidType() ||
      (!Language.CPlusPlus11 && Type->isFunctionPointerType()))
    return false;
  std::string Name = freshName(At, Asked ? "answer" : "result");
  std::string Text = At.text(Value.getSourceRange()).str();
  // In C a declaration stands first, and no goto may jump over it.
  if (!Language.CPlusPlus11)
    D.wrap(Statement, Statement,
           "{\n" + Type.getAsString() + " " + Name + ";\n" + By.Unlock + "\n" +
               Name + " = " + Text + ";\n" + By.Lock,
           "}");
  else if (std::string Head =
               By.Unlock + "\nauto " + Name + " = " + Text + ";\n" + By.Lock;
           At->block() && llvm::is_contained(At->block()->body(), &Statement))
    D.before(Statement, Head);
  else
    D.wrap(Statement, Statement, "{\n" + Head, "}");
  D.replace(spelled(At, Value), Type->getAsCXXRecordDecl() && !Asked
                                    ? "std::move(" + Name + ")"
                                    : Name);
  return true;
}

} // namespace cleanexit
