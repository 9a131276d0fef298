//===-- FreshObjects.h - Objects that were made just before -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   Channel *c = new Channel;       has no thread yet
//   c->run(std::thread(listen));    joins the one before: there is none
//
//   Pool *p = new Pool;
//   if (!start(p)) {
//     end(p);                       waits for whom it has begun to start
//     return nullptr;
//   }
//
//   Options o;                      has no manager
//   o = current();                  ends the one before: there is none
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_FRESHOBJECTS_H
#define CLEANEXIT_CHECKS_FRESHOBJECTS_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether what a chain waits for, or ends, is a member of the object that its
/// first step is about, which was made before in the same function, has been
/// touched by nobody since, and whose constructor puts nothing into that member.
bool isOfFreshObject(const Summary &P, llvm::ArrayRef<Link> Chain);

/// Whether, in one of a chain's functions, the chain is about a local object
/// which that function has made itself, and then gives up: it throws, or returns
/// null, 0 or a negative number.
bool isUndone(const Summary &P, llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
