//===-- Destruction.cpp - Destructors that nobody wrote ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Three kinds of destructor have a body here:
//   written      the body, then members and bases        (Lowering::function)
//   implied      members and bases                       (user's class)
//   a library's  what the model says that it owns        (std::vector<T>: T)
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "Scan/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace cleanexit {

const CXXDestructorDecl *Unit::destructorDecl(const CXXRecordDecl &D) {
  if (!D.hasDefinition())
    return nullptr;
  if (const CXXDestructorDecl *Known = D.getDestructor())
    return Known;
  return Sema ? Sema->LookupDestructor(const_cast<CXXRecordDecl *>(&D))
              : nullptr;
}

void typeArguments(const TemplateArgument &A,
                   llvm::SmallVectorImpl<QualType> &Types) {
  if (A.getKind() == TemplateArgument::Type)
    Types.push_back(A.getAsType());
  else if (A.getKind() == TemplateArgument::Pack)
    for (const TemplateArgument &Part : A.pack_elements())
      typeArguments(Part, Types);
}

void Unit::libraryDestructor(FunctionId F,
                             const ClassTemplateSpecializationDecl &D,
                             const TypeModel &Model) {
  Lowering L(*this, F);
  if (Model.IsLockGuard)
    L.unlocks(D, Model);
  else
    L.ownedBy(D, Model);
  L.finish();
}

/// A library's guard of a lock that the project wrote.
void Lowering::unlocks(const ClassTemplateSpecializationDecl &D,
                       const TypeModel &Model) {
  if (Model.GuardInverse)
    return;
  llvm::SmallVector<QualType, 2> Guarded;
  for (const TemplateArgument &A : D.getTemplateArgs().asArray())
    typeArguments(A, Guarded);
  const StringRef Name = Model.GuardShared ? "unlock_shared" : "unlock";
  for (QualType T : Guarded) {
    const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
    Class = Class ? Class->getDefinition() : nullptr;
    if (!Class || U.From.of(Class->getLocation()) != Origins::User)
      continue;
    for (const CXXMethodDecl *M : Class->methods()) {
      if (!M->getIdentifier() || M->getName() != Name || M->getNumParams())
        continue;
      Step S;
      S.Kind = Op::Call;
      S.Flags = Step::Implicit | Step::Discarded;
      S.Callee = U.function(*M);
      S.Subject = U.element(U.path({PathNode::This, 0, 0, 0}));
      emit(S);
    }
  }
}

void Lowering::ownedBy(const ClassTemplateSpecializationDecl &D,
                       const TypeModel &Model, Place At, PathId Of,
                       std::optional<unsigned> Kept) {
  llvm::ArrayRef<TemplateArgument> Args = D.getTemplateArgs().asArray();
  PathId Object = U.element(Of ? Of : U.path({PathNode::This, 0, 0, 0}));
  uint16_t Flags =
      Step::Implicit | Step::Owned | (Model.OwnsShared ? Step::Shared : 0);
  if (Model.DeleterArg >= 0 && size_t(Model.DeleterArg) < Args.size() &&
      Args[Model.DeleterArg].getKind() == TemplateArgument::Type) {
    QualType Deleter = Args[Model.DeleterArg].getAsType().getNonReferenceType();
    const auto *Class = Deleter->getAsCXXRecordDecl();
    // A project may specialize it for a type of its own.
    bool Default = Class && keyOf(*Class) == "std::default_delete" &&
                   U.From.of(Class->getLocation()) == Origins::Toolchain;
    if (!Default) {
      Step S;
      S.Kind = Op::Run;
      S.Flags = Flags;
      S.At = At;
      S.Subject =
          U.field(Of ? Of : U.path({PathNode::This, 0, 0, 0}), "deleter");
      if (Class)
        S.Callee = callOperator(*Class, Args[0]);
      // std::integral_constant<decltype(&close), &close>
      const auto *Constant = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          Class && isStd(*Class, {"integral_constant"}) ? Class : nullptr);
      if (Constant && Constant->getTemplateArgs()[1].getKind() ==
                          TemplateArgument::Declaration)
        if (const auto *F = dyn_cast<FunctionDecl>(
                Constant->getTemplateArgs()[1].getAsDecl()))
          S.Callee = U.function(*F);
      if (S.Callee || !Class) {
        emit(S, pathValue(Object));
        cleanup(Cleanup::Deleter, S.Callee, Id, S.Subject, At);
      }
      return;
    }
  }
  llvm::SmallVector<QualType, 4> Owned;
  if (Model.OwnsAll)
    for (const TemplateArgument &A : Args)
      typeArguments(A, Owned);
  else
    for (unsigned Index : Model.Owns)
      if (Index < Args.size() && Index != Kept)
        typeArguments(Args[Index], Owned);
  for (QualType T : Owned) {
    if (T->isReferenceType())
      continue;
    // Complete it: a skipped body would have needed it complete.
    if (U.Sema && !T->isDependentType())
      (void)U.Sema->isCompleteType(D.getLocation(),
                                   U.Context.getBaseElementType(T));
    destroy(T, Object, At, Flags);
  }
}

