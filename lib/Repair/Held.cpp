//===-- Held.cpp - The guard of a lock that is held at a finding *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"

using namespace clang;

namespace cleanexit {

llvm::SmallVector<const Stmt *, 8> Held::between() const {
  llvm::SmallVector<const Stmt *, 8> All;
  bool Behind = false;
  for (const Stmt *S : Block->body()) {
    if (S == Child)
      break;
    if (Behind)
      All.push_back(S);
    Behind |= S == Declared;
  }
  return All;
}

std::optional<Held> heldAt(const Site &At) {
  if (At.Of.Chain.empty())
    return std::nullopt;
  const auto *Guard =
      dyn_cast_or_null<VarDecl>(At.locate(At.Of.Chain.front().At).Named);
  if (!Guard)
    return std::nullopt;
  for (size_t I = 0; I + 1 < At->Path.size(); ++I) {
    const auto *Block = dyn_cast<CompoundStmt>(At->Path[I]);
    if (!Block)
      continue;
    for (const Stmt *S : Block->body()) {
      const auto *Declared = dyn_cast<DeclStmt>(S);
      if (!Declared || !Declared->isSingleDecl() ||
          Declared->getSingleDecl() != Guard)
        continue;
      Held H{Guard,
             Declared,
             Block,
             At->Path[I + 1],
             At->Path[I + 1] == Block->body_back(),
             false};
      for (const Stmt *Between : llvm::ArrayRef(At->Path).drop_front(I + 1))
        H.InLoop |= isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Between);
      return H;
    }
  }
  return std::nullopt;
}

static bool hasMethod(const CXXRecordDecl *Class, llvm::StringRef Name) {
  return Class && llvm::any_of(Class->methods(), [&](const CXXMethodDecl *M) {
           return M->getDeclName().isIdentifier() && M->getName() == Name &&
                  M->getAccess() == AS_public;
         });
}

bool makeUnlockable(const Site &At, const Held &H, Draft &D) {
  std::string Class = className(H.Guard->getType());
  if (Class == "std::unique_lock" || Class == "std::shared_lock")
    return true;
  const CXXRecordDecl *Record = H.Guard->getType()->getAsCXXRecordDecl();
  if (Class != "std::lock_guard" && Class != "std::scoped_lock")
    return hasMethod(Record, "unlock") && hasMethod(Record, "lock") &&
           !H.Guard->getType().isConstQualified();
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
      H.Guard->getInit() ? H.Guard->getInit()->IgnoreImplicit() : nullptr);
  if (Class == "std::scoped_lock" && (!Made || Made->getNumArgs() != 1))
    return false;
  SourceRange Specifiers(H.Declared->getBeginLoc(),
                         H.Guard->getTypeSpecEndLoc());
  std::string Text = At.text(Specifiers).str();
  llvm::StringRef Name = llvm::StringRef(Class).substr(5);
  size_t Place = Text.find(Name.str());
  if (Place == std::string::npos) // by an alias
    return false;
  Text.replace(Place, Name.size(), "unique_lock");
  if (size_t Const = Text.find("const "); Const != std::string::npos)
    Text.erase(Const, 6);
  D.replace(Specifiers, Text);
  return true;
}

void unlockAround(const Site &At, const Held &H, const Stmt &S, Draft &D) {
  std::string Lock = H.Guard->getNameAsString();
  D.before(S, Lock + ".unlock();");
  if (!isa<ReturnStmt>(S) && !(&S == H.Child && H.Last))
    D.after(S, Lock + ".lock();");
}

bool uses(const Stmt &S, const Stmt &Declaring) {
  const auto *Declares = dyn_cast<DeclStmt>(&Declaring);
  if (!Declares)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
    return llvm::is_contained(Declares->decls(), Ref->getDecl());
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && uses(*Child, Declaring);
  });
}

std::string freshName(const Site &At, llvm::StringRef Wanted) {
  llvm::StringRef Body = At->In && At->In->hasBody()
                             ? At.text(At->In->getBody()->getSourceRange())
                             : llvm::StringRef();
  std::string Name = Wanted.str();
  for (unsigned I = 2; Body.contains(Name); ++I)
    Name = (Wanted + llvm::Twine(I)).str();
  return Name;
}

} // namespace cleanexit
