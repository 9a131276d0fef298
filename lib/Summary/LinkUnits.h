//===-- LinkUnits.h - Which programs a TU is part of ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A compile database does not say what is linked with what. The rule is that of
// a linker and a library: a program is the TU that defines main(), with the TUs
// that define what it calls and does not define itself, and so on. No program
// draws in another one's main.
//
//   bench.cpp: main ──> db.cpp ──> env.cpp <── db.cpp <── stress.cpp: main
//                                                         stress_listener.cpp
//
// A TU that no program draws in (of a library for others, or that registers
// itself) may be part of any.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_LINKUNITS_H
#define CLEANEXIT_SUMMARY_LINKUNITS_H

#include "Effects/Facts.h"
#include "llvm/ADT/SmallVector.h"

namespace cleanexit {

/// Programs by the index, in TUs, of the TU with their main; sorted.
using ProgramSet = llvm::SmallVector<uint32_t, 4>;

/// By TU. All are empty if there are fewer than two programs.
std::vector<ProgramSet> programsOf(llvm::ArrayRef<Facts> TUs);

} // namespace cleanexit

#endif
