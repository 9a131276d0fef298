//===-- HandedEmpty.cpp - Empty functions that are handed over --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   ~Host() { device_->evict(name_, {}); }         an empty one is given
//   void evict(Name n, std::function<void()> done) { …; done(); }
//
// Followed from call to call, for as long as nothing asks or catches.
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "Checks/EmptyCallable.h"
#include "Checks/Tested.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace cleanexit {
namespace {

class HandedEmpty {
  const Summary &P;
  const Facts &F;
  /// Functions, with which of their parameters are empty.
  std::set<std::pair<FunctionId, uint32_t>> Seen;
  std::vector<Link> Chain;

  static constexpr unsigned Deepest = 6;
  static constexpr unsigned MostParams = 32;

public:
  explicit HandedEmpty(const Summary &P) : P(P), F(P.facts()) {}

  /// Follows a step of a function whose parameters Empty are so.
  bool at(StepRef At, uint32_t Empty) {
    const Step &S = *stepOf(P, At);
    if ((S.Kind != Op::Run && S.Kind != Op::Call) || isWithinTry(At))
      return false;
    Chain.push_back({At, S.Callee, nullptr});
    if ((S.Kind == Op::Run && isEmpty(S.Subject, Empty) && isSurelyRun(At)) ||
        (S.Kind == Op::Call && callees(At, S, Empty)))
      return true;
    Chain.pop_back();
    return false;
  }

  std::vector<Link> take() { return std::move(Chain); }

private:
  bool isEmpty(PathId Path, uint32_t Empty) const {
    const PathNode &Node = F.Paths[Path];
    return Node.K == PathNode::Param && Node.Number < MostParams &&
           Empty & 1u << Node.Number;
  }

  bool isWithinTry(StepRef At) const {
    const Body &B = F.Bodies[At.Body];
    return llvm::any_of(F.blocksAround(B, At.Index), [&](const OpenBlock &O) {
      return F.Steps[B.First + O.Opener].Kind == Op::Try && O.InFirst;
    });
  }

  /// No condition stands around it, and none before it asks; nothing is put
  /// there first.
  bool isSurelyRun(StepRef At) const {
    const Body &B = F.Bodies[At.Body];
    const PathId Place = stepOf(P, At)->Subject;
    return !isMentioned(P, At, Place) &&
           llvm::none_of(F.blocksAround(B, At.Index),
                         [&](const OpenBlock &O) {
                           const Step &Opens = F.Steps[B.First + O.Opener];
                           // do … while (0) is a Switch of nothing.
                           return Opens.Kind == Op::If ||
                                  (Opens.Kind == Op::Switch && Opens.NumArgs);
                         }) &&
           llvm::none_of(F.steps(B).take_front(At.Index), [&](const Step &S) {
             return S.Subject == Place || S.Result == Place;
           });
  }

  bool callees(StepRef At, const Step &S, uint32_t Empty) {
    constexpr size_t Few = 4;
    uint32_t Given = 0;
    for (auto [I, V] : llvm::enumerate(F.args(S)))
      if (I < MostParams &&
          (V.K == Value::Null || (V.K == Value::Path && isEmpty(V.Id, Empty))))
        Given |= 1u << I;
    const auto Targets = P.targets(At);
    if (Targets.size() > Few || Chain.size() > Deepest)
      return false;
    return llvm::any_of(Targets, [&](FunctionId T) {
      // A null pointer is no empty function; of libstdc++'s, and of libc++'s.
      const llvm::StringRef Mangled = F.Strings[F.Functions[T].Name];
      const uint32_t Its = Mangled.contains("St8function") ||
                                   Mangled.contains("NSt3__18function")
                               ? Given
                               : 0;
      if (!Seen.insert({T, Its}).second)
        return false;
      Chain.back().Callee = T;
      for (uint32_t B : F.Functions[T].Bodies)
        for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
          if (at({B, I}, Its))
            return true;
      return false;
    });
  }
};

} // namespace

std::vector<Link> runsHandedEmpty(const Summary &P, StepRef At) {
  HandedEmpty Follow(P);
  return Follow.at(At, 0) ? Follow.take() : std::vector<Link>();
}

} // namespace cleanexit
