//===-- Held.cpp - The guard of a lock that is held at a finding *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Held.h"
#include "Repair/Ending.h"
#include "Repair/Threads.h"
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

/// "unlock", "Unlock", "UnLock": as a class spells it.
static const CXXMethodDecl *methodLike(const CXXRecordDecl *Class,
                                       llvm::StringRef Lower) {
  if (!Class || !Class->hasDefinition())
    return nullptr;
  for (const CXXMethodDecl *M : Class->getDefinition()->methods())
    if (M->getDeclName().isIdentifier() && M->getAccess() == AS_public &&
        M->getMinRequiredArguments() == 0 && M->getName().lower() == Lower)
      return M;
  for (const CXXBaseSpecifier &B : Class->getDefinition()->bases())
    if (const CXXMethodDecl *M =
            methodLike(B.getType()->getAsCXXRecordDecl(), Lower))
      return M;
  return nullptr;
}

/// `lock.Get()`, which is the std::unique_lock inside.
static const CXXMethodDecl *innerLock(const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition())
    return nullptr;
  for (const CXXMethodDecl *M : Class->getDefinition()->methods())
    if (M->getDeclName().isIdentifier() && M->getAccess() == AS_public &&
        M->getNumParams() == 0 && M->getReturnType()->isLValueReferenceType() &&
        className(M->getReturnType()) == "std::unique_lock")
      return M;
  return nullptr;
}

static const Expr *onlyArgument(const VarDecl &Guard) {
  const Expr *Init = Guard.getInit();
  Init = Init ? Init->IgnoreImplicit() : nullptr;
  if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init);
      Made && Made->getNumArgs() == 1)
    return Made->getArg(0);
  if (const auto *List = dyn_cast_or_null<ParenListExpr>(Init);
      List && List->getNumExprs() == 1)
    return List->getExpr(0);
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Init);
      List && List->getNumInits() == 1)
    return List->getInit(0);
  return nullptr;
}

static bool isMentioned(const Held &H) {
  bool Behind = false;
  for (const Stmt *S : H.Block->body()) {
    if (Behind && uses(*S, *H.Declared))
      return true;
    Behind |= S == H.Declared;
  }
  return false;
}

static bool makeUniqueLock(const Site &At, const Held &H, Draft &D) {
  const Expr *Made = onlyArgument(*H.Guard);
  SourceRange Specifiers(H.Declared->getBeginLoc(),
                         H.Guard->getTypeSpecEndLoc());
  std::string Class = className(H.Guard->getType());
  if (Class == "std::scoped_lock" && !Made)
    return false;
  std::string Text = At.text(Specifiers).str();
  llvm::StringRef Name = llvm::StringRef(Class).substr(5);
  size_t Place = Text.find(Name.str());
  if (Place == std::string::npos) {
    if (!Made || Made->getType()->isDependentType())
      return false;
    const auto *Is = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        H.Guard->getType()->getAsCXXRecordDecl());
    if (!Is || Is->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
      return false;
    Text = "std::unique_lock<" +
           fullTypeName(Is->getTemplateArgs()[0].getAsType(), At.Context) + ">";
  } else {
    Text.replace(Place, Name.size(), "unique_lock");
    if (size_t Const = Text.find("const "); Const != std::string::npos)
      Text.erase(Const, 6);
  }
  D.replace(Specifiers, Text);
  return true;
}

/// `Guard lock = guardLock(&m);`: `guardUnlock(&lock)`, if there is that.
static std::optional<Unlocking> byCleanup(const Site &At, const Held &H) {
  const auto *Call = At.locate(At.Of.Chain.front().At).begins<CallExpr>();
  if (!Call || Call->getBeginLoc().isMacroID())
    return std::nullopt;
  std::string Name = unlockOf(At, *Call);
  Name = Name.substr(0, Name.find('('));
  for (const NamedDecl *D : At.Context.getTranslationUnitDecl()->lookup(
           DeclarationName(&At.Context.Idents.get(Name)))) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (F && F->getNumParams() == 1 &&
        At.Context.hasSameType(F->getParamDecl(0)->getType(),
                               At.Context.getPointerType(H.Guard->getType())))
      return Unlocking{Name + "(&" + H.Guard->getNameAsString() + ");",
                       H.Guard->getNameAsString() + " = " +
                           At.text(Call->getSourceRange()).str() + ";"};
  }
  return std::nullopt;
}

namespace {

/// The lock that a guard is given, by reference or pointer.
struct GivenLock {
  const Expr *Type; ///< of the lock, or of a pointer to it
  std::string Text; ///< the lock: `mutex_`, `*mutex`
  std::string If;   ///< `safe_` of `safe_ ? &mutex_ : nullptr`; empty: always
};

} // namespace

static bool isNull(const Site &At, const Expr &E) {
  return E.isNullPointerConstant(At.Context,
                                 Expr::NPC_ValueDependentIsNotNull) !=
         Expr::NPCK_NotNull;
}

/// Whether a guard may be given a null pointer, for all that is seen.
static bool takesNull(const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition())
    return true;
  return llvm::any_of(Class->getDefinition()->methods(),
                      [](const CXXMethodDecl *M) {
                        const FunctionDecl *Defined = nullptr;
                        return isa<CXXConstructorDecl, CXXDestructorDecl>(M) &&
                               !M->isImplicit() && !M->isDeleted() &&
                               (!M->getBody(Defined) ||
                                anyBelow(Defined->getBody(), [](const Stmt &S) {
                                  return isa<IfStmt, ConditionalOperator>(S);
                                }));
                      });
}

