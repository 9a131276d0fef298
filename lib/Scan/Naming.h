//===-- Naming.h - How declarations are called in facts ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_NAMING_H
#define CLEANEXIT_SCAN_NAMING_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Mangle.h"
#include <string>

namespace cleanexit {

/// Qualified name without template arguments and inline namespaces, as models
/// spell it: `std::vector::clear`. C functions have their plain name.
std::string keyOf(const clang::NamedDecl &D);
/// The same, with inline namespaces.
std::string fullKeyOf(const clang::NamedDecl &D);

/// Qualified name for people, with template arguments where they are short:
/// `Pool<int>::stop`.
std::string prettyOf(const clang::NamedDecl &D);

/// Canonical spelling of a type, without qualifiers and references.
std::string typeName(clang::QualType T, const clang::ASTContext &Context);

/// Makes identities: the mangled name, with the main file appended when other
/// TUs cannot name the declaration.
class Mangler {
  clang::ASTNameGenerator Names;
  std::string MainFile;

public:
  Mangler(clang::ASTContext &Context, std::string MainFile)
      : Names(Context), MainFile(std::move(MainFile)) {}
  std::string operator()(const clang::NamedDecl &D);
};

} // namespace cleanexit

#endif
