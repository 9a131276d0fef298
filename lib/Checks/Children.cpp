//===-- Children.cpp - Forked children, and those that are killed ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Children.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

bool isOfChild(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  auto IsForked = [&](PathId Of) {
    const PathNode &Node = F.Paths[Of];
    for (uint32_t I = 0; I != Steps.size(); ++I)
      if (Steps[I].Kind == Op::Call && Steps[I].Callee &&
          lastName(F, Steps[I].Callee) == "fork" &&
          (Steps[I].Result == Of ||
           (Node.K == PathNode::Result && Node.Number == I)))
        return true;
    return false;
  };
  return llvm::any_of(P.conditions(At), [&](const Summary::KnownThere &C) {
    return !C.Holds && IsForked(C.Of);
  });
}

/// Whether children of the program lead groups of their own, as far as is seen.
static bool makesGroups(const Summary &P) {
  for (FunctionId Id = 1; Id < P.facts().Functions.size(); ++Id)
    if (const FunctionModel *M = P.model(Id); M && M->MakesGroup)
      return true;
  return false;
}

/// What a call kills for sure, of what it is handed; Unknown if it does no such
/// thing. A wrapper of kill() that tries again after EINTR is one of it.
static Value killedBy(const Summary &P, FunctionId By,
                      llvm::ArrayRef<Value> Args, bool OfSame,
                      unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  const Facts &F = P.facts();
  const FunctionModel *M = P.model(By);
  auto Holds = [&](const ArgumentTest &T) {
    return holds(T, Args).value_or(false);
  };
  if (M && M->Kills != NoOperand) {
    if (M->Kills < 0 || size_t(M->Kills) >= Args.size() ||
        !llvm::all_of(M->KillsWhen, Holds))
      return {};
    const Value &Of = Args[M->Kills];
    const bool IsGroup = Of.Flags & Value::Negated; // kill(-pid, SIGKILL)
    return !IsGroup || makesGroups(P) ? Of : Value();
  }
  if (Depth == Deepest || F.Functions[By].Bodies.size() != 1)
    return {};
  const Body &B = F.Bodies[F.Functions[By].Bodies.front()];
  for (uint32_t I = 0; I != B.Count; ++I) {
    const Step &S = F.Steps[B.First + I];
    if (S.Kind == Op::Return && F.blocksAround(B, I).empty())
      return {};
    if (S.Kind != Op::Call || !S.Callee)
      continue;
    llvm::SmallVector<Value, 4> Given;
    for (const Value &V : F.args(S)) {
      const PathNode &Node = F.Paths[V.K == Value::Path ? V.Id : 0];
      Given.push_back(Node.K == PathNode::Param && Node.Number < Args.size()
                          ? Args[Node.Number]
                      : V.K == Value::Path &&
                              !(OfSame && F.rootKind(V.Id) == PathNode::This)
                          ? Value()
                          : V);
    }
    const auto IsOnTheWay = [&](const OpenBlock &Open) {
      return F.Steps[B.First + Open.Opener].is(Step::DoWhile);
    };
    if (const Value Killed = killedBy(
            P, S.Callee, Given,
            OfSame && F.Paths[S.Subject].K == PathNode::This, Depth + 1);
        Killed.K == Value::Path &&
        llvm::all_of(F.blocksAround(B, I), IsOnTheWay))
      return Killed;
  }
  return {};
}

/// The same, of a step; 0 if it kills nothing.
static PathId killedBy(const Summary &P, const Step &S) {
  if (S.Kind != Op::Call || !S.Callee)
    return 0;
  const FunctionModel *M = P.model(S.Callee);
  if (M && M->Kills == ThisOperand)
    return S.Subject;
  const Value Killed = killedBy(P, S.Callee, P.facts().args(S),
                                P.facts().Paths[S.Subject].K == PathNode::This);
  return Killed.K == Value::Path ? Killed.Id : 0;
}

