//===-- Descriptors.cpp - What is known of a file descriptor --------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Descriptors.h"
#include "Summary/Conditions.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

static constexpr int64_t TypeBits = 0xf, DatagramType = 2; // SOCK_DGRAM
static constexpr unsigned Deepest = 4, Farthest = 6;

/// -1, or whatever is no descriptor.
static bool isNone(const Value &V) {
  return V.K == Value::Integer && V.Number < 0;
}

Descriptors::Descriptors(Program &P, Stores &Kept, const Calls &Graph)
    : P(P), Kept(Kept), Graph(Graph) {
  WorksOver.resize(P.Of.Functions.size());
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (const FunctionModel *M =
            P.Known->function(P.text(P.Of.Functions[F].Key));
        M && M->DescriptorArg != NoOperand)
      WorksOver[F] = M;
  llvm::SmallVector<StepId, 4> Given, Made;
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    if (At.Kind != Op::Call || !At.Callee)
      continue;
    lend(S);
    const FunctionModel *M = P.ModelOf[At.Callee];
    if (M && M->Opens.Kind != DescriptorKind::None)
      opened(S, M->Opens);
    if (M && M->WorksOnKind == DescriptorKind::Socket)
      note(Sockets, S, P.operand(S, M->WorksOn));
    if (M && M->WorksOnKind == DescriptorKind::Terminal)
      note(Terminals, S, P.operand(S, M->WorksOn));
    if (M && M->Unblocks != NoOperand && unblocks(*M, S))
      note(NonBlocking, S, P.operand(S, M->Unblocks));
    if (const FunctionModel *Over = WorksOver[At.Callee];
        Over && Over->DescriptorArg < At.NumArgs)
      (Over->DescriptorOf == ResultOperand ? Made : Given).push_back(S);
  }
  for (StepId S : Made)
    handOn(S);
  for (StepId S : Given)
    handOn(S);
}

bool Descriptors::isWritten(const ArgumentTest &T, StepId S) const {
  return holds(T, P.args(S)).value_or(false);
}

/// Whether the settings that a terminal is given come from who knows where, and not
/// from what a model knows to leave alone how long a read waits.
bool Descriptors::mayBeSetElsewhere(StepId S, PathId Settings) const {
  bool Known = false;
  for (const Step &At : P.Of.steps(P.body(S)).take_front(P.ref(S).Index)) {
    const bool IsHanded = llvm::any_of(P.Of.args(At), [&](const Value &V) {
      return V.K == Value::Path && V.Id == Settings;
    });
    if (At.Kind != Op::Call || !At.Callee || !IsHanded)
      continue;
    const FunctionModel *M = P.ModelOf[At.Callee];
    if (!M || M->Settings == NoOperand)
      return true;
    Known |= M->FillsSettings;
  }
  return !Known;
}

/// set_blocking(session, 0): as it is written, or as a caller says.
bool Descriptors::isSaid(const ArgumentTest &T, StepId S) {
  if (T.Test != ArgumentTest::Equals || T.Arg < 0 ||
      T.Arg >= P.step(S).NumArgs || !mayCome(S))
    return false;
  Value V = P.args(S)[T.Arg];
  if (!T.Field.empty()) { // options.c_cc[VMIN] = 0; tcsetattr(fd, 0, &options)
    if (V.K != Value::Path)
      return false;
    V.Flags = 0;
    V.Id = P.path({PathNode::Field, V.Id, P.Of.Strings.intern(T.Field), 0});
    const auto Is = Kept.constants(S, V);
    if (!Is.empty())
      return llvm::any_of(Is,
                          [&](const Value &C) { return C.Number == T.Number; });
    // c_cc[VMIN] = blocks ? 1 : 0;   as some caller says
    return !Kept.puts(S, V.Id).empty() ||
           mayBeSetElsewhere(S, P.args(S)[T.Arg].Id);
  }
  const Program::Root Root = P.root(V.K == Value::Path ? V.Id : 0);
  if (V.K == Value::Path && Root.Node.K == PathNode::Param && Root.Whole)
    return mayBe(P.functionOf(S), Root.Node.Number, T.Number != 0, 0);
  return V.K == Value::Integer && V.Number == T.Number;
}

/// SSL_set_fd(ssl, fd); what is done through the one is done to the other.
void Descriptors::handOn(StepId S) {
  const FunctionModel &M = *WorksOver[P.step(S).Callee];
  if (isNonBlocking(S, P.operand(S, M.DescriptorArg)))
    note(NonBlocking, S,
         M.DescriptorOf == ResultOperand ? result(S)
                                         : P.operand(S, M.DescriptorOf));
}

