//===-- Effect.cpp - Names of effects -------------------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Effects/Effect.h"
#include <limits>

namespace cleanexit {

static constexpr llvm::StringLiteral Names[] = {
#define EFFECT(ID, NAME, PROSE) NAME,
#include "Effects/Effects.def"
};

static constexpr llvm::StringLiteral Proses[] = {
#define EFFECT(ID, NAME, PROSE) PROSE,
#include "Effects/Effects.def"
};

llvm::StringRef name(Effect E) { return Names[unsigned(E)]; }

llvm::StringRef prose(Effect E) { return Proses[unsigned(E)]; }

std::optional<Effect> effectNamed(llvm::StringRef Name) {
  for (unsigned I = 0; I != NumEffects; ++I)
    if (Names[I] == Name)
      return Effect(I);
  return std::nullopt;
}

Bound Bound::lasting(int64_t Count, int64_t Unit) {
  constexpr int64_t NanosecondsPerMs = 1'000'000;
  Bound B;
  int64_t All = 0;
  if (Count <= 0 || __builtin_mul_overflow(Count, Unit, &All) ||
      All / NanosecondsPerMs >= std::numeric_limits<uint32_t>::max())
    return B;
  B.Kind = Constant;
  B.Number = All / NanosecondsPerMs + (All % NanosecondsPerMs != 0);
  return B;
}

} // namespace cleanexit
