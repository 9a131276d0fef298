//===-- Stopping.cpp - Was a thread asked to stop before a join? *- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Stopping.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace cleanexit {
namespace {

/// A request is made by the cleanup itself or a helper or two below it.
constexpr unsigned DeepestRequest = 4;

/// What a method is called on, or a function of C is given first.
PathId objectOf(const Facts &F, const Step &S) {
  if (S.Subject || !S.NumArgs)
    return S.Subject;
  const Value &First = F.args(S)[0];
  return First.K == Value::Path ? First.Id : 0;
}

/// The member that a call is made for, from a function called for Part.
StringId partCalled(const Facts &F, const Step &S, StringId Part) {
  const PathId Object = objectOf(F, S);
  return F.Paths[Object].K == PathNode::This ||
                 F.Paths[Object].K == PathNode::Param
             ? Part
             : lastField(F, Object);
}

class RequestFinder {
  const Summary &P;
  const Facts &F;
  /// What was looked at, and the member that it was given first: closeFd(in_);
  /// closeFd(out_);
  llvm::DenseSet<std::pair<FunctionId, StringId>> Seen;
  /// The member that the function which is looked at is called for.
  StringId Part = 0;
  /// Whether it is called in a loop, or only if something holds.
  bool InLoop = false, InBranch = false;
  /// Whether it is called once for each element of a container.
  bool OfEach = false;
  /// The locks that are held around that call.
  llvm::SmallVector<StringId, 2> Under;
  /// Whether what ends before counts, as what is looked at ends itself.
  bool AlsoEnds = false;
  /// Whether what is looked at is the cleanup's own object, or a part of it.
  bool IsOwn = true;
  /// Members of it that are true or not for sure, as they were last set, by identity
  /// and the member that they are a part of (0: none).
  llvm::DenseMap<std::pair<uint64_t, StringId>, bool> Kept;
  /// The step on the way to the wait, before which requests are looked for.
  StepRef Onward;

public:
  StopRequest Found;

  explicit RequestFinder(const Summary &P) : P(P), F(P.facts()) {}

  void startsIn(StepRef On, StringId Member) {
    if (Onward.Body)
      Under = locksAt(Onward);
    Onward = On;
    Part = Member;
    AlsoEnds = stepOf(P, On)->is(Step::AtScopeEnd);
  }

  /// What a parameter of the body is given: a plain value, the member that this is
  /// of (0: none), and which number.
  struct Argument {
    bool IsPlain;
    StringId Member;
    std::optional<int64_t> Number;
  };
  using Arguments = llvm::SmallVector<Argument, 4>;

  void steps(uint32_t BodyId, uint32_t End, unsigned Depth,
             const Arguments &Params = {}) {
    const Body &B = F.Bodies[BodyId];
    for (uint32_t I = 0; I < std::min(End, B.Count); ++I)
      if (!Depth || !isPassedBy({BodyId, I})) {
        step({BodyId, I}, F.Steps[B.First + I], Depth, Params);
        keep({BodyId, I}, F.Steps[B.First + I]);
      }
  }

  /// running_ = false; stop();   where stop() only asks if (running_)
  bool isPassedBy(StepRef At) const {
    const Op Kind = F.steps(F.Bodies[At.Body])[At.Index].Kind;
    if (Kept.empty() || !IsOwn || (Kind != Op::Call && Kind != Op::Set))
      return false;
    return llvm::any_of(P.conditions(At), [&](const Summary::KnownThere &C) {
      const uint64_t Member = P.identity(C.If, C.Of);
      const auto Is = Kept.find({Member, Part});
      return Member && F.Paths[F.Paths[C.Of].Parent].K == PathNode::This &&
             Is != Kept.end() && Is->second != C.Holds &&
             !isSetSince(C.If, At, Member);
    });
  }

  /// Who runs or waits there may change anything, and who is handed a member that.
  void keep(StepRef At, const Step &S) {
    if (Kept.empty() || (S.Kind != Op::Call && S.Kind != Op::Run))
      return;
    const bool IsSeen =
        S.Kind == Op::Call
            ? S.Callee && (F.Functions[S.Callee].is(Function::Toolchain) ||
                           P.model(S.Callee) || !P.targets(At).empty())
            : !P.targets(At).empty();
    if (!IsSeen ||
        !P.effects(At,
                   {Effect::Sleep, Effect::WaitCondition, Effect::WaitThread,
                    Effect::WaitFuture, Effect::WaitSync},
                   Scope::Everything)
             .empty())
      Kept.clear();
    for (const Value &V : F.args(S))
      if (V.K == Value::Path)
        if (const uint64_t Member = P.identity(At, V.Id))
          forgetKept(Member);
  }