const FunctionDecl *Unit::methodAtEnd(const CXXRecordDecl &Guard) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Guard);
  const TypeModel *Model = Special ? typeModel(Guard) : nullptr;
  if (!Model || Model->RunsMethod.empty())
    return nullptr;
  llvm::SmallVector<QualType, 2> Types;
  for (const TemplateArgument &A : Special->getTemplateArgs().asArray())
    typeArguments(A, Types);
  for (QualType T : Types)
    if (const auto *Class = T->getAsCXXRecordDecl();
        Class && Class->hasDefinition())
      for (const CXXMethodDecl *M : Class->getDefinition()->methods())
        if (M->getIdentifier() && M->getName() == Model->RunsMethod &&
            From.of(M->getLocation()) == Origins::User)
          return M;
  return nullptr;
}

void Lowering::callsMethod(const FunctionDecl &Method) {
  Step S;
  S.Kind = Op::Call;
  S.Flags = Step::Implicit | Step::Discarded;
  S.Callee = U.function(Method);
  S.Subject = U.element(U.path({PathNode::This, 0, 0, 0}));
  emit(S);
  finish();
}

FunctionId Unit::destructor(QualType T) {
  T = Context.getBaseElementType(T).getUnqualifiedType();
  const auto *Class = T->getAsCXXRecordDecl();
  if (!Class || T->isDependentType())
    return 0;
  Class = Class->getDefinition();
  if (!Class || Class->hasTrivialDestructor() || Class->isInvalidDecl())
    return 0;
  const CXXDestructorDecl *D = destructorDecl(*Class);
  if (D && D->isDeletedAsWritten())
    return 0;
  const bool IsLibrarys = isLibrarys(*Class);
  if (D && D->isUserProvided() && !IsLibrarys)
    return function(*D);

  std::string Name = D ? mangled(*D) : "~" + mangled(*Class);
  std::string Plain = Class->getNameAsString();
  size_t Before = Made.Functions.size();
  FunctionId Id = synthesize(
      Name, prettyOf(*Class) + "::~" + Plain, keyOf(*Class) + "::~" + Plain,
      Function::Destructor,
      place(D && !D->isImplicit() ? D->getLocation() : Class->getLocation()));
  if (Id < Before)
    return Id;
  {
    Function F = Made.Functions[Id];
    F.Except = Function::Never;
    F.Flags |= Function::Implicit | Function::Public;
    Origins::Origin Origin = From.of(Class->getLocation());
    if (Origin != Origins::User || IsLibrarys)
      F.Flags |= Function::System;
    if (IsLibrarys)
      F.Flags |= Function::Toolchain;
    if (const auto *Type =
            D ? D->getType()->getAs<FunctionProtoType>() : nullptr) {
      if (isUnresolvedExceptionSpec(Type->getExceptionSpecType()) && Sema)
        if (auto *Resolved = Sema->ResolveExceptionSpec(D->getLocation(), Type))
          Type = Resolved;
      if (!isUnresolvedExceptionSpec(Type->getExceptionSpecType()) &&
          Type->canThrow() != CT_Cannot)
        F.Except = Function::SaidMayThrow;
    }
    F.Class = record(*Class);
    if (D) {
      if (D->isVirtual())
        F.Flags |= Function::Virtual;
      for (const CXXMethodDecl *Base : D->overridden_methods())
        F.Overrides.push_back(function(*Base));
    }
    Made.Functions[Id] = std::move(F);
  }
  if (!IsLibrarys) {
    Lowering L(*this, Id);
    L.destroyMembers(*Class, {});
    L.finish();
  } else if (const auto *Special =
                 dyn_cast<ClassTemplateSpecializationDecl>(Class)) {
    if (const TypeModel *Model = typeModel(*Class))
      if (Model->OwnsAll || !Model->Owns.empty() || Model->DeleterArg >= 0 ||
          Model->IsLockGuard)
        libraryDestructor(Id, *Special, *Model);
  }
  return Id;
}

