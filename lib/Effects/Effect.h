//===-- Effect.h - What a function may do, and for how long -----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_EFFECT_H
#define CLEANEXIT_EFFECTS_EFFECT_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace cleanexit {

enum class Effect : uint8_t {
#define EFFECT(ID, NAME, PROSE) ID,
#include "Effects/Effects.def"
};

inline constexpr unsigned NumEffects = 0
#define EFFECT(ID, NAME, PROSE) +1
#include "Effects/Effects.def"
    ;

llvm::StringRef name(Effect E);
llvm::StringRef prose(Effect E);
std::optional<Effect> effectNamed(llvm::StringRef Name);

/// A set of effects.
class EffectSet {
  uint32_t Bits = 0;

public:
  constexpr EffectSet() = default;
  constexpr EffectSet(std::initializer_list<Effect> Es) {
    for (Effect E : Es)
      Bits |= 1u << unsigned(E);
  }
  constexpr bool contains(Effect E) const { return Bits >> unsigned(E) & 1; }
  constexpr void insert(Effect E) { Bits |= 1u << unsigned(E); }
  constexpr bool empty() const { return Bits == 0; }
};

/// How long an act may last. Ordered by how bad it is: Polls < Constant by its
/// length < Parameter (its caller says) < Unbounded.
struct Bound {
  enum Class : uint8_t { Polls, Constant, Parameter, Unbounded };
  /// What a parameter is that says how long an act lasts.
  enum Meaning : uint8_t {
    Length,
    Flags,      ///< with all bits of Scale the act does not wait
    Descriptor, ///< it does not wait if that is set not to block, or, with
                ///< Scale 1, is no connection to another machine
  };
  Class Kind = Unbounded;
  /// Constant: milliseconds, rounded up. Parameter: the parameter's index.
  uint32_t Number = 0;
  /// Parameter: nanoseconds that one unit of the parameter stands for;
  /// 0 when the parameter is itself a duration. Of others see Meaning.
  int64_t Scale = 0;
  Meaning Is = Length; ///< Parameter: what it is
  /// Constant: the way to a deadline, or a wait that is the last if it is as long
  /// as it may be: it comes once, however often it is waited for.
  bool Once = false;

  /// Count units of so many nanoseconds; Unbounded if that is not positive, or
  /// more than Number holds.
  static Bound lasting(int64_t Count, int64_t Unit);

  friend bool operator==(const Bound &, const Bound &) = default;
};

} // namespace cleanexit

#endif
