//===-- Acts.cpp - What steps do by themselves ----------------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Acts.h"
#include "Summary/Beside.h"
#include "Summary/Constants.h"
#include "Summary/LockBits.h"
#include "Summary/WouldBlock.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// A known length: nothing polls, and what does not fit is no bound.
static Bound constantBound(int64_t Count, int64_t Unit) {
  return Count ? Bound::lasting(Count, Unit) : Bound{Bound::Polls};
}

static Bound boundOf(const Value &V, int64_t Unit) {
  switch (V.K) {
  case Value::Integer:
    return constantBound(V.Number, Unit);
  case Value::Unknown:
    return V.Flags & Value::AtMost ? constantBound(V.Number, Unit) : Bound();
  case Value::Duration:
    if (V.Number == INT64_MAX) // seconds::max(), QDeadlineTimer::Forever
      return {};
    // A negative duration has passed already.
    return constantBound(std::max<int64_t>(V.Number, 0), 1);
  default:
    return {};
  }
}

Acts::Acts(Program &P, Stores &Kept, const Calls &Graph,
           const Callables &Handed)
    : P(P), Kept(Kept), Graph(Graph), Files(P, Kept, Graph) {
  findAsync();
  auto Unknown = Handed.Unknown.begin();
  // To take a lock is no wait.
  const llvm::DenseSet<StepId> ForBits = spinsForBits(P, Kept, Graph);
  for (StepId S = 1; S < P.Of.Steps.size(); ++S) {
    const Step &At = P.step(S);
    if (At.Kind == Op::Act && At.Number < NumEffects)
      All.push_back(
          {S, 0, nullptr, Effect(At.Number), {}, ForBits.contains(S)});
    for (; Unknown != Handed.Unknown.end() && Unknown->Index == S; ++Unknown) {
      Act A{S, 0, nullptr, Effect::UnknownCode, {}, false};
      if (Unknown->Number) {
        A.Lasts.Kind = Bound::Parameter;
        A.Lasts.Number = Unknown->Number - 1;
      }
      All.push_back(A);
    }
    for (FunctionId F : Graph.bodiless(S))
      model(S, F);
    for (FunctionId F : Graph.indirect(S))
      handed(S, F);
    ofElements(S);
  }
  Any.resize(P.Of.Steps.size());
  for (const Act &A : All)
    Any[A.At] = true;
}

llvm::ArrayRef<Act> Acts::at(StepId S) const {
  if (!Any[S])
    return {};
  auto First = llvm::lower_bound(
      All, S, [](const Act &A, StepId S) { return A.At < S; });
  auto Last = First;
  while (Last != All.end() && Last->At == S)
    ++Last;
  return llvm::ArrayRef(All).slice(First - All.begin(), Last - First);
}

void Acts::model(StepId S, FunctionId Callee) {
  const FunctionModel *M = P.ModelOf[Callee];
  if (!M)
    return;
  for (const ActModel &A : M->Acts)
    if (hold(A.When, S, Callee) && (!A.OnlyAsync || isAsync(A, S)) &&
        !isBeside(A, S)) {
      All.push_back({S, Callee, &A, A.What, lasts(A, S, Callee), A.Strict});
      if (P.Of.Functions[Callee].K == Function::Free && P.step(S).NumArgs)
        descriptor(All.back(), *M);
      else if (P.Of.Functions[Callee].K == Function::Method)
        handle(All.back());
    }
}

/// Is what makes an act none called in the function, or the class, of a step? Of
/// functions of no class: in the file, which is what C has for one.
bool Acts::isBeside(const ActModel &A, StepId S) {
  if (A.UnlessCalled.empty())
    return false;
  auto [Known, IsNew] = Excuses.try_emplace(&A);
  for (FunctionId F = 1; IsNew && F < P.Of.Functions.size(); ++F)
    if (llvm::is_contained(A.UnlessCalled, P.text(P.Of.Functions[F].Key)))
      Known->second.push_back(F);
  const FunctionId In = P.functionOf(S);
  return llvm::any_of(Known->second, [&](FunctionId F) {
    return llvm::any_of(Graph.callers(F), [&](StepId Call) {
      return cleanexit::isBeside(P, Graph, In, Call);
    });
  });
}

