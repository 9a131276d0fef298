//===-- TimeoutLength.cpp - How long does a timeout let a call take? ------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/TimeoutLength.h"
#include "Checks/Chain.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace cleanexit {
namespace {

class Timeouts {
  const Summary &P;
  const Facts &F;
  const Witness &W;
  const FunctionModel *Acts = P.model(W.Chain.back().Callee);
  const StepRef Act = W.Chain.back().At;

public:
  Timeouts(const Summary &P, const Witness &W) : P(P), F(P.facts()), W(W) {}

  Bound length() const {
    if (!Acts || !stepOf(P, Act))
      return W.Lasts;
    for (const Link &L : W.Chain)
      if (!stepOf(P, L.At) || isRepeated(L.At))
        return W.Lasts;
    for (const Link &L : llvm::reverse(W.Chain))
      for (uint32_t I = L.At.Index; I-- > 0;)
        if (const StepRef Sets{L.At.Body, I};
            limit(Sets) && isOf(Sets, L.At) && isOnTheWay(Sets, L.At))
          return lengthSetBy(Sets);
    return longestOfClass();
  }

private:
  llvm::ArrayRef<Step> stepsOf(StepRef At) const {
    return F.steps(F.Bodies[At.Body]);
  }

  bool isRepeated(StepRef At) const {
    llvm::SmallVector<bool, 4> Open;
    for (const Step &S : stepsOf(At).take_front(At.Index))
      if (opensBlock(S.Kind))
        Open.push_back(S.Kind == Op::Loop);
      else if (S.Kind == Op::End && !Open.empty())
        Open.pop_back();
    return llvm::is_contained(Open, true);
  }

  /// How a step sets a timeout that such an act obeys; null if it does not.
  const LimitModel *limit(StepRef At) const {
    const Step &S = *stepOf(P, At);
    const FunctionModel *M =
        S.Kind == Op::Call && S.Callee ? P.model(S.Callee) : nullptr;
    if (!M || M->Library != Acts->Library)
      return nullptr;
    for (const LimitModel &L : M->LimitsTo)
      if (llvm::all_of(L.When,
                       [&](const ArgumentTest &T) {
                         return holds(T, F.args(S)).value_or(false);
                       }) &&
          (L.Calls.empty() || llvm::is_contained(L.Calls, Acts->Name)))
        return &L;
    return nullptr;
  }

  PathId handle(StepRef At) const {
    const Step &S = *stepOf(P, At);
    if (S.Subject)
      return S.Subject;
    return S.NumArgs && F.args(S)[0].K == Value::Path ? F.args(S)[0].Id : 0;
  }

  bool isSame(StepRef Sets) const {
    const uint64_t Handle = P.identity(Sets, handle(Sets));
    return Handle && Handle == P.identity(Act, handle(Act));
  }

  /// Whether what it is set on is what a step works on.
  bool isOf(StepRef Sets, StepRef Works) const {
    const PathId Handle = handle(Sets);
    const Step &S = *stepOf(P, Works);
    return Handle && (S.Subject == Handle || isSame(Sets) ||
                      llvm::any_of(F.args(S), [&](const Value &V) {
                        return V.K == Value::Path && V.Id == Handle;
                      }));
  }

  /// Whether no block around the one has ended before the other.
  bool isOnTheWay(StepRef Sets, StepRef Works) const {
    unsigned Open = 0;
    for (const Step &S :
         stepsOf(Works).take_front(Works.Index).drop_front(Sets.Index + 1)) {
      const bool Leaves = S.Kind == Op::End || S.Kind == Op::Else ||
                          S.Kind == Op::Case || S.Kind == Op::Catch;
      if (Leaves && !Open)
        return false;
      Open += opensBlock(S.Kind);
      Open -= S.Kind == Op::End;
    }
    return true;
  }

  Bound lengthSetBy(StepRef Sets) const {
    const LimitModel &L = *limit(Sets);
    const Step &S = *stepOf(P, Sets);
    if (L.To < 0 || size_t(L.To) >= S.NumArgs)
      return W.Lasts;
    const Value &V = F.args(S)[L.To];
    switch (V.K) {
    case Value::Integer:
      return Bound::lasting(V.Number, nanoseconds(L.Unit));
    case Value::Duration:
      return Bound::lasting(V.Number, 1);
    case Value::Path:
      return Bound::lasting(fieldsOf(V.Id, Sets).value_or(0), 1);
    default:
      return W.Lasts;
    }
  }

  /// timeval brief{0, 10000};   in nanoseconds
  std::optional<int64_t> fieldsOf(PathId Struct, StepRef Before) const {
    std::optional<int64_t> Whole, Part;
    for (const Step &S : stepsOf(Before).take_front(Before.Index)) {
      const PathNode &Node = F.Paths[S.Subject];
      if (S.Kind != Op::Set || Node.K != PathNode::Field ||
          Node.Parent != Struct)
        continue;
      const Value &V = F.args(S)[0];
      const bool IsKnown =
          V.K == Value::Integer && V.Number >= 0 && V.Number < 1'000'000'000;
      llvm::StringRef Name = F.Strings[Node.Name];
      std::optional<int64_t> &Into = Name == "tv_sec" ? Whole : Part;
      const int64_t Unit = Name == "tv_sec"    ? nanoseconds(ActModel::Seconds)
                           : Name == "tv_usec" ? 1'000
                                               : 1;
      if (!IsKnown)
        return std::nullopt;
      Into = V.Number * Unit;
    }
    if (!Whole || !Part)
      return std::nullopt;
    return *Whole + *Part;
  }

  Bound longestOfClass() const {
    Bound Longest;
    bool Always = false; // by a constructor, whatever happens
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
      if (!F.Functions[Id].Class || llvm::none_of(W.Chain, [&](const Link &L) {
            return F.classOf(functionOf(P, L.At)) == F.Functions[Id].Class;
          }))
        continue;
      for (uint32_t B : F.Functions[Id].Bodies)
        for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
          if (!limit({B, I}) || !isSame({B, I}))
            continue;
          const Bound Set = lengthSetBy({B, I});
          Always |= F.Functions[Id].K == Function::Constructor &&
                    isOnTheWay({B, I}, {B, F.Bodies[B].Count});
          if (Set.Kind != Bound::Constant)
            return W.Lasts;
          if (Longest.Kind != Bound::Constant || Set.Number > Longest.Number)
            Longest = Set;
        }
    }
    return Always ? Longest : W.Lasts;
  }
};

} // namespace

Bound withTimeout(const Summary &P, const Witness &W) {
  return W.Lasts.Kind == Bound::Unbounded ? Timeouts(P, W).length() : W.Lasts;
}

} // namespace cleanexit
