//===-- Program.cpp - United facts, laid out for searching ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Program.h"
#include "Summary/Named.h"
#include <limits>

using namespace cleanexit;

Lists::Lists(size_t Size, llvm::ArrayRef<Entry> Entries)
    : First(Size + 2), All(Entries.size()) {
  for (Entry E : Entries)
    ++First[E.Index + 2];
  for (size_t I = 2; I < First.size(); ++I)
    First[I] += First[I - 1];
  for (Entry E : Entries)
    All[First[E.Index + 1]++] = E.Number;
  First.pop_back();
}

/// A library's function that a deleter, guard or exit handler names itself,
/// pclose or sync, gets code that calls it, standing where it is named.
static void standInFor(Facts &F, Cleanup &C) {
  const FunctionId Library = C.Runs;
  Function Made;
  Made.K = Function::Block;
  Made.Name =
      F.Strings.intern((F.Strings[F.Functions[Library].Name] + "{cleanup}" +
                        F.Strings[C.At.File] + ":" + llvm::Twine(C.At.Line) +
                        ":" + llvm::Twine(C.At.Column))
                           .str());
  Made.Pretty = F.Functions[Library].Pretty;
  Made.At = C.At;
  Made.Parent = C.In;
  Made.Programs = F.Functions[C.In].Programs;
  Made.Bodies.push_back(F.Bodies.size());
  Step Calls;
  Calls.At = C.At;
  Calls.Callee = Library;
  Calls.FirstArg = F.Values.size();
  Calls.NumArgs = F.Functions[Library].NumParams;
  F.Values.resize(F.Values.size() + Calls.NumArgs);
  C.Runs = F.Functions.size();
  F.Bodies.push_back({C.Runs, uint32_t(F.Steps.size()), 1, 0});
  F.Steps.push_back(Calls);
  F.Functions.push_back(std::move(Made));
}

/// What a library's function does is what its model says, also where its header
/// shows how.
static void forgetModeled(Facts &F, const Models &Known) {
  for (Function &Of : F.Functions) {
    if (!Of.is(Function::System) || Of.Bodies.empty())
      continue;
    const FunctionModel *M = Known.function(F.Strings[Of.Key]);
    if (M && (!M->Acts.empty() || !M->Throws.empty()))
      Of.Bodies.clear();
  }
}

Program::Program(Facts United, const Models &Known)
    : Of(std::move(United)), Known(&Known) {
  forgetModeled(Of, Known);
  for (Cleanup &C : Of.Cleanups)
    if (C.Runs && Of.Functions[C.Runs].Bodies.empty() && C.At.File &&
        Known.function(text(Of.Functions[C.Runs].Key)))
      standInFor(Of, C);
  grow();
}

void Program::grow() {
  FunctionId F = std::max<size_t>(ModelOf.size(), 1);
  ModelOf.resize(Of.Functions.size());
  IsAssignment.resize(Of.Functions.size());
  for (; F < Of.Functions.size(); ++F) {
    const Function &Declared = Of.Functions[F];
    const bool Own =
        !Declared.is(Function::System) && text(Declared.Name).starts_with("_Z");
    if (Declared.Bodies.empty())
      ModelOf[F] = Known->function(text(Declared.Key), Own);
    if (!ModelOf[F] && Declared.Bodies.empty())
      ModelOf[F] = Known->functionInInline(text(Declared.Name));
    if (!ModelOf[F])
      ModelOf[F] = modelByName(Of, F);
    IsAssignment[F] = text(Declared.Key).ends_with("::operator=");
  }
  const RecordId FirstRecord = TypeModelOf.size();
  while (TypeModelOf.size() < Of.Records.size()) {
    const Record &R = Of.Records[TypeModelOf.size()];
    TypeModelOf.push_back(Known->type(withoutArguments(text(R.Name))));
  }
  // A record's own name has no inline namespaces, those of its functions have.
  if (Known->hasPrivateTypes())
    for (const Function &Method : Of.Functions)
      if (Method.Class >= std::max(FirstRecord, 1u) &&
          !TypeModelOf[Method.Class])
        TypeModelOf[Method.Class] = Known->typeInInline(text(Method.Name));
  const StepId FirstNew = BodyOf.size();
  BodyOf.resize(Of.Steps.size());
  Turns.resize(Of.Steps.size(), 1);
  InTry.resize(Of.Steps.size());
  InHandler.resize(Of.Steps.size());
  Ways.resize(Of.Steps.size(), Always);
  BehindMisuse.resize(Of.Steps.size());
  for (uint32_t B = 1; B < Of.Bodies.size(); ++B)
    if (Of.Bodies[B].First >= FirstNew)
      readStructure(B);
}

