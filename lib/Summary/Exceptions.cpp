//===-- Exceptions.cpp - What each function lets out ----------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Exceptions.h"
#include "Summary/AsMade.h"
#include "Summary/Conditions.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

bool Exceptions::ends(NodeId N) const {
  if (!In.Graph.isFunction(N))
    return false;
  const Function &F = In.P.Of.Functions[N];
  // A coroutine hands its exceptions to whoever awaits it.
  return F.Except == Function::Never || F.is(Function::Coroutine) ||
         (How == Scope::WithinCleanup && In.IsCleanup[N] &&
          !(F.K == Function::Destructor && F.Except == Function::SaidMayThrow));
}

/// Does what runs a callable that is handed to it catch the type?
bool Exceptions::isGuarded(StepId S, FunctionId F, RecordId Type) const {
  return llvm::binary_search(Guarded, Lists::Entry{S, F}) ||
         llvm::any_of(Handed.stepsToRun({S, F}),
                      [&](StepId Runs) { return !Sites.leaves(Runs, Type); }) ||
         (In.P.step(S).is(Step::Destroys) &&
          catchesOnTheWay(In.P.step(S).Callee, Type));
}

/// The callee throws when it finds what the caller has made sure of.
bool Exceptions::isRuledOut(StepId Call, const Escape &E) const {
  return E.Distance == 1 && E.At && ruledOut(In.P, Call, E.At);
}

Exceptions::Exceptions(const Search &In, const ThrowSites &Sites,
                       const Results &Taken, const LockMethods &Locking,
                       const std::vector<Lists::Entry> &Guarded,
                       const Callables &Handed, const Guards &Ends, Scope How)
    : In(In), Sites(Sites), Taken(Taken), Locking(Locking), Guarded(Guarded),
      Handed(Handed), Ends(Ends), How(How), First(In.Graph.size()) {
  for (const auto &[Try, Block] : In.P.Tries)
    for (const Handler &H : Block.Handlers)
      TryOf[H.At] = Try;
  llvm::ArrayRef<ThrowSite> Throws = Sites.all();
  for (uint32_t I = 0; I != Throws.size(); ++I) {
    const ThrowSite &T = Throws[I];
    if (!Sites.leaves(T.At, T.Type) || isBehindUnmade(In.P, T.At))
      continue;
    Escape E;
    E.Type = T.Type;
    E.Strict = T.Strict;
    E.Ways = Sites.ways(T.At, T.Type);
    E.Distance = 1;
    E.At = T.At;
    E.Next = I;
    if (T.Type == HandledType && In.P.InHandler[T.At])
      Pending.push_back(E);
    else
      arrive(In.P.functionOf(T.At), E);
  }
  // What is handled is known when all that is thrown is.
  for (size_t Known = 0; Known != All.size();) {
    Known = All.size();
    while (!Work.empty()) {
      uint32_t Id = Work.front();
      Work.pop_front();
      relax(Id);
    }
    for (size_t I = 0; I != Pending.size(); ++I) {
      const Escape Again = Pending[I];
      resolve(Again, [&](Escape E) {
        E.Ways &= Sites.ways(E.At, E.Type);
        if (E.Ways)
          arrive(In.P.functionOf(E.At), E);
      });
    }
  }
}

template <class Visit> void Exceptions::raised(StepId S, Visit Each) const {
  for (const ThrowSite &T : Sites.at(S))
    Each(T.Type, T.Strict);
  auto Callee = [&](NodeId N, bool IsHanded) {
    if (!ends(N))
      for (uint32_t Id = First[N]; Id; Id = All[Id].Other)
        if (!isRuledOut(S, All[Id]) &&
            !(IsHanded && isGuarded(S, N, All[Id].Type)))
          Each(All[Id].Type, All[Id].Strict);
  };
  if (NodeId N = In.Graph.node(S))
    Callee(N, false);
  for (FunctionId F : In.Graph.indirect(S))
    Callee(F, true);
  for (FunctionId F : Taken.makers(S))
    Callee(F, false);
  for (FunctionId F : Locking.calledBy(S))
    Callee(F, false);
}

bool Exceptions::mayRaise(StepId S, RecordId Handler) const {
  bool May = false;
  raised(S, [&](RecordId Type, bool) {
    May |= !Type || Type == HandledType || Sites.catches(Handler, Type);
  });
  return May;
}

/// Whether a type leaves all functions that the exception comes through.
bool Exceptions::passes(Escape E, RecordId Type) const {
  while (!(E.At && E.Distance == 1)) {
    E = All[E.Next];
    if (E.At && !Sites.leaves(E.At, Type))
      return false;
  }
  return true;
}

template <class Visit>
bool Exceptions::resolve(const Escape &E, Visit Each) const {
  const StepId Catch = In.P.InHandler[E.At];
  const StepId Try = Catch ? TryOf.lookup(Catch) : 0;
  if (!Try)
    return false;
  llvm::SmallVector<std::pair<RecordId, bool>, 4> Handled;
  for (StepId S = Try + 1; S != In.P.Tries.find(Try)->second.Handlers[0].At;
       ++S)
    raised(S, [&](RecordId Type, bool Strict) {
      if (Type != HandledType && Sites.isHandled(S, Type, Try, Catch) &&
          !llvm::is_contained(Handled, std::pair(Type, Strict)))
        Handled.push_back({Type, Strict});
    });
  for (auto [Type, Strict] : Handled)
    if (passes(E, Type)) {
      Escape Known = E;
      Known.Type = Type;
      Known.Strict |= Strict;
      Each(Known);
    }
  return true;
}

