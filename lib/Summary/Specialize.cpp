//===-- Specialize.cpp - Functions as some callers see them ---------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Specialize.h"
#include "Summary/Implementations.h"
#include "Summary/Pruning.h"
#include "Summary/Receivers.h"
#include "Summary/Sensitivity.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace cleanexit;

/// Copies of copies, and the length of what is copied.
static constexpr unsigned Deepest = 6, Longest = 2000;

static constexpr llvm::StringLiteral Mark = "{as#";

bool cleanexit::isSpecialized(const Facts &F, FunctionId Id) {
  return F.Strings[F.Functions[Id].Name].contains(Mark);
}

namespace {

/// What a caller knows of a function that it calls.
struct Context {
  RecordId This = 0;    ///< the object's class
  RecordId Pointee = 0; ///< the class of what the object, an owner, points to
  std::vector<std::pair<unsigned, int64_t>> Constants; ///< by parameter
  bool OfAny = false; ///< virtual: whichever version is called is handed them
  bool empty() const { return !This && !Pointee && Constants.empty(); }
  auto operator<=>(const Context &) const = default;
};

/// Where a call goes.
struct Destination {
  FunctionId Callee = 0;
  bool IsExact = false; ///< although it is virtual
  void applyTo(Step &S) const {
    S.Callee = Callee;
    if (IsExact)
      S.Flags &= ~Step::Virtual;
  }
};

class Specializer {
  Program P;
  Stores Kept;
  Receivers Known;
  Implementations Handed;
  Sensitivity Matters;
  struct Copy {
    FunctionId Of = 0;
    Context Knows;
    unsigned Depth = 0;
    std::vector<std::vector<Step>> Bodies;
    std::vector<FunctionId> Overriders; ///< copies, of what overrides Of
  };
  std::vector<Copy> Copies; ///< their functions follow those of P in order
  std::map<std::pair<FunctionId, Context>, FunctionId> Made;
  std::vector<bool> IsCleanup; ///< by function: set up as a cleanup's code
  size_t Budget;
  /// What copies of one function may take together, and what they have.
  size_t Share;
  std::vector<size_t> Spent;

  bool isCopiable(FunctionId F) const;
  bool isTemporary(PathId Id) const;
  bool isPartOfLocal(PathId Id) const;
  bool mayCopy(FunctionId F, const Context &Knows, unsigned Depth) const {
    return !Knows.empty() && !IsCleanup[F] && Depth <= Deepest &&
           (Made.count({F, Knows}) || isCopiable(F));
  }
  FunctionId copy(FunctionId F, Context Knows, unsigned Depth);
  RecordId receiver(StepId S, const Context &Here);
  FunctionId handedUp(StepId S, const Context &Here);
  void know(StepId S, const Context &Here, FunctionId Callee, Context &There);
  Destination onlyVersion(StepId S, const Context &Here, unsigned Depth);
  Destination anyVersion(StepId S, const Context &Here, unsigned Depth);
  Destination callee(StepId S, const Context &Here, unsigned Depth);
  std::vector<Step> steps(const Body &From, const Context &Knows,
                          unsigned Depth);
  void append(const Copy &C);
  std::map<Context, unsigned> Runs; ///< what Run steps hand over
  void runWith(StepId S);
  void copyStored();
  void fill(size_t First);

public:
  Specializer(Facts United, const Models &M);
  Program run();
};

} // namespace

Specializer::Specializer(Facts United, const Models &M)
    : P(std::move(United), M), Kept(P), Known(P, Kept), Handed(P, Known),
      Matters(P, Handed), IsCleanup(P.Of.Functions.size()),
      Budget(P.Of.Steps.size() / 4 + 40000), Share(Budget / 16),
      Spent(P.Of.Functions.size()) {
  for (const Cleanup &C : P.Of.Cleanups)
    IsCleanup[C.Runs] = IsCleanup[C.By] = true;
}

bool Specializer::isCopiable(FunctionId F) const {
  const Function &Of = P.Of.Functions[F];
  if (Of.Bodies.empty())
    return false;
  // A project's constructors and destructors are known by their own names.
  if (Of.K != Function::Free && Of.K != Function::Method &&
      Of.K != Function::Lambda &&
      !(Of.K == Function::Destructor && Of.is(Function::System)))
    return false;
  size_t Steps = 0;
  for (uint32_t B : Of.Bodies)
    Steps += P.Of.Bodies[B].Count;
  return Steps <= Longest && Steps < Budget && Spent[F] + Steps <= Share;
}

