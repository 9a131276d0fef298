//===-- Unlocking.cpp - How the lock of a guard is given up early ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Ending.h"
#include "Repair/Held.h"
#include "Repair/Threads.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace cleanexit {

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

/// What a guard's cleanup function does: it, or the one that it hands its
/// argument on to.
static const FunctionDecl &doneAtEnd(const VarDecl &Guard) {
  const FunctionDecl &Ends = *Guard.getAttr<CleanupAttr>()->getFunctionDecl();
  const FunctionDecl *Defined = nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Ends.getBody(Defined));
  const CallExpr *Call =
      Body && Body->size() == 1 ? wholeCall(*Body->body_front()) : nullptr;
  const auto *Given =
      Call && Call->getNumArgs() == 1
          ? dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts())
          : nullptr;
  const FunctionDecl *Next = Call ? Call->getDirectCallee() : nullptr;
  return Next && Given && isa<ParmVarDecl>(Given->getDecl()) ? *Next : Ends;
}

/// `Guard lock = guardLock(&m);`: `guardUnlock(&lock)`, if there is that, or
/// what is done at its end.
static std::optional<Unlocking> byCleanup(const Site &At, const Held &H) {
  const auto *Call = At.locate(At.Of.Chain.front().At).begins<CallExpr>();
  if (!Call || Call->getBeginLoc().isMacroID())
    return std::nullopt;
  const std::string Guard = H.Guard->getNameAsString();
  const std::string Again =
      Guard + " = " + At.text(Call->getSourceRange()).str() + ";";
  std::string Name = unlockOf(At, *Call);
  Name = Name.substr(0, Name.find('('));
  for (const NamedDecl *D : At.Context.getTranslationUnitDecl()->lookup(
           DeclarationName(&At.Context.Idents.get(Name)))) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (F && F->getNumParams() == 1 &&
        At.Context.hasSameType(F->getParamDecl(0)->getType(),
                               At.Context.getPointerType(H.Guard->getType())))
      return Unlocking{Name + "(&" + Guard + ");", Again};
  }
  if (H.Guard->getType().isConstQualified() ||
      !At.Context.hasSameType(Call->getType(), H.Guard->getType()))
    return std::nullopt;
  return Unlocking{doneAtEnd(*H.Guard).getNameAsString() + "(&" + Guard + ");",
                   Again, /*Always=*/true};
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

} // namespace cleanexit
