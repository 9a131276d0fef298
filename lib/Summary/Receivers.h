//===-- Receivers.h - Of which class an object is ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The class that an object, or what a pointer points to, was made of:
//
//   Calm c;                                       a local
//   log_ = std::make_unique<Calm>();              a member only ever given that
//   Client(Log *l) : log_(l) {}   Client(new Calm)  by all constructor calls
//   log_(makeLog())               return new Calm;  or by a factory
//
// One source of another kind, and nothing is known.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_RECEIVERS_H
#define CLEANEXIT_SUMMARY_RECEIVERS_H

#include "Summary/Overriders.h"
#include "Summary/Stores.h"

namespace cleanexit {

class Receivers {
  Program &P;
  Stores &Kept;
  Overriders Virtuals;
  Lists Callers; ///< by function: steps that call it, but for destructions
  /// What one place was made of; Known until a source says nothing.
  struct Classes {
    bool Known = true;
    llvm::SmallVector<RecordId, 2> All;
    void add(RecordId Class);
    void add(const Classes &Other);
  };
  using Key = std::pair<uint64_t, PathId>; ///< identity, or body and path
  llvm::DenseMap<Key, Classes> Asked;

  static Classes unknown();
  bool copies(FunctionId F) const;
  Classes ofValue(StepId At, const Value &V, unsigned Depth);
  Classes ofPlace(StepId At, PathId Place, unsigned Depth);
  Classes ofParameter(FunctionId F, unsigned Index, unsigned Depth);
  Classes made(StepId At, PathId Place, unsigned Depth);
  Classes returned(StepId Call, unsigned Depth);

public:
  Receivers(Program &P, Stores &Kept);

  /// The one class of what Place is or points to; 0 if not known.
  RecordId of(StepId At, PathId Place);
  /// The version of a virtual function that objects of exactly this class have;
  /// 0 if not known.
  FunctionId version(FunctionId Virtual, RecordId Class) const {
    return Virtuals.version(Virtual, Class);
  }
  /// The one version that a virtual call may reach; 0 if there are more, or it
  /// is not seen.
  FunctionId only(StepId Call) const;
  /// The one that a call of Virtual may reach on objects of Class, or below it.
  FunctionId only(FunctionId Virtual, RecordId Class, uint32_t Programs) const;
  /// A virtual function, and all that override it.
  llvm::SmallVector<FunctionId, 8> versions(FunctionId Virtual) const {
    return Virtuals.versions(Virtual);
  }
  bool isOverridden(FunctionId F) const { return !Virtuals[F].empty(); }
};

} // namespace cleanexit

#endif
