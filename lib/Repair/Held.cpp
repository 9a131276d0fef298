//===-- Held.cpp - The guard of a lock that is held at a finding *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Ending.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/StringExtras.h"

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

/// The guard with a cleanup function that a statement declares or sets.
static const VarDecl *setBy(const Stmt *S) {
  const VarDecl *Guard = nullptr;
  if (const auto *D = dyn_cast_or_null<DeclStmt>(S); D && D->isSingleDecl())
    Guard = dyn_cast<VarDecl>(D->getSingleDecl());
  else if (const auto *B = dyn_cast_or_null<BinaryOperator>(S);
           B && B->getOpcode() == BO_Assign)
    if (const auto *Ref =
            dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParenImpCasts()))
      Guard = dyn_cast<VarDecl>(Ref->getDecl());
  return Guard && Guard->hasAttr<CleanupAttr>() ? Guard : nullptr;
}

std::optional<Held> heldAt(const Site &At) {
  if (At.Of.Chain.empty())
    return std::nullopt;
  Located Taken = At.locate(At.Of.Chain.front().At);
  const auto *Guard = dyn_cast_or_null<VarDecl>(Taken.Named);
  // A variable with a cleanup function is set by the call that takes the lock.
  if (!Guard)
    Guard = setBy(Taken.statement());
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

bool isCalledLocked(const Site &At) {
  const auto *Call = At->begins<CallExpr>();
  const Decl *Callee = Call ? Call->getCalleeDecl() : nullptr;
  return Callee && Callee->hasAttr<RequiresCapabilityAttr>();
}

bool isLast(const Site &At, const Held &H, const Stmt &S, const Stmt *Until) {
  if (isa<ReturnStmt>(S))
    return true;
  // Last of each block on the way, and no loop turns again.
  bool Inside = false;
  for (size_t I = 0; I + 1 < At->Path.size(); ++I) {
    const Stmt *Around = At->Path[I];
    Inside |= Around == H.Block;
    if (Around == &S)
      return true;
    if (!Inside)
      continue;
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(Around))
      return false;
    const auto *Block = dyn_cast<CompoundStmt>(Around);
    const Stmt *Below = At->Path[I + 1];
    if (Block && Block->body_back() != (Below == &S && Until ? Until : Below))
      return false;
  }
  return true;
}

/// `a.stop(); b.stop();`: who waits for one waits for the other.
static const Stmt &lastAlike(const CompoundStmt &Block, const Stmt &First) {
  const auto *Call = wholeCall(First);
  const Stmt *Last = &First;
  bool Behind = false;
  for (const Stmt *S : Block.body()) {
    if (Behind) {
      const auto *Other = wholeCall(*S);
      if (!Call || !Other || !Call->getCalleeDecl() ||
          Call->getCalleeDecl() != Other->getCalleeDecl())
        break;
      Last = S;
    }
    Behind |= S == &First;
  }
  return *Last;
}

bool unlockAround(const Site &At, const Held &H, const Unlocking &By,
                  const Stmt &S, Draft &D) {
  const CompoundStmt *Block = nullptr;
  for (size_t I = 0; I + 1 < At->Path.size(); ++I)
    if (At->Path[I + 1] == &S)
      Block = dyn_cast<CompoundStmt>(At->Path[I]);
  const Stmt &Until = Block ? lastAlike(*Block, S) : S;
  const bool Last = !By.Always && isLast(At, H, S, &Until);
  if ((!Last && By.Lock.empty()) || (By.Always && isa<ReturnStmt>(S)))
    return false;
  if (!Block) {
    D.wrap(S, S, "{\n" + By.Unlock, (Last ? "" : By.Lock + "\n") + "}");
    return true;
  }
  D.before(S, By.Unlock);
  if (!Last)
    D.after(Until, By.Lock);
  return true;
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

/// Where a name has a word: `lockMutex`, `mutex_lock`, not `blocking`.
static size_t wordIn(llvm::StringRef Name, llvm::StringRef Word) {
  size_t Place = Name.rfind(Word);
  if (Place == llvm::StringRef::npos)
    return std::string::npos;
  const bool Begins =
      !llvm::isLower(Word.front()) || !Place || !llvm::isAlpha(Name[Place - 1]);
  llvm::StringRef Behind = Name.substr(Place + Word.size());
  return Begins && (Behind.empty() || !llvm::isLower(Behind.front()))
             ? Place
             : std::string::npos;
}

std::string unlockOf(const Site &At, const CallExpr &Lock) {
  std::string Text = At.text(Lock.getSourceRange()).str();
  const auto *Callee = dyn_cast_or_null<NamedDecl>(Lock.getCalleeDecl());
  if (!Callee || !Callee->getDeclName().isIdentifier())
    return "";
  std::string Name = Callee->getName().str(), Other = Name;
  if (Callee->getName().contains_insensitive("unlock"))
    return "";
  for (auto [Takes, Gives] :
       {std::pair("Enter", "Leave"), std::pair("enter", "leave"),
        std::pair("acquire", "release"), std::pair("Acquire", "Release"),
        std::pair("lock", "unlock"), std::pair("Lock", "Unlock")})
    if (size_t Place = wordIn(Other, Takes); Place != std::string::npos) {
      Other.replace(Place, strlen(Takes), Gives);
      break;
    }
  // `lock.lock()`: the object may be called so, too.
  size_t Place =
      isa<CXXMemberCallExpr>(Lock) ? Text.rfind(Name) : Text.find(Name);
  if (Other == Name || Place == std::string::npos)
    return "";
  return Text.replace(Place, Name.size(), Other);
}

static bool hasWord(llvm::StringRef Text, llvm::StringRef Word) {
  auto IsPart = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  for (size_t I = Text.find(Word); I != llvm::StringRef::npos;
       I = Text.find(Word, I + 1)) {
    llvm::StringRef Before = Text.take_front(I),
                    Behind = Text.substr(I + Word.size());
    if ((Before.empty() || !IsPart(Before.back())) &&
        (Behind.empty() || !IsPart(Behind.front())))
      return true;
  }
  return false;
}

std::string freshName(const Site &At, llvm::StringRef Wanted) {
  llvm::StringRef Body = At->In && At->In->hasBody()
                             ? At.text(At->In->getBody()->getSourceRange())
                             : llvm::StringRef();
  std::string Name = Wanted.str();
  for (unsigned I = 2; hasWord(Body, Name); ++I)
    Name = (Wanted + llvm::Twine(I)).str();
  return Name;
}

} // namespace cleanexit
