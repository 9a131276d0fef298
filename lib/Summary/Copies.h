//===-- Copies.h - Functions that return copies -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_COPIES_H
#define CLEANEXIT_SUMMARY_COPIES_H

#include "Effects/Facts.h"

namespace cleanexit {

/// Whether all that a function returns is a copy of what stays where it is: a
/// member's, a global's, or an object whose members are such copies; or nothing.
///
///   std::shared_ptr<Pool> pool() const { return pool_; }
///   auto t = std::make_shared<T>(); all_.insert(t); return t;
///   Options build(const Settings &s) { Options o; o.pool = s.pool; return o; }
///
/// What Destructor, if it is given, ends without effect may be anything.
bool returnsCopy(const Facts &F, FunctionId Getter, FunctionId Destructor = 0);

/// Whether a member of this object, or what is in it, keeps what it is given: not
/// as a weak_ptr does, or a pointer.
bool isShared(const Facts &F, RecordId Class, PathId Place);

} // namespace cleanexit

#endif
