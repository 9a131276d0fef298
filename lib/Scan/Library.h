//===-- Library.h - What Scan must know of library types --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Toolchain bodies are not read, so what passes *through* them must be known:
// std::move(x) is x, p.get() is what p owns, v.front() is an element of v.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_LIBRARY_H
#define CLEANEXIT_SCAN_LIBRARY_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/TemplateBase.h"
#include "clang/AST/Type.h"
#include <initializer_list>

namespace cleanexit {

/// D is a function or class of namespace std with one of these names.
bool isStd(const clang::NamedDecl &D,
           std::initializer_list<llvm::StringRef> Names);

/// A class that stands for any callable of one signature, as std::function (its
/// first template argument is a function type), or for a bound one.
bool isCallableWrapper(const clang::CXXRecordDecl &D);

/// std::pair<const K, V>, a pointer or reference to it: what a map is made of.
/// The map keeps the second one, which stands for the pair.
bool isMapsPair(clang::QualType T);

/// Appends the type that A is, or all those of a pack.
void typeArguments(const clang::TemplateArgument &A,
                   llvm::SmallVectorImpl<clang::QualType> &Types);

/// std::atomic and its kin.
bool isAtomic(const clang::CXXRecordDecl &D);

/// A std::stop_token is among its parameters.
bool takesStopToken(const clang::FunctionDecl &D);

/// Its first parameter is a number, or an object such as a length of time is: no
/// bool, no enumerator and no pointer.
bool takesNumber(const clang::FunctionDecl &D);

/// What a member function of a library type gives its caller.
enum class Access : uint8_t {
  Itself,  ///< the receiver, or what it points to: get, operator*, load
  Element, ///< one of what it holds: front, begin, find, operator[]
  Noise,   ///< nothing of interest: size, empty
  Stores,  ///< puts an argument into the receiver: push_back, insert
  Other
};
Access access(const clang::CXXMethodDecl &Method);

/// What a free function of the library gives its caller.
enum class Passes : uint8_t {
  FirstArgument,
  Element, ///< where elements of the first argument come to stand
  Moves,
  Exchanges,
  Swaps,
  Nothing
};
Passes passes(const clang::FunctionDecl &Function);

} // namespace cleanexit

#endif