/// What a call gives, by the place that it is put to.
Value Descriptors::result(StepId S) {
  Value V;
  V.K = Value::Path;
  V.Id = P.step(S).Result ? P.step(S).Result
                          : P.path({PathNode::Result, 0, 0, P.ref(S).Index});
  return V;
}

/// socket(…, found->ai_socktype, …)   where all that getaddrinfo() was asked for
/// here are datagrams.
bool Descriptors::isFoundDatagram(StepId S, const Value &Type) {
  if (Type.K != Value::Path ||
      P.text(P.Of.Paths[Type.Id].Name) != "ai_socktype")
    return false;
  bool Any = false;
  const Body &B = P.body(S);
  for (StepId Asks = B.First; Asks != S; ++Asks) {
    const Step &At = P.step(Asks);
    if (At.Kind != Op::Call || At.NumArgs != 4 ||
        P.text(P.Of.Functions[At.Callee].Key) != "getaddrinfo")
      continue;
    Value Hint = P.args(Asks)[2];
    if (Hint.K != Value::Path)
      return false;
    Hint.Flags = 0;
    Hint.Id = P.path({PathNode::Field, Hint.Id, P.Of.Paths[Type.Id].Name, 0});
    const auto Types = Kept.constants(Asks, Hint);
    if (Types.size() != 1 || Types[0].Number != DatagramType)
      return false;
    Any = true;
  }
  return Any;
}

/// int makeSocket(int type) { int fd = socket(AF_INET, type, 0); …; return fd; }
/// is a datagram socket to those who ask for one.
void Descriptors::noteAsked(StepId S, const Value &Type, const Value &Made,
                            unsigned Depth) {
  const Program::Root Root = P.root(Type.K == Value::Path ? Type.Id : 0);
  if (Root.Node.K != PathNode::Param || !Root.Whole || Depth == Deepest ||
      !isReturned(S, Made.Id))
    return;
  for (StepId Caller : Graph.callers(P.functionOf(S)))
    if (Root.Node.Number < P.step(Caller).NumArgs) {
      const Value Asked = P.args(Caller)[Root.Node.Number];
      const Value Got = result(Caller);
      if (Asked.K == Value::Integer &&
          (Asked.Number & TypeBits) == DatagramType)
        note(Datagram, Caller, Got);
      noteAsked(Caller, Asked, Got, Depth + 1);
    }
}

void Descriptors::opened(StepId S, const OpenModel &M) {
  const Value Made = M.At == ResultOperand ? result(S) : P.operand(S, M.At);
  switch (M.Kind) {
  case DescriptorKind::Socket:
    note(Sockets, S, Made);
    break;
  case DescriptorKind::Pipe:
    noteEnds(S, Made);
    break;
  case DescriptorKind::Events:
    note(Pipes, S, Made);
    break;
  case DescriptorKind::File:
    note(Opened, S, Made);
    if (llvm::any_of(M.Terminal,
                     [&](const ArgumentTest &T) { return isWritten(T, S); }))
      note(Terminals, S, Made);
    break;
  case DescriptorKind::Terminal:
    note(Terminals, S, Made);
    break;
  case DescriptorKind::None:
  case DescriptorKind::Queue:
    break;
  }
  if (llvm::any_of(M.Polls,
                   [&](const ArgumentTest &T) { return isWritten(T, S); }))
    note(NonBlocking, S, Made);
  if (M.Type < 0 || M.Type >= P.step(S).NumArgs)
    return;
  const Value Type = P.args(S)[M.Type];
  if (Type.K == Value::Integer ? (Type.Number & TypeBits) == DatagramType
                               : isFoundDatagram(S, Type))
    note(Datagram, S, Made);
  noteAsked(S, Type, Made);
}

/// Does a call say so, itself or by what it hands over?
bool Descriptors::unblocks(const FunctionModel &M, StepId S) {
  if (M.UnblocksOn == NoOperand)
    return llvm::all_of(M.UnblocksWhen,
                        [&](const ArgumentTest &T) { return isSaid(T, S); });
  if (M.UnblocksOn >= P.step(S).NumArgs ||
      !llvm::all_of(M.UnblocksWhen,
                    [&](const ArgumentTest &T) { return isWritten(T, S); }))
    return false;
  const Value On = P.operand(S, M.UnblocksOn);
  if (M.UnblocksBits == AnyBit)
    return switchesOn(S, On, AnyBit);
  return On.K == Value::Integer
             ? On.hasBits(M.UnblocksBits)
             : setsFlagsOnce(S, M) && switchesOn(S, On, M.UnblocksBits);
}

