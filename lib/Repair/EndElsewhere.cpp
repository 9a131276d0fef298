//===-- EndElsewhere.cpp - Give back in a thread of its own -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What must be given back, and waits meanwhile, does not have to be waited for.
//
//   void operator()(handle_t *handle) const {
//     std::thread([handle]() mutable { handle_destroy(handle); }).detach();
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"
#include "Repair/Threads.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace cleanexit {
namespace {

/// What the thread takes along: handles, and nothing that has an end itself.
class Luggage {
  llvm::MapVector<const ValueDecl *, std::string> Taken; ///< and its origin
  llvm::SmallPtrSet<const ValueDecl *, 4> Own;           ///< made in the thread
  bool Fails = false;

  bool isHandle(QualType T) {
    T = T.getNonReferenceType();
    return !T->isDependentType() && !T->isArrayType() &&
           (T->isPointerType() || T->isIntegralOrEnumerationType());
  }

  void take(const ValueDecl &D, bool IsMember) {
    if (Own.contains(&D))
      return;
    const auto *V = dyn_cast<VarDecl>(&D);
    // What is filled in on the way is no handle.
    if (!isHandle(D.getType()) || (V && !isa<ParmVarDecl>(V) && !V->hasInit()))
      Fails = true;
    Taken[&D] = IsMember ? "this->" + D.getNameAsString() : "";
  }

  /// `int failed = close(handle);`
  void make(const DeclStmt &Declares) {
    for (const Decl *D : Declares.decls()) {
      const auto *V = dyn_cast<VarDecl>(D);
      if (V && isHandle(V->getType()) && !V->getType()->isReferenceType())
        Own.insert(V);
      else
        Fails = true;
    }
  }

public:
  void pack(const Stmt &S) {
    anyBelow(&S, [&](const Stmt &Each) {
      if (const auto *Declares = dyn_cast<DeclStmt>(&Each))
        make(*Declares);
      if (isa<ReturnStmt, LambdaExpr, CXXThisExpr, GotoStmt, CXXThrowExpr>(
              Each) &&
          !(isa<CXXThisExpr>(Each) && cast<CXXThisExpr>(Each).isImplicit()))
        Fails = true;
      if (const auto *Member = dyn_cast<MemberExpr>(&Each))
        if (isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())) {
          if (const auto *F = dyn_cast<FieldDecl>(Member->getMemberDecl()))
            take(*F, /*IsMember=*/true);
          else
            Fails = true;
        }
      if (const auto *Ref = dyn_cast<DeclRefExpr>(&Each))
        if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
            V && V->hasLocalStorage())
          take(*V, /*IsMember=*/false);
      return Fails;
    });
  }
  bool fails() const { return Fails || Taken.empty(); }
  bool isMentionedIn(const Stmt &S) const {
    return mentions(S, [&](const ValueDecl &D) {
      return Taken.contains(&D) || Own.contains(&D);
    });
  }
  /// A member is copied first, since a thread may outlive its object.
  std::string captures(bool CanInitialize) const {
    std::string All;
    for (const auto &[D, Origin] : Taken) {
      std::string Name = D->getNameAsString();
      All += (All.empty() ? "" : ", ") + Name;
      if (!Origin.empty() && CanInitialize)
        All += " = " + Name;
    }
    return All;
  }
  /// What C++11 has to copy in front of the lambda.
  std::string copies() const {
    std::string All;
    for (const auto &[D, Origin] : Taken)
      if (!Origin.empty())
        All += "auto " + D->getNameAsString() + " = " + Origin + ";\n";
    return All;
  }
};

/// Whether what it waits for is to give something back, and not more.
bool gives(const Stmt &S) {
  return anyBelow(&S, [](const Stmt &Each) {
    const auto *Call = dyn_cast<CallExpr>(&Each);
    if (!Call)
      return false;
    std::string Name = calleeName(Call);
    return endsByName(Name) || isa<CXXDeleteExpr>(Each) ||
           llvm::StringRef(Name).lower().find("close") != std::string::npos ||
           Name == "waitpid";
  });
}

bool make(const Site &At, Draft &D) {
  const Stmt *First = At->statement();
  const CompoundStmt *Block = At->block();
  if (!First || !Block || !At->In || !At.Context.getLangOpts().CPlusPlus11 ||
      !isa<Expr, DeclStmt>(First) || At.Of.Chain.empty() || waitsForThread(At))
    return false;
  const bool Member =
      At->In->getDeclName().getCXXOverloadedOperator() == OO_Call;
  if (!At.destructor() && !Member && At->In->getNumParams() != 1)
    return false;
  // Whoever uses it afterwards goes with it.
  Luggage Taken;
  Taken.pack(*First);
  if (Taken.fails())
    return false;
  const Stmt *Last = First;
  bool Behind = false;
  for (const Stmt *S : Block->body()) {
    if (Behind && Taken.isMentionedIn(*S) && !isa<BinaryOperator>(S))
      Last = S;
    Behind |= S == First;
  }
  bool Gives = false, Within = false;
  for (const Stmt *S : Block->body()) {
    Within |= S == First;
    if (!Within)
      continue;
    Taken.pack(*S);
    Gives |= gives(*S);
    if (S == Last)
      break;
  }
  if (Taken.fails() || !Gives)
    return false;
  // A member that is set anew in the thread is the thread's copy only.
  D.Sentence = "give it back in a thread that is not waited for; at process "
               "exit it may not come to an end";
  D.include("<thread>", "thread");
  const bool CanInitialize = At.Context.getLangOpts().CPlusPlus14;
  const std::string Copies = CanInitialize ? "" : Taken.copies();
  const std::string Open = Copies.empty() ? "" : "{\n" + Copies;
  D.wrap(*First, *Last,
         Open + "std::thread([" + Taken.captures(CanInitialize) +
             "]() mutable {",
         Copies.empty() ? "}).detach();" : "}).detach();\n}");
  return true;
}

} // namespace

extern const RepairKind EndElsewhere;
const RepairKind EndElsewhere = {
    "cleanup-network-io",
    "gives a handle back in a detached thread, where that has to wait", make,
    RepairKind::General, "cleanup-blocking-call"};

} // namespace cleanexit
