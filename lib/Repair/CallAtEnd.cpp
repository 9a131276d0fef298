//===-- CallAtEnd.cpp - Call it where the scope ends regularly --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   auto idle = [&] { gpu.waitIdle(); };     was onExit([&] { … })
//   …
//   idle();
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace cleanexit {
namespace {

/// A variable that holds the guard, and the lambda that it was given.
class Guards : public RecursiveASTVisitor<Guards> {
  const CXXMethodDecl *Operator;

public:
  const DeclStmt *Declared = nullptr;
  const VarDecl *Guard = nullptr;
  const LambdaExpr *Runs = nullptr;
  const CompoundStmt *Block = nullptr;

  explicit Guards(const CXXMethodDecl *Operator) : Operator(Operator) {}

  bool VisitCompoundStmt(CompoundStmt *In) {
    for (const Stmt *S : In->body()) {
      const auto *D = dyn_cast<DeclStmt>(S);
      const auto *V = D && D->isSingleDecl()
                          ? dyn_cast<VarDecl>(D->getSingleDecl())
                          : nullptr;
      if (!V || !V->getInit() ||
          isa<LambdaExpr>(V->getInit()->IgnoreImplicit()))
        continue;
      anyBelow(V->getInit(), [&](const Stmt &Below) {
        const auto *L = dyn_cast<LambdaExpr>(&Below);
        if (!L || L->getCallOperator() != Operator)
          return false;
        Declared = D;
        Guard = V;
        Runs = L;
        Block = In;
        return true;
      });
    }
    return !Guard;
  }
};

bool make(const Site &At, Draft &D) {
  const auto *Operator = dyn_cast_or_null<CXXMethodDecl>(At->In);
  if (!Operator || !Operator->getParent()->isLambda() ||
      Operator->getNumParams() != 0)
    return false;
  const DeclContext *Outer = Operator->getParent()->getDeclContext();
  const auto *In = dyn_cast<FunctionDecl>(Outer);
  if (!In || !In->getBody())
    return false;
  Guards Search(Operator);
  Search.TraverseStmt(In->getBody());
  if (!Search.Guard || Search.Guard->isStaticLocal() ||
      Search.Declared->getBeginLoc().isMacroID() ||
      Search.Guard->getName().empty())
    return false;
  // A guard that is dismissed, moved or ends early is more than a call.
  if (mentions(*In->getBody(),
               [&](const ValueDecl &V) { return &V == Search.Guard; }))
    return false;
  std::string Name = Search.Guard->getNameAsString();
  bool Behind = false;
  llvm::SmallVector<const ReturnStmt *, 4> Returns;
  bool Fails = false;
  std::function<void(const Stmt *, bool)> Look = [&](const Stmt *S,
                                                     bool InBlock) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
      // What is returned is computed before the guard runs.
      const Expr *Value = Return->getRetValue();
      Fails |= !InBlock || (Value && !isQuick(*Value));
      Returns.push_back(Return);
      return;
    }
    Fails |= isa<GotoStmt, CoroutineBodyStmt, CoreturnStmt>(S);
    for (const Stmt *Child : S->children())
      Look(Child, isa<CompoundStmt>(S));
  };
  const bool WholeBody = Search.Block == In->getBody();
  for (const Stmt *S : Search.Block->body()) {
    if (Behind)
      Look(S, true);
    Behind |= S == Search.Declared;
  }
  // `break` and `continue` would end the block as well.
  if (Fails || !WholeBody)
    return false;
  D.Sentence = "call it where the scope ends regularly; an exception does not "
               "wait for it any more";
  D.replace(Search.Declared->getSourceRange(),
            "auto " + Name + " = " +
                At.text(Search.Runs->getSourceRange()).str() + ";");
  for (const ReturnStmt *Return : Returns)
    D.before(*Return, Name + "();");
  if (!isa<ReturnStmt>(Search.Block->body_back()))
    D.insert(Search.Block->getRBracLoc(), "\n" + Name + "();\n");
  return true;
}

} // namespace

extern const RepairKind CallAtEnd;
const RepairKind CallAtEnd = {
    "cleanup-blocking-call",
    "makes a guard's lambda a call at the regular ends of the function", make,
    RepairKind::General, "cleanup-network-io"};

} // namespace cleanexit
