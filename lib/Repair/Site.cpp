//===-- Site.cpp - A finding's place in the AST -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Site.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace cleanexit {
namespace {

class Locator : public RecursiveASTVisitor<Locator> {
  using Base = RecursiveASTVisitor<Locator>;
  const SourceManager &Sources;
  SourceLocation At;
  Located Now;

public:
  Located Found;

  Locator(const SourceManager &Sources, SourceLocation At)
      : Sources(Sources), At(At) {}

  bool TraverseDecl(Decl *D) {
    if (!D || Found.found())
      return true;
    const bool IsContext =
        isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl, RecordDecl>(D);
    if (!IsContext && !covers(D->getSourceRange()))
      return true;
    if (const auto *N = dyn_cast<NamedDecl>(D);
        N && is(N->getLocation()) && !N->isImplicit()) {
      const auto *F = dyn_cast<FunctionDecl>(N);
      Found = Now;
      Found.NumAround = Found.Path.size();
      Found.Named = N;
      if (F)
        Found.In = F;
      return true;
    }
    if (auto *F = dyn_cast<FunctionDecl>(D)) {
      Located Outer = std::move(Now);
      Now = {};
      Now.In = F;
      Base::TraverseDecl(D);
      Now = std::move(Outer);
      return true;
    }
    return Base::TraverseDecl(D);
  }

  bool TraverseLambdaExpr(LambdaExpr *E) {
    Located Outer = Now;
    if (covers(E->getBody()->getSourceRange())) {
      Now = {};
      Now.In = E->getCallOperator();
    }
    Base::TraverseLambdaExpr(E);
    Now = std::move(Outer);
    return true;
  }

  bool TraverseStmt(Stmt *S) {
    if (!S || Found.found())
      return true;
    Now.Path.push_back(S);
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
    if ((is(S->getBeginLoc()) && !isa<CompoundStmt>(S)) ||
        (Operator && is(Operator->getCallee()->getBeginLoc()))) {

      const size_t Around = Now.Path.size() - 1;
      collect(S);
      Found = Now;
      Found.NumAround = Around;
      return true;
    }
    Base::TraverseStmt(S);
    Now.Path.pop_back();
    return true;
  }

private:
  bool is(SourceLocation Loc) const {
    return Loc.isValid() && Sources.getFileLoc(Loc) == At;
  }

  bool covers(SourceRange R) const {
    SourceLocation Begin = Sources.getFileLoc(R.getBegin());
    SourceLocation End = Sources.getExpansionRange(R.getEnd()).getEnd();
    return R.isValid() && Sources.getFileID(Begin) == Sources.getFileID(At) &&
           !Sources.isBeforeInTranslationUnit(At, Begin) &&
           !Sources.isBeforeInTranslationUnit(End, At);
  }

  /// What begins where S does, below it.
  void collect(const Stmt *S) {
    for (const Stmt *Child : S->children())
      if (Child && is(Child->getBeginLoc())) {
        Now.Path.push_back(Child);
        return collect(Child);
      }
  }
};

} // namespace

static size_t placeOfStatement(const Located &L) {
  for (size_t I = L.Path.size(); I-- > 1;)
    if (isa<CompoundStmt>(L.Path[I - 1]))
      return I;
  return 0;
}

const Stmt *Located::statement() const {
  size_t I = placeOfStatement(*this);
  return I ? Path[I] : nullptr;
}

const CompoundStmt *Located::block() const {
  size_t I = placeOfStatement(*this);
  return I ? cast<CompoundStmt>(Path[I - 1]) : nullptr;
}

Site::Site(const Finding &F, ASTContext &Context)
    : Of(F), Context(Context), Sources(Context.getSourceManager()) {
  Here = locate(F.At);
}

Located Site::locate(const Position &At) const {
  if (At.File.empty())
    return {};
  OptionalFileEntryRef File =
      Sources.getFileManager().getOptionalFileRef(At.File);
  if (!File)
    return {};
  SourceLocation Loc = Sources.translateFileLineCol(*File, At.Line, At.Column);
  if (Loc.isInvalid())
    return {};
  Locator Search(Sources, Loc);
  Search.TraverseDecl(Context.getTranslationUnitDecl());
  return std::move(Search.Found);
}

Located Site::act() const {
  return Of.Chain.empty() ? Here : locate(Of.Chain.back().At);
}