FunctionId Specializer::copy(FunctionId F, Context Knows, unsigned Depth) {
  auto [It, New] = Made.try_emplace({F, Knows}, 0);
  if (New) {
    It->second = P.Of.Functions.size() + Copies.size();
    for (uint32_t B : P.Of.Functions[F].Bodies) {
      Budget -= P.Of.Bodies[B].Count;
      Spent[F] += P.Of.Bodies[B].Count;
    }
    Copies.push_back({F, std::move(Knows), Depth, {}});
  }
  return It->second;
}

/// The class of the object that a call is made on; 0 if not known.
RecordId Specializer::receiver(StepId S, const Context &Here) {
  const PathId Subject = P.step(S).Subject;
  const PathNode &Node = P.Of.Paths[Subject];
  const Function &In = P.Of.Functions[P.functionOf(S)];
  if (Node.K == PathNode::This) {
    const bool Exact =
        In.K == Function::Constructor || In.K == Function::Destructor;
    return Here.This ? Here.This : Exact ? In.Class : 0;
  }
  if (Here.Pointee && Node.K == PathNode::Element &&
      P.Of.Paths[Node.Parent].K == PathNode::This)
    return Here.Pointee;
  return Subject ? Known.of(S, Subject) : 0;
}

/// impl_->close()   as what a derived class has handed up does it
FunctionId Specializer::handedUp(StepId S, const Context &Here) {
  const Function &In = P.Of.Functions[P.functionOf(S)];
  const StringId Member = Implementations::member(P.Of, P.step(S).Subject);
  const RecordId Class = Here.This && Handed.isHandedUp(In.Class, Member)
                             ? Handed.of(Here.This, Member)
                             : 0;
  return Class ? Known.only(P.step(S).Callee, Class, In.Programs) : 0;
}

void Specializer::know(StepId S, const Context &Here, FunctionId Callee,
                       Context &There) {
  const Step &At = P.step(S);
  if (Matters.ofPointee(Callee) && At.is(Step::Destroys))
    There.Pointee = Known.of(S, At.Subject);
  for (unsigned I = 0; I != At.NumArgs; ++I) {
    if (!Matters.ofParameter(Callee, I))
      continue;
    const Value &V = P.args(S)[I];
    auto Note = [&](int64_t Number) {
      if (Number == 0 || !Matters.onlyOfZero(Callee, I))
        There.Constants.push_back({I, Number});
    };
    if (V.K == Value::Integer || V.K == Value::Null)
      Note(V.K == Value::Null ? 0 : V.Number);
    if (V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param)
      for (auto [Index, Number] : Here.Constants)
        if (Index == P.Of.Paths[V.Id].Number)
          Note(V.numberFor(Number));
  }
}

/// link->end(Hard);   What the only one that has end() does when it is handed
/// that.
Destination Specializer::onlyVersion(StepId S, const Context &Here,
                                     unsigned Depth) {
  const FunctionId Version = Known.only(S);
  Context There;
  if (Version)
    know(S, Here, Version, There);
  if (!Version)
    return anyVersion(S, Here, Depth);
  if (There.Constants.empty() || !mayCopy(Version, There, Depth))
    return {P.step(S).Callee, false};
  return {copy(Version, std::move(There), Depth), true};
}

/// painter->use(Plain);   What each that has use() does when it is handed that: a
/// copy of the virtual function, which copies of the versions override.
Destination Specializer::anyVersion(StepId S, const Context &Here,
                                    unsigned Depth) {
  static constexpr size_t Most = 8;
  const FunctionId Virtual = P.step(S).Callee;
  const auto Versions = Known.versions(Virtual);
  Context All;
  for (FunctionId F : Versions) {
    Context There;
    know(S, Here, F, There);
    for (const auto &Known : There.Constants)
      if (!llvm::is_contained(All.Constants, Known))
        All.Constants.push_back(Known);
  }
  llvm::sort(All.Constants);
  All.OfAny = true;
  auto Fits = [&](FunctionId F) {
    return (F == Virtual && P.Of.Functions[F].is(Function::Pure)) ||
           (!IsCleanup[F] && isCopiable(F));
  };
  const bool Known = Made.count({Virtual, All});
  if (All.empty() || Versions.size() > Most || Depth > Deepest ||
      (!Known && !llvm::all_of(Versions, Fits)))
    return {Virtual, false};
  const FunctionId Id = copy(Virtual, All, Depth);
  if (!Known) {
    All.OfAny = false;
    std::vector<FunctionId> Overriders;
    for (FunctionId F : Versions)
      if (F != Virtual)
        Overriders.push_back(copy(F, All, Depth));
    Copies[Id - P.Of.Functions.size()].Overriders = std::move(Overriders);
  }
  return {Id, false};
}

