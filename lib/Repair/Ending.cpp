//===-- Ending.cpp - What of a destructor may wait, and what is quick -----===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Ending.h"
#include "Repair/Threads.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace cleanexit {

std::optional<Ending> endingAt(const Site &At) {
  const CXXDestructorDecl *In = At.destructor();
  const auto *Body =
      In ? dyn_cast_or_null<CompoundStmt>(In->getBody()) : nullptr;
  if (!Body || At->Named)
    return std::nullopt;
  const CompoundStmt *Block = Body;
  if (Body->size() == 1)
    if (const auto *Try = dyn_cast<CXXTryStmt>(Body->body_front()))
      Block = Try->getTryBlock();
  for (size_t I = 0; I + 1 < At->Path.size(); ++I)
    if (At->Path[I] == Block)
      return Ending{In, In->getParent(), Body, Block, At->Path[I + 1]};
  return std::nullopt;
}

static const NamedDecl *calleeOf(const Stmt &S) {
  const auto *Call = dyn_cast<CallExpr>(&S);
  return Call ? dyn_cast_or_null<NamedDecl>(Call->getCalleeDecl()) : nullptr;
}

/// The body of what is called, if it is the project's own.
static const Stmt *bodyOf(const Stmt &Call) {
  const auto *F = dyn_cast_or_null<FunctionDecl>(calleeOf(Call));
  const FunctionDecl *Defined = nullptr;
  const Stmt *Body = F ? F->getBody(Defined) : nullptr;
  const SourceManager *Sources =
      Body ? &F->getASTContext().getSourceManager() : nullptr;
  return Body && !Sources->isInSystemHeader(
                     Sources->getExpansionLoc(Body->getBeginLoc()))
             ? Body
             : nullptr;
}

/// As Function::Key: qualified, without template arguments.
static std::string keyOf(const Stmt &S) {
  std::string Key, Name = calleeName(dyn_cast<CallExpr>(&S));
  unsigned Depth = 0;
  for (char C : Name) {
    Depth += C == '<';
    if (!Depth)
      Key += C;
    Depth -= C == '>' && Depth;
  }
  return Key;
}

const FunctionModel *modelOf(const Stmt &Call) {
  static const Models Bundled = Models::bundled();
  if (!calleeOf(Call) || bodyOf(Call))
    return nullptr;
  return Bundled.function(keyOf(Call));
}

static bool isOfKind(Effect E, llvm::StringRef Check) {
  if (Check == "cleanup-network-io")
    return E == Effect::Network || E == Effect::Database;
  return E != Effect::WaitThread && E != Effect::TakeLock &&
         E != Effect::UnknownCode && E != Effect::FileIO;
}

static bool mayWait(const Stmt &S, llvm::StringRef Check, unsigned Depth) {
  return anyBelow(&S, [&](const Stmt &Each) {
    if (const FunctionModel *M = modelOf(Each))
      return llvm::any_of(M->Acts, [&](const ActModel &A) {
        return isOfKind(A.What, Check) && !A.Strict;
      });
    const Stmt *Body = Depth ? bodyOf(Each) : nullptr;
    return Body && mayWait(*Body, Check, Depth - 1);
  });
}

bool mayWait(const Stmt &S, llvm::StringRef Check) {
  return mayWait(S, Check, 4);
}

bool leavesAtOnce(const Stmt &S) {
  const auto *If = dyn_cast<IfStmt>(&S);
  if (!If || If->getElse() || !If->getThen())
    return false;
  const Stmt *Then = If->getThen();
  if (const auto *Block = dyn_cast<CompoundStmt>(Then))
    Then = Block->size() == 1 ? Block->body_front() : nullptr;
  return isa_and_nonnull<ReturnStmt>(Then);
}

static bool isRelease(llvm::StringRef Name) {
  for (llvm::StringRef Known :
       {"close", "shutdown", "free", "std::free", "closesocket", "SSL_free",
        "SSL_CTX_free", "curl_easy_cleanup", "BIO_free", "freeaddrinfo"})
    if (Name == Known)
      return true;
  return false;
}

static bool isQuick(const Stmt &S, unsigned Depth) {
  return !anyBelow(&S, [&](const Stmt &Each) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, CXXThrowExpr,
            LambdaExpr, GotoStmt, LabelStmt>(Each))
      return true;
    const auto *Made = dyn_cast<CXXConstructExpr>(&Each);
    if (Made && !Made->getConstructor()->isTrivial())
      return true;
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(&Each)) {
      const CXXRecordDecl *Class =
          Delete->getDestroyedType()->getAsCXXRecordDecl();
      return Delete->getDestroyedType()->isDependentType() ||
             (Class && !Class->hasTrivialDestructor());
    }
    const auto *Call = dyn_cast<CallExpr>(&Each);
    if (!Call)
      return false;
    std::string Name = keyOf(Each);
    if (isRelease(Name))
      return false;
    llvm::StringRef Std = Name;
    if (Std.consume_front("std::") &&
        (Std.starts_with("atomic") || Std.starts_with("__atomic_base") ||
         Std.ends_with("::get") || Std.ends_with("::operator bool") ||
         Std.ends_with("::empty") || Std.ends_with("::size") ||
         Std == "exchange" || Std == "move"))
      return false;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(calleeOf(Each));
    const auto *Written = dyn_cast<MemberExpr>(Call->getCallee());
    if (M && M->isVirtual() && Written && !Written->hasQualifier())
      return true; // which one is not known
    const Stmt *Body = Depth ? bodyOf(Each) : nullptr;
    return !Body || !isQuick(*Body, Depth - 1);
  });
}

bool isQuick(const Stmt &S) { return isQuick(S, 3); }

