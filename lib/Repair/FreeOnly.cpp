//===-- FreeOnly.cpp - A function that frees, and does not wait -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What ends an object in C is a function that a cleanup attribute leads to.
//
//   void session_free(struct session *s) {
//     free(s);                                 was session_logout(s), too
//   }
//
// Without such a function, what waits goes into a new one, session_finish().
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace cleanexit {
namespace {

/// `void session_free(struct session *s)`, and what of it the chain leads to.
struct Freeing {
  const FunctionDecl *In = nullptr;
  const CompoundStmt *Body = nullptr;
  const Stmt *Child = nullptr; ///< of Body, with the step in it
  llvm::SmallPtrSet<const ValueDecl *, 2> Object;

  bool isObject(const Expr *E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
    return Ref && Object.contains(Ref->getDecl());
  }
  bool names(const Stmt &S) const {
    const auto *Declares = dyn_cast<DeclStmt>(&S);
    return Declares && Declares->isSingleDecl() &&
           Object.contains(dyn_cast<ValueDecl>(Declares->getSingleDecl()));
  }
};

bool givesBackObject(const Freeing &F) {
  return anyBelow(F.Body, [&](const Stmt &S) {
    const auto *Call = dyn_cast<CallExpr>(&S);
    return Call && Call->getNumArgs() == 1 && endsByName(calleeName(Call)) &&
           F.isObject(Call->getArg(0));
  });
}

std::optional<Freeing> freeingAt(const Located &At) {
  Freeing F;
  F.In = At.In;
  if (!F.In || isa<CXXMethodDecl>(F.In) || F.In->getNumParams() != 1 ||
      F.In->isDependentContext() || !F.In->getReturnType()->isVoidType())
    return std::nullopt;
  F.Body = dyn_cast_or_null<CompoundStmt>(F.In->getBody());
  const ParmVarDecl *Parameter = F.In->getParamDecl(0);
  if (!F.Body || !Parameter->getType()->isPointerType() ||
      Parameter->getType()->getPointeeType()->isPointerType())
    return std::nullopt;
  F.Object.insert(Parameter);
  for (const Stmt *S : F.Body->body())
    if (const auto *Declares = dyn_cast<DeclStmt>(S);
        Declares && Declares->isSingleDecl())
      if (const auto *V = dyn_cast<VarDecl>(Declares->getSingleDecl());
          V && V->hasInit() && F.isObject(V->getInit()))
        F.Object.insert(V);
  for (size_t I = 0; I + 1 < At.Path.size(); ++I)
    if (At.Path[I] == F.Body)
      F.Child = At.Path[I + 1];
  if (!F.Child || !givesBackObject(F))
    return std::nullopt;
  return F;
}

/// The function that frees the object, of the first ones of the chain.
std::optional<Freeing> freeingOf(const Site &At) {
  if (std::optional<Freeing> F = freeingAt(At.here()))
    return F;
  constexpr size_t Near = 3;
  for (const ChainNote &Step : llvm::ArrayRef(At.Of.Chain).take_front(Near))
    if (std::optional<Freeing> F = freeingAt(At.locate(Step.At)))
      return F;
  return std::nullopt;
}

/// What others can call as well: `session_logout(s);`, alone or below an `if`.
const CallExpr *callOfOthers(const Freeing &F) {
  const Stmt *S = F.Child;
  if (const auto *If = dyn_cast<IfStmt>(S);
      If && !If->getElse() && isQuick(*If->getCond())) {
    S = If->getThen();
    if (const auto *Block = dyn_cast<CompoundStmt>(S);
        Block && Block->size() == 1)
      S = Block->body_front();
  }
  const CallExpr *Call = wholeCall(*S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getFormalLinkage() == Linkage::External &&
                 Call->getNumArgs() == 1 && F.isObject(Call->getArg(0))
             ? Call
             : nullptr;
}

/// Whether it uses nothing of the function's but the object.
bool usesObjectOnly(const Freeing &F, const Stmt &S) {
  return !mentions(S, [&](const ValueDecl &D) {
    const auto *V = dyn_cast<VarDecl>(&D);
    return V && V->hasLocalStorage() && !F.Object.contains(V);
  }) && !anyBelow(&S, [](const Stmt &Each) {
    return isa<ReturnStmt, GotoStmt, LabelStmt, DeclStmt>(Each);
  });
}

/// "session_finish" for "session_free", "sessionFinish" for "sessionFree".
std::string finishOf(const Site &At, const FunctionDecl &In) {
  llvm::StringRef Name = In.getName();
  size_t Word = Name.rfind('_');
  std::string New;
  if (Word != llvm::StringRef::npos && Word) {
    New = Name.take_front(Word).str() + "_finish";
  } else {
    Word = Name.size();
    while (Word && !llvm::isUpper(Name[Word - 1]))
      --Word;
    New = Word > 1 ? Name.take_front(Word - 1).str() + "Finish" : "";
  }
  const bool Taken = New.empty() || !At.Context.getTranslationUnitDecl()
                                         ->lookup(&At.Context.Idents.get(New))
                                         .empty();
  return Taken ? "" : New;
}

/// Moves the statement into a function of its own, which callers can see.
bool move(const Site &At, const Freeing &F, Draft &D) {
  if (F.In->getFormalLinkage() != Linkage::External ||
      !F.In->getDeclContext()->isFileContext() || !usesObjectOnly(F, *F.Child))
    return false;
  std::string Name = finishOf(At, *F.In), Text;
  llvm::StringRef Parameter = At.text(F.In->getParamDecl(0)->getSourceRange());
  const FunctionDecl *Declared = F.In->getCanonicalDecl();
  if (Name.empty() || Parameter.empty())
    return false;
  for (const Stmt *S : F.Body->body()) {
    if (S != F.Child && !F.names(*S) &&
        !(leavesAtOnce(*S) && mentions(*S, [&](const ValueDecl &V) {
            return F.Object.contains(&V);
          })))
      continue;
    llvm::StringRef Each = At.text(S->getSourceRange());
    if (Each.empty())
      D.refuse("the place to edit is inside a macro");
    Text += Each;
    Text += Each.ends_with(";") || Each.ends_with("}") ? "\n" : ";\n";
    if (S == F.Child)
      break;
  }
  const std::string Head = "void " + Name + "(" + Parameter.str() + ")";
  if (Declared != F.In) {
    SourceLocation Semicolon = At.semicolonOf(*Declared);
    if (Semicolon.isInvalid())
      return false;
    D.insertBehind(Semicolon, "\n/* To be called before " + F.In->getName() +
                                  ", which does not wait for this. */\n" +
                                  Head + ";");
  }
  D.insertBehind(F.Body->getRBracLoc(), "\n\n" + Head + " {\n" + Text + "}");
  D.Sentence = "do this in a function '" + Name +
               "', which callers call before the end; '" +
               F.In->getNameAsString() + "' no longer does it";
  D.remove(*F.Child);
  return true;
}

bool make(const Site &At, Draft &D) {
  std::optional<Freeing> F = waitsForThread(At) ? std::nullopt : freeingOf(At);
  if (!F)
    return false;
  for (const Stmt *S : F->Body->body())
    if (S != F->Child && mayWait(*S, At.Of.Check))
      return false;
  const CallExpr *Call = wholeCall(*F->Child);
  if (Call && endsByName(calleeName(Call)))
    return false;
  if (const CallExpr *Others = callOfOthers(*F)) {
    D.Sentence = "leave it to callers to call '" + calleeName(Others) +
                 "' before the end; '" + F->In->getNameAsString() +
                 "' no longer does";
    D.remove(*F->Child);
    return true;
  }
  return move(At, *F, D);
}

} // namespace

extern const RepairKind FreeOnly;
const RepairKind FreeOnly = {
    "cleanup-blocking-call",
    "takes what waits out of a function that frees an object: callers do it "
    "before the end, by another function",
    make,
    RepairKind::General,
    "cleanup-network-io",
    /*Elsewhere=*/true};

} // namespace cleanexit