/// The first to arrive is the shortest; a later one counts if it adds a way
/// on which the exception is let out.
void Exceptions::arrive(NodeId N, Escape E) {
  E.Node = N;
  uint32_t Known = First[N];
  while (Known && (All[Known].Type != E.Type || All[Known].Strict != E.Strict))
    Known = All[Known].Other;
  if (!Known) {
    E.Other = First[N];
    First[N] = All.size();
    All.push_back(E);
    Work.push_back(First[N]);
  } else if (E.Ways & ~All[Known].Ways) {
    All[Known].Ways |= E.Ways;
    Work.push_back(Known);
  }
}

void Exceptions::relax(uint32_t Id) {
  NodeId N = All[Id].Node;
  if (ends(N))
    return;
  auto Caller = [&](StepId S) {
    Escape E = All[Id];
    E.Ways &= Sites.ways(S, E.Type);
    if (isRuledOut(S, E))
      return;
    E.At = S;
    E.Next = Id;
    E.Strict |= In.P.BehindMisuse[S];
    E.Distance = std::min(E.Distance + 1, 0xffff);
    if (!E.Ways)
      return;
    if (E.Type == HandledType && In.P.InHandler[S])
      Pending.push_back(E);
    else
      arrive(In.P.functionOf(S), E);
  };
  for (StepId S : In.Graph.direct(N))
    Caller(S);
  for (StepId S : In.Graph.handed(N))
    if (!isGuarded(S, N, All[Id].Type))
      Caller(S);
  if (In.Graph.isFunction(N)) {
    for (StepId S : Taken.takers(N))
      Caller(S);
    for (StepId S : Locking.callers(N))
      Caller(S);
  }
  for (NodeId Dispatch : In.Graph.dispatches(N)) {
    Escape E = All[Id];
    E.At = 0;
    E.Next = Id;
    E.Strict |= In.Graph.isWide(Dispatch);
    arrive(Dispatch, E);
  }
}

Thrown Exceptions::thrown(Escape E) const {
  Thrown T;
  T.Type = E.Type == HandledType ? 0 : E.Type;
  T.Strict = E.Strict;
  T.When = E.Ways == Calm        ? Thrown::OnlyCalm
           : E.Ways == Unwinding ? Thrown::OnlyUnwinding
                                 : Thrown::Always;
  for (;;) {
    if (E.At && E.Distance == 1) {
      T.Chain.push_back({In.P.ref(E.At), Sites.all()[E.Next].Callee, nullptr});
      return T;
    }
    Escape Next = All[E.Next];
    if (E.At) {
      Escape Callee = Next;
      while (!In.Graph.isFunction(Callee.Node))
        Callee = All[Callee.Next];
      T.Chain.push_back({In.P.ref(E.At), Callee.Node, nullptr});
    }
    E = Next;
  }
}

std::vector<Thrown> Exceptions::sorted(llvm::ArrayRef<Escape> Es) const {
  std::vector<Thrown> Out;
  for (const Escape &E : Es) {
    // What escapes in earnest need not be said again.
    bool Again = E.Strict && llvm::any_of(Es, [&](const Escape &O) {
                   return !O.Strict && O.Type == E.Type;
                 });
    if (!Again)
      Out.push_back(thrown(E));
  }
  auto Name = [&](const Thrown &T) {
    return In.P.text(In.P.Of.Records[T.Type].Name);
  };
  llvm::sort(Out, [&](const Thrown &A, const Thrown &B) {
    return std::tuple(!A.Type, Name(A), A.Type) <
           std::tuple(!B.Type, Name(B), B.Type);
  });
  return Out;
}

std::vector<Thrown> Exceptions::ofFunction(FunctionId F) const {
  std::vector<Escape> Es;
  for (uint32_t Id = First[F]; Id; Id = All[Id].Other)
    Es.push_back(All[Id]);
  return sorted(Es);
}

std::vector<Thrown> Exceptions::ofStep(StepId S) const {
  std::vector<Escape> Es;
  auto AddKnown = [&](Escape E) {
    E.Ways &= Sites.ways(S, E.Type);
    if (!E.Ways)
      return;
    for (Escape &Known : Es)
      if (Known.Type == E.Type && Known.Strict == E.Strict) {
        if (E.Distance < Known.Distance)
          std::swap(E, Known);
        Known.Ways |= E.Ways;
        return;
      }
    Es.push_back(E);
  };
  auto Add = [&](Escape E) {
    E.At = S;
    if (E.Type != HandledType || !resolve(E, AddKnown))
      AddKnown(E);
  };
  for (const ThrowSite &T : Sites.at(S)) {
    if (isBehindUnmade(In.P, S))
      continue;
    Escape E;
    E.Type = T.Type;
    E.Strict = T.Strict;
    E.Ways = Always;
    E.Distance = 1;
    E.Next = &T - Sites.all().data();
    Add(E);
  }
  auto Callee = [&](NodeId N, bool IsHanded) {
    if (ends(N))
      return;
    for (uint32_t Id = First[N]; Id; Id = All[Id].Other) {
      Escape E = All[Id];
      if (isRuledOut(S, E) || (IsHanded && isGuarded(S, N, E.Type)))
        continue;
      E.Strict |= In.P.BehindMisuse[S];
      E.Next = Id;
      E.Distance = std::min(E.Distance + 1, 0xffff);
      Add(E);
    }
  };
  if (NodeId N = In.Graph.node(S))
    Callee(N, false);
  for (FunctionId F : In.Graph.indirect(S))
    Callee(F, true);
  for (FunctionId F : Taken.makers(S))
    Callee(F, false);
  for (FunctionId F : Locking.calledBy(S))
    Callee(F, false);
  return sorted(Es);
}