/// Where a call goes in a body of which so much is known.
Destination Specializer::callee(StepId S, const Context &Here, unsigned Depth) {
  const Step &At = P.step(S);
  Destination Goes{At.Callee, false};
  const bool Virtual = At.is(Step::Virtual) && Known.isOverridden(At.Callee);
  Context There;
  if (Virtual || Matters.ofThis(At.Callee))
    There.This = receiver(S, Here);
  if (Virtual) {
    FunctionId Version =
        There.This ? Known.version(At.Callee, There.This) : handedUp(S, Here);
    if (!Version)
      return onlyVersion(S, Here, Depth);
    Goes = {Version, true};
  }
  if (!Matters.ofThis(Goes.Callee))
    There.This = 0;
  know(S, Here, Goes.Callee, There);
  if (mayCopy(Goes.Callee, There, Depth))
    Goes.Callee = copy(Goes.Callee, std::move(There), Depth);
  return Goes;
}

/// What an expression with a condition in it comes to.
bool Specializer::isTemporary(PathId Id) const {
  return P.Of.Paths[Id].K == PathNode::Local &&
         P.text(P.Of.Paths[Id].Name).starts_with("?");
}

/// lock.l_type = type;   which a model may ask about
bool Specializer::isPartOfLocal(PathId Id) const {
  const PathNode &Node = P.Of.Paths[Id];
  return Node.K == PathNode::Field &&
         P.Of.Paths[Node.Parent].K == PathNode::Local;
}

/// The steps of a body as the copy has them.
std::vector<Step> Specializer::steps(const Body &From, const Context &Knows,
                                     unsigned Depth) {
  auto Constant = [&](const Value &V) -> std::optional<int64_t> {
    if (V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param)
      for (auto [Param, Number] : Knows.Constants)
        if (Param == P.Of.Paths[V.Id].Number)
          return V.numberFor(Number);
    return std::nullopt;
  };
  std::vector<Step> Steps(P.Of.steps(From));
  if (!Knows.Constants.empty())
    prune(Steps, P.Of, Constant);
  for (uint32_t I = 0; I != Steps.size(); ++I)
    if (Steps[I].Kind == Op::Call && Steps[I].Callee)
      callee(From.First + I, Knows, Depth + 1).applyTo(Steps[I]);
  // Hold hold(m, locked ? Adopted : None);   of which one is left
  auto Settled = [&](const Value &V) -> std::optional<int64_t> {
    if (V.K != Value::Path || !isTemporary(V.Id))
      return Constant(V);
    std::optional<int64_t> Only;
    for (const Step &S : Steps)
      if (S.Kind == Op::Set && S.Subject == V.Id) {
        const Value &Given = P.Of.args(S)[0];
        if (Only || Given.K != Value::Integer)
          return std::nullopt;
        Only = V.numberFor(Given.Number);
      }
    return Only;
  };
  auto IsAsked = [&](PathId Place) {
    return llvm::any_of(Steps, [&](const Step &S) {
      return S.Kind == Op::If &&
             llvm::any_of(P.Of.args(S), [&](const Value &V) {
               return V.K == Value::Path && V.Id == Place;
             });
    });
  };
  // A model asks about the constants themselves, of a constructor there is no
  // copy, and what is kept may be asked later.
  auto Takes = [&](const Step &S) {
    if (S.Kind == Op::Set)
      return S.Subject && !isTemporary(S.Subject) &&
             (IsAsked(S.Subject) || isPartOfLocal(S.Subject));
    return S.Kind == Op::Call && S.Callee && S.Callee < P.ModelOf.size() &&
           (P.ModelOf[S.Callee] || S.is(Step::Constructs));
  };
  for (Step &S : Steps) {
    if (!Takes(S))
      continue;
    llvm::SmallVector<Value, 4> Args(P.Of.args(S));
    bool Known = false;
    for (Value &V : Args)
      if (std::optional<int64_t> Number = Settled(V)) {
        Value Is;
        Is.K = Value::Integer;
        Is.Number = *Number;
        // milliseconds(ms) is no number
        V = V.Flags & (Value::Times | Value::AddsBits) ? Is : V.when(Is);
        Known = true;
      }
    if (Known) {
      S.FirstArg = P.Of.Values.size();
      llvm::append_range(P.Of.Values, Args);
    }
  }
  return Steps;
}

