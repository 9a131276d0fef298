//===-- Results.cpp - What taking a future's result throws ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Results.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

bool takesResult(const Program &P, StepId S) {
  const FunctionModel *M = P.modelAt(P.step(S));
  return M && M->WaitsFor == ThisOperand && M->Does(Effect::WaitFuture) &&
         llvm::is_contained(M->Throws, "?");
}

class Finder {
  const Program &P;
  Stores &Kept;
  const Calls &Graph;
  llvm::DenseMap<StepId, llvm::SmallVector<FunctionId, 1>> StartedAt;

public:
  using Functions = llvm::SmallVector<FunctionId, 1>;

  Finder(const Program &P, Stores &Kept, const Calls &Graph,
         const Callables &Handed)
      : P(P), Kept(Kept), Graph(Graph) {
    for (const StartedThread &T : Handed.Started)
      if (T.At.Body)
        StartedAt[P.id(T.At)].push_back(T.Runs);
  }

  /// Who makes the result that a step takes; nothing if that is not known.
  std::optional<Functions> makers(StepId Takes) {
    Functions Found;
    const PathId Future = P.step(Takes).Subject;
    const auto Sources =
        Future ? Kept.of(Takes, Future) : llvm::SmallVector<Source, 4>();
    if (Sources.empty())
      return std::nullopt;
    for (const Source &From : Sources)
      if (!add(From, Found))
        return std::nullopt;
    if (!llvm::all_of(Found, [&](FunctionId Maker) { return isSeen(Maker); }))
      return std::nullopt;
    return Found;
  }

private:
  bool add(const Source &From, Functions &Found) {
    const FunctionModel *M = P.modelAt(P.step(From.At));
    if (!M)
      return false;
    if (const auto Started = StartedAt.find(From.At);
        Started != StartedAt.end()) {
      llvm::append_range(Found, Started->second);
      return true;
    }
    const PathId Of = P.step(From.At).Subject;
    if (!M->GivesFuture || !Of)
      return false;
    Value Task;
    Task.K = Value::Path;
    Task.Id = Of;
    const auto Runs = Kept.functions(From.At, Task);
    llvm::append_range(Found, Runs);
    return !Runs.empty() ||
           (Kept.of(From.At, Of).empty() && succeeds(From.At, Of));
  }

  /// Whether all that a function calls is seen, or cannot throw. What is not may
  /// throw anything, which who takes the result has to expect.
  bool isSeen(FunctionId Maker) const {
    constexpr size_t Enough = 200;
    llvm::SmallVector<FunctionId, 8> Work{Maker};
    llvm::DenseSet<FunctionId> Known{Maker};
    for (size_t Next = 0; Next != Work.size(); ++Next) {
      const Function &F = P.Of.Functions[Work[Next]];
      if (F.Bodies.empty() && F.Except != Function::Never &&
          !F.is(Function::System) && !P.ModelOf[Work[Next]])
        return false;
      for (uint32_t B : F.Bodies)
        for (StepId S = P.Of.Bodies[B].First, End = S + P.Of.Bodies[B].Count;
             S != End; ++S) {
          if (P.step(S).Kind != Op::Call && P.step(S).Kind != Op::Run)
            continue;
          const auto Direct = Graph.targets(S), Handed = Graph.indirect(S);
          if (P.step(S).Kind == Op::Run && Direct.empty() && Handed.empty())
            return false;
          for (FunctionId T : llvm::concat<const FunctionId>(Direct, Handed))
            if (Known.insert(T).second)
              Work.push_back(T);
        }
      if (Work.size() > Enough)
        return false;
    }
    return true;
  }

  /// Whether nobody gives a promise an exception, or hands it to others.
  bool succeeds(StepId At, PathId Promise) {
    const PathNode Named = P.Of.Paths[Promise];
    if (Named.K == PathNode::Local)
      return localSucceeds(At, Promise);
    const uint64_t Member = Kept.identity(At, Promise);
    if (!Member)
      return false;
    for (StepId S = 1; S != P.Of.Steps.size(); ++S) {
      // Of an object that is not known it may be any one's.
      auto MayBe = [&](PathId Place) {
        const PathNode &Node = P.Of.Paths[Place];
        if (Node.K != Named.K || Node.Name != Named.Name)
          return false;
        const uint64_t Other = Kept.identity(S, Place);
        return !Other || Other == Member;
      };
      const FunctionModel *M = P.modelAt(P.step(S));
      if ((M && M->SetsException && MayBe(P.step(S).Subject)) ||
          llvm::any_of(P.args(S), [&](const Value &V) {
            return V.K == Value::Path && MayBe(V.Id);
          }))
        return false;
    }
    return true;
  }

  /// std::promise<int> p;   Whether the function of a variable, or a lambda there,
  /// gives it a value, and nobody an exception, or hands it to others.
  bool localSucceeds(StepId At, PathId Promise) const {
    const StringId Owner = P.Of.Functions[P.functionOf(At)].Name; // or a copy's
    auto IsWithin = [&](FunctionId F) {
      while (F && P.Of.Functions[F].Name != Owner)
        F = P.Of.Functions[F].Parent;
      return F != 0;
    };
    bool IsSet = false;
    return llvm::all_of(P.Of.Bodies,
                        [&](const Body &B) {
                          return !B.Of || !IsWithin(B.Of) ||
                                 llvm::all_of(
                                     P.Of.steps(B), [&](const Step &S) {
                                       return onlySucceeds(S, Promise, IsSet);
                                     });
                        }) &&
           IsSet;
  }

  /// Whether a step has nothing to do with a promise, or IsSet: gives it a value.
  bool onlySucceeds(const Step &S, PathId Promise, bool &IsSet) const {
    const FunctionModel *M = P.modelAt(S);
    const bool IsOn = S.Subject == Promise;
    IsSet |= IsOn && M && M->RequestsStop == FunctionModel::Fulfills &&
             !M->SetsException;
    const bool Spoils = IsOn && (S.Kind == Op::Set || (M && M->SetsException));
    return !Spoils && llvm::none_of(P.Of.args(S), [&](const Value &V) {
      return V.K == Value::Path && P.Of.isWithin(V.Id, Promise);
    });
  }
};

} // namespace

Results::Results(const Program &P, Stores &Kept, const Calls &Graph,
                 const Callables &Handed) {
  std::optional<Finder> Find;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S) {
    if (!takesResult(P, S))
      continue;
    if (!Find)
      Find.emplace(P, Kept, Graph, Handed);
    if (const auto Known = Find->makers(S)) {
      Makers[S] = *Known;
      for (FunctionId Maker : *Known)
        Takers.push_back({Maker, S});
    }
  }
  llvm::sort(Takers);
}

llvm::ArrayRef<FunctionId> Results::makers(StepId Takes) const {
  const auto Known = Makers.find(Takes);
  return Known == Makers.end() ? llvm::ArrayRef<FunctionId>() : Known->second;
}

llvm::SmallVector<StepId, 2> Results::takers(FunctionId Maker) const {
  llvm::SmallVector<StepId, 2> Found;
  for (auto I = llvm::lower_bound(Takers, std::pair(Maker, StepId(0)));
       I != Takers.end() && I->first == Maker; ++I)
    Found.push_back(I->second);
  return Found;
}