static bool givesBack(const Stmt &S, unsigned Depth) {
  return anyBelow(&S, [&](const Stmt &Each) {
    if (isa<CXXDeleteExpr>(Each))
      return true;
    const auto *Call = dyn_cast<CallExpr>(&Each);
    if (!Call)
      return false;
    if (isRelease(keyOf(Each)))
      return true;
    const Stmt *Body = Depth ? bodyOf(Each) : nullptr;
    return Body && givesBack(*Body, Depth - 1);
  });
}

bool givesBack(const Stmt &S) { return givesBack(S, 3); }

bool endsByName(llvm::StringRef Callee) {
  std::string Name = Callee.rsplit("::").second.lower();
  if (Name.empty())
    Name = Callee.lower();
  for (llvm::StringRef Word :
       {"free", "destroy", "delete", "release", "cleanup", "unref", "deinit"})
    if (llvm::StringRef(Name).contains(Word))
      return true;
  return llvm::StringRef(Name).ends_with("_term") ||
         llvm::StringRef(Name).ends_with("_fini");
}

bool waitsForThread(const Site &At) {
  Located Act = At.act();
  // Where the act is in another TU, the message tells.
  if (isJoin(Act) ||
      llvm::StringRef(At.Of.Message).contains("waits for a thread to end"))
    return true;
  const auto *Call = Act.begins<CallExpr>();
  const FunctionModel *M = Call ? modelOf(*Call) : nullptr;
  return M && M->Does(Effect::WaitThread);
}

namespace {

/// How often a function is named anywhere.
class Mentions : public RecursiveASTVisitor<Mentions> {
  const FunctionDecl &Of;

public:
  unsigned Number = 0;
  explicit Mentions(const FunctionDecl &Of) : Of(Of) {}

  bool VisitDeclRefExpr(DeclRefExpr *E) { return count(E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return count(E->getMemberDecl()); }

private:
  bool count(const Decl *D) {
    Number += D->getCanonicalDecl() == Of.getCanonicalDecl();
    return Number < 2;
  }
};

} // namespace

bool isOnlyForTheEnd(const Site &At, const Located &Act) {
  if (!Act.In || Act.In == At->In)
    return Act.In;
  for (const ChainNote &Step : llvm::ArrayRef(At.Of.Chain)) {
    const FunctionDecl *In = At.locate(Step.At).In;
    if (!In)
      return false;
    if (In == At->In)
      continue;
    const auto *M = dyn_cast<CXXMethodDecl>(In);
    if (M ? M->getAccess() == AS_public || M->isVirtual() ||
                M->getParent()->isLambda()
          : In->getFormalLinkage() != Linkage::Internal)
      return false;
    Mentions Named(*In);
    Named.TraverseDecl(At.Context.getTranslationUnitDecl());
    if (Named.Number != 1)
      return false;
  }
  return true;
}

const Expr *chosenAt(const Site &At, const Located &Act, const Expr &Argument) {
  if (isOnlyForTheEnd(At, Act) && !isa<DeclRefExpr>(Argument.IgnoreImpCasts()))
    return &Argument;
  if (Act.In == At->In)
    return &Argument;
  const auto *Ref = dyn_cast<DeclRefExpr>(Argument.IgnoreParenImpCasts());
  const auto *Parameter = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  const auto *Call = At->begins<CallExpr>();
  const auto *Callee =
      Call ? dyn_cast_or_null<FunctionDecl>(Call->getCalleeDecl()) : nullptr;
  if (!Parameter || !Callee || !Act.In ||
      Callee->getCanonicalDecl() != Act.In->getCanonicalDecl())
    return nullptr;
  unsigned Index = Parameter->getFunctionScopeIndex();
  if (Index >= Call->getNumArgs() ||
      isa<CXXDefaultArgExpr>(Call->getArg(Index)))
    return nullptr;
  return Call->getArg(Index);
}

bool mentions(const Stmt &S,
              llvm::function_ref<bool(const ValueDecl &)> Which) {
  return anyBelow(&S, [&](const Stmt &Each) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&Each))
      return Which(*Ref->getDecl());
    const auto *Member = dyn_cast<MemberExpr>(&Each);
    return Member && Which(*Member->getMemberDecl());
  });
}

static bool has(const CXXRecordDecl &Class, llvm::StringRef Name) {
  for (const Decl *D : Class.decls()) {
    const auto *N = dyn_cast<NamedDecl>(D);
    if (N && N->getDeclName().isIdentifier() && N->getName() == Name)
      return true;
  }
  return llvm::any_of(Class.bases(), [&](const CXXBaseSpecifier &B) {
    const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
    return Base && Base->hasDefinition() && has(*Base->getDefinition(), Name);
  });
}

std::string freshMethod(const CXXRecordDecl &Class,
                        llvm::ArrayRef<llvm::StringRef> Wanted) {
  unsigned Upper = 0, Lower = 0;
  for (const CXXMethodDecl *M : Class.methods())
    if (M->getDeclName().isIdentifier() && !M->getName().empty())
      ++(llvm::isUpper(M->getName()[0]) ? Upper : Lower);
  for (llvm::StringRef Each : Wanted) {
    std::string Name = Each.str();
    if (Upper > Lower)
      Name[0] = llvm::toUpper(Name[0]);
    if (!has(Class, Name))
      return Name;
  }
  return "";
}

const CallExpr *wholeCall(const Stmt &S) {
  const auto *E = dyn_cast<Expr>(&S);
  E = E ? E->IgnoreImplicit() : nullptr;
  if (const auto *Void = dyn_cast_or_null<CStyleCastExpr>(E);
      Void && Void->getType()->isVoidType())
    E = Void->getSubExpr()->IgnoreImplicit();
  return dyn_cast_or_null<CallExpr>(E);
}

} // namespace cleanexit