/// func_(nullptr, this)
void Specializer::runWith(StepId S) {
  const Step &At = P.step(S);
  if (At.Kind != Op::Run || At.Callee)
    return;
  Context With;
  for (unsigned I = 0; I != At.NumArgs; ++I)
    if (const Value &V = P.args(S)[I];
        V.K == Value::Integer || V.K == Value::Null)
      With.Constants.push_back({I, V.K == Value::Null ? 0 : V.Number});
  if (!With.empty())
    P.RunsWith[S] = Runs.try_emplace(With, Runs.size()).first->second;
}

/// Which functions are stored where such a step finds them is known later: all
/// whose address is taken may be.
void Specializer::copyStored() {
  std::vector<FunctionId> Stored;
  for (const Value &V : P.Of.Values)
    if (V.K == Value::Function)
      Stored.push_back(V.Id);
  llvm::sort(Stored);
  Stored.erase(llvm::unique(Stored), Stored.end());
  for (const auto &[With, Number] : Runs)
    for (FunctionId F : Stored) {
      Context There;
      for (auto [Param, Constant] : With.Constants)
        if (Param < P.Of.Functions[F].NumParams &&
            Matters.ofParameter(F, Param) &&
            (Constant == 0 || !Matters.onlyOfZero(F, Param)))
          There.Constants.push_back({Param, Constant});
      if (!There.empty() && (Made.count({F, There}) || isCopiable(F)))
        P.Instead[{Number, F}] = copy(F, There, 0);
    }
}

/// The bodies of the copies from First on; more may be made on the way.
void Specializer::fill(size_t First) {
  for (size_t I = First; I != Copies.size(); ++I) {
    const Copy What = Copies[I];
    std::vector<std::vector<Step>> Bodies;
    for (uint32_t B : P.Of.Functions[What.Of].Bodies)
      Bodies.push_back(steps(P.Of.Bodies[B], What.Knows, What.Depth));
    Copies[I].Bodies = std::move(Bodies);
  }
}

Program Specializer::run() {
  std::vector<std::pair<StepId, Destination>> Changed;
  for (StepId S = 1; S != P.Of.Steps.size(); ++S)
    if (P.step(S).Kind == Op::Call && P.step(S).Callee) {
      Destination Goes = callee(S, {}, 0);
      if (Goes.IsExact || Goes.Callee != P.step(S).Callee)
        Changed.push_back({S, Goes});
    }
  // What is called by its name comes first, as long as there is room.
  fill(0);
  for (StepId S = 1; S != P.Of.Steps.size(); ++S)
    runWith(S);
  const size_t ByName = Copies.size();
  copyStored();
  fill(ByName);
  for (auto [S, Goes] : Changed)
    Goes.applyTo(P.Of.Steps[S]);
  const StepId Copied = P.Of.Steps.size();
  const FunctionId FirstCopy = P.Of.Functions.size();
  for (const Copy &C : Copies)
    append(C);
  for (size_t I = 0; I != Copies.size(); ++I)
    for (FunctionId F : Copies[I].Overriders) {
      P.Of.Functions[F].Overrides.push_back(FirstCopy + I);
      P.Of.Functions[F].Flags |= Function::Virtual;
    }
  for (StepId S = Copied; S != P.Of.Steps.size(); ++S)
    runWith(S);
  P.grow();
  return std::move(P);
}

void Specializer::append(const Copy &C) {
  Facts &All = P.Of;
  const FunctionId Id = All.Functions.size();
  Function F = All.Functions[C.Of];
  F.Name = All.Strings.intern(
      (All.Strings[F.Name] + Mark + llvm::Twine(Id) + "}").str());
  F.Overrides.clear();
  if (!C.Knows.OfAny)
    F.Flags &= ~(Function::Virtual | Function::Pure);
  const std::vector<uint32_t> From = std::move(F.Bodies);
  F.Bodies.clear();
  for (size_t I = 0; I != From.size(); ++I) {
    Body B = All.Bodies[From[I]];
    B.Of = Id;
    B.First = All.Steps.size();
    B.Hash ^= Id;
    F.Bodies.push_back(All.Bodies.size());
    All.Bodies.push_back(B);
    llvm::append_range(All.Steps, C.Bodies[I]);
  }
  All.Functions.push_back(std::move(F));
}

Program cleanexit::specialize(Facts United, const Models &M) {
  return Specializer(std::move(United), M).run();
}