/// for (auto &result : results) result.get();   before they end. Or it was the
/// part of a pair that has been moved out.
bool Acts::isAwaited(StepId S, PathId Future) const {
  const PathId Pair = P.Of.Paths[Future].Parent;
  const Body &B = P.body(S);
  // A temporary is moved from while it ends.
  const StepId End =
      P.Of.Paths[Pair].K == PathNode::Result ? B.First + B.Count : S;
  for (StepId Before = B.First; Before != End; ++Before)
    if (const Value From = stored(P, Before).What;
        Pair && From.K == Value::Path &&
        P.Of.Paths[From.Id].K == PathNode::Field &&
        P.Of.Paths[From.Id].Parent == Pair)
      return true;
    else if (const Step &At = P.step(Before);
             At.Kind == Op::Call && At.Subject == Future && At.Callee &&
             P.ModelOf[At.Callee] &&
             P.ModelOf[At.Callee]->Does(Effect::WaitFuture))
      return true;
  return false;
}

/// std::vector<std::future<T>> ends: whether its elements came from std::async
/// is known of this one.
void Acts::ofElements(StepId S) {
  const Step &At = P.step(S);
  if (At.Kind == Op::Call && At.is(Step::Destroys) &&
      !At.is(Step::MaybeMoved) && At.Subject)
    ofElements(S, At.Callee, At.Subject, 0);
}

/// The elements of what Ends ends, and those of its elements, as of a map of
/// lists.
void Acts::ofElements(StepId S, FunctionId Ends, PathId Owner, unsigned Depth) {
  static constexpr unsigned Deepest = 3;
  if (!P.Of.Functions[Ends].is(Function::Toolchain) || Depth == Deepest)
    return;
  for (uint32_t B : P.Of.Functions[Ends].Bodies)
    for (uint32_t I = 0; I != P.Of.Bodies[B].Count; ++I) {
      const Step Inner = P.step(P.Of.Bodies[B].First + I);
      const PathId Root = P.Of.root(Inner.Subject);
      if (Inner.Kind != Op::Call || !Inner.Callee ||
          P.Of.Paths[Root].K != PathNode::This || Root == Inner.Subject)
        continue;
      // An element of an element is one, too.
      const PathId Element = P.Of.Paths[Owner].K == PathNode::Element
                                 ? Owner
                                 : P.rebased(Inner.Subject, Root, Owner);
      if (const FunctionModel *M = P.ModelOf[Inner.Callee])
        for (const ActModel &A : M->Acts)
          if (A.OnlyAsync && madeAsync(S, Element) && !isAwaited(S, Element))
            All.push_back({S, Inner.Callee, &A, A.What, {}, A.Strict});
      ofElements(S, Inner.Callee, Element, Depth + 1);
    }
}

/// std::for_each(…, std::mem_fn(&std::thread::join)): a library's function is
/// run, with arguments that are not seen.
void Acts::handed(StepId S, FunctionId F) {
  if (const FunctionModel *M = P.ModelOf[F])
    for (const ActModel &A : M->Acts)
      if (A.When.empty() && A.Polls.empty() && A.BoundArg == NoOperand &&
          !A.OnlyAsync)
        All.push_back({S, F, &A, A.What, {}, A.Strict});
}

/// Nobody else's machine: one's own pipe, or a file.
bool Acts::isLocal(StepId S, const Value &Fd) const {
  return Files.isPipe(S, Fd) || Files.isOpened(S, Fd);
}

