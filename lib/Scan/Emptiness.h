//===-- Emptiness.h - What has no elements, and who asks --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   queue_ = {};   std::exchange(queue_, {})   queue_.clear()
//   !queue_.empty()   queue_.size() > 0
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_EMPTINESS_H
#define CLEANEXIT_SCAN_EMPTINESS_H

#include "clang/AST/Expr.h"

namespace cleanexit {

/// Whether objects of a class may be empty: it has a method empty() or
/// has_value().
bool mayBeEmpty(const clang::CXXRecordDecl &Class);

/// Whether an expression makes an object of such a class with nothing in it.
bool isMadeEmpty(const clang::Expr &E);

/// The object of such a class that E asks of whether it has elements; null if E
/// asks something else. Filled: what the object is if E is true.
const clang::Expr *askedElements(const clang::Expr &E, bool &Filled,
                                 const clang::ASTContext &Context);

} // namespace cleanexit

#endif