  void forgetKept(uint64_t Member) {
    llvm::SmallVector<std::pair<uint64_t, StringId>, 2> Gone;
    for (const auto &Is : Kept)
      if (Is.first.first == Member)
        Gone.push_back(Is.first);
    for (const auto &Key : Gone)
      Kept.erase(Key);
  }

  /// if (running_) { running_ = false; wake_.notify_all(); }   or
  /// if (running_.exchange(false)), which sets what it has asked before
  bool isSetSince(StepRef If, StepRef At, uint64_t Member) const {
    for (uint32_t I = If.Index - (If.Index != 0); I < At.Index; ++I)
      if (const Step &S = F.Steps[F.Bodies[At.Body].First + I];
          S.Kind == Op::Set && P.identity({At.Body, I}, S.Subject) == Member)
        return true;
    return false;
  }

private:
  bool isPlain(const Value &V, const Arguments &Params) const {
    if (V.K != Value::Path)
      return V.K == Value::Integer || V.K == Value::Unknown;
    const PathNode &Node = F.Paths[V.Id];
    return Node.K == PathNode::Param && Node.Number < Params.size() &&
           Params[Node.Number].IsPlain;
  }

  void step(StepRef At, const Step &S, unsigned Depth,
            const Arguments &Params) {
    if (!Found.Sets.empty()) {
      const llvm::SmallVector<StringId, 2> Locks = locksAt(At);
      for (auto &[Member, Set] : Found.Sets)
        if (!Set.IsSignaled)
          Set.Under.append(Locks.begin(), Locks.end());
    }
    if (S.Kind == Op::Set)
      return assignment(At, S, Params);
    if (S.Kind == Op::Run) {
      enter(At, S, Depth, Params);
      // wakeUp_();   of which no more is known
      const llvm::StringRef Name = F.Strings[lastField(F, S.Subject)];
      if (llvm::all_of(P.targets(At),
                       [&](FunctionId Callee) {
                         return F.Functions[Callee].Bodies.empty();
                       }) &&
          saysAnyOf(Name, StopWords))
        Found.cutAll();
      return;
    }
    // const CloseOnExit closing{reader};   before another local ends
    if (AlsoEnds && !Depth && S.is(Step::AtScopeEnd) && S.Callee &&
        isUserCode(P, S.Callee) &&
        !F.Functions[S.Callee].is(Function::Implicit))
      return enter(At, S, Depth, Params);
    if (S.Kind != Op::Call || S.is(Step::Destroys) || S.is(Step::Constructs))
      return;
    for (const Value &V : F.args(S))
      if (V.K == Value::Function && F.Functions[V.Id].K == Function::Lambda &&
          !llvm::is_contained(P.indirect(At), V.Id))
        Found.Jobs.push_back({V.Id, F.Functions[S.Callee].Class});
    if (S.Subject && !F.Functions[S.Callee].is(Function::Const)) {
      forget(At, S.Subject);
      // queue_.push(0);
      if (const StringId Name = lastField(F, S.Subject);
          Name && F.Functions[S.Callee].is(Function::Toolchain) &&
          saysAnyOf(lastName(F, S.Callee),
                    {"push", "emplace", "insert", "append"})) {
        Found.Changes.insert(Name);
        Found.Flag = true; // if the thread looks there
      }
    }
    if (const FunctionModel *M = P.model(S.Callee)) {
      if (M->RequestsStop == FunctionModel::Asks)
        Found.Flag = Found.Unnamed = true;
      Found.Token |= lastName(F, S.Callee) == "request_stop";
      if (M->wakes())
        wake(At, S, *M);
      Found.Fulfills |= M->RequestsStop == FunctionModel::Fulfills;
      // A byte in a pipe, a packet: what polls or reads has something to do.
      const bool Closes = M->RequestsStop == FunctionModel::Closes;
      const bool Leaves = M->RequestsStop == FunctionModel::LeavesLoop;
      const bool Ends = Closes || Leaves ||
                        M->RequestsStop == FunctionModel::Cuts ||
                        M->RequestsStop == FunctionModel::Feeds;
      const StringId Member = memberGiven(At, objectOf(F, S), Params);
      if (Ends || M->RequestsStop == FunctionModel::Cancels) {
        Found.OnlyLeavesLoop = Leaves && (!Found.Cuts || Found.OnlyLeavesLoop);
        Found.Cuts = true;
      }
      Found.Cancels |= M->RequestsStop == FunctionModel::Cancels;
      if (Ends)
        cut(Member, Closes, anyHolds(M->StaysReadable, F.args(S)));
      if (M->RequestsStop == FunctionModel::Feeds) {
        if (!Found.Over.contains(Member))
          Found.Fed.insert(Member);
      } else if (Ends) {
        Found.Over.insert(Member);
        Found.Fed.erase(Member);
      }
      // An interface of a library, which the project implements.
      if (llvm::all_of(P.targets(At), [&](FunctionId Callee) {
            return F.Functions[Callee].Bodies.empty();
          }))
        return;
    }
    if (isUnseen(At, S)) {
      if (saysAnyOf(lastName(F, S.Callee), StopWords))
        Found.cutAll();
      return;
    }
    enter(At, S, Depth, Params);
  }

