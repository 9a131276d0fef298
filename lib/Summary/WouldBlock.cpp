//===-- WouldBlock.cpp - Calls that may say EAGAIN ------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/WouldBlock.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace cleanexit;

namespace {

/// The steps behind a call, up to the next one on the same descriptor.
class Behind {
  const Program &P;
  const Body &In;
  const llvm::ArrayRef<Step> Steps;
  const unsigned Depth; ///< of functions that hand on errno, or ask for it
  using Numbers = llvm::ArrayRef<int64_t>;                 ///< that say so
  llvm::SmallVector<std::pair<PathId, Numbers>, 2> Errors; ///< that keep errno

  /// A short function of the project's, that may do no more than look at errno.
  const Body *shortBody(const Step &S) const {
    constexpr unsigned Deepest = 2;
    constexpr uint32_t Most = 80;
    if (S.Kind != Op::Call || !S.Callee || Depth == Deepest ||
        S.is(Step::Virtual))
      return nullptr;
    const llvm::ArrayRef<uint32_t> Bodies = P.Of.Functions[S.Callee].Bodies;
    return Bodies.size() == 1 && P.Of.Bodies[Bodies[0]].Count <= Most
               ? &P.Of.Bodies[Bodies[0]]
               : nullptr;
  }
  /// Those of what a call gives, if that is errno; else none.
  Numbers errors(const Step &S) const {
    if (S.Kind != Op::Call || !S.Callee)
      return {};
    if (const FunctionModel *M = P.ModelOf[S.Callee])
      return M->WouldBlock;
    const Body *B = shortBody(S);
    return B ? Behind(P, *B, Depth + 1).returned() : Numbers();
  }
  Numbers errors(const Value &V) const {
    if (V.K != Value::Path)
      return {};
    PathId Of = V.Id;
    while (P.Of.Paths[Of].K == PathNode::Element)
      Of = P.Of.Paths[Of].Parent;
    for (const auto &[Place, Kept] : Errors)
      if (Place == Of)
        return Kept;
    const PathNode &Node = P.Of.Paths[Of];
    return Node.K == PathNode::Result && Node.Number < Steps.size()
               ? errors(Steps[Node.Number])
               : Numbers();
  }
  /// Does the block from Begin on do more than compute what is asked next, or go
  /// round a loop once more?
  bool reacts(uint32_t Begin) const {
    while (Begin < Steps.size() && Steps[Begin].Kind == Op::Case)
      ++Begin; // falls through to the next
    const auto Block =
        Steps.slice(std::min<size_t>(Begin, Steps.size()),
                    std::max(blockEnd(Steps, Begin), Begin) - Begin);
    return llvm::none_of(
               Block, [](const Step &S) { return S.Kind == Op::Continue; }) &&
           llvm::any_of(Block, [&](const Step &S) {
             return errors(S).empty() && !opensBlock(S.Kind) &&
                    S.Kind != Op::End;
           });
  }

  /// for (;;) { …; if (errno != EAGAIN) return n; }
  bool onlyElseGoesRound(uint32_t If) const {
    const uint32_t End = blockEnd(Steps, If + 1);
    if (End >= Steps.size() || Steps[End].Kind != Op::End ||
        !leaves(Steps[End - 1].Kind))
      return false;
    const std::vector<OpenBlock> Around = P.Of.blocksAround(In, If);
    const auto Loop = llvm::find_if(llvm::reverse(Around), [&](OpenBlock O) {
      return Steps[O.Opener].Kind == Op::Loop;
    });
    if (Loop == Around.rend())
      return false;
    const uint32_t Turn = closingEnd(Steps, Loop->Opener + 1);
    return llvm::all_of(Steps.slice(End, Turn - End),
                        [](const Step &S) { return S.Kind == Op::End; });
  }
  static bool leaves(Op Kind) {
    return Kind == Op::Return || Kind == Op::Break || Kind == Op::Throw;
  }

