//===-- UpperLimit.h - What a number is no more than ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A length that is computed is often limited all the same:
//
//   poll(fds, n, left % 1000)                        at most 999
//   sleep_for(std::min(1s * (1 << turn), maxWait))   at most maxWait
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_UPPERLIMIT_H
#define CLEANEXIT_SCAN_UPPERLIMIT_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include <cstdint>
#include <optional>

namespace cleanexit {

/// The largest that a number, or a std::chrono::duration (in nanoseconds), of
/// unknown value can be, by how it is computed: `x % 5`, `x & 7`,
/// `std::min(x, 5)`, `1 << turn`, what a short function returns.
class UpperLimit {
  using Limit = std::optional<int64_t>;
  const clang::ASTContext &Context;
  llvm::SmallDenseMap<const clang::VarDecl *, Limit, 4> Given;

  Limit of(const clang::Expr &E, unsigned Depth);
  Limit ofConstant(const clang::Expr &E) const;
  Limit ofCall(const clang::CallExpr &Call, unsigned Depth);
  Limit ofTime(const clang::CXXConstructExpr &Made, unsigned Depth);
  Limit computed(const clang::BinaryOperator &E, unsigned Depth);

public:
  /// Counters: the largest that some variables are.
  UpperLimit(const clang::ASTContext &Context,
             const llvm::DenseMap<const clang::VarDecl *, int64_t> &Counters);

  std::optional<int64_t> of(const clang::Expr &E) { return of(E, 0); }
};

} // namespace cleanexit

#endif