/// ioctl(fd, FIONREAD, &have); if (have > 0) read(fd, …)   or after a poll()
bool Acts::looksFirst(StepId S) const {
  return llvm::any_of(
      P.Of.steps(P.body(S)).take_front(P.ref(S).Index), [&](const Step &At) {
        if (At.Kind != Op::Call || !At.Callee)
          return false;
        const FunctionModel *M = P.ModelOf[At.Callee];
        return M && M->TellsInput &&
               llvm::all_of(M->TellsInputWhen, [&](const ArgumentTest &T) {
                 return holds(T, P.Of.args(At)).value_or(true);
               });
      });
}

/// What send() or write() does depends on what the descriptor is.
void Acts::descriptor(Act &A, const FunctionModel &M) {
  const bool Sends = M.Sends != NoOperand, Receives = M.Receives != NoOperand;
  const Operand Over = Sends ? M.Sends : Receives ? M.Receives : 0;
  const Value Fd = P.operand(A.At, Over);
  if ((Sends || Receives) && A.What == Effect::FileIO &&
      Files.isSocket(A.At, Fd))
    A.What = Effect::Network;
  if (A.What == Effect::Network && Sends && isLocal(A.At, Fd))
    A.What = Effect::FileIO;
  if (Receives && (Files.isPipe(A.At, Fd) ||
                   (Files.isTerminal(A.At, Fd) && !looksFirst(A.At))))
    A.What = Effect::WaitIO;
  const bool Waits = A.What == Effect::Network || A.What == Effect::WaitSync ||
                     (Receives && A.What == Effect::WaitIO);
  if (!Waits)
    return;
  if (expectsToBlock(P, Graph, A.At)) {
    A.Lasts = {Bound::Polls};
    return;
  }
  const Bound AsItIs =
      ofDescriptor({Bound::Parameter, uint32_t(Over),
                    A.What == Effect::Network && Sends, Bound::Descriptor},
                   A.At);
  // Flags that a parameter has, or a length, tell no less.
  if (AsItIs.Kind == Bound::Polls || A.Lasts.Kind == Bound::Unbounded)
    A.Lasts = AsItIs;
}

/// The same of an object that works over one: socket.receive(…)
void Acts::handle(Act &A) {
  if ((A.What == Effect::Network || A.What == Effect::WaitIO) &&
      Files.isNonBlocking(A.At, P.operand(A.At, ThisOperand)))
    A.Lasts = {Bound::Polls, 0, 0};
}

/// The argument, or a field of the struct that it is or points to.
Value Acts::asked(const ArgumentTest &T, StepId S) const {
  Value V = P.operand(S, T.Arg);
  if (!T.Field.empty() && V.K == Value::Path)
    V.Id = P.path({PathNode::Field, V.Id, P.Of.Strings.intern(T.Field), 0});
  else if (!T.Field.empty())
    V = Value();
  return V;
}

/// What may be one of several constants passes a test if all of them do.
Acts::Answer Acts::test(const ArgumentTest &T, StepId S,
                        FunctionId Callee) const {
  const bool Present =
      T.Arg == ThisOperand || (T.Arg >= 0 && T.Arg < P.step(S).NumArgs);
  const Value V = Present ? asked(T, S) : Value();
  // What a member points to may be written through its address: create(&task_)
  llvm::SmallVector<Value, 2> All;
  if (T.Test != ArgumentTest::IsNull || V.K != Value::Path ||
      P.Of.Paths[V.Id].K != PathNode::Field)
    All = Kept.constants(S, V);
  if (All.empty())
    All.push_back(V);
  const Answer First = test(T, All[0], Present, Callee);
  return llvm::all_of(All,
                      [&](const Value &Other) {
                        return test(T, Other, Present, Callee) == First;
                      })
             ? First
             : NotKnown;
}