namespace {
struct Block {
  StepId Opener = 0;
  uint32_t Turns = 1;
  uint32_t Within = 0;
  StepId Try = 0, Handler = 0;
  StepId HandlerOf = 0; ///< the Try of Handler
  uint8_t Ways = Always;
  bool Else = false; ///< it is an If's second block
  bool Misused = false;
  bool Interrupted = false; ///< misused, or a signal came
  /// The last step of the loop's own condition, which is before the failure.
  StepId MisusedAfter = 0;
};
} // namespace

/// The ways out on which an If's first block is reached.
static uint8_t tested(llvm::ArrayRef<Value> Conditions, uint8_t Holds) {
  uint8_t Ways = Always;
  for (const Value &V : Conditions)
    if (V.K == Value::Unwinding && V.Flags & Holds) {
      const bool Opposite = Holds == Value::HoldsInElse;
      Ways &= bool(V.Flags & Value::Negated) != Opposite ? Calm : Unwinding;
    }
  return Ways;
}

static uint32_t product(uint32_t A, uint32_t B) {
  uint64_t Product = uint64_t(A) * B;
  return Product > std::numeric_limits<uint32_t>::max() ? 0 : Product;
}

uint32_t Program::timesSince(StepId S, StepId Since) const {
  const Body &B = body(S);
  if (BodyOf[S] != BodyOf[Since])
    return times(S);
  const std::vector<OpenBlock> Around = Of.blocksAround(B, S - B.First),
                               Outer = Of.blocksAround(B, Since - B.First);
  uint32_t Times = 1;
  for (size_t I = 0; I != Around.size(); ++I) {
    const Step &Opens = step(B.First + Around[I].Opener);
    if (Opens.Kind != Op::Loop ||
        (I < Outer.size() && Outer[I].Opener == Around[I].Opener))
      continue;
    if (Opens.is(Step::Timed))
      return times(S);
    Times = product(Times, Opens.Number);
  }
  return Times;
}

static bool failsIfMisused(const Program &P, const Step &S) {
  const FunctionModel *M = P.modelAt(S);
  return M && M->FailsIfMisused && !M->Does(Effect::WaitSync);
}

/// What waits fails as well when a signal comes.
static bool failsIfInterrupted(const Program &P, const Step &S) {
  const FunctionModel *M = P.modelAt(S);
  return M && M->FailsIfMisused && M->Does(Effect::WaitSync);
}

/// if (errno != EINTR)   in a block that is entered where Holds says.
static bool asksOtherThanSignal(const Program &P, const Step &Asks,
                                uint16_t Holds, const Body &B) {
  return llvm::any_of(P.Of.args(Asks), [&](const Value &V) {
    const PathNode &Node = P.Of.Paths[V.K == Value::Path ? V.Id : 0];
    if (Node.K != PathNode::Result || Node.Number >= B.Count ||
        !(V.Flags & Value::Equals) || !(V.Flags & Holds))
      return false;
    const FunctionModel *M = P.modelAt(P.step(B.First + Node.Number));
    return M && M->Interrupted && M->Interrupted == V.Number &&
           bool(V.Flags & Value::Negated) == (Holds == Value::HoldsInThen);
  });
}

/// A handler of a constructor's or destructor's own try block that is run
/// through to its end throws on, without a word in the source.
void Program::endHandler(FunctionId F, StepId Opener, StepId End) {
  auto Try = Tries.find(Opener);
  if (Try == Tries.end() || !Try->second.OfFunction ||
      Try->second.Handlers.empty())
    return;
  Function::Kind K = Of.Functions[F].K;
  Op Last = step(End - 1).Kind;
  Handler &H = Try->second.Handlers.back();
  if ((K == Function::Constructor || K == Function::Destructor) &&
      Last != Op::Return && Last != Op::Throw) {
    H.RethrownAt = H.RethrownAt ? H.RethrownAt : Opener;
    H.Ways = Always;
  }
}

