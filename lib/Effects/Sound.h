//===-- Sound.h - Whether facts can be worked with at all -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_SOUND_H
#define CLEANEXIT_EFFECTS_SOUND_H

#include "Effects/Facts.h"
#include <optional>
#include <string>

namespace cleanexit {

/// The first thing that would trip a reader: an index that leads out of its
/// table, a path inside itself, a block that does not end. None: all that the
/// later rooms rely on holds.
std::optional<std::string> defect(const Facts &F);

} // namespace cleanexit

#endif
