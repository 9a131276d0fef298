//===-- ThrowSites.cpp - Steps that throw, and the handlers around them ---===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Exceptions.h"
#include "Summary/Rethrown.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

static constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral>
    StandardBases[] = {
#define STD_EXCEPTION(CLASS, BASE) {CLASS, BASE},
#include "Summary/StdExceptions.def"
};

/// libstdc++ and libc++ put some classes into inline namespaces.
static std::string withoutInline(llvm::StringRef Name) {
  std::string Plain = Name.str();
  for (llvm::StringRef Inner : {"__cxx11::", "__1::"})
    if (size_t At = Plain.find(Inner.str()); At != std::string::npos)
      Plain.erase(At, Inner.size());
  return Plain;
}

/// Makes sure that every type a model throws, and every standard one between
/// it and std::exception, has a record.
static llvm::StringMap<RecordId> typesByName(Program &P) {
  llvm::StringMap<RecordId> Types;
  auto Make = [&](llvm::StringRef Name) {
    auto [It, New] = Types.try_emplace(Name, P.Of.Records.size());
    if (New) {
      P.Of.Records.emplace_back();
      P.Of.Records.back().Name = P.Of.Strings.intern(Name);
      P.Of.Records.back().System = true;
    }
  };
  for (RecordId R = 1; R < P.Of.Records.size(); ++R)
    Types.try_emplace(withoutInline(P.text(P.Of.Records[R].Name)), R);
  llvm::SmallVector<llvm::StringRef, 8> Work;
  for (const FunctionModel *M : P.ModelOf)
    if (M)
      for (const std::string &Type : M->Throws)
        if (Type != "?")
          Work.push_back(Type);
  while (!Work.empty()) {
    llvm::StringRef Name = Work.pop_back_val();
    Make(Name);
    for (auto [Class, Base] : StandardBases)
      if (Class == Name && !Base.empty() && !Types.contains(Base))
        Work.push_back(Base);
  }
  P.grow();
  return Types;
}

/// The object that a step's call is on, the same for all calls on it.
std::pair<uint32_t, uint64_t> ThrowSites::object(const Program &P, Stores &Kept,
                                                 StepId S,
                                                 unsigned Hops) const {
  for (Operand O : {ThisOperand, Operand(0)}) {
    Value V = P.operand(S, O);
    if (V.K != Value::Path)
      continue;
    const PathNode Node = P.Of.Paths[V.Id];
    const Body &B = P.body(S);
    if (Node.K == PathNode::Result && Node.Number < S - B.First && Hops < 16)
      return object(P, Kept, B.First + Node.Number, Hops + 1); // out << a << b
    if (uint64_t Shared = Kept.identity(S, V.Id))
      return {0, Shared};
    return {P.BodyOf[S], V.Id};
  }
  return {0, 0};
}

bool ThrowSites::wasAsked(const Program &P, Stores &Kept, const Acts &Done,
                          StepId S) const {
  if (P.step(S).is(Step::Constructs))
    return false;
  auto Object = object(P, Kept, S);
  // What the same body has said last counts: exceptions(std::ios::goodbit).
  for (StepId Said = S; Said-- > P.body(S).First;) {
    const FunctionId F = P.step(Said).Callee;
    const FunctionModel *M = F ? P.ModelOf[F] : nullptr;
    if (M && M->AsksToThrow && P.step(Said).NumArgs &&
        object(P, Kept, Said) == Object)
      return Done.hold(M->AsksWhen, Said, F);
  }
  auto It = Asked.find(Object);
  return It != Asked.end() && (!Object.first || It->second < S);
}

/// if (!p) throw std::bad_alloc();   by hand: as operator new, only if its
/// failures are asked for.
static bool isOutOfMemory(const Program &P, RecordId Type) {
  if (P.text(P.Of.Records[Type].Name) != "std::bad_alloc")
    return false;
  const FunctionModel *New = P.Known->function("operator new");
  return !New || New->Throws.empty();
}

ThrowSites::ThrowSites(Program &P, Stores &Kept, const Calls &Graph,
                       const Acts &Done, const Results &Taken)
    : P(P) {
  const llvm::StringMap<RecordId> Types = typesByName(P);
  for (auto [Class, Base] : StandardBases) {
    auto C = Types.find(Class), B = Types.find(Base);
    if (C != Types.end() && B != Types.end())
      StdBases[C->second].push_back(B->second);
  }
  for (StepId S = 1; S < P.Of.Steps.size(); ++S)
    for (FunctionId F : Graph.bodiless(S))
      if (const FunctionModel *M = P.ModelOf[F];
          M && M->AsksToThrow && Done.hold(M->AsksWhen, S, F))
        Asked.try_emplace(object(P, Kept, S), S);
  Asked.erase({0, 0});
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    if (At.Kind == Op::Throw)
      All.push_back(
          {S, At.Type, 0, P.BehindMisuse[S] || isOutOfMemory(P, At.Type)});
    // Outside a handler, `throw;` is of whatever the callers handle.
    if (At.Kind == Op::Rethrow && !P.InHandler[S])
      All.push_back({S, HandledType, 0, false});
    for (FunctionId F : Graph.bodiless(S))
      call(P, Kept, Done, Taken, S, F, Types);
  }
}