Acts::Answer Acts::test(const ArgumentTest &T, const Value &V, bool Present,
                        FunctionId Callee) const {
  llvm::StringRef Mangled = P.text(P.Of.Functions[Callee].Name);
  bool IsNumber =
      V.K == Value::Integer || V.K == Value::Duration || V.K == Value::Null;
  bool IsPointer = V.K == Value::Function || V.K == Value::New ||
                   (V.K == Value::Path && V.Flags & Value::Lifted);
  auto Known = [](bool Holds) { return Holds ? Yes : No; };
  switch (T.Test) {
  case ArgumentTest::Absent:
    return Known(!Present);
  case ArgumentTest::Present:
    return Known(Present);
  case ArgumentTest::Takes:
    return Known(takes(Mangled, T.Name));
  case ArgumentTest::Lacks:
    return Known(!takes(Mangled, T.Name));
  case ArgumentTest::ReturnsNo:
    return Known(!returns(Mangled, T.Name));
  case ArgumentTest::Differs:
    return Known(!Present || !IsNumber || V.Number != T.Number);
  case ArgumentTest::Equals:
    return Present && !IsNumber ? NotKnown
                                : Known(Present && V.Number == T.Number);
  case ArgumentTest::HasBits:
    return Present && V.hasBits(T.Number) ? Yes
           : Present && !IsNumber         ? NotKnown
                                          : No;
  case ArgumentTest::IsNull:
    return Present && !IsNumber && !IsPointer
               ? NotKnown
               : Known(IsNumber && V.Number == 0);
  case ArgumentTest::Named:
    return Known(V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Global &&
                 P.text(P.Of.Paths[V.Id].Name) == T.Name);
  }
  return NotKnown;
}

bool Acts::hold(llvm::ArrayRef<ArgumentTest> Tests, StepId S,
                FunctionId Callee) const {
  return llvm::all_of(Tests, [&](const ArgumentTest &T) {
    Answer Is = test(T, S, Callee);
    // Of null pointers only what is seen counts.
    return Is == Yes || (Is == NotKnown && T.Test != ArgumentTest::IsNull);
  });
}

bool Acts::any(llvm::ArrayRef<ArgumentTest> Tests, StepId S,
               FunctionId Callee) const {
  return llvm::any_of(
      Tests, [&](const ArgumentTest &T) { return test(T, S, Callee) == Yes; });
}

/// `waitpid(pid, &status, options)`: it polls if the parameter has WNOHANG; or
/// that stands in a struct: hints.ai_flags = flags;
std::optional<Bound> Acts::asFlagsSay(const ActModel &A, StepId S) const {
  for (const ArgumentTest &T : A.Polls) {
    if (T.Test != ArgumentTest::HasBits)
      continue;
    Value V = asked(T, S);
    if (!T.Field.empty() && V.K == Value::Path &&
        P.root(V.Id).Node.K == PathNode::Local)
      if (const auto Puts = Kept.puts(S, V.Id); Puts.size() == 1)
        V = stored(P, Puts[0]).What;
    if (V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param)
      return Bound{Bound::Parameter, P.Of.Paths[V.Id].Number, T.Number,
                   Bound::Flags};
  }
  return std::nullopt;
}

/// A parameter stays one: each call answers for itself.
Value Acts::constant(StepId S, const Value &V) const {
  const Value Own = Kept.constant(S, V);
  if (Own.K != Value::Path || P.Of.Paths[Own.Id].K == PathNode::Param)
    return Own;
  return longest(constantsHanded(P, Kept, Graph, S, Own), Own);
}

/// while (nanosleep(&all, &left)) all = left;   The turns share one sleep: only
/// what interrupted it makes another.
bool Acts::isTakenUp(StepId S) const {
  const Body &B = P.body(S);
  const uint32_t Index = S - B.First;
  const auto Around = P.Of.blocksAround(B, Index);
  const auto Loop =
      llvm::find_if(llvm::reverse(Around), [&](const OpenBlock &Block) {
        return P.Of.Steps[B.First + Block.Opener].Kind == Op::Loop;
      });
  return Loop != Around.rend() &&
         llvm::any_of(P.Of.args(P.Of.Steps[B.First + Loop->Opener]),
                      [&](const Value &V) {
                        return isResult(V, S) && V.Flags & Value::HoldsInThen &&
                               !(V.Flags & (Value::Negated | Value::Masked));
                      });
}