  /// What a step calls or runs may ask.
  void enter(StepRef At, const Step &S, unsigned Depth,
             const Arguments &Params) {
    if (Depth >= DeepestRequest)
      return;
    Arguments Given;
    for (const Value &V : F.args(S))
      Given.push_back(
          {isPlain(V, Params), memberGiven(At, V, Params), number(V, Params)});
    const size_t Before = Found.Changes.size();
    const StringId Around = std::exchange(Part, partCalled(F, S, Part));
    const bool WasOwn = std::exchange(
        IsOwn, IsOwn && F.rootKind(objectOf(F, S)) == PathNode::This);
    const bool WasOfEach = std::exchange(
        OfEach, OfEach || (isOfElement(objectOf(F, S)) && isInLoop(F, At)));
    const bool WasInLoop = std::exchange(InLoop, InLoop || isInLoop(F, At));
    const bool WasInBranch =
        std::exchange(InBranch, InBranch || isInBranch(At, 0));
    const auto WasUnder = std::exchange(Under, locksAt(At));
    for (FunctionId Callee : P.targets(At))
      if (Seen.insert({Callee, Given.empty() ? 0 : Given[0].Member}).second)
        for (uint32_t B : F.Functions[Callee].Bodies)
          steps(B, UINT32_MAX, Depth + 1, Given);
      else {
        Kept.clear();
        Found.Sets.clear(); // it may take a lock once more
        if (!Found.WokenOnce.empty())
          for (StringId Again : wokenBy(P, Callee))
            Found.WokenOnce.erase(Again);
      }
    Part = Around;
    IsOwn = WasOwn;
    OfEach = WasOfEach;
    InLoop = WasInLoop;
    InBranch = WasInBranch;
    Under = WasUnder;
    // An object whose method sets something in it was changed.
    if (Found.Changes.size() != Before)
      if (StringId Name = lastField(F, S.Subject))
        Found.Changes.insert(Name);
  }

  /// The member that a local was filled from, or that a helper is given, is what
  /// is closed.
  StringId memberGiven(StepRef At, const Value &V,
                       const Arguments &Params) const {
    return V.K == Value::Path ? memberGiven(At, V.Id, Params) : 0;
  }

  StringId memberGiven(StepRef At, PathId Object,
                       const Arguments &Params) const {
    const PathNode &Node = F.Paths[Object];
    if (Node.K != PathNode::Param)
      return memberMeant(F, F.Bodies[At.Body], At.Index, Object);
    return Node.Number < Params.size() ? Params[Node.Number].Member : 0;
  }

  /// The number that a value is, perhaps as the callers give it.
  std::optional<int64_t> number(const Value &V, const Arguments &Params) const {
    if (V.K == Value::Integer)
      return V.Number;
    if (V.K == Value::Null)
      return 0;
    if (V.K != Value::Path || F.Paths[V.Id].K != PathNode::Param ||
        F.Paths[V.Id].Number >= Params.size())
      return std::nullopt;
    return Params[F.Paths[V.Id].Number].Number;
  }

  /// queue_.push(sentinel) after queue_.clear()
  void forget(StepRef At, PathId Object) {
    const uint64_t Member = P.identity(At, Object);
    llvm::SmallVector<std::pair<uint64_t, StringId>, 2> Old;
    for (const auto &Set : Found.Constants)
      if (Member && Set.first.first == Member)
        Old.push_back(Set.first);
    for (const auto &Key : Old)
      Found.Constants.erase(Key);
  }

