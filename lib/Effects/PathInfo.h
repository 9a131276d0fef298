//===-- PathInfo.h - Path nodes as keys of dense maps -----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_PATHINFO_H
#define CLEANEXIT_EFFECTS_PATHINFO_H

#include "Effects/Facts.h"

namespace cleanexit {

struct PathInfo {
  static PathNode getEmptyKey() { return {PathNode::Element, ~0u, ~0u, ~0u}; }
  static PathNode getTombstoneKey() {
    return {PathNode::Element, ~0u, ~0u, ~1u};
  }
  static unsigned getHashValue(const PathNode &P) {
    uint64_t Whole = uint64_t(P.Parent) << 32 | P.Name;
    return (Whole ^ uint64_t(P.Number) << 13 ^ P.K) * 0x9e3779b97f4a7c15 >> 32;
  }
  static bool isEqual(const PathNode &A, const PathNode &B) { return A == B; }
};

} // namespace cleanexit

#endif