  void keep(const Step &S) {
    const Numbers Kept = S.Kind == Op::Set ? errors(P.Of.args(S)[0])
                         : S.Result        ? errors(S)
                                           : Numbers();
    if (!Kept.empty())
      Errors.push_back({S.Kind == Op::Set ? S.Subject : S.Result, Kept});
  }
  /// Another call that sends or receives: errno is of that one now.
  bool setsErrno(const Step &S) const {
    const FunctionModel *M = P.ModelOf[S.Callee];
    return M && (M->Sends != NoOperand || M->Receives != NoOperand);
  }
  bool isAsked(const Value &V) const {
    return V.Flags & Value::Equals && llvm::is_contained(errors(V), V.Number);
  }
  /// if (wouldBlock()) …
  bool isAnswer(const Value &V) const {
    if (V.K != Value::Path)
      return false;
    const PathNode &Node = P.Of.Paths[V.Id];
    const Body *B = Node.K == PathNode::Result && Node.Number < Steps.size()
                        ? shortBody(Steps[Node.Number])
                        : nullptr;
    return B && Behind(P, *B, Depth + 1).answers();
  }

public:
  Behind(const Program &P, const Body &B, unsigned Depth = 0)
      : P(P), In(B), Steps(P.Of.steps(B)), Depth(Depth) {}

  bool asks(uint32_t Call) {
    for (uint32_t I = Call + 1; I < Steps.size(); ++I) {
      const Step &S = Steps[I];
      llvm::ArrayRef<Value> Args = P.Of.args(S);
      keep(S);
      if (S.Kind == Op::If && reacts(I + 1) &&
          llvm::any_of(Args, [&](const Value &V) {
            return (isAsked(V) || isAnswer(V)) &&
                   !(V.Flags & Value::Negated && onlyElseGoesRound(I));
          }))
        return true;
      if (S.Kind == Op::Switch && !Args.empty() && hasCase(I, errors(Args[0])))
        return true;
      if (S.Kind == Op::Return && llvm::any_of(Args, [&](const Value &V) {
            return isAsked(V); // return err == 0 || err == EAGAIN;
          }))
        return true;
      if (S.Kind == Op::Call && S.Callee &&
          (S.Callee == Steps[Call].Callee || setsErrno(S)))
        return false;
    }
    return false;
  }

  /// Whether a call's result, and no more, is what its function gives.
  bool isHandedOn(uint32_t Call) const {
    return Call + 1 < Steps.size() && Steps[Call + 1].Kind == Op::Return &&
           llvm::any_of(P.Of.args(Steps[Call + 1]), [&](const Value &V) {
             return V.K == Value::Path &&
                    P.Of.Paths[V.Id].K == PathNode::Result &&
                    P.Of.Paths[V.Id].Number == Call;
           });
  }

private:
  /// return errno;
  Numbers returned() {
    for (const Step &S : Steps) {
      keep(S);
      if (S.Kind == Op::Return && S.NumArgs)
        if (const Numbers Kept = errors(P.Of.args(S)[0]); !Kept.empty())
          return Kept;
    }
    return {};
  }
  /// return errno == EAGAIN || errno == EWOULDBLOCK;
  bool answers() {
    for (const Step &S : Steps) {
      keep(S);
      if ((S.Kind == Op::If || S.Kind == Op::Return) &&
          llvm::any_of(P.Of.args(S),
                       [&](const Value &V) { return isAsked(V); }))
        return true;
    }
    return false;
  }
  bool hasCase(uint32_t Switch, Numbers Asked) const {
    const uint32_t End = closingEnd(Steps, Switch + 1);
    for (uint32_t C = blockEnd(Steps, Switch + 1); C < End;
         C = blockEnd(Steps, C + 1))
      if (llvm::any_of(P.Of.args(Steps[C]), [&](const Value &V) {
            return V.K == Value::Integer && llvm::is_contained(Asked, V.Number);
          }))
        return reacts(C + 1);
    return false;
  }
};

} // namespace

bool cleanexit::expectsToBlock(const Program &P, const Calls &Graph,
                               StepId Call) {
  const Body &B = P.body(Call);
  Behind Here(P, B);
  if (Here.asks(Call - B.First))
    return true;
  // ssize_t Socket::read(…) { return ::recv(fd_, …); }   Its callers ask.
  if (!Here.isHandedOn(Call - B.First))
    return false;
  const llvm::SmallVector<StepId, 8> Callers = Graph.callers(B.Of);
  return !Callers.empty() && llvm::all_of(Callers, [&](StepId Caller) {
    const Body &By = P.body(Caller);
    return Behind(P, By).asks(Caller - By.First);
  });
}