  /// std::queue<Job> none; queue_.swap(none);
  bool isNeverFilled(StepRef At, const Value &V) const {
    const llvm::ArrayRef<Step> Before =
        F.steps(F.Bodies[At.Body]).take_front(At.Index);
    return V.K == Value::Path && F.Paths[V.Id].K == PathNode::Local &&
           !Before.empty() && Before.back().Kind == Op::Call &&
           lastName(F, Before.back().Callee) == "swap" &&
           llvm::none_of(Before.drop_back(), [&](const Step &S) {
             return F.isWithin(S.Subject, V.Id) ||
                    llvm::any_of(F.args(S), [&](const Value &Given) {
                      return Given.K == Value::Path &&
                             F.isWithin(Given.Id, V.Id);
                    });
           });
  }

  /// The locks that are held there, and around the calls that lead there.
  llvm::SmallVector<StringId, 2> locksAt(StepRef At) const {
    llvm::SmallVector<StringId, 2> All(Under);
    for (const HeldLock &L : P.held(At))
      All.push_back(P.locks().name(L));
    return All;
  }

  void wake(StepRef At, const Step &S, const FunctionModel &By) {
    const StringId What = lastField(F, objectOf(F, S));
    const bool IsNew = Found.Woken.insert(What).second;
    Found.Wakes = true;
    // semaphore.release(threads_.size())
    const bool IsOne =
        By.RequestsStop == FunctionModel::WakesOne &&
        llvm::all_of(F.args(S), [&](const Value &V) {
          return (V.K == Value::Path && V.Id == objectOf(F, S)) ||
                 (V.K == Value::Integer && V.Number == 1);
        });
    // Each element's condition is one thread's.
    const bool IsEach =
        (isOfElement(objectOf(F, S)) && isInLoop(F, At)) ||
        (OfEach && F.rootKind(objectOf(F, S)) == PathNode::This);
    if ((InLoop || isInLoop(F, At)) && !IsEach)
      Found.Sets.clear(); // again and again, perhaps
    for (auto &[Member, Set] : Found.Sets)
      Set.IsSignaled = true;
    if (IsNew && IsOne && !IsEach && !InLoop &&
        (!isInLoop(F, At) || isBesideJoin(At)))
      Found.WokenOnce.insert(What);
    else
      Found.WokenOnce.erase(What);
  }

  bool isOfElement(PathId Place) const {
    while (F.Paths[Place].K == PathNode::Field)
      Place = F.Paths[Place].Parent;
    return F.Paths[Place].K == PathNode::Element;
  }

  /// for (auto &t : threads_) { wake_.notify_one(); t.join(); }   It may be another
  /// one that is woken.
  bool isBesideJoin(StepRef At) const {
    return At.Body == Onward.Body && loopAround(F, At) == loopAround(F, Onward);
  }

  void cut(StringId What, bool OnlyCloses, bool StaysReadable) {
    if (StaysReadable && !Found.Cut.contains(What))
      Found.Readable.insert(What);
    else if (!StaysReadable && !OnlyCloses)
      Found.Readable.erase(What);
    if (OnlyCloses && !Found.Cut.contains(What))
      Found.Closed.insert(What);
    else if (!OnlyCloses)
      Found.Closed.erase(What);
    Found.Cut.insert(What);
  }

  /// Nothing is known of it but its name.
  bool isUnseen(StepRef At, const Step &S) const {
    for (FunctionId Callee : P.targets(At))
      if (!F.Functions[Callee].Bodies.empty() || P.model(Callee))
        return false;
    return !F.Functions[S.Callee].is(Function::Toolchain);
  }

  /// Whether a thread can see what is part of a local variable: the variable
  /// points elsewhere, or is the one of the function around this lambda.
  bool isSeen(StepRef At, PathId Place) const {
    Place = F.root(Place);
    if (F.Paths[Place].K != PathNode::Local)
      return true;
    for (const auto &[V, From] : P.sources(At, Place))
      if (V.K == Value::Unknown ||
          (V.K == Value::Path && F.Paths[V.Id].K != PathNode::Local &&
           F.rootKind(V.Id) != PathNode::Local))
        return true;
    return isOfOuter(At, Place);
  }

