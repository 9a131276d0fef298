//===-- Sensitivity.h - What a function's doings hang on --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A function that branches on a parameter, or calls a virtual method on `this` or
// on what a derived class hands up, does different things for different callers; so does one that hands the
// parameter, or `this`, on to such a function. One that comes to nothing that is
// ever asked about does the same for all.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SENSITIVITY_H
#define CLEANEXIT_SUMMARY_SENSITIVITY_H

#include "Summary/Implementations.h"

namespace cleanexit {

class Sensitivity {
  const Program &P;
  const Implementations &Handed;
  /// By function: a bit per parameter, and two for the object.
  std::vector<uint32_t> Bits;
  /// Of these parameters only zero matters.
  std::vector<uint32_t> ZeroBits;
  static constexpr uint32_t This = 1u << 31, Pointee = 1u << 30;
  static constexpr unsigned MaxParams = 30;

  uint32_t parameter(PathId Id) const;
  /// A place, and the parameters that it was given.
  using Given = std::pair<PathId, uint32_t>;
  uint32_t askedAbout(const Step &S, llvm::ArrayRef<Given> Kept) const;
  uint32_t ownBits(const Body &B) const;
  uint32_t changed(const Step &S) const;
  /// Of a body, as bits.
  struct Changes {
    uint32_t Ever = 0;
    uint32_t AtZero = 0; ///< also where they are zero or null
  };
  Changes changes(const Body &B) const;
  uint32_t askedByLoops(const Body &B) const;
  bool handOn(const Body &B);
  bool acts(FunctionId F) const;
  void forgetIdle();

public:
  Sensitivity(const Program &P, const Implementations &Handed);

  bool ofThis(FunctionId F) const { return Bits[F] & This; }
  /// Of what the object, a smart pointer, points to.
  bool ofPointee(FunctionId F) const { return Bits[F] & Pointee; }
  bool ofParameter(FunctionId F, unsigned Index) const {
    return Index < MaxParams && Bits[F] & 1u << Index;
  }
  /// while (p) p = next(p);   if (out) *out = x;   It may be changed: where it is
  /// zero or null, nobody does.
  bool onlyOfZero(FunctionId F, unsigned Index) const {
    return Index < MaxParams && ZeroBits[F] & 1u << Index;
  }
};

} // namespace cleanexit

#endif