/// What a call gives, or where that is put.
bool Acts::isResult(const Value &V, StepId Call) const {
  const PathNode &Node = P.Of.Paths[V.Id];
  const PathId Result = P.step(Call).Result;
  return V.K == Value::Path && ((Result && V.Id == Result) ||
                                (Node.K == PathNode::Result &&
                                 Node.Number == Call - P.body(Call).First));
}

/// n = poll(fds, 1, 200); if (n == 0) return;   Only the last wait of a loop is as
/// long as it may be.
bool Acts::leavesAtZero(StepId S) const {
  const Body &B = P.body(S);
  const llvm::ArrayRef<Step> Steps = P.Of.steps(B);
  const uint32_t End = closingEnd(Steps, S - B.First + 1);
  for (uint32_t I = S - B.First + 1; I < End; ++I) {
    const bool IsNotZeroBehind =
        Steps[I].Kind == Op::If &&
        llvm::any_of(P.Of.args(Steps[I]), [&](const Value &V) {
          return isResult(V, S) && V.Flags & Value::HoldsInElse &&
                 V.Flags & Value::Negated && !(V.Flags & Value::Masked);
        });
    const uint32_t Leaves = IsNotZeroBehind ? blockEnd(Steps, I + 1) : 0;
    if (Leaves > I + 1 && (Steps[Leaves - 1].Kind == Op::Return ||
                           Steps[Leaves - 1].Kind == Op::Break ||
                           Steps[Leaves - 1].Kind == Op::Throw))
      return true;
    if (opensBlock(Steps[I].Kind))
      I = closingEnd(Steps, I + 1);
  }
  return false;
}

Bound Acts::lasts(const ActModel &A, StepId S, FunctionId Callee) {
  Bound B;
  if (any(A.Polls, S, Callee)) {
    B.Kind = Bound::Polls;
    return B;
  }
  if (any(A.Forever, S, Callee))
    return B;
  if (A.BoundArg == NoOperand) {
    if (std::optional<Bound> Flags = asFlagsSay(A, S))
      return *Flags;
    if (A.FixedMs) {
      B.Kind = Bound::Constant;
      B.Number = A.FixedMs;
    }
    return B;
  }
  int64_t Unit = nanoseconds(A.BoundUnit);
  Value V = constant(S, P.operand(S, A.BoundArg));
  if (A.BoundUnit == ActModel::Deadline)
    V = longest(constantsHanded(P, Kept, Graph, S, V), V);
  if (V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param &&
      A.BoundUnit != ActModel::Deadline) {
    B.Kind = Bound::Parameter;
    B.Number = P.Of.Paths[V.Id].Number;
    if (V.Flags & Value::Times && !V.unitFor(Unit))
      return Bound();
    B.Scale = V.Flags & Value::Times              ? V.unitFor(Unit)
              : V.Number                          ? V.Number
              : A.BoundUnit == ActModel::Duration ? 0
                                                  : Unit;
    return B;
  }
  const bool NoDeadline = V.K == Value::Null ||
                          (A.BoundArg >= 0 && A.BoundArg >= P.step(S).NumArgs);
  if (A.BoundUnit == ActModel::Deadline && V.K != Value::Duration &&
      !NoDeadline) {
    // Bounded, by how much is not known.
    B.Kind = Bound::Constant;
    return B;
  }
  // The number that an object was made from, in a unit that is not known.
  if (A.BoundUnit == ActModel::Duration && V.K == Value::Integer && V.Number)
    return B;
  B = boundOf(V, V.Number && V.K == Value::Path ? V.Number : Unit);
  B.Once = (A.BoundUnit == ActModel::Deadline &&
            P.operand(S, A.BoundArg).K == Value::Path) ||
           (A.What == Effect::WaitIO && leavesAtZero(S)) ||
           (A.What == Effect::Sleep && isTakenUp(S));
  return B;
}

