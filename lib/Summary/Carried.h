//===-- Carried.h - Where what a function has is put ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// The class of a smart pointer or of a std::function does not say what runs
// when it ends: its deleter, or the ends of what its lambda has captured. That
// goes wherever the object goes:
//
//   std::shared_ptr<Conn> open() { return {c, [this](Conn *c) { give(c); }}; }
//   void add() { auto p = open(); all_.push_back(p); }     is in all_.* now
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_CARRIED_H
#define CLEANEXIT_SUMMARY_CARRIED_H

#include "Summary/Calls.h"
#include "llvm/ADT/DenseSet.h"

namespace cleanexit {

/// Members, by Stores::identityInObject().
using MemberSet = llvm::DenseSet<uint64_t>;

/// What is known of the class of the object that a call ends, or ends what is
/// in it: reset(), operator=; null for any other call, and an unknown class.
const TypeModel *ownerEnded(const Program &P, const Calls &Graph, StepId S);

/// The place of such an object, if its class is what is asked for, that a call
/// ends: its receiver, or the elements of a container which it ends; else 0.
PathId placeEnded(Program &P, const Calls &Graph, StepId S,
                  llvm::function_ref<bool(const TypeModel &)> Is);

/// A variable of a function.
using LocalPlace = std::pair<FunctionId, PathId>;

class Carried {
public:
  struct Places {
    MemberSet Members;
    llvm::SmallVector<LocalPlace, 2> Locals;
  };

private:
  Program &P;
  Stores &Kept;
  const Calls &Graph;

  /// What is followed within a function.
  struct What {
    enum : uint8_t { InPlace, InParam, IsFunction } K;
    uint32_t Id;
    bool is(const Program &P, const Value &V) const;
  };
  bool endsHere(StepId S, PathId Local) const;
  void put(StepId S, PathId Into, Places &Found) const;
  void into(FunctionId F, What Of, Places &Found, unsigned Depth) const;
  void received(StepId Call, Places &Found, unsigned Depth) const;

public:
  Carried(Program &P, Stores &Kept, const Calls &Graph)
      : P(P), Kept(Kept), Graph(Graph) {}

  /// The members that what a place of a function has is put into, by itself or
  /// by those it is returned to and handed to; and variables that have it from a
  /// function which returns it.
  Places ofPlace(FunctionId F, PathId Place) const;
  /// The same, of an object that a step makes, on the heap or in place.
  Places ofObject(StepId Made) const;
  /// The same, of a callable that a function makes.
  MemberSet ofCallable(FunctionId F, FunctionId Callable) const;
};

} // namespace cleanexit

#endif
