//===-- Unit.h - The tables of one TU while they are filled -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Declarations become table entries when something first names them; what
// then has a body that may be read is put into a queue:
//
//   walk ──> function(D) ──> queue ──> Lowering ──> function(callee) ──> ...
//
// so an instantiation is read when it is used, and a destructor that the
// compiler has not been asked for is asked for here.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_UNIT_H
#define CLEANEXIT_SCAN_UNIT_H

#include "Effects/Facts.h"
#include "Models/Models.h"
#include "Scan/Naming.h"
#include "Scan/Origins.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <deque>
#include <optional>
#include <unordered_map>

namespace clang {
class Sema;
class LambdaExpr;
class OMPExecutableDirective;
} // namespace clang

namespace cleanexit {

class Unit {
public:
  Unit(clang::ASTContext &Context, clang::Sema *Sema, const Models &Knowledge);

  clang::ASTContext &Context;
  clang::Sema *const Sema; ///< null: nothing can be instantiated any more
  const Models &Knowledge;
  Origins From;
  Facts Made;

  /// Annotations that are ours by their prefix and say nothing that is known,
  /// with what is wrong.
  std::vector<std::pair<clang::SourceLocation, std::string>> Misspelled;

  /// Reads everything that is waiting for it.
  void drain();

  FunctionId function(const clang::FunctionDecl &D);
  void methodsElsewhere(const clang::CXXRecordDecl &Class);
  RecordId record(const clang::RecordDecl &D);
  /// A thrown type, also if it is no class.
  RecordId thrownType(clang::QualType T);
  /// What a handler takes: of a pointer by a reference that is not const, only
  /// that type.
  RecordId handledType(clang::QualType T);
  RecordId nestedType(clang::QualType T);
  std::vector<RecordId> caughtAs(clang::QualType Pointee);
  /// The same, by its name.
  RecordId thrownType(llvm::StringRef Name);

  /// The destructor that an object of type T runs; 0 if it does nothing.
  /// Element counts and references are looked through by the caller.
  FunctionId destructor(clang::QualType T);
  /// The same, as the declaration, for asking about virtual and final.
  const clang::CXXDestructorDecl *destructorDecl(const clang::CXXRecordDecl &D);

  /// Reads the default constructor, if nobody wrote it.
  void defaultConstructor(const clang::CXXRecordDecl &D);

  /// A function that has no declaration of its own.
  FunctionId synthesize(llvm::StringRef Name, llvm::StringRef Pretty,
                        llvm::StringRef Key, Function::Kind K, Place At);

  Place place(clang::SourceLocation Loc);
  PathId path(PathNode Node);
  PathId field(PathId Of, llvm::StringRef Name);
  PathId element(PathId Of);
  PathId variable(const clang::VarDecl &D);
  /// The name of a local variable or parameter, whatever it stands for.
  PathId local(const clang::VarDecl &D);

  /// The model of the class that T is, a library's own; null otherwise.
  const TypeModel *typeModel(const clang::CXXRecordDecl &D) const;
  /// The model of a class that owns what it is made of, if nothing that can be
  /// read says so: boost::scoped_ptr<T>, QList<T>. Null for the toolchain's.
  const TypeModel *ownerModel(const clang::CXXRecordDecl &D);
  /// What is done to objects of the class is known without its bodies.
  bool isLibrarys(const clang::CXXRecordDecl &D) {
    return From.of(D.getLocation()) == Origins::Toolchain || ownerModel(D);
  }

  /// Appends the steps as the body of F.
  void addBody(FunctionId F, llvm::ArrayRef<Step> Steps,
               llvm::ArrayRef<Value> Values);

  /// A variable of static storage: what its end runs, if anything.
  bool isMadeEmpty(const clang::Expr *Init);
  void owner(const clang::VarDecl &D);

  bool readable(const clang::FunctionDecl &D);
  /// The function with the block behind a library's macro that wrote all of the
  /// destructor, which calls it (MacroGuards.cpp); null if there is none.
  const clang::FunctionDecl *behindMacro(const clang::CXXDestructorDecl &D);
  /// The method that a library's guard, by its model, calls at its end; null if
  /// it is not the project's.
  const clang::FunctionDecl *methodAtEnd(const clang::CXXRecordDecl &Guard);
  std::string mangled(const clang::NamedDecl &D) { return Mangle(D); }

  llvm::DenseMap<const clang::VarDecl *, PathId> Aliases;
  /// Lambdas' call operators, to the function entries made for them.
  llvm::DenseMap<const clang::FunctionDecl *, FunctionId> Lambdas;
  llvm::DenseMap<const clang::CXXRecordDecl *, const TypeModel *> OwnerModels;
  llvm::DenseMap<const clang::CXXRecordDecl *, FunctionId> LambdaOf;

private:
  Mangler Mangle;
  llvm::DenseMap<const clang::Decl *, FunctionId> Functions;
  llvm::StringMap<FunctionId> FunctionNames;
  llvm::DenseMap<const clang::Decl *, RecordId> Records;
  llvm::StringMap<RecordId> RecordNames;
  struct PathHash {
    size_t operator()(const PathNode &N) const {
      return llvm::hash_combine(N.K, N.Parent, N.Name, N.Number);
    }
  };
  std::unordered_map<PathNode, PathId, PathHash> Paths;
  std::deque<std::pair<FunctionId, const clang::FunctionDecl *>> Queue;
  llvm::DenseSet<FunctionId> Read; ///< taken from the queue

  void fill(FunctionId Id, const clang::FunctionDecl &D);
  void libraryDestructor(FunctionId F,
                         const clang::ClassTemplateSpecializationDecl &D,
                         const TypeModel &Model);
  const clang::FunctionDecl *instantiated(const clang::FunctionDecl &D);
  FunctionId lambdaOperator(const clang::CXXMethodDecl &D);
  void read(FunctionId Id, const clang::FunctionDecl &D);
};

} // namespace cleanexit

#endif
