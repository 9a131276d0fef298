//===-- Proportion.h - Numbers computed from a variable ---------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// How long a wait takes is often a multiple of what the caller, or a member,
// says:
//
//   usleep(ms * 1000)                      1000 times ms
//   sleep_for(this->interval / 10)         a tenth of interval
//   poll(fds, n, seconds.count() * 1000)   1000 times seconds
//   timespec{ms / 1000, ms % 1000 * 1000000}   1000000 ns times ms
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_PROPORTION_H
#define CLEANEXIT_SCAN_PROPORTION_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

namespace cleanexit {

class Proportion {
  const clang::ASTContext &Context;
  llvm::SmallVector<std::pair<const clang::Expr *, double>, 2> Terms;
  const clang::Expr *Of = nullptr;

  bool isOf(const clang::Expr &E);

  std::optional<double> value(const clang::Expr &E, double Sample);
  std::optional<double> sum(double Sample);

public:
  explicit Proportion(const clang::ASTContext &Context) : Context(Context) {}

  /// Adds an expression, taken so many times.
  void add(const clang::Expr &E, double Times) { Terms.push_back({&E, Times}); }
  /// How often the sum has the one variable that it is computed from, and
  /// nothing beside it that counts; nothing if it is not proportional to one.
  std::optional<double> factor();
  /// That variable, once factor() has found it: a parameter, a global one, or a
  /// member of this or of a variable.
  const clang::Expr *variable() const { return Of; }
};

} // namespace cleanexit

#endif