FunctionId Program::withModel(FunctionId F, const FunctionModel &Model) {
  const FunctionId Copy = Of.Functions.size();
  Function Same = Of.Functions[F];
  Of.Functions.push_back(std::move(Same));
  grow();
  ModelOf[Copy] = &Model;
  return Copy;
}

/// Whether a value is what a call gave that fails only if misused, and is not 0
/// then; Failures are the variables that keep such results.
bool Program::saysMisused(const Value &V, const Body &B,
                          llvm::ArrayRef<PathId> Failures,
                          FailsFor Fails) const {
  if (V.K != Value::Path)
    return false;
  const PathNode &Node = Of.Paths[V.Id];
  return llvm::is_contained(Failures, V.Id) ||
         (Node.K == PathNode::Result && Node.Number < B.Count &&
          Fails(*this, step(B.First + Node.Number)));
}

/// Whether a block of an If or a Loop is entered only then.
bool Program::asksMisused(const Step &Asks, uint16_t Holds, const Body &B,
                          llvm::ArrayRef<PathId> Failures,
                          FailsFor Fails) const {
  return llvm::any_of(Of.args(Asks), [&](const Value &V) {
    const bool IsNonzero =
        bool(V.Flags & Value::Negated) == (Holds == Value::HoldsInElse);
    return V.Flags & Holds && IsNonzero && !(V.Flags & Value::Masked) &&
           saysMisused(V, B, Failures, Fails);
  });
}

