//===-- Exchanges.cpp - Does it wait for another machine? -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Exchanges.h"
#include "Checks/Chain.h"
#include "Checks/Handshake.h"
#include "Checks/Readiness.h"
#include "Checks/TimeoutLength.h"
#include "Checks/Timeouts.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace cleanexit {

static bool endsAtSilence(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  const uint32_t Loop = stepOf(P, At) ? loopAround(F, At) : UINT32_MAX;
  if (Loop == UINT32_MAX)
    return false;
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  auto Asks = [&](const Step &S) {
    return llvm::any_of(F.args(S), [&](const Value &V) {
      return V.K == Value::Path &&
             ((F.Paths[V.Id].K == PathNode::Result &&
               F.Paths[V.Id].Number == At.Index) ||
              (Steps[At.Index].Result && V.Id == Steps[At.Index].Result));
    });
  };
  if (Asks(Steps[Loop]))
    return true;
  // if (poll(&p, 1, 500) > 0) return true;   is for when something has come
  const FunctionModel *M =
      Steps[At.Index].Callee ? P.model(Steps[At.Index].Callee) : nullptr;
  const bool IsPoll = M && M->Does(Effect::WaitIO);
  auto LeavesIfReady = [&](const Step &If) {
    return IsPoll && llvm::all_of(F.args(If), [](const Value &V) {
             return (V.Flags & (Value::HoldsInThen | Value::Negated)) ==
                    Value::HoldsInThen;
           });
  };
  for (uint32_t I = Loop + 1, End = endOfLoop(F, {At.Body, Loop}); I < End; ++I)
    if (Steps[I].Kind == Op::If && Asks(Steps[I]) && !LeavesIfReady(Steps[I])) {
      const uint32_t Last = blockEnd(Steps, I + 1);
      if (Last > I + 1 && (Steps[Last - 1].Kind == Op::Break ||
                           Steps[Last - 1].Kind == Op::Return))
        return true;
    }
  return false;
}

bool endsAtSilence(const Summary &P, llvm::ArrayRef<Link> Chain) {
  for (const Link &L : llvm::reverse(Chain))
    if (stepOf(P, L.At) && loopAround(P.facts(), L.At) != UINT32_MAX)
      return endsAtSilence(P, L.At);
  return false;
}

std::optional<Bound> lengthOfSilence(const Summary &P,
                                     llvm::ArrayRef<Link> Chain) {
  const Facts &F = P.facts();
  const ActModel *Act = Chain.back().Act;
  const Step *Last = stepOf(P, Chain.back().At);
  if (!Act || !Last || Act->BoundArg < 0 || Act->BoundArg >= Last->NumArgs)
    return std::nullopt;
  Value Length = F.args(*Last)[Act->BoundArg];
  // As it is handed down.
  for (size_t I = Chain.size() - 1; I-- > 0 && Length.K == Value::Path;) {
    const Step *Call = stepOf(P, Chain[I].At);
    const PathNode &Node = F.Paths[Length.Id];
    if (!Call || Node.K != PathNode::Param || Node.Number >= Call->NumArgs)
      return std::nullopt;
    // if (ms > 5) ms = 5;
    if (llvm::any_of(F.steps(F.Bodies[Chain[I + 1].At.Body]),
                     [&](const Step &S) {
                       return S.Kind == Op::Set && S.Subject == Length.Id;
                     }))
      return std::nullopt;
    Length = F.args(*Call)[Node.Number];
  }
  if (Length.K != Value::Duration && Length.K != Value::Integer)
    return std::nullopt;
  if (Length.Number == 0)
    return Bound{Bound::Polls};
  return Bound::lasting(Length.Number, Length.K == Value::Duration
                                           ? 1
                                           : nanoseconds(Act->BoundUnit));
}

/// while (pending_) if (poll(&p, 1, 10) > 0) recv(…);   Each question is short, and
/// together they last until the peer has answered, or has room: how long that is;
/// nothing if it is short, or who asks gives up.
static std::optional<Bound> asksUntilAnswered(const Summary &P, StepRef At,
                                              const Witness &Receives,
                                              unsigned MaxMs) {
  const llvm::ArrayRef<Link> Chain = Receives.Chain;
  const Step *Last = stepOf(P, Chain.back().At);
  const FunctionModel *M =
      Last && Last->Callee ? P.model(Last->Callee) : nullptr;
  const bool Sends = M && M->Sends != NoOperand;
  if (Chain.size() < 2)
    return std::nullopt;
  const bool AtSilence = !Sends && endsAtSilence(P, Chain);
  auto Length = [&](const Witness &Asks) -> std::optional<Bound> {
    // By the function that receives, or what it calls for that.
    const size_t Last = Chain.size() - 1;
    if (Asks.Chain.size() <= Last ||
        Asks.Chain[Last].At.Body != Chain[Last].At.Body ||
        !llvm::equal(llvm::ArrayRef(Asks.Chain).take_front(Last),
                     Chain.drop_back(),
                     [](const Link &A, const Link &B) { return A.At == B.At; }))
      return std::nullopt;
    const bool Gives = AtSilence || (Sends && endsAtSilence(P, Asks.Chain));
    const std::optional<Bound> Lasts =
        Gives ? lengthOfSilence(P, Asks.Chain) : Asks.Lasts;
    return Lasts && (Lasts->Kind == Bound::Unbounded ||
                     (Lasts->Kind == Bound::Constant && Lasts->Number > MaxMs))
               ? Lasts
               : std::nullopt;
  };
  for (const Witness &W :
       P.effects(At, {Effect::WaitIO}, Scope::WithinCleanup)) {
    if (const std::optional<Bound> Lasts = Length(W))
      return Lasts;
    for (const Witness &Other : P.othersLike(W, {}, Scope::WithinCleanup))
      if (const std::optional<Bound> Lasts = Length(Other))
        return Lasts;
  }
  return std::nullopt;
}

std::string harmlessExchange(const Summary &P, StepRef At, Witness &W,
                             unsigned MaxBoundMs, bool Strict) {
  W.Lasts = withTimeout(P, W);
  const std::optional<Bound> Asks = asksUntilAnswered(P, At, W, MaxBoundMs);
  // n = send(fd, …); if (n < 0 && errno == EAGAIN) poll(&room, 1, -1);
  if (W.Lasts.Kind == Bound::Polls && Asks)
    W.Lasts = *Asks;
  if (std::string Why = harmless(P, W, MaxBoundMs, Strict); !Why.empty())
    return Why;
  if (isSetBefore(P, W.Chain))
    return "what was set before keeps it from coming there";
  if (const ActModel *Act = W.Chain.back().Act;
      Act && !Act->UnlessSet.empty() && limited(P, W))
    return "an option that was set limits it";
  if (isKnownReady(P, W.Chain.back().At, MaxBoundMs) && !Asks)
    return "it was asked before whether there is something";
  return "";
}

} // namespace cleanexit
