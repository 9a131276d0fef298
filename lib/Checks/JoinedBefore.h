//===-- JoinedBefore.h - Threads that are joined once too often -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   void stop() { asked_ = true; thread_.join(); }
//   ~Server() { stop(); }         throws if somebody has called stop() already
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_JOINEDBEFORE_H
#define CLEANEXIT_CHECKS_JOINEDBEFORE_H

#include "Summary/Summary.h"

namespace cleanexit {

/// A call by who uses the object that has joined, or may have, what the chain, of
/// a cleanup of that object, joins at its end without asking; Body 0 if there is
/// none, or the object may start another thread.
StepRef joinedBefore(const Summary &P, llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
