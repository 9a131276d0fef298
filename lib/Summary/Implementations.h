//===-- Implementations.h - What derived classes hand up --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A handle keeps what does its work in a member of its base:
//
//   struct Socket { Socket(Impl *i) : impl_(i) {}
//                   void close() { impl_->close(); }  …  Impl *impl_; };
//   struct DatagramSocket : Socket {
//     DatagramSocket() : Socket(new DatagramImpl) {}     made by itself
//     DatagramSocket(const Socket &s) : Socket(s) {}     of the same kind: says
//   };                                                   nothing
//
// close() on a DatagramSocket is that of DatagramImpl, or of what derives from
// it.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_IMPLEMENTATIONS_H
#define CLEANEXIT_SUMMARY_IMPLEMENTATIONS_H

#include "Summary/Receivers.h"
#include <map>
#include <optional>
#include <set>

namespace cleanexit {

class Implementations {
  const Program &P;
  Receivers &Known;
  Lists Constructors; ///< by class
  std::set<std::pair<RecordId, StringId>> HandedUp;
  std::map<std::pair<RecordId, StringId>, RecordId> Asked;

  using Given = llvm::SmallVector<RecordId, 2>;
  bool isOfBase(const Step &S, RecordId Class) const;
  std::optional<Given> given(StepId S, const Value &V,
                             llvm::ArrayRef<Given> Args);
  bool collect(FunctionId Constructor, StringId Member,
               llvm::ArrayRef<Given> Args, Given &Found, unsigned Depth);

public:
  Implementations(const Program &P, Receivers &Known);

  /// The member of `this` that a path is, or is what a member points to; 0 for
  /// none.
  static StringId member(const Facts &F, PathId Place);
  /// Is a member of Class given to its constructor by that of a derived class?
  bool isHandedUp(RecordId Class, StringId Member) const {
    return HandedUp.count({Class, Member});
  }
  /// The class that the constructors of Class hand up for Member, if it is one;
  /// what is there may be derived from it. 0 if not known.
  RecordId of(RecordId Class, StringId Member);
};

} // namespace cleanexit

#endif
