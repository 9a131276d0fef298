//===-- Unite.h - Facts of many TUs as facts of one program -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_UNITE_H
#define CLEANEXIT_SUMMARY_UNITE_H

#include "Effects/Facts.h"
#include <vector>

namespace cleanexit {

/// One table of each kind for all TUs. Functions and records are united by
/// name; bodies of equal content are kept once, different ones all. The order
/// in which the TUs are given does not show.
Facts unite(std::vector<Facts> TUs);

} // namespace cleanexit

#endif
