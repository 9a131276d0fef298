//===-- Chain.cpp - A finding's words and its chain -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "llvm/ADT/Twine.h"

namespace cleanexit {

const Step *stepOf(const Summary &P, StepRef S) {
  if (!S.Body)
    return nullptr;
  const Body &B = P.facts().Bodies[S.Body];
  return S.Index < B.Count ? &P.facts().Steps[B.First + S.Index] : nullptr;
}

FunctionId functionOf(const Summary &P, StepRef S) {
  return P.facts().Bodies[S.Body].Of;
}

PathId placeOf(const Facts &F, const Step &S, Operand Which) {
  if (Which == ThisOperand)
    return S.Subject;
  const llvm::ArrayRef<Value> Args = F.args(S);
  return Which >= 0 && size_t(Which) < Args.size() &&
                 Args[Which].K == Value::Path
             ? Args[Which].Id
             : 0;
}

Position positionOf(const Summary &P, Place At) {
  return {P.facts().Strings[At.File].str(), At.Line, At.Column};
}

Position positionOf(const Summary &P, StepRef S) {
  const Step *Is = stepOf(P, S);
  return Is ? positionOf(P, Is->At) : Position();
}

std::string quoted(const Summary &P, FunctionId F) {
  const Facts &Of = P.facts();
  llvm::StringRef Name = Of.Strings[Of.Functions[F].Pretty];
  if (Of.Functions[F].K == Function::Lambda)
    return Name.empty() ? "the lambda" : "the " + Name.str();
  if (Name.empty())
    return "a function";
  return "'" + Name.str() + "'";
}

std::string describe(const Summary &P, const Cleanup &C) {
  const Function &F = P.facts().Functions[C.Runs];
  std::string Name = F.K == Function::Lambda || F.K == Function::Block
                         ? ""
                         : " " + quoted(P, C.Runs);
  switch (C.K) {
  case Cleanup::Destructor:
    return "destructor" + Name;
  case Cleanup::Guard:
    return "scope guard" + Name;
  case Cleanup::Deleter:
    return "deleter" + Name;
  case Cleanup::Attribute:
    return "cleanup function" + Name;
  case Cleanup::Defer:
    return "deferred block" + Name;
  case Cleanup::ThreadExit:
    return "thread cleanup handler" + Name;
  case Cleanup::ProcessExit:
    return "exit handler" + Name;
  }
  return "cleanup" + Name;
}

std::string lasting(const Bound &B) {
  switch (B.Kind) {
  case Bound::Polls:
    return "without waiting";
  case Bound::Constant:
    if (B.Number == 0)
      return "until a deadline";
    if (B.Number % 1000 == 0)
      return "for up to " + std::to_string(B.Number / 1000) + " s";
    return "for up to " + std::to_string(B.Number) + " ms";
  case Bound::Parameter:
    return B.Is == Bound::Descriptor ? "with no bound"
                                     : "for as long as its caller says";
  case Bound::Unbounded:
    return "with no bound";
  }
  return "";
}

/// Engine *engine() { return manager().get(); }
static bool onlyGives(const Facts &F, FunctionId Fn, unsigned Depth = 0) {
  constexpr unsigned Deepest = 2;
  const Function &Of = F.Functions[Fn];
  return !Of.Bodies.empty() && llvm::all_of(Of.Bodies, [&](uint32_t B) {
    return llvm::all_of(F.steps(F.Bodies[B]), [&](const Step &S) {
      return (S.Kind == Op::Return && S.NumArgs) || S.is(Step::Constructs) ||
             (S.Kind == Op::Set && F.rootKind(S.Subject) == PathNode::Global) ||
             (S.Kind == Op::Call && S.Callee && !S.is(Step::Discarded) &&
              (F.Functions[S.Callee].is(Function::Toolchain) ||
               (Depth != Deepest && onlyGives(F, S.Callee, Depth + 1))));
    });
  });
}

/// void flush() { doFlush(); }   void send() { engine()->send(); }   What only hands
/// on.
static bool handsOn(const Facts &F, uint32_t Body) {
  unsigned Calls = 0, Gives = 0;
  for (const Step &S : F.steps(F.Bodies[Body])) {
    if (S.Kind == Op::Loop || S.Kind == Op::Try || S.Kind == Op::Act ||
        S.Kind == Op::Throw)
      return false;
    if ((S.Kind != Op::Call && S.Kind != Op::Run) || S.is(Step::Implicit) ||
        (S.Callee && F.Functions[S.Callee].is(Function::Toolchain)))
      continue;
    ++Calls;
    Gives += S.Callee && !S.is(Step::Discarded) && onlyGives(F, S.Callee);
  }
  return Calls == 1 || (Calls == 2 && Gives == 1);
}

static size_t countCalls(const Summary &P, llvm::ArrayRef<Link> Chain,
                         bool AlsoHandingOn) {
  const Facts &F = P.facts();
  // What a lambda does is written where it is handed over; one that is the
  // cleanup itself is where the chain begins. What never returns is a throw by
  // another name.
  return llvm::count_if(Chain, [&](const Link &L) {
    const FunctionId In = functionOf(P, L.At);
    return isUserCode(P, In) &&
           (&L == &Chain.front() ||
            (F.Functions[In].K != Function::Lambda &&
             !F.Functions[In].is(Function::NoReturn) &&
             (AlsoHandingOn || &L == &Chain.back() || !handsOn(F, L.At.Body))));
  });
}

size_t ownCalls(const Summary &P, llvm::ArrayRef<Link> Chain) {
  return countCalls(P, Chain, /*AlsoHandingOn=*/true);
}

/// Of what talks to another machine, which is often done by many layers, those
/// that only hand on do not count.
size_t callsAway(const Summary &P, llvm::ArrayRef<Link> Chain) {
  return countCalls(P, Chain, /*AlsoHandingOn=*/false);
}

std::string harmless(const Summary &P, const Witness &W, unsigned MaxBoundMs,
                     bool Strict) {
  if (W.Lasts.Kind == Bound::Polls)
    return "it does not wait";
  // A constant of 0 is a deadline whose distance is not known.
  if (W.Lasts.Kind == Bound::Constant && W.Lasts.Number &&
      W.Lasts.Number <= MaxBoundMs)
    return "bounded, " + lasting(W.Lasts);
  if (Strict)
    return "";
  const bool IsRemote = W.What == Effect::Network || W.What == Effect::Database;
  const size_t Calls = IsRemote ? callsAway(P, W.Chain) : ownCalls(P, W.Chain);
  if (Calls > FarAway)
    return std::to_string(Calls) + " calls away; Strict reports it";
  return W.Strict ? "defensible; Strict reports it" : "";
}

static std::string calleeName(const Summary &P, const Link &Last) {
  if (Last.Callee)
    return quoted(P, Last.Callee);
  return "";
}

std::string act(const Summary &P, const Witness &W) {
  std::string Text = prose(W.What).str();
  if (std::string Name = calleeName(P, W.Chain.back()); !Name.empty())
    Text += " (" + Name + ")";
  return Text;
}

static std::string stepText(const Summary &P, const Link &L, bool Last) {
  const Step *S = stepOf(P, L.At);
  FunctionId In = S ? functionOf(P, L.At) : 0;
  std::string Text = In ? quoted(P, In) : "it";
  if (!S)
    return Text + " is declared to do this";
  std::string Name = calleeName(P, L);
  llvm::StringRef Closure = P.facts().Strings[P.facts().Functions[In].Pretty];
  if (S->is(Step::Destroys) && Closure.consume_back("::(lambda)::~")) {
    Text = "the lambda in '" + Closure.str() +
           "' ends, and with it what it has captured";
    Text += Name.empty() ? "" : ", which runs " + Name;
  } else if (S->is(Step::Destroys)) {
    Text += S->is(Step::Member) ? " destroys its member" : " destroys";
    if (std::string Object = P.text(S->Subject); S->is(Step::AtScopeEnd))
      Text += " '" + llvm::StringRef(Object).split('@').first.str() + "' here";
    Text += Name.empty() ? "" : ", which runs " + Name;
  } else if (S->Kind == Op::Run) {
    Text += " runs " + (Name.empty() ? "a callable here" : Name + " here");
  } else if (S->Kind == Op::Act) {
    Text += " " + prose(Effect(S->Number)).str() + " here";
  } else if (S->Kind == Op::Throw || S->Kind == Op::Rethrow) {
    Text += " throws here";
  } else if (S->Kind == Op::Await) {
    Text += " suspends here";
  } else {
    Text += S->is(Step::Constructs) ? " constructs with " : " calls ";
    Text += Name.empty() ? "something unknown here" : Name + " here";
  }
  if (Last && L.Act && !L.Act->Why.empty())
    Text += ": " + L.Act->Why;
  return Text;
}

std::vector<ChainNote> notes(const Summary &P, llvm::ArrayRef<Link> Chain) {
  std::vector<ChainNote> Notes;
  for (size_t I = 0; I < Chain.size(); ++I) {
    const bool Last = I + 1 == Chain.size();
    // The first step is the finding itself, unless it says why as well.
    if (I == 0 && !(Last && Chain[I].Act && !Chain[I].Act->Why.empty()))
      continue;
    Position At = positionOf(P, Chain[I].At);
    if (At.File.empty()) // a library's own destructor: where it is reached
      At = Notes.empty() ? positionOf(P, Chain.front().At) : Notes.back().At;
    Notes.push_back({At, stepText(P, Chain[I], Last)});
  }
  return Notes;
}

Finding finding(const Summary &P, llvm::StringRef Check, FunctionId In,
                llvm::ArrayRef<Link> Chain, std::string Message) {
  Finding F;
  F.Check = Check.str();
  F.At = positionOf(P, Chain.front().At);
  F.Message = std::move(Message);
  F.Chain = notes(P, Chain);
  const Facts &Of = P.facts();
  F.Cleanup = Of.Strings[Of.Functions[In].Pretty].str();
  for (const Link &L : Chain)
    if (L.Callee)
      F.Through.push_back(Of.Strings[Of.Functions[L.Callee].Pretty].str());
  if (const Owner *O = P.owner(In))
    F.Owner = positionOf(P, O->At);
  return F;
}

Finding finding(const Summary &P, llvm::StringRef Check, const Cleanup &C,
                llvm::ArrayRef<Link> Chain, std::string Message) {
  Finding F = finding(P, Check, C.Runs, Chain, std::move(Message));
  if (C.K == Cleanup::Guard && C.By)
    F.Chain.insert(F.Chain.begin(),
                   {positionOf(P, C.At), quoted(P, C.By) +
                                             " runs it when what is made here "
                                             "ends"});
  return F;
}

uint32_t loopAround(const Facts &F, StepRef At) {
  const Body &B = F.Bodies[At.Body];
  const std::vector<OpenBlock> Around = F.blocksAround(B, At.Index);
  for (const OpenBlock &Open : llvm::reverse(Around))
    if (F.Steps[B.First + Open.Opener].Kind == Op::Loop)
      return Open.Opener;
  return UINT32_MAX;
}

uint32_t endOfLoop(const Facts &F, StepRef Loop) {
  return closingEnd(F.steps(F.Bodies[Loop.Body]), Loop.Index + 1);
}

bool mayLeave(const Facts &F, StepRef Loop) {
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[Loop.Body]);
  return llvm::any_of(Steps.slice(Loop.Index, endOfLoop(F, Loop) - Loop.Index),
                      [&](const Step &S) {
                        return S.Kind == Op::Break || S.Kind == Op::Return ||
                               S.Kind == Op::Throw || S.Kind == Op::Goto ||
                               S.Kind == Op::Rethrow ||
                               (S.Callee &&
                                F.Functions[S.Callee].is(Function::NoReturn));
                      });
}

bool isInLoop(const Facts &F, StepRef At) {
  return loopAround(F, At) != UINT32_MAX;
}

bool isUserCode(const Summary &P, FunctionId F) {
  return F && !P.facts().Functions[F].is(Function::System);
}

bool leadsTo(const Facts &F, const Body &B, uint32_t From, uint32_t To) {
  const std::vector<OpenBlock> There = F.blocksAround(B, To);
  return llvm::all_of(F.blocksAround(B, From), [&](const OpenBlock &Open) {
    // do { … } while (0)
    const Step &Opener = F.Steps[B.First + Open.Opener];
    if (Opener.Kind == Op::Switch && !Opener.NumArgs)
      return true;
    return llvm::any_of(There, [&](const OpenBlock &Around) {
      return Around.Opener == Open.Opener;
    });
  });
}

} // namespace cleanexit
