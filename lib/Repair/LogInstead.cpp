//===-- LogInstead.cpp - Log instead of throwing ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   if (!commit()) {
//     std::fputs("cannot commit\n", stderr);   was throw Error("cannot commit")
//     return;
//   }
//
//===----------------------------------------------------------------------===//
#include "Repair/Draft.h"
#include "Repair/Repairs.h"

using namespace clang;

namespace cleanexit {
namespace {

const clang::StringLiteral *textIn(const Stmt &S) {
  if (const auto *Text = dyn_cast<clang::StringLiteral>(&S))
    return Text;
  for (const Stmt *Child : S.children())
    if (Child)
      if (const clang::StringLiteral *Text = textIn(*Child))
        return Text;
  return nullptr;
}

bool make(const Site &At, Draft &D) {
  const auto *Throw = At->begins<CXXThrowExpr>();
  if (!Throw || !Throw->getSubExpr() || !At->In ||
      !(At.destructor() || At->In->getReturnType()->isVoidType()))
    return false;
  const clang::StringLiteral *Text = textIn(*Throw->getSubExpr());
  if (Text && !Text->isOrdinary())
    return false;
  D.Sentence = "log it and leave, instead of throwing";
  std::string Quoted = Text ? At.text(Text->getSourceRange()).rtrim('"').str()
                            : "\"error in " + At->In->getNameAsString();
  D.include("<cstdio>", "fputs");
  const auto *Statement = dyn_cast_or_null<Expr>(At->statement());
  const bool Single = // if (…) throw …;
      !Statement || Statement->IgnoreImplicit() != Throw;
  D.replace(*Throw, std::string(Single ? "{\n" : "") + "std::fputs(" + Quoted +
                        "\\n\", stderr);\nreturn;" + (Single ? "\n}" : ""));
  return true;
}

} // namespace

extern const RepairKind LogInstead;
const RepairKind LogInstead = {
    "cleanup-unguarded-throw",
    "writes the text of what is thrown to stderr and leaves the destructor",
    make};

} // namespace cleanexit
