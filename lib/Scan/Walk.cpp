//===-- Walk.cpp - Which declarations of a TU are read ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Walk.h"
#include "Scan/Lowering.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cleanexit {
namespace {

class Walker {
  Unit &U;

public:
  explicit Walker(Unit &U) : U(U) {}

  void context(const DeclContext &C) {
    // Instantiating adds to the context that is walked.
    for (const Decl *D : llvm::SmallVector<const Decl *, 64>(C.decls()))
      declaration(*D);
  }

  void declaration(const Decl &D) {
    if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D))
      return context(*cast<DeclContext>(&D));
    if (U.From.of(D.getLocation()) != Origins::User || D.isInvalidDecl())
      return;
    if (const auto *F = dyn_cast<FunctionDecl>(&D))
      return function(*F);
    if (const auto *V = dyn_cast<VarDecl>(&D))
      return variable(*V);
    if (const auto *C = dyn_cast<CXXRecordDecl>(&D))
      return record(*C);
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(&D)) {
      for (const FunctionDecl *F :
           llvm::SmallVector<const FunctionDecl *, 8>(T->specializations()))
        function(*F);
      return;
    }
    if (const auto *T = dyn_cast<ClassTemplateDecl>(&D)) {
      for (const ClassTemplateSpecializationDecl *S :
           llvm::SmallVector<const ClassTemplateSpecializationDecl *, 8>(
               T->specializations()))
        record(*S);
      return;
    }
    if (const auto *F = dyn_cast<FriendDecl>(&D))
      if (const NamedDecl *Friend = F->getFriendDecl();
          Friend && isa<FunctionDecl, FunctionTemplateDecl>(Friend))
        declaration(*Friend);
  }

private:
  void function(const FunctionDecl &F) {
    const FunctionDecl *Definition = nullptr;
    if (F.isDependentContext() || !F.isDefined(Definition) ||
        !U.readable(*Definition))
      return;
    FunctionId Id = U.function(*Definition);
    if (!Definition->hasAttr<DestructorAttr>())
      return;
    Cleanup AtExit;
    AtExit.K = Cleanup::ProcessExit;
    AtExit.Runs = Id;
    AtExit.At = U.place(Definition->getLocation());
    U.Made.Cleanups.push_back(AtExit);
  }

  void record(const CXXRecordDecl &C) {
    if (!C.isThisDeclarationADefinition() || C.isDependentContext() ||
        C.isLambda())
      return;
    context(C);
    U.destructor(U.Context.getCanonicalTagType(&C));
    // Members that are given a value where they are declared get it here.
    if (C.hasInClassInitializer())
      U.defaultConstructor(C);
  }

  void variable(const VarDecl &V) {
    if (V.isThisDeclarationADefinition() == VarDecl::DeclarationOnly ||
        V.getType()->isDependentType() || isa<ParmVarDecl>(V) ||
        V.getDeclContext()->isDependentContext())
      return;
    U.owner(V);
    const Expr *Init = V.getInit();
    if (!Init || Init->isValueDependent())
      return;
    std::string Name = prettyOf(V);
    FunctionId Id =
        U.synthesize(U.mangled(V) + "{initializer}", "initializer of " + Name,
                     "", cleanexit::Function::Block, U.place(V.getLocation()));
    if (U.Made.Functions[Id].Bodies.empty())
      Lowering(U, Id).initializer(V);
  }
};

} // namespace

void walk(Unit &U, llvm::ArrayRef<const Decl *> TopLevel) {
  Walker Walk(U);
  for (const Decl *D : TopLevel)
    Walk.declaration(*D);
  U.drain();
}

} // namespace cleanexit
