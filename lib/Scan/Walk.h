//===-- Walk.h - Which declarations of a TU are read ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SCAN_WALK_H
#define CLEANEXIT_SCAN_WALK_H

#include "Scan/Unit.h"

namespace cleanexit {

/// Reads what user code defines: functions, methods, instantiations that the
/// compiler made, destructors that nobody wrote, variables of static storage.
/// Library code is read only where that leads into it. TopLevel are the
/// declarations that the parser handed over: what a precompiled header brought
/// in is not touched, which is most of its gain.
void walk(Unit &U, llvm::ArrayRef<const clang::Decl *> TopLevel);

} // namespace cleanexit

#endif