/// Of write(fd, …) each caller that hands a descriptor over answers for its own.
Bound Acts::ofDescriptor(const Bound &B, StepId S) const {
  const Value &Fd = P.operand(S, B.Number);
  if (Files.isNonBlocking(S, Fd) ||
      (B.Scale && (Files.isDatagram(S, Fd) || isLocal(S, Fd))))
    return {Bound::Polls};
  if (Fd.K != Value::Path || P.Of.Paths[Fd.Id].K != PathNode::Param)
    return {};
  Bound Up = B;
  Up.Number = P.Of.Paths[Fd.Id].Number;
  return Up;
}

Bound Acts::bound(const Bound &B, StepId S) const {
  if (B.Kind != Bound::Parameter)
    return B;
  if (B.Is == Bound::Descriptor)
    return ofDescriptor(B, S);
  Value V = constant(S, P.operand(S, B.Number));
  if (V.K == Value::Path && P.Of.Paths[V.Id].K == PathNode::Param) {
    Bound Up = B;
    Up.Number = P.Of.Paths[V.Id].Number;
    if (B.Is == Bound::Flags && V.hasBits(B.Scale))
      return {Bound::Polls};
    if (V.Flags & Value::Times && B.Is == Bound::Length) {
      if (!V.unitFor(B.Scale))
        return {};
      Up.Scale = V.unitFor(B.Scale);
    } else if (V.Number && B.Is == Bound::Length) {
      Up.Scale = V.Number;
    }
    return Up;
  }
  if (B.Is == Bound::Flags) {
    const bool Has = V.K == Value::Integer && (V.Number & B.Scale) == B.Scale;
    return {Has ? Bound::Polls : Bound::Unbounded};
  }
  return boundOf(V, B.Scale ? B.Scale : 1);
}

/// Functions that return what std::async, or another of them, returned.
void Acts::findAsync() {
  ReturnsAsync.resize(P.Of.Functions.size());
  llvm::SmallVector<FunctionId, 16> Work;
  auto Found = [&](FunctionId F) {
    if (!ReturnsAsync[F])
      Work.push_back(F);
    ReturnsAsync[F] = true;
  };
  for (FunctionId F = 1; F < P.Of.Functions.size(); ++F)
    if (P.ModelOf[F] && P.ModelOf[F]->ReturnsAsync)
      Found(F);
  while (!Work.empty()) {
    FunctionId Callee = Work.pop_back_val();
    const FunctionModel *Model = P.ModelOf[Callee];
    for (StepId S : Graph.callers(Callee)) {
      if (Model && !hold(Model->ReturnsAsyncWhen, S, Callee))
        continue;
      PathId Object = P.step(S).Result;
      if (!Object)
        Object = P.path({PathNode::Result, 0, 0, P.ref(S).Index});
      if (P.Of.Paths[Kept.settles(S, Object)].K == PathNode::Returned)
        Found(P.functionOf(S));
      const Body &B = P.body(S);
      for (StepId R = S; R != B.First + B.Count; ++R)
        if (P.step(R).Kind == Op::Return && P.step(R).NumArgs &&
            P.args(R)[0].K == Value::Path &&
            (P.args(R)[0].Id == Object ||
             P.args(R)[0].Id == Kept.settles(S, Object)))
          Found(P.functionOf(S));
    }
  }
}