static std::optional<GivenLock> givenTo(const Site &At, const VarDecl &Guard) {
  const Expr *Lock = onlyArgument(Guard);
  if (!Lock)
    return std::nullopt;
  Lock = Lock->IgnoreParenImpCasts();
  std::string If;
  if (const auto *Either = dyn_cast<ConditionalOperator>(Lock)) {
    const bool First = isNull(At, *Either->getFalseExpr());
    if (!First && !isNull(At, *Either->getTrueExpr()))
      return std::nullopt;
    const Expr *Condition = Either->getCond()->IgnoreImpCasts();
    If = At.text(Condition->getSourceRange()).str();
    if (!First)
      If = isa<DeclRefExpr, MemberExpr, CallExpr>(Condition) ? "!" + If
                                                             : "!(" + If + ")";
    Lock = First ? Either->getTrueExpr() : Either->getFalseExpr();
    Lock = Lock->IgnoreParenImpCasts();
  }
  const auto *Of = dyn_cast<UnaryOperator>(Lock);
  if (Of && Of->getOpcode() == UO_AddrOf)
    Lock = Of->getSubExpr()->IgnoreParenImpCasts();
  std::string Text = At.text(Lock->getSourceRange()).str();
  if (!Lock->getType()->isPointerType())
    return GivenLock{Lock, Text, If};
  // Whether there is a lock is known where it is taken.
  if (!isa<DeclRefExpr, MemberExpr>(Lock) || !If.empty() ||
      takesNull(Guard.getType()->getAsCXXRecordDecl()))
    return std::nullopt;
  return GivenLock{Lock, "*" + Text, ""};
}

/// A guard that can do nothing else: its lock in a std::unique_lock, which is
/// left empty where the guard was given none.
static std::optional<Unlocking> byUniqueLock(const Site &At, const Held &H,
                                             Draft &D) {
  std::optional<GivenLock> Given = givenTo(At, *H.Guard);
  if (!Given || Given->Type->getType()->isDependentType() ||
      !At.Context.getLangOpts().CPlusPlus11 || isMentioned(H))
    return std::nullopt;
  QualType Type = Given->Type->getType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Mutex = Type->getAsCXXRecordDecl();
  const CXXMethodDecl *Locks = methodLike(Mutex, "lock");
  const CXXMethodDecl *Unlocks = methodLike(Mutex, "unlock");
  if (!Locks || !Unlocks)
    return std::nullopt;
  const std::string Name = H.Guard->getNameAsString(), On = Given->Text;
  if (Locks->getName() != "lock" || Unlocks->getName() != "unlock") {
    if (On.front() == '*' || !Given->If.empty())
      return std::nullopt;
    return Unlocking{On + "." + Unlocks->getNameAsString() + "();",
                     On + "." + Locks->getNameAsString() + "();"};
  }
  D.include("<mutex>", "unique_lock");
  const std::string Class =
      "std::unique_lock<" +
      fullTypeName(Type.getUnqualifiedType(), At.Context) + ">";
  if (Given->If.empty()) {
    D.replace(H.Declared->getSourceRange(),
              Class + " " + Name + "(" + On + ");");
    return Unlocking{Name + ".unlock();", Name + ".lock();"};
  }
  D.replace(H.Declared->getSourceRange(), Class + " " + Name + ";\nif (" +
                                              Given->If + ")\n" + Name + " = " +
                                              Class + "(" + On + ");");
  return Unlocking{"if (" + Name + ".owns_lock())\n" + Name + ".unlock();",
                   "if (" + Name + ".mutex())\n" + Name + ".lock();"};
}

std::optional<Unlocking> unlocking(const Site &At, const Held &H, Draft &D) {
  if (H.Guard->hasAttr<CleanupAttr>())
    return byCleanup(At, H);
  std::string Name = H.Guard->getNameAsString();
  std::string Class = className(H.Guard->getType());
  if (Class == "std::unique_lock" || Class == "std::shared_lock")
    return Unlocking{Name + ".unlock();", Name + ".lock();"};
  if (Class == "std::lock_guard" || Class == "std::scoped_lock") {
    if (!makeUniqueLock(At, H, D))
      return std::nullopt;
    return Unlocking{Name + ".unlock();", Name + ".lock();"};
  }
  const CXXRecordDecl *Record = H.Guard->getType()->getAsCXXRecordDecl();
  if (H.Guard->getType().isConstQualified())
    return std::nullopt;
  if (const CXXMethodDecl *Unlock = methodLike(Record, "unlock")) {
    const CXXMethodDecl *Lock = methodLike(Record, "lock");
    return Unlocking{Name + "." + Unlock->getNameAsString() + "();",
                     Lock ? Name + "." + Lock->getNameAsString() + "();" : ""};
  }
  if (const CXXMethodDecl *Inner = innerLock(Record)) {
    std::string On = Name + "." + Inner->getNameAsString() + "()";
    return Unlocking{On + ".unlock();", On + ".lock();"};
  }
  return byUniqueLock(At, H, D);
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
  const bool Last = isLast(At, H, S, &Until);
  if (!Last && By.Lock.empty())
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
