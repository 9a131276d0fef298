//===-- Site.h - A finding's place in the AST -------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   Feed::~Feed() {              In
//     if (open_)                   Path: from the body down to what begins here
//       stop();
//       ^ the finding
//   }
//
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPAIR_SITE_H
#define CLEANEXIT_REPAIR_SITE_H

#include "Checks/Finding.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallVector.h"

namespace cleanexit {

/// A position, looked up.
struct Located {
  const clang::FunctionDecl *In = nullptr; ///< the innermost function
  const clang::NamedDecl *Named = nullptr; ///< what is declared there
  /// From the function's body to what begins at the position, or is declared
  /// there; all that begins there is at the end, outermost first.
  llvm::SmallVector<const clang::Stmt *, 8> Path;
  size_t NumAround = 0; ///< of Path, how many begin before

  bool found() const { return Named || !Path.empty(); }
  /// The statement of a block that the position is in; null if there is none.
  const clang::Stmt *statement() const;
  /// The block that has it.
  const clang::CompoundStmt *block() const;
  /// The innermost statement of a type around the position.
  template <typename T> const T *around() const {
    for (const clang::Stmt *S : llvm::reverse(Path))
      if (const auto *Is = llvm::dyn_cast<T>(S))
        return Is;
    return nullptr;
  }
  /// The outermost expression of a type that begins at the position.
  template <typename T> const T *begins() const {
    for (const clang::Stmt *S : llvm::ArrayRef(Path).drop_front(NumAround))
      if (const auto *Is = llvm::dyn_cast<T>(S))
        return Is;
    return nullptr;
  }
};

/// Where in its TU a finding stands. Templates are seen as they are written.
class Site {
  Located Here;

public:
  const Finding &Of;
  clang::ASTContext &Context;
  const clang::SourceManager &Sources;

  Site(const Finding &F, clang::ASTContext &Context);

  bool found() const { return Here.found(); }
  const Located *operator->() const { return &Here; }
  const Located &here() const { return Here; }
  Located locate(const Position &At) const;
  /// Where the chain ends: the act.
  Located act() const;

  /// The class of the function that the finding is in; of a lambda's, the one
  /// that it is written in.
  const clang::CXXRecordDecl *self() const;
  const clang::CXXDestructorDecl *destructor() const {
    return llvm::dyn_cast_or_null<clang::CXXDestructorDecl>(Here.In);
  }

  /// Whether what leaves the function ends the process, whatever is in flight.
  bool neverThrows() const;

  llvm::StringRef text(clang::SourceRange Tokens) const;
  /// Of a declaration that is no definition; what stands before it may be
  /// attributes and macros: `~Session() OVERRIDE;`. Invalid if there is none.
  clang::SourceLocation semicolonOf(const clang::FunctionDecl &D) const;
  /// Whether a name is declared in namespace std.
  bool hasStd(llvm::StringRef Name) const;
};

/// `std::thread::join`; "" for a callee that is not known.
std::string calleeName(const clang::Expr *Call);

/// The member of this object that an expression is, through parentheses,
/// conversions, `*` and `->`; null if it is none.
const clang::FieldDecl *memberOfThis(const clang::Expr *E);

/// A type as it can be written anywhere.
std::string fullTypeName(clang::QualType T, const clang::ASTContext &Context);

/// The qualified name of a class behind a type, "std::lock_guard".
std::string className(clang::QualType T);
/// Whether it declares an object whose class says that it guards a scope.
bool declaresGuard(const clang::Stmt &S);

} // namespace cleanexit

#endif