bool Acts::madeAsync(StepId S, PathId Object, unsigned Depth) {
  static constexpr unsigned Deepest = 3;
  auto Made = [&](StepId At) {
    const Step &Call = P.step(At);
    if (Call.Kind != Op::Call && Call.Kind != Op::Run)
      return false;
    return llvm::any_of(Graph.targets(At), [&](FunctionId F) {
      return ReturnsAsync[F] &&
             (!P.ModelOf[F] || hold(P.ModelOf[F]->ReturnsAsyncWhen, At, F));
    });
  };
  for (const Source &From : Kept.of(S, Object)) {
    if (Made(From.At))
      return true;
    // explicit Job(std::future<int> f) : f_(std::move(f)) {}
    const PathNode Given =
        From.What.K == Value::Path ? P.Of.Paths[From.What.Id] : PathNode();
    if (From.What.K == Value::Path && Given.K == PathNode::Param &&
        Depth < Deepest)
      for (StepId Call : Graph.callers(P.functionOf(From.At)))
        if (Given.Number < P.step(Call).NumArgs)
          if (const Value &V = P.args(Call)[Given.Number];
              V.K == Value::Path && madeAsync(Call, V.Id, Depth + 1))
            return true;
    // std::tie(n, f_) = begin();
    if (From.What.K == Value::Path && From.What.Id != Object &&
        Depth < Deepest && partAsync(From.At, From.What.Id, Depth + 1))
      return true;
  }
  if (Depth < Deepest && partAsync(S, Object, Depth + 1))
    return true;
  const PathNode Node = P.Of.Paths[Object];
  if (Node.K != PathNode::Element)
    return false;
  // std::optional<std::future<int>> f = std::async(…);
  if (madeAsync(S, Node.Parent, Deepest))
    return true;
  // What a pair or a tuple has in it has a name there, too.
  static constexpr llvm::StringLiteral Parts[] = {"first",  "second", "get<0>",
                                                  "get<1>", "get<2>", "get<3>"};
  return Depth < Deepest &&
         llvm::any_of(
             Parts,
             [&](llvm::StringRef Name) {
               return madeAsync(S,
                                P.path({PathNode::Field, Node.Parent,
                                        P.Of.Strings.intern(Name), 0}),
                                Depth + 1);
             });
}

/// std::pair<int, std::future<int>> begin() { return {1, std::async(…)}; }   a
/// part of what came from elsewhere as a whole.
bool Acts::partAsync(StepId S, PathId Part, unsigned Depth) {
  const PathNode Node = P.Of.Paths[Part];
  if (Node.K != PathNode::Field)
    return false;
  const Program::Root Whole = P.root(Node.Parent);
  llvm::SmallVector<StepId, 4> Fills;
  if (Whole.Whole && Whole.Node.K == PathNode::Result) {
    if (Whole.Node.Number < P.body(S).Count)
      Fills.push_back(P.body(S).First + Whole.Node.Number);
  } else {
    Fills = Kept.puts(S, Node.Parent);
  }
  auto There = [&](StepId At, PathId Of) {
    return madeAsync(At, P.rebased(Part, Node.Parent, Of), Depth);
  };
  return llvm::any_of(Fills, [&](StepId Fill) {
    if (const Stored To = stored(P, Fill); To.What.K == Value::Path)
      return To.What.Id != Node.Parent && There(Fill, To.What.Id);
    return llvm::any_of(Graph.targets(Fill), [&](FunctionId F) {
      return llvm::any_of(P.Of.Functions[F].Bodies, [&](uint32_t Id) {
        const Body &B = P.Of.Bodies[Id];
        for (StepId R = B.First; R != B.First + B.Count; ++R)
          if (P.step(R).Kind == Op::Return && P.step(R).NumArgs &&
              P.args(R)[0].K == Value::Path && There(R, P.args(R)[0].Id))
            return true;
        return B.Count && There(B.First, P.path({PathNode::Returned, 0, 0, 0}));
      });
    });
  });
}

bool Acts::isAsync(const ActModel &A, StepId S) {
  PathId Object = P.step(S).Subject;
  return Object && madeAsync(S, Object);
}
