//===-- Pruning.cpp - Steps that known arguments leave out ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Pruning.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace cleanexit;

namespace {

class Pruner {
  llvm::MutableArrayRef<Step> Steps;
  const Facts &F;
  KnownValue Known;

  void takeOut(uint32_t I) { cleanexit::takeOut(Steps[I]); }
  void takeOut(uint32_t First, uint32_t End) {
    for (uint32_t I = First; I < End; ++I)
      takeOut(I);
  }

  llvm::DenseSet<uint32_t> Jumped; ///< labels that a goto is left for

  void findJumps() {
    Jumped.clear();
    for (const Step &S : Steps)
      if (S.Kind == Op::Goto)
        Jumped.insert(S.Number);
  }
  bool isJumpedTo(uint32_t I) const {
    return Steps[I].Kind == Op::Label && Jumped.contains(Steps[I].Number);
  }
  /// Does control come to steps by another way than from the one before?
  bool isJumpedInto(uint32_t First, uint32_t End) const {
    for (uint32_t I = First; I < End; ++I)
      if (isJumpedTo(I))
        return true;
    return false;
  }

  uint32_t blockEnd(uint32_t I) const { return cleanexit::blockEnd(Steps, I); }
  uint32_t endOf(uint32_t I) const { return closingEnd(Steps, I); }

  /// An If of which one block is entered for sure is not there.
  void branch(uint32_t I) {
    bool Then = true, Otherwise = true;
    for (const Value &V : F.args(Steps[I])) {
      // Bits that are asked for, and not added.
      Value Asked = V;
      if (V.Flags & Value::Masked)
        Asked.Flags &= ~Value::AddsBits;
      std::optional<int64_t> N = Known(Asked);
      if (!N)
        continue;
      if (V.Flags & Value::Equals)
        *N = *N == V.Number;
      else if (V.Flags & Value::Masked && V.Flags & Value::AddsBits)
        *N = (*N & V.Number) == V.Number;
      else if (V.Flags & Value::Masked)
        *N &= V.Number;
      const bool Holds = bool(*N) != bool(V.Flags & Value::Negated);
      if (V.Flags & Value::HoldsInThen && !Holds)
        Then = false;
      if (V.Flags & Value::HoldsInElse && Holds)
        Otherwise = false;
    }
    if (Then == Otherwise)
      return;
    const uint32_t Middle = blockEnd(I + 1), End = endOf(I + 1);
    if (Then ? isJumpedInto(Middle, End) : isJumpedInto(I + 1, Middle))
      return;
    if (Then) {
      takeOut(Middle, End);
    } else {
      takeOut(I + 1, Middle);
      takeOut(Middle);
    }
    takeOut(I);
    if (End < Steps.size())
      takeOut(End);
  }

  /// A Loop that has no turn is not there.
  void turns(uint32_t I) {
    const bool None = !Steps[I].is(Step::DoWhile) &&
                      llvm::any_of(F.args(Steps[I]), [&](const Value &V) {
                        const std::optional<int64_t> N = Known(V);
                        constexpr uint16_t More = Value::Equals | Value::Masked;
                        return N && V.Flags & Value::HoldsInThen &&
                               !(V.Flags & More) &&
                               bool(*N) == bool(V.Flags & Value::Negated);
                      });
    const uint32_t End = std::min<uint32_t>(endOf(I + 1) + 1, Steps.size());
    if (None && !isJumpedInto(I, End))
      takeOut(I, End);
  }

  /// Of a Switch the block that is entered stays, and those that it may fall
  /// through to.
  void choice(uint32_t I) {
    llvm::ArrayRef<Value> On = F.args(Steps[I]);
    std::optional<int64_t> N = On.empty() ? std::nullopt : Known(On[0]);
    const uint32_t End = endOf(I + 1);
    if (!N || End >= Steps.size() || isJumpedInto(I, End))
      return;
    uint32_t Entered = End, Default = End;
    for (uint32_t C = blockEnd(I + 1); C != End; C = blockEnd(C + 1)) {
      llvm::ArrayRef<Value> Label = F.args(Steps[C]);
      if (Steps[C].Number == 1)
        Default = C;
      else if (Label.empty() || Label[0].K != Value::Integer)
        return; // a range
      else if (Label[0].Number == *N && Entered == End)
        Entered = C;
    }
    if (Entered == End)
      Entered = Default;
    for (uint32_t C = blockEnd(I + 1); C != End; C = blockEnd(C + 1))
      if (C > Entered)
        takeOut(C);
    takeOut(I + 1, Entered);
    if (Entered == End)
      return;
    Steps[Entered].Number = 1;
    leave(Entered + 1);
  }

  /// Takes out what stands behind a step that leaves its block, up to where a goto
  /// leads.
  void leave(uint32_t I) {
    const uint32_t End = blockEnd(I);
    bool Left = false;
    for (unsigned Depth = 0; I < End; ++I) {
      if (opensBlock(Steps[I].Kind)) {
        if (Left && isJumpedInto(I, endOf(I + 1)))
          return;
        ++Depth;
      } else if (Steps[I].Kind == Op::End) {
        --Depth;
      }
      if (Left && isJumpedTo(I))
        return;
      const bool Leaves = !Depth && F.leavesBlock(Steps[I]);
      if (Left)
        takeOut(I);
      Left |= Leaves;
    }
  }

public:
  Pruner(llvm::MutableArrayRef<Step> Steps, const Facts &F, KnownValue Known)
      : Steps(Steps), F(F), Known(Known) {}

  void run() {
    // A goto that is taken out leads nowhere any more.
    constexpr unsigned Rounds = 3;
    for (unsigned Round = 0, Before = ~0u; Round != Rounds; ++Round) {
      findJumps();
      if (Jumped.size() == Before)
        return;
      Before = Jumped.size();
      once();
    }
  }

private:
  void once() {
    for (uint32_t I = 0; I < Steps.size(); ++I) {
      if (Steps[I].Kind == Op::If)
        branch(I);
      else if (Steps[I].Kind == Op::Switch)
        choice(I);
      else if (Steps[I].Kind == Op::Loop)
        turns(I);
    }
    leave(0);
    for (uint32_t I = 0; I < Steps.size(); ++I)
      if (opensBlock(Steps[I].Kind) || Steps[I].Kind == Op::Else ||
          Steps[I].Kind == Op::Case || Steps[I].Kind == Op::Catch)
        leave(I + 1);
  }
};

} // namespace

void cleanexit::takeOut(Step &S) {
  const Place At = S.At;
  S = Step();
  S.Kind = Op::Set;
  S.NumArgs = 1; // the placeholder among the values
  S.At = At;
}

void cleanexit::prune(llvm::MutableArrayRef<Step> Steps, const Facts &F,
                      KnownValue Known) {
  Pruner(Steps, F, Known).run();
}
