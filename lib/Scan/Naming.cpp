//===-- Naming.cpp - How declarations are called in facts -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Naming.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/PrettyPrinter.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Longer template arguments say less than they cost to read.
constexpr size_t LongestArguments = 40;

std::string unqualified(const NamedDecl &D) {
  if (isa<CXXConstructorDecl>(D))
    return cast<CXXRecordDecl>(D.getDeclContext())->getNameAsString();
  if (isa<CXXDestructorDecl>(D))
    return "~" + cast<CXXRecordDecl>(D.getDeclContext())->getNameAsString();
  if (const auto *Tag = dyn_cast<TagDecl>(&D); Tag && !Tag->getIdentifier()) {
    if (const auto *Record = dyn_cast<CXXRecordDecl>(Tag);
        Record && Record->isLambda())
      return "(lambda)";
    if (const TypedefNameDecl *Name = Tag->getTypedefNameForAnonDecl())
      return Name->getNameAsString();
    return "(anonymous)";
  }
  return D.getNameAsString();
}

std::string arguments(const NamedDecl &D) {
  const TemplateArgumentList *Args = nullptr;
  if (const auto *Record = dyn_cast<ClassTemplateSpecializationDecl>(&D))
    Args = &Record->getTemplateArgs();
  if (!Args)
    return "";
  PrintingPolicy Policy(D.getASTContext().getLangOpts());
  Policy.SuppressDefaultTemplateArgs = true;
  Policy.SuppressInlineNamespace =
      llvm::to_underlying(PrintingPolicy::SuppressInlineNamespaceMode::All);
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  printTemplateArgumentList(Out, Args->asArray(), Policy);
  if (Text.size() > LongestArguments || Text.find("(lambda") != Text.npos)
    return "<...>";
  return Text;
}

std::string qualified(const NamedDecl &D, bool WithArguments,
                      bool WithInline = false) {
  if (const auto *Function = dyn_cast<FunctionDecl>(&D);
      Function && Function->isExternC())
    return Function->getNameAsString();
  llvm::SmallVector<std::string, 8> Parts{unqualified(D)};
  if (WithArguments)
    Parts.back() += arguments(D);
  for (const DeclContext *In = D.getDeclContext(); In; In = In->getParent()) {
    if (const auto *Space = dyn_cast<NamespaceDecl>(In)) {
      if (Space->isInline() && !WithInline)
        continue;
      Parts.push_back(Space->isAnonymousNamespace() ? "(anonymous namespace)"
                                                    : Space->getNameAsString());
    } else if (const auto *Tag = dyn_cast<TagDecl>(In)) {
      Parts.push_back(unqualified(*Tag));
      if (WithArguments)
        Parts.back() += arguments(*Tag);
    } else if (const auto *Function = dyn_cast<FunctionDecl>(In)) {
      Parts.push_back(qualified(*Function, WithArguments, WithInline));
      break;
    }
  }
  std::string Name;
  for (const std::string &Part : llvm::reverse(Parts))
    Name += (Name.empty() ? "" : "::") + Part;
  return Name;
}

} // namespace

std::string keyOf(const NamedDecl &D) { return qualified(D, false); }
std::string fullKeyOf(const NamedDecl &D) { return qualified(D, false, true); }
std::string prettyOf(const NamedDecl &D) { return qualified(D, true); }

std::string typeName(QualType T, const ASTContext &Context) {
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  return T.getAsString(Policy);
}

std::string Mangler::operator()(const NamedDecl &D) {
  std::string Name;
  if (const auto *Function = dyn_cast<FunctionDecl>(&D);
      !Function || Function->hasPrototype() ||
      !Function->getASTContext().getLangOpts().CPlusPlus)
    Name = Names.getName(&D);
  if (Name.empty())
    Name = keyOf(D);
  // Two programs in one database each have a main.
  if (!D.isExternallyVisible() || Name == "main")
    Name += "@" + MainFile;
  return Name;
}

} // namespace cleanexit