/// pid = fork(); if (pid == 0) { if (fork() == 0) exec(…); exit(0); }
static bool onlyForks(const Facts &F, const Body &B,
                      llvm::ArrayRef<PathId> Processes) {
  auto Forks = [&](uint32_t I) {
    const Step &S = F.Steps[B.First + I];
    return S.Kind == Op::Call && S.Callee && lastName(F, S.Callee) == "fork";
  };
  auto IsResult = [&](PathId Of, uint32_t Fork) {
    const PathNode &Node = F.Paths[Of];
    return Of == F.Steps[B.First + Fork].Result ||
           (Node.K == PathNode::Result && Node.Number == Fork);
  };
  auto IsWaitedFor = [&](uint32_t Fork) {
    return llvm::any_of(Processes, [&](PathId Process) {
      return IsResult(Process, Fork) ||
             llvm::any_of(F.steps(B), [&](const Step &S) {
               return S.Kind == Op::Set && S.Subject == Process &&
                      F.args(S)[0].K == Value::Path &&
                      IsResult(F.args(S)[0].Id, Fork);
             });
    });
  };
  // Behind a fork in a block that is the child's, the block ends the process.
  auto Ends = [&](uint32_t Fork) {
    unsigned Depth = 0;
    for (uint32_t I = Fork + 1, End = blockEnd(F.steps(B), I); I != End; ++I) {
      const Op K = F.Steps[B.First + I].Kind;
      Depth += opensBlock(K);
      Depth -= K == Op::End;
      const FunctionId By = K == Op::Call ? F.Steps[B.First + I].Callee : 0;
      if (!Depth && By && F.Functions[By].is(Function::NoReturn))
        return true;
    }
    return false;
  };
  for (uint32_t First = 0; First != B.Count; ++First)
    if (Forks(First) && IsWaitedFor(First))
      for (uint32_t Second = First + 1; Second != B.Count; ++Second)
        if (Forks(Second)) {
          const std::vector<OpenBlock> Around = F.blocksAround(B, Second);
          return !Around.empty() && Around.back().Opener > First &&
                 Ends(Second);
        }
  return false;
}

/// if (waitpid(pid, &status, WNOHANG) == 0) kill(pid, SIGKILL);
static bool wasPolled(const Facts &F, const Body &B, uint32_t Kill,
                      llvm::ArrayRef<PathId> Processes) {
  return llvm::any_of(F.steps(B).take_front(Kill), [&](const Step &S) {
    return S.Kind == Op::Call && S.Callee &&
           lastName(F, S.Callee).contains("wait") &&
           llvm::any_of(F.args(S), [&](const Value &V) {
             return V.K == Value::Path && llvm::is_contained(Processes, V.Id);
           });
  });
}

/// if (pid_ > 0) kill(pid_, SIGKILL); reap();   where reap() waits only if there is
/// one.
static bool isAskedAsWell(const Summary &P, StepRef Kill, PathId Process,
                          llvm::ArrayRef<Link> Chain) {
  const uint64_t Member = P.identity(Kill, Process);
  const auto Around = P.conditions(Kill);
  if (!Member || Around.empty())
    return false;
  return llvm::all_of(Around, [&](const Summary::KnownThere &C) {
    return P.identity(Kill, C.Of) == Member &&
           llvm::any_of(Chain, [&](const Link &L) {
             return stepOf(P, L.At) &&
                    llvm::any_of(P.conditions(L.At),
                                 [&](const Summary::KnownThere &There) {
                                   return There.Holds == C.Holds &&
                                          P.identity(L.At, There.Of) == Member;
                                 });
           });
  });
}

bool isKilled(const Summary &P, const Witness &Wait) {
  const Facts &F = P.facts();
  const Step *Waits = stepOf(P, Wait.Chain.back().At);
  if (Wait.What != Effect::WaitProcess || !Waits)
    return false;
  llvm::SmallVector<PathId, 2> Processes;
  for (const Value &V : F.args(*Waits))
    if (V.K == Value::Path)
      Processes.push_back(V.Id);
  if (onlyForks(F, F.Bodies[Wait.Chain.back().At.Body], Processes))
    return true;
  // Here, or by who leads here and hands the process over.
  for (const Link &L : llvm::reverse(Wait.Chain)) {
    const Step *Leads = stepOf(P, L.At);
    if (!Leads)
      return false;
    if (&L != &Wait.Chain.back()) {
      llvm::SmallVector<PathId, 2> Given;
      for (PathId Process : Processes)
        if (const PathNode &Node = F.Paths[Process];
            Node.K == PathNode::Param && Node.Number < Leads->NumArgs)
          if (const Value &V = F.args(*Leads)[Node.Number]; V.K == Value::Path)
            Given.push_back(V.Id);
      // ::kill(pid_, SIGKILL); reap();   of the same object
      if (F.Paths[Leads->Subject].K == PathNode::This)
        llvm::copy_if(Processes, std::back_inserter(Given), [&](PathId Of) {
          return F.rootKind(Of) == PathNode::This;
        });
      Processes = std::move(Given);
    }
    const Body &B = F.Bodies[L.At.Body];
    for (uint32_t I = 0; I != L.At.Index; ++I)
      if (PathId Killed = killedBy(P, F.Steps[B.First + I]);
          Killed && llvm::is_contained(Processes, Killed) &&
          (leadsTo(F, B, I, L.At.Index) || wasPolled(F, B, I, Processes) ||
           isAskedAsWell(P, {L.At.Body, I}, Killed, Wait.Chain)))
        return true;
  }
  return false;
}

} // namespace cleanexit
