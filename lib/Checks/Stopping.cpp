//===-- Stopping.cpp - Was a thread asked to stop before a join? *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Stopping.h"
#include "Checks/Chain.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"

namespace cleanexit {
namespace {

/// A request is made by the cleanup itself or a helper or two below it.
constexpr unsigned DeepestRequest = 4;

/// A sleep between two looks at a flag that nobody will notice.
constexpr uint32_t LongSleepMs = 1000;

PathNode::Kind rootOf(const Facts &F, PathId P) {
  while (P && (F.Paths[P].K == PathNode::Field ||
               F.Paths[P].K == PathNode::Element))
    P = F.Paths[P].Parent;
  return F.Paths[P].K;
}

/// Models name many functions that end or wake something; those that only
/// wake do not interrupt a read.
bool onlyWakes(llvm::StringRef Key) {
  llvm::StringRef Last = Key.rsplit("::").second;
  if (Last.empty())
    Last = Key;
  for (llvm::StringRef Word :
       {"notify", "signal", "broadcast", "wake", "release", "post", "set_value",
        "count_down", "Signal", "Notify", "SetEvent"})
    if (Last.contains(Word))
      return true;
  return false;
}

class RequestFinder {
  const Summary &P;
  const Facts &F;
  llvm::DenseSet<FunctionId> Seen;

public:
  StopRequest Found;

  explicit RequestFinder(const Summary &P) : P(P), F(P.facts()) {}

  void steps(uint32_t BodyId, uint32_t End, unsigned Depth) {
    const Body &B = F.Bodies[BodyId];
    for (uint32_t I = 0; I < std::min(End, B.Count); ++I)
      step({BodyId, I}, F.Steps[B.First + I], Depth);
  }

private:
  void step(StepRef At, const Step &S, unsigned Depth) {
    if (S.Kind == Op::Set)
      return assignment(S);
    if (S.Kind != Op::Call || S.is(Step::Destroys) || S.is(Step::Constructs))
      return;
    if (const FunctionModel *M = P.model(S.Callee)) {
      if (M->RequestsStop)
        (onlyWakes(M->Name) ? Found.Wakes : Found.Cuts) = true;
      return;
    }
    if (Depth >= DeepestRequest)
      return;
    for (FunctionId Callee : P.targets(At))
      if (Seen.insert(Callee).second)
        for (uint32_t B : F.Functions[Callee].Bodies)
          steps(B, UINT32_MAX, Depth + 1);
  }

  void assignment(const Step &S) {
    PathNode::Kind Root = rootOf(F, S.Subject);
    if (F.Paths[S.Subject].K == PathNode::Local ||
        F.Paths[S.Subject].K == PathNode::Result || Root == PathNode::Returned)
      return;
    // A pointer or object that is stored is no flag.
    llvm::ArrayRef<Value> Args = F.args(S);
    if (!Args.empty() && (Args[0].K == Value::Integer ||
                          Args[0].K == Value::Unknown))
      Found.Flag = true;
  }
};

/// `this.worker_` of a class, for comparing across the class's methods.
PathId fieldOf(const Facts &F, PathId P) {
  while (P && F.Paths[P].K == PathNode::Element)
    P = F.Paths[P].Parent;
  return F.Paths[P].K == PathNode::Field ? P : 0;
}

/// Milliseconds that a sleep's constant argument says; -1 if it says nothing.
int64_t longestSleep(const ActModel &Sleep, llvm::ArrayRef<Value> Args) {
  for (const Value &V : Args) {
    if (V.K == Value::Duration)
      return V.Number / 1000000;
    if (V.K != Value::Integer)
      continue;
    if (Sleep.BoundUnit == ActModel::Seconds)
      return V.Number * 1000;
    return Sleep.BoundUnit == ActModel::Microseconds ? V.Number / 1000
                                                     : V.Number;
  }
  return -1;
}

/// The words of an identifier: waitForChange, wait_for_change.
bool saysThatItWaits(llvm::StringRef Name) {
  std::string Word;
  auto Waits = [&] {
    return Word == "wait" || Word == "poll" || Word == "recv" ||
           Word == "receive" || Word == "accept" || Word == "block" ||
           Word == "sleep" || Word == "join";
  };
  for (char C : Name) {
    if (llvm::isUpper(C) || !llvm::isAlpha(C)) {
      if (Waits())
        return true;
      Word.clear();
    }
    if (llvm::isAlpha(C))
      Word += llvm::toLower(C);
  }
  return Waits();
}

/// A call, in a loop of the thread's body, of a function that is nowhere seen
/// and has no model: all there is to judge it by is its name.
std::optional<Link> unseenWait(const Summary &P, FunctionId In,
                               unsigned Depth) {
  const Facts &F = P.facts();
  for (uint32_t B : F.Functions[In].Bodies) {
    unsigned Loops = Depth;
    llvm::SmallVector<bool, 8> Open;
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (S.Kind == Op::If || S.Kind == Op::Loop || S.Kind == Op::Switch ||
          S.Kind == Op::Try) {
        Open.push_back(S.Kind == Op::Loop);
        Loops += Open.back();
      } else if (S.Kind == Op::End && !Open.empty()) {
        Loops -= Open.pop_back_val();
      }
      if (S.Kind != Op::Call || !S.Callee || !Loops)
        continue;
      const Function &Callee = F.Functions[S.Callee];
      llvm::StringRef Name = F.Strings[Callee.Key];
      if (Callee.Bodies.empty() && !P.model(S.Callee) &&
          !Callee.is(Function::Toolchain) &&
          saysThatItWaits(Name.substr(Name.rfind(':') + 1)))
        return Link{{B, I}, S.Callee, nullptr};
      if (Depth < DeepestRequest)
        if (auto Below = unseenWait(P, S.Callee, Depth + 1))
          return Below;
    }
  }
  return std::nullopt;
}

} // namespace

