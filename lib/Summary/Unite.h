//===-- Unite.h - Facts of many TUs as facts of one program ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_UNITE_H
#define CLEANEXIT_SUMMARY_UNITE_H

#include "Effects/Facts.h"
#include <vector>

namespace cleanexit {

/// One table of each kind for all TUs. Functions and records are united by
/// name and numbered in an order that depends on their names alone; bodies
/// of equal content are kept once, different ones all, in the order of their
/// functions. So neither the order of the TUs nor their number shows.
Facts unite(std::vector<Facts> TUs);

} // namespace cleanexit

#endif
