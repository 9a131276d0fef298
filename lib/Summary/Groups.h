//===-- Groups.h - Functions that call each other, callees first -*- C++ -*-==//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_GROUPS_H
#define CLEANEXIT_SUMMARY_GROUPS_H

#include "Summary/Program.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cleanexit {

/// Groups of the functions below Size that call each other, each in ascending
/// order and after all groups that it calls; most have one member.
void eachGroup(FunctionId Size, const Lists &Callees,
               llvm::function_ref<void(llvm::ArrayRef<FunctionId>)> Each);

} // namespace cleanexit

#endif