void Program::readStructure(uint32_t Id) {
  const Body &B = Of.Bodies[Id];
  llvm::SmallVector<Block, 8> Open{Block()};
  llvm::SmallVector<PathId, 2> Failures;
  // What a block is entered for: something has failed that does so only if misused.
  auto fails = [&](Block &Entered, const Step &Asks, uint16_t Holds) {
    if (Entered.Misused)
      return;
    Entered.Misused =
        asksMisused(Asks, Holds, B, Failures, failsIfMisused) ||
        (Entered.Interrupted && asksOtherThanSignal(*this, Asks, Holds, B));
    Entered.Interrupted |= asksMisused(Asks, Holds, B, {}, failsIfInterrupted);
    if (!Entered.Misused || Asks.Kind != Op::Loop)
      return;
    // while (pthread_mutex_lock(&m) != 0)   which is a step of the loop, too
    for (const Value &V : Of.args(Asks))
      if (const PathNode &Node = Of.Paths[V.K == Value::Path ? V.Id : 0];
          Node.K == PathNode::Result)
        Entered.MisusedAfter =
            std::max(Entered.MisusedAfter, B.First + Node.Number);
  };
  for (StepId S = B.First; S != B.First + B.Count; ++S) {
    const Step &At = step(S);
    // Part of the statement that the innermost block belongs to.
    bool Inner = At.Kind == Op::Else || At.Kind == Op::Case ||
                 At.Kind == Op::Catch || At.Kind == Op::End;
    const Block Around =
        Inner && Open.size() > 1 ? Open[Open.size() - 2] : Open.back();
    BodyOf[S] = Id;
    Turns[S] = Around.Turns;
    if (At.Kind == Op::Call && At.Callee == B.Of && !At.is(Step::Virtual))
      CallThemselves.insert(B.Of);
    if (Around.Within)
      Within[S] = Around.Within;
    InTry[S] = Around.Try;
    InHandler[S] = Around.Handler;
    Ways[S] = Around.Ways;
    BehindMisuse[S] = Around.Misused && S > Around.MisusedAfter;
    if (const PathId Kept = At.Kind == Op::Set ? At.Subject : At.Result) {
      const bool Fails =
          At.Kind == Op::Set
              ? saysMisused(Of.args(At)[0], B, Failures, failsIfMisused)
              : failsIfMisused(*this, At);
      llvm::erase(Failures, Kept);
      if (Fails)
        Failures.push_back(Kept);
    }
    Block New = Around;
    New.Opener = S;
    New.Else = false;
    if (At.Kind == Op::Catch || At.Kind == Op::End)
      endHandler(B.Of, Open.back().Opener, S);
    switch (At.Kind) {
    case Op::If:
      New.Ways &= tested(Of.args(At), Value::HoldsInThen);
      fails(New, At, Value::HoldsInThen);
      Open.push_back(New);
      break;
    case Op::Else:
      if (Open.size() > 1) {
        New.Opener = Open.back().Opener;
        New.Ways &= tested(Of.args(step(New.Opener)), Value::HoldsInElse);
        fails(New, step(New.Opener), Value::HoldsInElse);
        New.Else = true;
        Open.back() = New;
      }
      break;
    case Op::Loop:
      if (At.is(Step::Timed) && Around.Turns == 1 && !Around.Within)
        New.Within = At.Number;
      else
        New.Turns = product(Around.Turns, At.is(Step::Timed) ? 0 : At.Number);
      if (!At.is(Step::DoWhile))
        fails(New, At, Value::HoldsInThen);
      Open.push_back(New);
      break;
    case Op::Switch:
      Open.push_back(New);
      break;
    case Op::Try:
      New.Try = S;
      Tries[S].OfFunction = At.Number == 1;
      Open.push_back(New);
      break;
    case Op::Catch:
      if (Open.size() > 1) {
        New.Opener = Open.back().Opener;
        New.Handler = S;
        New.HandlerOf = New.Opener;
        Open.back() = New;
        Tries[New.Opener].Handlers.push_back({S, At.Type});
      }
      break;
    case Op::Rethrow:
      if (Around.Handler)
        for (Handler &H : Tries[Around.HandlerOf].Handlers)
          if (H.At == Around.Handler) {
            H.RethrownAt = H.RethrownAt ? H.RethrownAt : S;
            H.Ways |= Around.Ways;
          }
      break;
    case Op::End:
      if (Open.size() > 1) {
        auto [Opener, HasElse] =
            std::pair(Open.back().Opener, Open.back().Else);
        Open.pop_back();
        // if (unwinding) return;  what follows is calm
        const Step &Asks = step(Opener);
        if (Asks.Kind == Op::If && leavesBlock(step(S - 1).Kind) && !HasElse) {
          Open.back().Ways &= tested(Of.args(Asks), Value::HoldsInElse);
          fails(Open.back(), Asks, Value::HoldsInElse);
        }
      }
      break;
    default:
      break;
    }
  }
}

Value Program::operand(StepId S, Operand Which) const {
  Value V;
  if (Which == ThisOperand) {
    V.K = step(S).Subject ? Value::Path : Value::Unknown;
    V.Id = step(S).Subject;
  } else if (Which >= 0 && Which < step(S).NumArgs) {
    V = args(S)[Which];
  }
  return V;
}

void Program::findPaths() {
  if (!KnownPaths.empty())
    return;
  KnownPaths.reserve(Of.Paths.size());
  for (PathId P = 1; P < Of.Paths.size(); ++P)
    KnownPaths.try_emplace(Of.Paths[P], P);
}

PathId Program::path(PathNode Node) {
  findPaths();
  auto [It, New] = KnownPaths.try_emplace(Node, Of.Paths.size());
  if (New)
    Of.Paths.push_back(Node);
  return It->second;
}

PathId Program::rebasedIfKnown(PathId P, PathId From, PathId To) {
  if (P == From)
    return To;
  findPaths();
  PathNode Node = Of.Paths[P];
  Node.Parent = Node.Parent ? rebasedIfKnown(Node.Parent, From, To) : 0;
  return Node.Parent ? KnownPaths.lookup(Node) : 0;
}

PathId Program::rebased(PathId P, PathId From, PathId To) {
  if (P == From)
    return To;
  PathNode Node = Of.Paths[P];
  if (Node.K != PathNode::Field && Node.K != PathNode::Element)
    return P;
  Node.Parent = rebased(Node.Parent, From, To);
  return path(Node);
}
