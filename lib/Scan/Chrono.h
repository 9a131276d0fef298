//===-- Chrono.h - Lengths of time by their type ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_CHRONO_H
#define CLEANEXIT_SCAN_CHRONO_H

#include "clang/AST/APValue.h"
#include "clang/AST/Type.h"
#include <cstdint>
#include <optional>

namespace cleanexit {

constexpr double NanosecondsPerSecond = 1e9;

/// Nanoseconds that one tick of a std::chrono::duration, or Boost's, stands
/// for; 0 if T is none.
double tick(clang::QualType T);

/// Whether T, such a duration, counts its ticks in whole numbers.
bool isCounted(clang::QualType T);

/// The number that a constant is, or that is all it is made of.
std::optional<double> number(const clang::APValue &V);

/// In the range of int64_t; what is beyond it is its end.
int64_t saturated(double Nanoseconds);

} // namespace cleanexit

#endif
