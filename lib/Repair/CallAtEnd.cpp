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
  const Stmt *Made = nullptr;
  const VarDecl *Guard = nullptr; ///< null: `Guard([] { … });`, which ends here
  const LambdaExpr *Runs = nullptr;
  const CompoundStmt *Block = nullptr;

  explicit Guards(const CXXMethodDecl *Operator) : Operator(Operator) {}

  bool VisitCompoundStmt(CompoundStmt *In) {
    for (const Stmt *S : In->body()) {
      const auto *D = dyn_cast<DeclStmt>(S);
      const auto *V = D && D->isSingleDecl()
                          ? dyn_cast<VarDecl>(D->getSingleDecl())
                          : nullptr;
      const Expr *Value = V ? V->getInit() : guardOf(S);
      if (!Value || isa<LambdaExpr>(Value->IgnoreImplicit()))
        continue;
      anyBelow(Value, [&](const Stmt &Below) {
        const auto *L = dyn_cast<LambdaExpr>(&Below);
        if (!L || L->getCallOperator() != Operator)
          return false;
        Made = S;
        Guard = V;
        Runs = L;
        Block = In;
        return true;
      });
    }
    return !Made;
  }

private:
  /// An object that is made as a statement, and ends with it.
  static const Expr *guardOf(const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    const CXXRecordDecl *Class =
        E && E->isPRValue() ? E->getType()->getAsCXXRecordDecl() : nullptr;
    return Class && !Class->hasTrivialDestructor() ? E : nullptr;
  }
};

/// Whether a variable holds nothing yet: `int fd = -1;`.
bool beginsEmpty(const VarDecl &V, const ASTContext &Context) {
  const Expr *Init = V.getInit() ? V.getInit()->IgnoreParenImpCasts() : nullptr;
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Init);
      List && List->getNumInits() == 0)
    return true;
  if (isa_and_nonnull<CXXNullPtrLiteralExpr, GNUNullExpr>(Init))
    return true;
  std::optional<llvm::APSInt> Value =
      Init && Init->getType()->isIntegralOrEnumerationType()
          ? Init->getIntegerConstantExpr(Context)
          : std::nullopt;
  return Value && (Value->isZero() || *Value == -1);
}

/// The lambda's text; what it copied, and is set later, it refers to instead.
std::string textOf(const Site &At, const LambdaExpr &Runs,
                   const CompoundStmt &Block, const Stmt &Made) {
  std::string Text = At.text(Runs.getSourceRange()).str();
  const unsigned From = At.Sources.getFileOffset(Runs.getBeginLoc());
  unsigned Added = 0;
  for (const LambdaCapture &C : Runs.explicit_captures()) {
    if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByCopy)
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V || V->isInitCapture() || !beginsEmpty(*V, At.Context))
      continue;
    bool Behind = false, Set = false;
    for (const Stmt *S : Block.body()) {
      Set |= Behind && anyBelow(S, [&](const Stmt &Each) {
               const auto *B = dyn_cast<BinaryOperator>(&Each);
               const auto *Ref = B && B->isAssignmentOp()
                                     ? dyn_cast<DeclRefExpr>(
                                           B->getLHS()->IgnoreParenImpCasts())
                                     : nullptr;
               return Ref && Ref->getDecl() == V;
             });
      Behind |= S == &Made;
    }
    if (Set && C.getLocation().isFileID())
      Text.insert(At.Sources.getFileOffset(C.getLocation()) - From + Added++,
                  "&");
  }
  return Text;
}

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
  const VarDecl *Guard = Search.Guard;
  if (!Search.Made || Search.Made->getBeginLoc().isMacroID() ||
      (Guard && (Guard->isStaticLocal() || Guard->getName().empty())))
    return false;
  // A guard that is dismissed, moved or ends early is more than a call.
  if (Guard &&
      mentions(*In->getBody(), [&](const ValueDecl &V) { return &V == Guard; }))
    return false;
  std::string Name = Guard ? Guard->getNameAsString() : "atEnd";
  if (!Guard && At.text(In->getSourceRange()).contains(Name))
    return false;
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
    Behind |= S == Search.Made;
  }
  // `break` and `continue` would end the block as well.
  if (Fails || !WholeBody)
    return false;
  D.Sentence =
      std::string(Guard ? "" : "name it, since it ends at once, and ") +
      "call it where the scope ends regularly; an exception does not "
      "wait for it any more";
  const std::string Named =
      "auto " + Name + " = " +
      textOf(At, *Search.Runs, *Search.Block, *Search.Made) + ";";
  if (Guard)
    D.replace(Search.Made->getSourceRange(), Named);
  else
    D.replace(*Search.Made, Named);
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