/// rethrow_exception() of what current_exception() gave, here or to whoever
/// calls this function.
bool ThrowSites::throwsHandled(Stores &Kept, StepId S,
                               const FunctionModel &By) const {
  const Value V = P.operand(S, By.Rethrows);
  if (V.K != Value::Path)
    return false;
  if (P.Of.Paths[V.Id].K == PathNode::Param)
    return true;
  return llvm::any_of(Kept.of(S, V.Id), [&](const Source &From) {
    const FunctionModel *Gives = P.ModelOf[P.step(From.At).Callee];
    return P.step(From.At).Kind == Op::Call && Gives && Gives->GivesHandled &&
           P.BodyOf[From.At] == P.BodyOf[S];
  });
}

void ThrowSites::call(Program &P, Stores &Kept, const Acts &Done,
                      const Results &Taken, StepId S, FunctionId F,
                      const llvm::StringMap<RecordId> &Types) {
  const Function &Of = P.Of.Functions[F];
  if (Of.Except == Function::Never)
    return;
  const FunctionModel *M = P.ModelOf[F];
  if (Taken.isKnown(S))
    return;
  if (M && M->Rethrows != NoOperand && !handlersRethrown(P, Kept, S).empty())
    return;
  if (M && !M->Throws.empty() && Done.hold(M->ThrowsWhen, S, F) &&
      (!M->ThrowsAsked || wasAsked(P, Kept, Done, S)))
    for (const std::string &Type : M->Throws)
      All.push_back({S,
                     Type != "?"                  ? Types.lookup(Type)
                     : throwsHandled(Kept, S, *M) ? HandledType
                                                  : 0,
                     F, M->ThrowsStrict});
  // Nobody writes noexcept(false) without a reason; in a library's headers it
  // may be what an expression comes to.
  if (!M && Of.Except == Function::SaidMayThrow &&
      (Of.K == Function::Destructor || !Of.is(Function::System)))
    All.push_back({S, 0, F, false});
}

llvm::ArrayRef<ThrowSite> ThrowSites::at(StepId S) const {
  auto First = llvm::lower_bound(
      All, S, [](const ThrowSite &T, StepId S) { return T.At < S; });
  auto Last = First;
  while (Last != All.end() && Last->At == S)
    ++Last;
  return llvm::ArrayRef(All).slice(First - All.begin(), Last - First);
}

/// What a pointer as it was thrown meets: catch (T *&) takes that type and no
/// other, and nullptr is any handler's that takes pointers.
static bool takesAsThrown(const Facts &F, RecordId Handler, RecordId Type) {
  const llvm::StringRef Takes = F.Strings[F.Records[Handler].Name];
  return Takes.ends_with("*&")
             ? llvm::is_contained(F.Records[Handler].Bases, Type)
             : Takes.ends_with("*") &&
                   F.Strings[F.Records[Type].Name] == "std::nullptr_t";
}

bool ThrowSites::catches(RecordId Handler, RecordId Type,
                         unsigned Depth) const {
  if (!Handler || Handler == Type)
    return true;
  if (!Type || Type == HandledType || Depth > 16)
    return false;
  if (!Depth && takesAsThrown(P.Of, Handler, Type))
    return true;
  if (!Depth && llvm::is_contained(P.Of.Records[Type].Uncaught, Handler))
    return false;
  for (RecordId Base : P.Of.Records[Type].Bases)
    if (catches(Handler, Base, Depth + 1))
      return true;
  if (auto It = StdBases.find(Type); It != StdBases.end())
    for (RecordId Base : It->second)
      if (catches(Handler, Base, Depth + 1))
        return true;
  return false;
}

uint8_t ThrowSites::ways(StepId S, RecordId Type) const {
  uint8_t Ways = P.Ways[S];
  while (StepId Try = P.InTry[S]) {
    S = Try;
    for (const Handler &H : P.Tries.find(Try)->second.Handlers)
      if (catches(H.Type, Type)) {
        if (!H.RethrownAt)
          return 0;
        Ways &= H.Ways;
        S = H.RethrownAt;
        break;
      }
  }
  return Ways;
}

bool ThrowSites::isHandled(StepId S, RecordId Type, StepId Try,
                           StepId Catch) const {
  while (StepId Inner = P.InTry[S]) {
    S = Inner;
    for (const Handler &H : P.Tries.find(Inner)->second.Handlers)
      if (catches(H.Type, Type)) {
        if (Inner == Try)
          return H.At == Catch;
        if (!H.RethrownAt)
          return false;
        S = H.RethrownAt;
        break;
      }
    if (Inner == Try)
      return false;
  }
  return false;
}
