//===-- Sensitivity.cpp - What a function's doings hang on ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Sensitivity.h"

using namespace cleanexit;

/// So often is a parameter handed on.
static constexpr unsigned MaxRounds = 6;

Sensitivity::Sensitivity(const Program &P, const Implementations &Handed)
    : P(P), Handed(Handed), Bits(P.Of.Functions.size()),
      ZeroBits(P.Of.Functions.size()) {
  for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B)
    Bits[P.Of.Bodies[B].Of] |= ownBits(P.Of.Bodies[B]);
  std::vector<Changes> ChangedIn(P.Of.Bodies.size());
  for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B) {
    const FunctionId F = P.Of.Bodies[B].Of;
    ChangedIn[B] = changes(P.Of.Bodies[B]);
    const Changes &Here = ChangedIn[B];
    const uint32_t Asked = askedByLoops(P.Of.Bodies[B]) & ~Here.AtZero;
    ZeroBits[F] |= (Asked & ~Bits[F]) | (Here.Ever & ~Here.AtZero);
    Bits[F] |= Asked;
  }
  bool More = true;
  for (unsigned Round = 0; More && Round != MaxRounds; ++Round) {
    More = false;
    for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B)
      More |= handOn(P.Of.Bodies[B]);
  }
  // What is set within the function, zero or not, is not what the caller gave.
  for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B)
    Bits[P.Of.Bodies[B].Of] &= ~ChangedIn[B].AtZero;
  forgetIdle();
}

/// Whether a function does something itself: by a model, a throw, a step.
bool Sensitivity::acts(FunctionId F) const {
  const Function &Of = P.Of.Functions[F];
  if (P.ModelOf[F] || !Of.Declared.empty() || Of.is(Function::NoReturn) ||
      Of.Except == Function::SaidMayThrow)
    return true;
  for (uint32_t B : Of.Bodies)
    for (const Step &S : P.Of.steps(P.Of.Bodies[B]))
      if (S.Kind == Op::Throw || S.Kind == Op::Rethrow || S.Kind == Op::Act ||
          S.Kind == Op::Await || S.Kind == Op::Run)
        return true;
  return false;
}

void Sensitivity::forgetIdle() {
  std::vector<Lists::Entry> Up; // from what may be run to who may run it
  Up.reserve(P.Of.Steps.size());
  for (uint32_t B = 1; B < P.Of.Bodies.size(); ++B)
    for (const Step &S : P.Of.steps(P.Of.Bodies[B])) {
      if (S.Kind == Op::Call && S.Callee)
        Up.push_back({S.Callee, P.Of.Bodies[B].Of});
      for (const Value &V : P.Of.args(S))
        if (V.K == Value::Function)
          Up.push_back({V.Id, P.Of.Bodies[B].Of});
    }
  std::vector<bool> Comes(Bits.size());
  std::vector<FunctionId> Work;
  auto Reach = [&](FunctionId F) {
    if (!Comes[F])
      Work.push_back(F);
    Comes[F] = true;
  };
  for (FunctionId F = 1; F < Bits.size(); ++F) {
    for (FunctionId Base : P.Of.Functions[F].Overrides)
      Up.push_back({F, Base});
    if (acts(F))
      Reach(F);
  }
  const Lists Callers(Bits.size(), Up);
  while (!Work.empty()) {
    FunctionId F = Work.back();
    Work.pop_back();
    for (FunctionId Caller : Callers[F])
      Reach(Caller);
  }
  for (FunctionId F = 1; F < Bits.size(); ++F)
    if (!Comes[F])
      Bits[F] = 0;
}

uint32_t Sensitivity::parameter(PathId Id) const {
  const PathNode &Node = P.Of.Paths[Id];
  return Node.K == PathNode::Param && Node.Number < MaxParams
             ? 1u << Node.Number
             : 0;
}

/// The parameters that a model's tests ask about, also as what a field was given.
/// (What bounds a wait is known of parameters without a copy, see Acts.)
uint32_t Sensitivity::askedAbout(const Step &S,
                                 llvm::ArrayRef<Given> Kept) const {
  const FunctionModel *M = S.Callee ? P.ModelOf[S.Callee] : nullptr;
  uint32_t Found = 0;
  auto Ask = [&](llvm::ArrayRef<ArgumentTest> Tests) {
    for (const ArgumentTest &T : Tests) {
      if (T.Arg < 0 || T.Arg >= S.NumArgs ||
          P.Of.args(S)[T.Arg].K != Value::Path)
        continue;
      const PathId Arg = P.Of.args(S)[T.Arg].Id;
      if (T.Field.empty())
        Found |= parameter(Arg);
      else // lock.l_type = type; fcntl(fd, F_SETLKW, &lock)
        for (const auto &[Place, Of] : Kept)
          if (const PathNode &Node = P.Of.Paths[Place];
              Node.K == PathNode::Field && Node.Parent == Arg &&
              P.text(Node.Name) == T.Field)
            Found |= Of;
    }
  };
  if (!M)
    return 0;
  for (const ActModel &A : M->Acts) {
    Ask(A.When);
    Ask(A.Polls);
    Ask(A.Forever);
  }
  for (const LockAct &L : M->Locks)
    Ask(L.When);
  Ask(M->ThrowsWhen);
  Ask(M->UnblocksWhen);
  return Found;
}