/// May a parameter be true, or false, as far as callers are seen?
bool Descriptors::mayBe(FunctionId F, uint32_t Param, bool Truth,
                        unsigned Depth) {
  return llvm::any_of(Graph.callers(F), [&](StepId Caller) {
    if (Param >= P.step(Caller).NumArgs)
      return false;
    const Value &V = P.args(Caller)[Param];
    if (V.K == Value::Integer || V.K == Value::Null)
      return (V.Number != 0) == Truth;
    const Program::Root Root = P.root(V.Id);
    return V.K != Value::Path || Root.Node.K != PathNode::Param ||
           !Root.Whole || Depth == Deepest ||
           mayBe(P.functionOf(Caller), Root.Node.Number, Truth, Depth + 1);
  });
}

/// Do callers let a step be come to, as the conditions around it say?
bool Descriptors::mayCome(StepId S) {
  return llvm::all_of(conditions(P, S), [&](const Condition &C) {
    const Program::Root Root = P.root(C.Of);
    return Root.Node.K != PathNode::Param || !Root.Whole ||
           mayBe(P.functionOf(S), Root.Node.Number, C.Holds, 0);
  });
}

/// Is what is handed over, or what is stored where that points to, not zero (or
/// does it have Bits) in any call that is seen?
bool Descriptors::switchesOn(StepId S, const Value &On, int64_t Bits) {
  if (!mayCome(S))
    return false;
  const FunctionId F = P.functionOf(S);
  auto Has = [&](const Value &V) {
    return V.K == Value::Integer ? V.Number & Bits
                                 : V.Flags & Value::AddsBits && V.Number & Bits;
  };
  const bool IsLocal =
      On.K == Value::Path && P.Of.Paths[On.Id].K == PathNode::Local;
  bool Told = false; // do constants, or parameters, say it all?
  auto Says = [&](const Value &V, StepId At) {
    const bool IsParam =
        V.K == Value::Path && V.Id && P.Of.Paths[V.Id].K == PathNode::Param;
    Told |= IsParam || V.K == Value::Integer || V.Flags & Value::AddsBits;
    return IsParam ? mayBe(F, P.Of.Paths[V.Id].Number, true, 0)
                   : Has(V) && mayCome(At);
  };
  if (Says(On, S))
    return true;
  const Body &B = P.body(S);
  for (StepId At = B.First; IsLocal && At != S; ++At)
    if (Stored To = stored(P, At); To.Into == On.Id && Says(To.What, At))
      return true;
  if (Told)
    return false;
  // fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK)
  llvm::SmallVector<uint32_t, 2> Others;
  for (uint32_t I = 0; I < P.Of.Functions[F].NumParams; ++I)
    if (const Value &Fd = P.args(S)[0];
        Fd.K != Value::Path || P.Of.Paths[Fd.Id].K != PathNode::Param ||
        P.Of.Paths[Fd.Id].Number != I)
      Others.push_back(I);
  return llvm::any_of(Others,
                      [&](uint32_t Param) { return mayBe(F, Param, true, 0); });
}

/// `int ends[2]; pipe(ends); ack_ = ends[0];`
void Descriptors::noteEnds(StepId S, const Value &Array) {
  note(Pipes, S, Array);
  if (Array.K != Value::Path || P.root(Array.Id).Node.K != PathNode::Local)
    return;
  const Body &B = P.body(S);
  for (StepId Later = S; Later != B.First + B.Count; ++Later) {
    Stored To = stored(P, Later);
    if (To.Into && To.What.K == Value::Path &&
        P.Of.Paths[To.What.Id].K == PathNode::Element &&
        P.Of.Paths[To.What.Id].Parent == Array.Id)
      Pipes.insert(key(Later, To.Into));
  }
}

/// `flags | O_NONBLOCK` is not known in numbers; who sets them twice puts them
/// back.
bool Descriptors::setsFlagsOnce(StepId S, const FunctionModel &M) const {
  const Body &B = P.body(S);
  unsigned Times = 0;
  for (StepId Other = B.First; Other != B.First + B.Count; ++Other)
    Times += P.step(Other).Kind == Op::Call &&
             P.step(Other).Callee == P.step(S).Callee &&
             llvm::all_of(M.UnblocksWhen, [&](const ArgumentTest &T) {
               return isWritten(T, Other);
             });
  return Times == 1;
}