const CXXRecordDecl *Site::self() const {
  const DeclContext *D = Here.In;
  for (; D; D = D->getParent())
    if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && !R->isLambda())
      return R;
    else if (const auto *M = dyn_cast<CXXMethodDecl>(D);
             M && !M->getParent()->isLambda())
      return M->getParent();
  return nullptr;
}

bool Site::neverThrows() const {
  const auto *Type =
      Here.In ? Here.In->getType()->getAs<FunctionProtoType>() : nullptr;
  if (!Type)
    return false;
  // A template's destructor is not looked at until there is one.
  const ExceptionSpecificationType Said = Type->getExceptionSpecType();
  return Type->isNothrow() ||
         (destructor() &&
          (isUnresolvedExceptionSpec(Said) || Said == EST_None));
}

SourceLocation Site::semicolonOf(const FunctionDecl &D) const {
  SourceLocation Loc = Sources.getExpansionRange(D.getEndLoc()).getEnd();
  for (unsigned Tokens = 0; Tokens < 8; ++Tokens) {
    std::optional<Token> Next =
        Lexer::findNextToken(Loc, Sources, Context.getLangOpts());
    if (!Next)
      return {};
    Loc = Next->getLocation();
    if (Next->is(tok::semi))
      return Loc;
  }
  return {};
}

llvm::StringRef Site::text(SourceRange Tokens) const {
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Tokens), Sources,
                              Context.getLangOpts());
}

bool Site::hasStd(llvm::StringRef Name) const {
  const DeclContext *Std = nullptr;
  for (const NamedDecl *D : Context.getTranslationUnitDecl()->lookup(
           DeclarationName(&Context.Idents.get("std"))))
    Std = dyn_cast<NamespaceDecl>(D);
  return Std &&
         !Std->lookup(DeclarationName(&Context.Idents.get(Name))).empty();
}

std::string calleeName(const Expr *Call) {
  const NamedDecl *D = nullptr;
  if (const auto *C = dyn_cast_or_null<CallExpr>(Call))
    D = dyn_cast_or_null<NamedDecl>(C->getCalleeDecl());
  std::string Name = D ? D->getQualifiedNameAsString() : "";
  for (llvm::StringRef Inline : {"__cxx11::", "__1::", "_V2::", "_V2::"})
    if (size_t I = Name.find(Inline.str()); I != std::string::npos)
      Name.erase(I, Inline.size());
  return Name;
}

const FieldDecl *memberOfThis(const Expr *E) {
  if (!E)
    return nullptr;
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_Deref || U->getOpcode() == UO_AddrOf))
    return memberOfThis(U->getSubExpr());
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
      O && O->getNumArgs() == 1)
    return memberOfThis(O->getArg(0));
  const auto *M = dyn_cast<MemberExpr>(E);
  if (!M || !isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
    return nullptr;
  return dyn_cast<FieldDecl>(M->getMemberDecl());
}

std::string fullTypeName(QualType T, const ASTContext &Context) {
  PrintingPolicy Policy(Context.getLangOpts());
  if (T->getContainedAutoType()) // as it was written elsewhere
    T = T.getCanonicalType();
  return TypeName::getFullyQualifiedName(T, Context, Policy);
}

std::string className(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const TagDecl *D = T->getAsTagDecl();
  if (!D)
    if (const auto *S = T->getAs<TemplateSpecializationType>())
      if (const TemplateDecl *Of = S->getTemplateName().getAsTemplateDecl())
        return Of->getQualifiedNameAsString();
  if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(D))
    return S->getSpecializedTemplate()->getQualifiedNameAsString();
  return D ? D->getQualifiedNameAsString() : "";
}

bool declaresGuard(const Stmt &S) {
  const auto *Declares = dyn_cast<DeclStmt>(&S);
  return Declares && llvm::any_of(Declares->decls(), [](const Decl *D) {
           const auto *V = dyn_cast<VarDecl>(D);
           const std::string Class = V ? className(V->getType()) : "";
           return llvm::any_of(
               std::initializer_list<llvm::StringRef>{"lock", "guard", "scope",
                                                      "exit", "defer", "final"},
               [&](llvm::StringRef Word) {
                 return llvm::StringRef(Class).contains_insensitive(Word);
               });
         });
}

} // namespace cleanexit
