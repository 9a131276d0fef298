//===-- LeakAtExit.cpp - A static that nobody waits for at exit -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The process ends, and with it what the object holds.
//
//   // Not destroyed, on purpose: …
//   static Pool &pool = *new Pool(4);      was static Pool pool(4);
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Ending.h"
#include "Repair/Repairs.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace cleanexit {
namespace {

/// The static object of a name, if there is one.
class Search : public RecursiveASTVisitor<Search> {
  const std::string &Name;

public:
  const VarDecl *Found = nullptr;
  explicit Search(const std::string &Name) : Name(Name) {}

  bool VisitVarDecl(VarDecl *V) {
    // A function's static is called `f::name`, and printed without `f::`.
    if (V->hasGlobalStorage() && V->getTLSKind() == VarDecl::TLS_None &&
        V->getDeclName().isIdentifier() &&
        llvm::StringRef(Name).rsplit("::").second == V->getName()) {
      std::string Qualified = V->getQualifiedNameAsString();
      if (const auto *In = dyn_cast<FunctionDecl>(V->getDeclContext());
          In && V->isStaticLocal())
        Qualified = In->getQualifiedNameAsString() + "::" + V->getName().str();
      if (llvm::StringRef(Qualified).contains("(anonymous namespace)") ||
          Qualified == llvm::StringRef(Name).ltrim(':'))
        Found = V;
    }
    return !Found;
  }
};

/// What no other TU can name: its own, or of a class that only it knows.
bool isOwn(const Site &At, const VarDecl &V) {
  if (V.getFormalLinkage() == Linkage::Internal || V.isStaticLocal() ||
      V.getFormalLinkage() == Linkage::None)
    return true;
  const CXXRecordDecl *Class = V.getType()->getAsCXXRecordDecl();
  return Class && At.Sources.isInMainFile(
                      At.Sources.getExpansionLoc(Class->getLocation()));
}

/// `class Pool { … } pool;`
const TagDecl *definedWith(const VarDecl &V) {
  const TagDecl *Tag = V.getType()->getAsTagDecl();
  return Tag && Tag->isEmbeddedInDeclarator() &&
                 Tag->getBeginLoc() == V.getBeginLoc()
             ? Tag
             : nullptr;
}

std::string ownerOf(const Finding &F) {
  llvm::StringRef Owner = llvm::StringRef(F.Message).split("(owner: '").second;
  return Owner.split("')").first.str();
}

bool make(const Site &At, Draft &D) {
  if (!llvm::StringRef(At.Of.Message).contains("exit"))
    return false;
  std::string Owner = ownerOf(At.Of);
  // Its class would wait wherever an object of it ended.
  if (llvm::StringRef(At.Of.Message).contains("'), and "))
    return false;
  // Of several owners the others would still end it.
  if (llvm::StringRef(At.Of.Message).contains("' and others)"))
    return false;
  // What else is waited for is no better where the process goes on.
  const auto *Waits = At.act().begins<CallExpr>();
  const FunctionModel *M = Waits ? modelOf(*Waits) : nullptr;
  if (Owner.empty() ||
      !(waitsForThread(At) ||
        (M && (M->Does(Effect::WaitCondition) || M->Does(Effect::WaitFuture)))))
    return false;
  const std::string Qualified = "::" + Owner;
  Search Static(Qualified);
  Static.TraverseDecl(At.Context.getTranslationUnitDecl());
  const VarDecl *V = Static.Found;
  // Others must see it change, or none.
  if (!V || V->isConstexpr() || V->getType()->isReferenceType() ||
      V->getType()->isArrayType() || V->getType()->isPointerType() ||
      V->getType()->isDependentType() || V->isStaticDataMember() ||
      !isOwn(At, *V) || !V->getTypeSourceInfo() ||
      (V->getPreviousDecl() || V->getMostRecentDecl() != V))
    return false;
  SourceRange Type = V->getTypeSourceInfo()->getTypeLoc().getSourceRange();
  SourceLocation Name = V->getLocation();
  if (Type.isInvalid() || Name.isMacroID() || V->getBeginLoc().isMacroID())
    return false;
  const TagDecl *With = definedWith(*V);
  std::string Written = With ? With->getNameAsString() : At.text(Type).str();
  if (V->getType().isConstQualified() &&
      !llvm::StringRef(Written).contains("const"))
    Written = "const " + Written;
  if (Written.empty() || llvm::StringRef(Written).contains("auto"))
    return false;
  const Expr *Init = V->getInit();
  SourceLocation From = Name, To = V->getEndLoc();
  std::string Value;
  switch (V->getInitStyle()) {
  case VarDecl::CInit:
    if (Init && Init->getBeginLoc().isValid() && To != Name) {
      const Expr *Plain = Init->IgnoreImplicit();
      Value = "(" + At.text(SourceRange(Plain->getBeginLoc(), To)).str() + ")";
    }
    break;
  case VarDecl::CallInit:
  case VarDecl::ListInit: {
    llvm::StringRef All = At.text(SourceRange(Name, To));
    Value = All.drop_front(V->getName().size()).ltrim().str();
    llvm::StringRef Front = Value;
    if (Front.consume_front("="))
      Value = Front.ltrim().str();
    break;
  }
  default:
    return false;
  }
  D.Sentence = "never destroy '" + Owner +
               "': the process ends, and with it what the object holds";
  const std::string Why =
      "// Never destroyed, on purpose: its destructor would wait while the "
      "process exits.\n";
  if (!With)
    D.insert(V->getBeginLoc(), Why);
  D.replace(SourceRange(From, To),
            (With ? ";\n\n" + Why + Written + " " : std::string()) + "&" +
                V->getName() + " = *new " + Written + Value);
  return true;
}

} // namespace

extern const RepairKind LeakAtExit;
const RepairKind LeakAtExit = {
    "cleanup-blocking-call",
    "never destroys a static object whose end waits while the process exits",
    make,
    RepairKind::Early,
    "",
    /*Elsewhere=*/true};

} // namespace cleanexit
