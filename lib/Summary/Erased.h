//===-- Erased.h - Ends of objects whose class is forgotten -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A shared_ptr ends an object as what it was made as, and a std::any as what was
// put into it; of neither does the class tell that:
//
//   std::shared_ptr<void> p = std::make_shared<File>();   ~File, at p's end
//   std::shared_ptr<Base> q = std::make_shared<Derived>();   ~Derived, although
//                                                         ~Base is not virtual
//   std::any a;  a = File();  a.emplace<File>();          likewise
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_ERASED_H
#define CLEANEXIT_SUMMARY_ERASED_H

#include "Summary/Calls.h"

namespace cleanexit {

/// Calls for Calls::add: the end of such an owner, or what empties it, and the
/// destructor of an object that may be in there.
std::vector<Lists::Entry> endsOfErased(const Program &P, Stores &Kept,
                                       const Calls &Graph);

} // namespace cleanexit

#endif