void Unit::defaultConstructor(const CXXRecordDecl &D) {
  if (!Sema || D.isUnion() || D.isInvalidDecl() ||
      D.hasUserProvidedDefaultConstructor())
    return;
  CXXConstructorDecl *C =
      Sema->LookupDefaultConstructor(const_cast<CXXRecordDecl *>(&D));
  if (!C || C->isDeleted() || C->isInvalidDecl() || C->isUserProvided() ||
      C->isDependentContext())
    return;
  if (!C->getBody())
    Sema->MarkFunctionReferenced(D.getLocation(), C);
  if (C->getBody())
    function(*C);
}

/// Has nothing been put into an object: does a constructor without arguments
/// leave empty what its class, and each member, owns?
bool Unit::isMadeEmpty(const Expr *Init) {
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
      Init ? Init->IgnoreImplicit() : nullptr);
  if (!Made || llvm::any_of(Made->arguments(), [](const Expr *Arg) {
        return !isa<CXXDefaultArgExpr>(Arg);
      }))
    return false;
  const CXXRecordDecl &Class = *Made->getConstructor()->getParent();
  if (isLibrarys(Class))
    return true;
  const FunctionDecl *Written = nullptr;
  Made->getConstructor()->hasBody(Written);
  const auto *By = dyn_cast_or_null<CXXConstructorDecl>(Written);
  if (!By || Class.hasUserDeclaredDestructor() || Class.hasMutableFields() ||
      !cast<CompoundStmt>(By->getBody())->body_empty())
    return false;
  return llvm::all_of(By->inits(), [&](const CXXCtorInitializer *I) {
    const Expr *With = I->getInit();
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(With))
      With = Default->getExpr();
    const QualType T = With->getType();
    return T->isRecordType() ? isMadeEmpty(With)
           : T->isPointerType()
               ? isa<CXXNullPtrLiteralExpr>(With->IgnoreCasts())
               : T->isScalarType();
  });
}

void Unit::owner(const VarDecl &D) {
  if (D.getType()->isReferenceType() || D.isNoDestroy(Context))
    return;
  // static const Options none;   and never more is in it
  if (D.getType().isConstQualified() && isMadeEmpty(D.getInit()))
    return;
  Owner O;
  O.Runs = destructor(D.getType());
  if (!O.Runs)
    return;
  O.K =
      D.getTLSKind() == VarDecl::TLS_None ? Owner::Static : Owner::ThreadLocal;
  O.Name = Made.Strings.intern(prettyOf(D));
  O.At = place(D.getLocation());
  for (const Owner &Known : Made.Owners)
    if (Known.At == O.At && Known.Runs == O.Runs)
      return;
  Made.Owners.push_back(O);
}

} // namespace cleanexit