uint32_t Sensitivity::ownBits(const Body &B) const {
  uint32_t Found = 0;
  llvm::SmallVector<Given, 4> Kept;
  for (const Step &S : P.Of.steps(B)) {
    if (S.Kind == Op::Call && S.NumArgs)
      Found |= askedAbout(S, Kept);
    if (S.Kind == Op::If || S.Kind == Op::Switch)
      for (const Value &V : P.Of.args(S))
        if (V.K == Value::Path) {
          Found |= parameter(V.Id);
          for (const auto &[Place, Of] : Kept)
            Found |= Place == V.Id ? Of : 0;
        }
    // peer_ = peer; if (peer_) …
    if (S.Kind == Op::Set && S.NumArgs && P.Of.args(S)[0].K == Value::Path)
      if (const uint32_t Of = parameter(P.Of.args(S)[0].Id))
        Kept.push_back({S.Subject, Of});
    if (S.Kind != Op::Call || !S.is(Step::Virtual))
      continue;
    const PathNode &Node = P.Of.Paths[S.Subject];
    if (Node.K == PathNode::This ||
        Handed.isHandedUp(P.Of.Functions[B.Of].Class,
                          Implementations::member(P.Of, S.Subject)))
      Found |= This;
    if (Node.K == PathNode::Element &&
        P.Of.Paths[Node.Parent].K == PathNode::This)
      Found |= Pointee;
  }
  return Found;
}

/// The parameters that a step may change.
uint32_t Sensitivity::changed(const Step &S) const {
  uint32_t Found = S.Kind == Op::Set ? parameter(S.Subject) : 0;
  if (S.Result)
    Found |= parameter(S.Result);
  if (S.Kind == Op::Call)
    for (const Value &V : P.Of.args(S))
      if (V.K == Value::Path && V.Flags & Value::Lifted)
        Found |= parameter(V.Id);
  return Found;
}

/// if (out) *out = x;   The parameters that a body changes, and those of them that
/// it may change where they are zero or null.
Sensitivity::Changes Sensitivity::changes(const Body &B) const {
  Changes Found;
  // By block: what is not zero in it, and in its second part.
  llvm::SmallVector<std::pair<uint32_t, uint32_t>, 8> Open;
  auto Around = [&] { return Open.empty() ? 0 : Open.back().first; };
  for (const Step &S : P.Of.steps(B)) {
    const uint32_t Changed = changed(S);
    Found.Ever |= Changed;
    Found.AtZero |= Changed & ~Around();
    if (opensBlock(S.Kind)) {
      uint32_t Then = Around(), Otherwise = Around();
      if (S.Kind == Op::If || (S.Kind == Op::Loop && !S.is(Step::DoWhile)))
        for (const Value &V : P.Of.args(S))
          if (V.K == Value::Path && !(V.Flags & Value::Masked)) {
            const bool Negated = V.Flags & Value::Negated;
            if (V.Flags & Value::HoldsInThen && !Negated)
              Then |= parameter(V.Id);
            if (V.Flags & Value::HoldsInElse && Negated)
              Otherwise |= parameter(V.Id);
          }
      Open.push_back({Then, S.Kind == Op::If ? Otherwise : 0});
    } else if (S.Kind == Op::Else && !Open.empty()) {
      Open.back().first = Open.back().second;
    } else if (S.Kind == Op::End && !Open.empty()) {
      Open.pop_back();
    }
  }
  return Found;
}

/// The parameters that the condition of a loop is.
uint32_t Sensitivity::askedByLoops(const Body &B) const {
  uint32_t Found = 0;
  for (const Step &S : P.Of.steps(B))
    if (S.Kind == Op::Loop && !S.is(Step::DoWhile))
      for (const Value &V : P.Of.args(S))
        if (V.K == Value::Path && V.Flags & Value::HoldsInThen &&
            !(V.Flags & (Value::Negated | Value::Masked)))
          Found |= parameter(V.Id);
  return Found;
}

bool Sensitivity::handOn(const Body &B) {
  const uint32_t Before = Bits[B.Of];
  for (const Step &S : P.Of.steps(B)) {
    if (S.Kind != Op::Call || !Bits[S.Callee])
      continue;
    if (P.Of.Paths[S.Subject].K == PathNode::This)
      Bits[B.Of] |= Bits[S.Callee] & This;
    llvm::ArrayRef<Value> Args = P.Of.args(S);
    for (unsigned I = 0; I != Args.size(); ++I)
      if (Args[I].K == Value::Path && ofParameter(S.Callee, I))
        Bits[B.Of] |= parameter(Args[I].Id);
  }
  return Bits[B.Of] != Before;
}
