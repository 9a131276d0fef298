//===-- Overriders.h - The versions of a virtual function -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A call on an object of class Sub, or of a class derived from it, reaches what
// Sub has, written there or inherited, and what is below Sub; what a sibling of
// Sub has it does not reach, unless a class has both and their base once:
//
//   struct Sub : virtual Base {};   struct Sibling : virtual Base {};
//   struct Both : Sub, Sibling {};
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_OVERRIDERS_H
#define CLEANEXIT_SUMMARY_OVERRIDERS_H

#include "Summary/Program.h"

namespace cleanexit {

class Overriders {
  const Program &P;
  Lists Direct;
  /// By two of its bases, neither of which is below the other, a class.
  llvm::DenseMap<std::pair<RecordId, RecordId>, llvm::SmallVector<RecordId, 1>>
      Joined;

  void join(RecordId Class);
  bool meets(RecordId Class, FunctionId Version) const;

public:
  explicit Overriders(const Program &P);

  /// Those that name F as what they override.
  llvm::ArrayRef<FunctionId> operator[](FunctionId F) const {
    return Direct[F];
  }
  /// F and all that override it, or one of them.
  llvm::SmallVector<FunctionId, 8> versions(FunctionId F) const;
  /// Those that a call on an object of Class, or below it, may reach.
  llvm::SmallVector<FunctionId, 8> versions(FunctionId F, RecordId Class) const;
  /// Those that a call may reach from a function that is in Programs: not what
  /// only others of several programs have. Class 0: that of F.
  llvm::SmallVector<FunctionId, 8> versions(FunctionId F, RecordId Class,
                                            uint32_t Programs) const;
  /// The one that objects of exactly this class have; 0 if not known.
  FunctionId version(FunctionId F, RecordId Class) const;
};

} // namespace cleanexit

#endif