Descriptors::Key Descriptors::key(StepId S, PathId Place) {
  // pipe2(fds_): what is known of the array is known of its elements.
  while (P.Of.Paths[Place].K == PathNode::Element)
    Place = P.Of.Paths[Place].Parent;
  if (uint64_t Identity = Kept.identityInObject(S, Place))
    return {Identity, 0};
  return {P.BodyOf[S], Place};
}

/// using Base::Base;   what that is given is given to Base, however many there
/// are of them.
bool Descriptors::isInherited(StepId S) const {
  const Function &By = P.Of.Functions[P.functionOf(S)];
  return By.K == Function::Constructor && By.is(Function::Implicit);
}

void Descriptors::note(llvm::DenseSet<Key> &Set, StepId S, const Value &Fd,
                       unsigned Depth) {
  if (Fd.K != Value::Path)
    return;
  if (&Set == &NonBlocking && !Depth && isUsed(P.functionOf(S)))
    note(Switched, S, Fd);
  Program::Root Root = P.root(Fd.Id);
  if (Root.Node.K == PathNode::Result) {
    if (PathId Place = Kept.settles(S, Fd.Id))
      Set.insert(key(S, Place));
    // stream.lowest_layer().non_blocking(true)
    if (Root.Whole && Root.Node.Number < P.body(S).Count && Depth < Deepest) {
      const StepId Get = P.body(S).First + Root.Node.Number;
      const FunctionModel *M = WorksOver[P.step(Get).Callee];
      if (M && M->DescriptorOf == ResultOperand)
        note(Set, Get, P.operand(Get, M->DescriptorArg), Depth + 1);
    }
  }
  Set.insert(key(S, Fd.Id));
  Asked.clear();
  // Those who hand it over have been told, from no farther away.
  if (Root.Node.K == PathNode::Param && Root.Whole) {
    const Question Q{&Set, P.functionOf(S), Root.Node.Number, 0};
    auto [Told, IsNew] = Noted.try_emplace(Q, Depth);
    if (!IsNew && Told->second <= Depth)
      return;
    Told->second = Depth;
  }
  if (Root.Node.K == PathNode::Param && Root.Whole && Depth < Deepest)
    for (StepId Caller : Graph.callers(P.functionOf(S)))
      if (Root.Node.Number < P.step(Caller).NumArgs)
        note(Set, Caller, P.args(Caller)[Root.Node.Number],
             Depth + !isInherited(Caller));
  if (Depth < Deepest && isReturned(S, Fd.Id))
    for (StepId Caller : Graph.callers(P.functionOf(S)))
      note(Set, Caller, result(Caller), Depth + 1);
}

/// Does the body of S return a local or a result, and otherwise constants?
///   int fd = socket(…); if (fd < 0) return -1; return fd;
bool Descriptors::isReturned(StepId S, PathId Place) const {
  const PathNode::Kind K = P.Of.Paths[Place].K;
  if (K != PathNode::Local && K != PathNode::Result)
    return false;
  bool Any = false;
  for (const Step &At : P.Of.steps(P.body(S))) {
    if (At.Kind != Op::Return || At.NumArgs == 0)
      continue;
    const Value &V = P.Of.args(At)[0];
    if (V.K == Value::Path ? V.Id != Place
                           : V.K != Value::Integer && V.K != Value::Null)
      return false;
    Any |= V.K == Value::Path;
  }
  return Any;
}

/// Not a method that an object only offers.
bool Descriptors::isUsed(FunctionId F) const {
  return P.Of.Functions[F].K != Function::Method || !Graph.callers(F).empty();
}

/// dial(host, &fd);   sockets_.emplace_back(accept(…));   What others put there is
/// not seen.
void Descriptors::lend(StepId S) {
  const Step &At = P.step(S);
  for (const Value &V : P.args(S))
    if (V.K == Value::Path && V.Flags & Value::Lifted)
      Lent.insert(key(S, V.Id));
  const Function &Of = P.Of.Functions[At.Callee];
  if (!At.Subject || !Of.is(Function::Toolchain) || Of.K != Function::Method)
    return;
  const llvm::StringRef Name = P.text(Of.Key).rsplit(':').second;
  const bool Fills =
      Name.starts_with("emplace") ||
      llvm::is_contained({"operator=", "assign", "swap", "insert", "merge"},
                         Name);
  const bool IsTold = S + 1 < P.Of.Steps.size() &&
                      P.step(S + 1).Kind == Op::Set &&
                      P.Of.isWithin(P.step(S + 1).Subject, At.Subject);
  if (Fills && !IsTold)
    Lent.insert(key(S, At.Subject));
}

