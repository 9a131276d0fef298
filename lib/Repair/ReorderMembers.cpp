//===-- ReorderMembers.cpp - A member that ends after the lock --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What is declared first ends last, and then the lock is given back.
//
//   class Job {
//     std::future<int> done_;              was behind the lock
//     std::lock_guard<std::mutex> lock_;
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace cleanexit {
namespace {

bool isLock(QualType T) {
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  llvm::StringRef Name =
      Class && Class->getIdentifier() ? Class->getName() : "";
  return Class && Class->hasDefinition() && !Class->hasTrivialDestructor() &&
         (Name.contains_insensitive("lock") ||
          Name.contains_insensitive("guard"));
}

/// A member that waits when it ends, and the first lock in front of it.
struct Members {
  const CXXRecordDecl *Class = nullptr;
  const FieldDecl *Lock = nullptr;
  const FieldDecl *Waits = nullptr;

  bool isBetween(const FieldDecl *F) const {
    return F->getParent() == Class &&
           F->getFieldIndex() >= Lock->getFieldIndex() &&
           F->getFieldIndex() < Waits->getFieldIndex();
  }
};

std::optional<Members> membersOf(const Site &At, const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition())
    return std::nullopt;
  Members M;
  M.Class = Class->getDefinition();
  for (const ChainNote &Step : At.Of.Chain)
    if (const auto *F = dyn_cast_or_null<FieldDecl>(At.locate(Step.At).Named);
        F && F->getParent() == M.Class)
      M.Waits = F;
  if (!M.Waits)
    return std::nullopt;
  for (const FieldDecl *F : M.Class->fields()) {
    if (F == M.Waits)
      break;
    if (!M.Lock && isLock(F->getType()))
      M.Lock = F;
  }
  return M.Lock ? std::optional(M) : std::nullopt;
}

/// Whether a member can be made before those between are.
bool needsNone(const Members &M, const Expr *Init) {
  llvm::SmallPtrSet<const Stmt *, 4> Bases;
  return !anyBelow(Init, [&](const Stmt &S) {
    if (const auto *Member = dyn_cast<MemberExpr>(&S)) {
      const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
      if (!isa<CXXThisExpr>(Base))
        return false;
      Bases.insert(Base);
      const auto *F = dyn_cast<FieldDecl>(Member->getMemberDecl());
      return !F || M.isBetween(F);
    }
    return isa<CXXThisExpr>(S) && !Bases.contains(&S);
  });
}

/// In the text from First to Last, what is last goes first.
std::string turned(llvm::StringRef Text, size_t LastAt, llvm::StringRef Between,
                   llvm::StringRef Dropped) {
  llvm::StringRef Rest = Text.take_front(LastAt).rtrim();
  Rest.consume_back(Dropped);
  return (Text.drop_front(LastAt) + Between + Rest).str();
}

unsigned offset(const Site &At, SourceLocation Loc) {
  return At.Sources.getFileOffset(Loc);
}

/// `: lock_(m), done_(start())` in the order of the members.
bool turnInitializers(const Site &At, const Members &M,
                      const CXXConstructorDecl &C, Draft &D) {
  const CXXCtorInitializer *First = nullptr, *Own = nullptr;
  for (const CXXCtorInitializer *I : C.inits()) {
    if (!I->isWritten() || !I->isMemberInitializer())
      continue;
    if (I->getMember() == M.Waits)
      Own = I;
    else if (M.isBetween(I->getMember()) &&
             (!First || I->getSourceOrder() < First->getSourceOrder()))
      First = I;
  }
  if (Own && !needsNone(M, Own->getInit()))
    return false;
  if (!Own || !First || Own->getSourceOrder() < First->getSourceOrder())
    return true;
  SourceRange All(First->getSourceLocation(), Own->getSourceRange().getEnd());
  if (All.getBegin().isMacroID() || All.getEnd().isMacroID())
    return false;
  D.replace(All, turned(At.text(All),
                        offset(At, Own->getSourceLocation()) -
                            offset(At, All.getBegin()),
                        ", ", ","));
  return true;
}

/// Whether a list of values would be given to other members than before.
bool isListed(const Site &At, const Members &M) {
  return M.Class->isAggregate() &&
         !At.Sources.isInMainFile(
             At.Sources.getExpansionLoc(M.Class->getLocation()));
}

bool turnDeclarations(const Site &At, const Members &M, Draft &D) {
  SourceLocation Begin = M.Lock->getBeginLoc(), Moved = M.Waits->getBeginLoc();
  std::optional<Token> Semicolon = Lexer::findNextToken(
      M.Waits->getEndLoc(), At.Sources, At.Context.getLangOpts());
  if (Begin.isMacroID() || Moved.isMacroID() || !Semicolon ||
      !Semicolon->is(tok::semi) || M.Lock->getAccess() != M.Waits->getAccess())
    return false;
  // `int a, b;`
  for (const FieldDecl *F : M.Class->fields())
    if (F != M.Waits && F->getBeginLoc() == Moved)
      return false;
  SourceRange All(Begin, Semicolon->getLocation());
  D.replace(All, turned(At.text(All), offset(At, Moved) - offset(At, Begin),
                        "\n", ""));
  return true;
}

bool make(const Site &At, Draft &D) {
  const auto *V = dyn_cast_or_null<VarDecl>(At->Named);
  std::optional<Members> M =
      V ? membersOf(At, V->getType()->getAsCXXRecordDecl()) : std::nullopt;
  if (!M || M->Class->getDescribedClassTemplate() ||
      isa<ClassTemplateSpecializationDecl>(M->Class) || isListed(At, *M))
    return false;
  const auto *Listed = dyn_cast_or_null<InitListExpr>(
      V->getInit() ? V->getInit()->IgnoreImplicit() : nullptr);
  if (M->Class->isAggregate() && Listed &&
      llvm::any_of(Listed->inits(), [](const Expr *E) {
        return !isa<CXXDefaultInitExpr, ImplicitValueInitExpr>(
            E->IgnoreImplicit());
      }))
    return false;
  if (const Expr *Init = M->Waits->getInClassInitializer();
      Init && !needsNone(*M, Init))
    return false;
  for (const CXXConstructorDecl *C : M->Class->ctors()) {
    const FunctionDecl *Defined = nullptr;
    if (C->isImplicit() || C->isDefaulted() || C->isDeleted())
      continue;
    if (!C->getBody(Defined) ||
        !turnInitializers(At, *M, *cast<CXXConstructorDecl>(Defined), D))
      return false;
  }
  D.Sentence = "declare member '" + M->Waits->getNameAsString() + "' before '" +
               M->Lock->getNameAsString() + "', so that it ends after the lock";
  return turnDeclarations(At, *M, D);
}

} // namespace

extern const RepairKind ReorderMembers;
const RepairKind ReorderMembers = {
    "cleanup-lock-held-over-wait",
    "declares a member that waits before the lock that is a member beside it",
    make, RepairKind::Early};

} // namespace cleanexit