StopRequest requestsBefore(const Summary &P, llvm::ArrayRef<Link> Chain) {
  RequestFinder Finder(P);
  for (const Link &L : Chain)
    if (stepOf(P, L.At))
      Finder.steps(L.At.Body, L.At.Index, 0);
  return Finder.Found;
}

llvm::SmallVector<FunctionId, 2> threadBodies(const Summary &P,
                                              const Witness &Wait) {
  const Facts &F = P.facts();
  llvm::SmallVector<FunctionId, 2> Same, OfClass;
  llvm::DenseSet<RecordId> Classes;
  llvm::DenseSet<StringId> Fields;
  for (const Link &L : Wait.Chain) {
    const Step *S = stepOf(P, L.At);
    if (!S)
      continue;
    FunctionId In = functionOf(P, L.At);
    while (F.Functions[In].Parent && !F.Functions[In].Class)
      In = F.Functions[In].Parent;
    if (RecordId Class = F.Functions[In].Class)
      Classes.insert(Class);
    if (PathId Field = fieldOf(F, S->Subject))
      Fields.insert(F.Paths[Field].Name);
    for (const Value &V : F.args(*S))
      if (V.K == Value::Path)
        if (PathId Field = fieldOf(F, V.Id))
          Fields.insert(F.Paths[Field].Name);
  }
  for (const StartedThread &T : P.started()) {
    FunctionId In = functionOf(P, T.At);
    while (F.Functions[In].Parent && !F.Functions[In].Class)
      In = F.Functions[In].Parent;
    if (!Classes.contains(F.Functions[In].Class) || !F.Functions[In].Class)
      continue;
    OfClass.push_back(T.Runs);
    PathId Field = fieldOf(F, T.Object);
    if (Field && Fields.contains(F.Paths[Field].Name))
      Same.push_back(T.Runs);
  }
  return Same.empty() ? OfClass : Same;
}

std::optional<Witness> deafness(const Summary &P, FunctionId Body,
                                const StopRequest &Asked) {
  const EffectSet Waits{Effect::Sleep,       Effect::WaitThread,
                        Effect::WaitFuture,  Effect::WaitCondition,
                        Effect::WaitSync,    Effect::WaitProcess,
                        Effect::WaitIO,      Effect::Network};
  for (const Witness &W : P.effects(Body, Waits, Scope::Everything)) {
    if (W.Strict || W.Lasts.Kind == Bound::Polls)
      continue;
    switch (W.What) {
    case Effect::Sleep: {
      // The body sleeps in its loop, so the bound says nothing: the length of
      // one sleep does.
      const Step *S = stepOf(P, W.Chain.back().At);
      int64_t Longest = -1;
      if (S && W.Chain.back().Act)
        Longest = longestSleep(*W.Chain.back().Act, P.facts().args(*S));
      if (Longest < int64_t(LongSleepMs))
        continue;
      break;
    }
    case Effect::WaitCondition:
    case Effect::WaitSync:
    case Effect::WaitFuture:
      if (Asked.Wakes || Asked.Cuts || W.Lasts.Kind != Bound::Unbounded)
        continue;
      break;
    default:
      if (Asked.Cuts || W.Lasts.Kind == Bound::Constant)
        continue;
    }
    return W;
  }
  if (!Asked.Wakes && !Asked.Cuts)
    if (std::optional<Link> Unseen = unseenWait(P, Body, 0)) {
      Witness W;
      W.What = Effect::WaitSync;
      W.Chain.push_back(*Unseen);
      return W;
    }
  return std::nullopt;
}

} // namespace cleanexit