/// int fd = fd_; fd_ = -1; return fd;   What leaves an object that others may
/// have too is known by what is done to it.
bool Descriptors::isCopyOfKnown(const llvm::DenseSet<Key> &Set, StepId S,
                                PathId Local, unsigned Depth) {
  if (Lent.contains(key(S, Local)))
    return false;
  bool Any = false;
  const auto &Known = &Set == &NonBlocking ? Switched : Set;
  const Body &B = P.body(S);
  for (StepId Puts = B.First; Puts != B.First + B.Count; ++Puts)
    if (const Stored To = stored(P, Puts);
        To.Into == Local && !isNone(To.What)) {
      if (To.What.Id == Local || !knows(Known, Puts, To.What, Depth + 1))
        return false;
      Any = true;
    }
  return Any;
}

bool Descriptors::knows(const llvm::DenseSet<Key> &Set, StepId S,
                        const Value &Fd, unsigned Depth) {
  if (Fd.K != Value::Path)
    return false;
  if (Set.contains(key(S, Fd.Id)))
    return true;
  Program::Root Root = P.root(Fd.Id);
  if (Depth >= Farthest)
    return false;
  if (Root.Node.K == PathNode::Local && Root.Whole)
    return isCopyOfKnown(Set, S, Fd.Id, Depth);
  // send(get(), …)
  if (Root.Node.K == PathNode::Result && Root.Whole &&
      Root.Node.Number < P.body(S).Count) {
    const StepId Get = P.body(S).First + Root.Node.Number;
    bool Any = false;
    for (uint32_t B : P.Of.Functions[P.step(Get).Callee].Bodies)
      for (StepId R = P.Of.Bodies[B].First;
           R != P.Of.Bodies[B].First + P.Of.Bodies[B].Count; ++R) {
        if (P.step(R).Kind != Op::Return || !P.step(R).NumArgs ||
            P.args(R)[0].K == Value::Integer)
          continue;
        if (!knows(Set, R, P.args(R)[0], Depth + 1))
          return false;
        Any = true;
      }
    return Any;
  }
  // explicit Session(int fd) : fd_(fd)
  auto IsGiven = [&](const Source &From) {
    return From.What.K == Value::Path &&
           P.Of.Paths[From.What.Id].K == PathNode::Param &&
           knows(Set, From.At, From.What, Depth + 1);
  };
  // user.fd = sockets_[i];   or -1 where there is none
  auto IsKnown = [&](const Source &From) {
    if (From.What.K == Value::Unknown && P.step(From.At).Kind == Op::Call)
      return Set.contains(key(From.At, result(From.At).Id));
    return From.What.K == Value::Path && From.What.Id != Fd.Id &&
           knows(Set, From.At, From.What, Depth + 1);
  };
  if (Root.Node.K == PathNode::This || !Root.Whole) {
    llvm::SmallVector<Source, 4> From = Kept.of(S, Fd.Id);
    if (Root.Node.K == PathNode::This && llvm::any_of(From, IsGiven))
      return true;
    llvm::erase_if(From, [](const Source &F) { return isNone(F.What); });
    return !From.empty() && !Lent.contains(key(S, Fd.Id)) &&
           llvm::all_of(From, IsKnown);
  }
  if (Root.Node.K != PathNode::Param)
    return false;
  // The answer is the same from wherever it is asked, but for how far it may go.
  const Question Q{&Set, P.functionOf(S), Root.Node.Number, Depth};
  auto [Known, IsNew] = Asked.try_emplace(Q, false);
  if (!IsNew)
    return Known->second;
  llvm::SmallVector<StepId, 8> Callers = Graph.callers(P.functionOf(S));
  const bool All =
      !Callers.empty() && llvm::all_of(Callers, [&](StepId Caller) {
        return Root.Node.Number < P.step(Caller).NumArgs &&
               knows(Set, Caller, P.args(Caller)[Root.Node.Number],
                     Depth + !isInherited(Caller));
      });
  return Asked[Q] = All;
}