  /// A variable of the function that this lambda is written in.
  bool isOfOuter(StepRef At, PathId Place) const {
    const FunctionId Outer = F.Functions[functionOf(P, At)].Parent;
    return llvm::any_of(F.Functions[Outer].Bodies, [&](uint32_t B) {
      return llvm::any_of(F.steps(F.Bodies[B]),
                          [&](const Step &S) { return S.Subject == Place; });
    });
  }

  /// Whether a step is done only if something holds; not: if (!done_) done_ = true;
  bool isInBranch(StepRef At, uint64_t Member) const {
    const Body &B = F.Bodies[At.Body];
    // What is around the wait as well holds for both.
    const std::vector<OpenBlock> OfWait = At.Body == Onward.Body
                                              ? F.blocksAround(B, Onward.Index)
                                              : std::vector<OpenBlock>();
    auto IsOfWait = [&](const OpenBlock &Block) {
      return llvm::any_of(
          OfWait, [&](const OpenBlock &O) { return O.Opener == Block.Opener; });
    };
    const std::vector<OpenBlock> Blocks = F.blocksAround(B, At.Index);
    return llvm::any_of(Blocks, [&](const OpenBlock &Block) {
      if (IsOfWait(Block))
        return false;
      const Step &S = F.Steps[B.First + Block.Opener];
      return S.Kind == Op::If && llvm::none_of(F.args(S), [&](const Value &V) {
               return Member && V.K == Value::Path &&
                      P.identity({At.Body, Block.Opener}, V.Id) == Member;
             });
    });
  }

  void assignment(StepRef At, const Step &S, const Arguments &Params) {
    if (uint64_t Member = P.identity(At, S.Subject); Member && S.NumArgs) {
      const StringId Of = lastField(F, F.Paths[S.Subject].Parent);
      const std::pair Key{Member, Of ? Of : Part};
      if (isNeverFilled(At, F.args(S)[0]))
        Found.Constants[Key] = 0;
      else if (const auto Known = number(F.args(S)[0], Params))
        Found.Constants[Key] = *Known;
      else
        Found.Constants.erase(Key);
      const auto Known = number(F.args(S)[0], Params);
      forgetKept(Member);
      if (Known && IsOwn && F.rootKind(S.Subject) == PathNode::This &&
          !InBranch && !isInBranch(At, 0) && !InLoop && !isInLoop(F, At))
        Kept[Key] = *Known != 0;
      if (InBranch || isInBranch(At, Member))
        Found.Maybe.insert(Key);
      else
        Found.Maybe.erase(Key);
    }
    PathNode::Kind Root = F.rootKind(S.Subject);
    const bool IsLocal = F.Paths[S.Subject].K == PathNode::Local;
    if (F.Paths[S.Subject].K == PathNode::Result ||
        Root == PathNode::Returned ||
        !(IsLocal ? isOfOuter(At, S.Subject) : isSeen(At, S.Subject)))
      return;
    if (StringId Name = lastField(F, S.Subject)) {
      Found.Changes.insert(Name);
      if (const uint64_t Member = P.identity(At, S.Subject))
        Found.Sets[Member] = {Name, locksAt(At), false};
    }
    // A pointer or object that is stored is no flag.
    llvm::ArrayRef<Value> Args = F.args(S);
    if (!Args.empty() && isPlain(Args[0], Params)) {
      Found.Flag = true;
      Found.Unnamed |= !lastField(F, S.Subject);
    }
  }
};

} // namespace

StopRequest requestsBefore(const Summary &P, llvm::ArrayRef<Link> Chain) {
  RequestFinder Finder(P);
  for (const Link &L : Chain)
    if (stepOf(P, L.At)) {
      Finder.startsIn(L.At,
                      partAtEnd(P, Chain.take_front(&L - Chain.data() + 1)));
      Finder.steps(L.At.Body, L.At.Index, 0);
    }
  return Finder.Found;
}

StringId partAtEnd(const Summary &P, llvm::ArrayRef<Link> Chain) {
  StringId Part = 0;
  for (const Link &L : Chain.drop_back())
    if (const Step *S = stepOf(P, L.At))
      Part = partCalled(P.facts(), *S, Part);
  return Part;
}

StopRequest requestsOf(const Summary &P, FunctionId Fn) {
  RequestFinder Finder(P);
  for (uint32_t B : P.facts().Functions[Fn].Bodies)
    Finder.steps(B, UINT32_MAX, 0);
  return Finder.Found;
}

llvm::DenseSet<StringId> wokenBy(const Summary &P, FunctionId Fn) {
  return requestsOf(P, Fn).Woken;
}

} // namespace cleanexit
