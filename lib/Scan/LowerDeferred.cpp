//===-- LowerDeferred.cpp - Blocks and handlers that are put off ----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   _Defer { … }                      the block ends its scope
//   __try { a } __finally { b }       { _Defer b  a }
//   pthread_cleanup_push(f, p);       { _Defer f(p);
//   … pthread_cleanup_pop(execute)      }  unless execute is 0
//===----------------------------------------------------------------------===//
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace cleanexit {

void Lowering::defer(const Stmt &Body) {
  const cleanexit::Function In = U.Made.Functions[Id];
  FunctionId Block = U.synthesize(
      (U.Made.Strings[In.Name] + "{defer#" + llvm::Twine(++NumLambdas) + "}")
          .str(),
      (llvm::Twine("deferred block in ") + U.Made.Strings[In.Pretty]).str(), "",
      cleanexit::Function::Block, U.place(Body.getBeginLoc()));
  U.Made.Functions[Block].Parent = Id;
  U.Made.Functions[Block].Flags = In.Flags & cleanexit::Function::System;
  Lowering(U, Block).inner(Body, *this, nullptr);
  Ending E;
  E.Runs = Block;
  E.At = U.place(Body.getBeginLoc());
  E.Flags = Step::AtScopeEnd;
  cleanup(Cleanup::Defer, Block, 0, 0, E.At);
  endsWith(E, LexicalScope::Plain);
}

void Lowering::handled(const Stmt &Tried,
                       llvm::ArrayRef<std::pair<const Stmt *, RecordId>> By) {
  if (Dead || By.empty())
    return block(&Tried);
  emit(Op::Try, Tried.getBeginLoc());
  block(&Tried);
  bool AllDead = Dead;
  for (auto [Handler, Type] : By) {
    Dead = false;
    Step Catch;
    Catch.Kind = Op::Catch;
    Catch.At = U.place(Handler->getBeginLoc());
    Catch.Type = Type;
    emit(Catch);
    block(Handler);
    AllDead &= Dead;
  }
  Dead = false;
  emit(Op::End, Tried.getEndLoc());
  Dead = AllDead;
}

void Lowering::structuredTry(const SEHTryStmt &S) {
  if (const SEHExceptStmt *Handler = S.getExceptHandler())
    return handled(*S.getTryBlock(),
                   std::pair<const Stmt *, RecordId>(Handler->getBlock(), 0));
  open(LexicalScope::Plain);
  if (const SEHFinallyStmt *Finally = S.getFinallyHandler())
    defer(*Finally->getBlock());
  block(S.getTryBlock());
  close();
}

void Lowering::objectiveTry(const ObjCAtTryStmt &S) {
  open(LexicalScope::Plain);
  if (const ObjCAtFinallyStmt *Finally = S.getFinallyStmt())
    defer(*Finally->getFinallyBody());
  llvm::SmallVector<std::pair<const Stmt *, RecordId>, 2> Handlers;
  for (const ObjCAtCatchStmt *Handler : S.catch_stmts())
    Handlers.push_back(
        {Handler->getCatchBody(),
         Handler->hasEllipsis() || !Handler->getCatchParamDecl()
             ? 0
             : U.thrownType(Handler->getCatchParamDecl()->getType())});
  handled(*S.getTryBody(), Handlers);
  close();
}

/// The one function that a variable has been set to so far, or what it is.
Value Lowering::onlySet(Value Variable) const {
  Value Only;
  for (const Step &S : Steps) {
    if (S.Kind != Op::Set || !S.Subject || S.Subject != pathOf(Variable))
      continue;
    const Value &To = Values[S.FirstArg];
    if (To.K != Value::Function || (Only.K && Only.Id != To.Id))
      return Variable;
    Only = To;
  }
  return Only.K ? Only : Variable;
}

/// glibc's pthread_cleanup_push: in C a variable holds the routine, in C++ an
/// object runs it at its end.
bool Lowering::threadCleanup(const VarDecl &D) {
  if (D.getName() == "__cancel_routine" && D.getInit()) {
    PathId Object = U.variable(D);
    Value Routine = onlySet(full(D.getInit(), Object));
    set(Object, Routine, D.getLocation());
    if (Routine.K == Value::Function)
      cleanup(Cleanup::ThreadExit, Routine.Id, 0, Object,
              U.place(D.getLocation()));
    return true;
  }
  const auto *Class = D.getType()->getAsCXXRecordDecl();
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
      D.getInit() ? D.getInit()->IgnoreImplicit() : nullptr);
  if (!Class || keyOf(*Class) != "__pthread_cleanup_class" || !Made ||
      Made->getNumArgs() != 2)
    return false;
  Value Routine = onlySet(full(Made->getArg(0)));
  Value Argument = full(Made->getArg(1));
  if (Routine.K != Value::Function)
    return true;
  Ending E;
  E.Runs = Routine.Id;
  E.Object = pathOf(Argument);
  E.At = U.place(D.getLocation());
  E.Flags = Step::AtScopeEnd;
  E.Variable = &D;
  cleanup(Cleanup::ThreadExit, E.Runs, 0, U.variable(D), E.At);
  endsWith(E, LexicalScope::Plain);
  return true;
}

/// pthread_cleanup_pop of C++: 0 means that the routine is not run.
bool Lowering::threadCleanupEnds(const CallExpr &E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !Method->getIdentifier() || Method->getName() != "__setdoit")
    return false;
  const auto *Object = dyn_cast<DeclRefExpr>(
      Call->getImplicitObjectArgument()->IgnoreParenImpCasts());
  bool Runs = true;
  if (Object && constantTruth(*E.getArg(0), Runs) && !Runs)
    for (LexicalScope &S : Scopes)
      llvm::erase_if(S.Endings, [&](const Ending &End) {
        return End.Variable == Object->getDecl();
      });
  return true;
}

} // namespace cleanexit
