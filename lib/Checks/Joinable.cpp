//===-- Joinable.cpp - Threads that end the process when they die ---------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Joinable.h"
#include "Checks/Chain.h"
#include "Checks/Handshake.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"
#include "Checks/RefusedJoins.h"
#include "Checks/ThreadDeeds.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include <functional>

namespace cleanexit {
namespace {

//===-- Locals ------------------------------------------------------------===//

/// Follows one local thread, or a member that a constructor starts, through a
/// body.
class LocalThread {
  const Summary &P;
  const Facts &F;
  const uint32_t Body;
  const PathId Object;
  const std::function<Deed(const Step &)> Does;
  enum State : uint8_t { Unreached, Idle, Running, Unknown };
  State Now = Idle, Broken = Unreached;
  bool GaveUp = false;
  bool IsOnlyOwner = false;      ///< whoever made it
  bool IsKnownElsewhere = false; ///< from here on somebody else may join it
  uint32_t I = 0, StartedBy = UINT32_MAX;
  unsigned Tries = 0; ///< around the step; what handlers let out is theirs

public:
  StepRef Started, Destroyed, Leaves;

  using DeedOf = std::function<Deed(const Step &)>;

  LocalThread(const Summary &P, uint32_t Body, PathId Object)
      : LocalThread(P, Body, Object,
                    [&P](const Step &S) { return deedOf(P.facts(), S); }) {}
  /// Of an object that has a thread, what a call of its methods does to that.
  LocalThread(const Summary &P, uint32_t Body, PathId Object, DeedOf Does)
      : P(P), F(P.facts()), Body(Body), Object(Object), Does(std::move(Does)) {}

  /// It is a unique_ptr, with nobody else's object, whatever function gave it.
  void isOnlyOwner() { IsOnlyOwner = true; }

  bool abandoned() {
    if (!isMember() && capturedElsewhere())
      return false;
    block();
    return !GaveUp && (Destroyed.Body || Leaves.Body);
  }

private:
  llvm::ArrayRef<Step> steps() const {
    return llvm::ArrayRef(F.Steps).slice(F.Bodies[Body].First,
                                         F.Bodies[Body].Count);
  }

  bool isMember() const { return F.Paths[Object].K == PathNode::Field; }

  /// What a method of the object does to its member.
  Deed deedWithin(FunctionId Method, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 3;
    Deed Last = Deed::Nothing;
    for (uint32_t B : F.Functions[Method].Bodies)
      for (const Step &S : F.steps(F.Bodies[B])) {
        if (S.Kind != Op::Call || !S.Callee)
          continue;
        const Deed D =
            isObject(S.Subject) ? deedOf(F, S)
            : F.Paths[S.Subject].K == PathNode::This && Depth < Deepest
                ? deedWithin(S.Callee, Depth + 1)
                : Deed::Nothing;
        if (D != Deed::Nothing)
          Last = D;
      }
    return Last;
  }

  bool isObject(PathId Path) const {
    return within(F, Path,
                  [&](const PathNode &, PathId At) { return At == Object; });
  }

  bool capturedElsewhere() const {
    for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
      FunctionId Of = F.Bodies[B].Of;
      if (B == Body || F.Functions[Of].Parent == 0)
        continue;
      for (uint32_t S = 0; S < F.Bodies[B].Count; ++S) {
        const Step &At = F.Steps[F.Bodies[B].First + S];
        if (isObject(At.Subject))
          return true;
        for (const Value &V : F.args(At))
          if (V.K == Value::Path && isObject(V.Id))
            return true;
      }
    }
    return false;
  }

  static State joined(State A, State B) {
    if (A == Unreached || A == B)
      return B;
    return B == Unreached ? A : Unknown;
  }

  bool mentions(const Step &S) const {
    if (isObject(S.Result) && !IsOnlyOwner &&
        lastName(F, S.Callee) != "make_unique")
      return true;
    // std::invoke(&Worker::stop, worker)
    const bool HasFunction = (S.Kind == Op::Call && !S.Subject &&
                              F.Functions[S.Callee].K == Function::Method) ||
                             llvm::any_of(F.args(S), [](const Value &V) {
                               return V.K == Value::Function;
                             });
    for (auto [I, V] : llvm::enumerate(F.args(S)))
      if (V.K == Value::Path && isObject(V.Id) &&
          (HasFunction || !leavesAlone(P, S, I)))
        return true;
    return false;
  }

  /// cleanup(thread);   which joins what it is handed
  bool endsGiven(const Step &S) const {
    if (S.Kind != Op::Call || S.is(Step::Virtual))
      return false;
    for (auto [Index, V] : llvm::enumerate(F.args(S)))
      if (V.K == Value::Path && V.Id == Object)
        for (uint32_t B : F.Functions[S.Callee].Bodies)
          for (const Step &Inner : F.steps(F.Bodies[B])) {
            const PathNode &On = F.Paths[Inner.Subject];
            if (Inner.Kind == Op::Call && On.K == PathNode::Param &&
                On.Number == Index && deedOf(F, Inner) == Deed::Ends)
              return true;
          }
    return false;
  }

  /// kept_ = std::move(thread);   From here on it is there.
  bool isMovedOn(const Step &S) const {
    return !isObject(S.Result) && llvm::any_of(F.args(S), [&](const Value &V) {
      return V.K == Value::Path && V.Id == Object && V.Flags & Value::Moved;
    });
  }

  /// Up to what closes the block, or opens its next part.
  void block() {
    while (I < steps().size()) {
      Op Kind = steps()[I].Kind;
      if (Kind == Op::Else || Kind == Op::Case || Kind == Op::Catch ||
          Kind == Op::End)
        return;
      one();
    }
  }

  void one() {
    const Step &S = steps()[I];
    switch (S.Kind) {
    case Op::If:
      return branch();
    case Op::Loop:
      return loop(S);
    case Op::Switch:
      return choice();
    case Op::Try:
      return attempt();
    case Op::Break:
    case Op::Continue:
      Broken = joined(Broken, Now);
      Now = Unreached;
      break;
    case Op::Goto:
    case Op::Label:
      GaveUp = true;
      break;
    case Op::Return:
      GaveUp |= mentions(S);
      Now = Unreached;
      break;
    case Op::Throw:
    case Op::Rethrow:
      thrownOver();
      Now = Unreached;
      break;
    default:
      act(S);
    }
    ++I;
  }

  void act(const Step &S) {
    if (S.Kind == Op::Set && isObject(S.Subject)) {
      if (F.args(S)[0].K != Value::Null && Does(S) != Deed::Nothing)
        start();
      return;
    }
    const Function &Callee = F.Functions[S.Callee];
    if (isObject(S.Subject) && S.Kind == Op::Call) {
      if (S.is(Step::Destroys)) {
        if (Now == Running && !S.is(Step::MaybeMoved) && !Destroyed.Body)
          Destroyed = {Body, I};
      } else if (const Deed D = Does(S);
                 D == Deed::Starts || D == Deed::MayStart) {
        start(D == Deed::MayStart);
      } else if (D == Deed::Ends && Now != Unreached) {
        Now = Idle;
      }
      return;
    }
    if (isMovedOn(S) || endsGiven(S)) {
      if (Now != Unreached)
        Now = Idle;
    } else if (mentions(S) && Now != Unreached) {
      Now = Unknown;
      IsKnownElsewhere = true;
    }
    if (isMember() && S.Kind == Op::Call && S.Callee &&
        F.Paths[S.Subject].K == PathNode::This) {
      const Deed D = deedWithin(S.Callee);
      if (D == Deed::Starts)
        return start();
      if (D == Deed::Ends && Now != Unreached)
        Now = Idle;
    }
    if (!Callee.is(Function::Toolchain) || S.Kind == Op::Run)
      thrownOver();
    if (Callee.is(Function::NoReturn))
      Now = Unreached;
  }

  void start(bool MayFail = false) {
    if (Now == Unreached)
      return;
    Now = MayFail || IsKnownElsewhere ? Unknown : Running;
    StartedBy = I;
    if (!Started.Body)
      Started = {Body, I};
  }

  /// Does an exception that somebody throws leave this step and the body?
  void thrownOver() {
    if (Now != Running || Leaves.Body || Tries)
      return;
    for (const Thrown &T : P.thrown(StepRef{Body, I}, Scope::Everything)) {
      const Step *Site = stepOf(P, T.Chain.back().At);
      if (!T.Strict && Site && Site->Kind == Op::Throw)
        Leaves = {Body, I};
    }
  }

  /// if (!worker.start()) …   Whether it runs in the first block; nothing if the
  /// condition is another.
  std::optional<bool> saysStarted(const Step &S) const {
    if (S.NumArgs != 1 || IsKnownElsewhere)
      return std::nullopt;
    const Value &V = F.args(S)[0];
    if (V.K != Value::Path || !(V.Flags & Value::HoldsInThen) ||
        F.Paths[V.Id].K != PathNode::Result ||
        F.Paths[V.Id].Number != StartedBy)
      return std::nullopt;
    return !(V.Flags & Value::Negated);
  }

  void branch() {
    const std::optional<bool> Says =
        Now == Unreached ? std::nullopt : saysStarted(steps()[I]);
    const State Before = Says ? (*Says ? Idle : Running) : Now;
    if (Says)
      Now = *Says ? Running : Idle;
    ++I;
    block();
    State Then = Now;
    Now = Before;
    if (I < steps().size() && steps()[I].Kind == Op::Else) {
      ++I;
      block();
    } else if (Then == Idle && Before == Running) {
      Then = Unreached, Now = Idle; // if (t.joinable()) t.join();
    }
    Now = joined(Now, Then);
    ++I;
  }

  /// Taken to turn at least once: a loop that starts threads has one to start.
  void loop(const Step &S) {
    const State Outer = Broken;
    Broken = Unreached;
    ++I;
    block();
    if (S.is(Step::Endless))
      Now = Broken;
    else
      Now = joined(Now, Broken);
    Broken = Outer;
    ++I;
  }

  void choice() {
    const State Before = Now, Outer = Broken;
    Broken = Unreached;
    ++I;
    block();
    State All = Before;
    while (I < steps().size() && steps()[I].Kind == Op::Case) {
      if (steps()[I].Number == 1) // the default: one of them is entered
        All = Unreached;
      Now = joined(Before, Now);
      ++I;
      block();
    }
    Now = joined(joined(All, Now), Broken);
    Broken = Outer;
    ++I;
  }

  void attempt() {
    const State Before = Now;
    ++I;
    ++Tries;
    block();
    --Tries;
    State Out = Now;
    const State Caught = Before == Now ? Before : Unknown;
    while (I < steps().size() && steps()[I].Kind == Op::Catch) {
      Now = Caught;
      ++I;
      block();
      Out = joined(Out, Now);
    }
    Now = Out;
    ++I;
  }
};

//===-- Members -----------------------------------------------------------===//

class MemberThreads {
  const Summary &P;
  const Facts &F;
  struct Member {
    RecordId Of = 0;
    const Record::Member *Is = nullptr;
    bool Ended = false;
    StepRef Started, Destroyed;
    RecordId StartedBy = 0; ///< another class, whose elements these are
    llvm::SmallVector<StepRef, 1> EndedIf;    ///< flags of the object allow it
    llvm::SmallVector<FunctionId, 1> EndedBy; ///< if somebody calls these
    PathId Unless = 0;
    PathId OnceDone = 0; ///< the flag that the thread sets when it has ended
    bool EndsItself = false;
    bool IsLeftToUsers = false; ///< to call a method that ends it
    uint32_t ReplacedIn = 0;    ///< the body that ends it and starts another
  };
  std::vector<Member> All;
  llvm::DenseMap<StringId, llvm::SmallVector<uint32_t, 1>> ByName;
  llvm::DenseMap<RecordId, FunctionId> Destructors; ///< user-written

public:
  explicit MemberThreads(const Summary &P) : P(P), F(P.facts()) {
    for (RecordId R = 1; R < F.Records.size(); ++R)
      if (!F.Records[R].System)
        for (const Record::Member &M : F.Records[R].Members)
          if (holdsThreads(F.Strings[M.Type])) {
            ByName[M.Name].push_back(All.size());
            All.emplace_back();
            All.back().Of = R;
            All.back().Is = &M;
          }
    if (All.empty())
      return;
    for (uint32_t B = 1; B < F.Bodies.size(); ++B)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        use({B, I}, F.Steps[F.Bodies[B].First + I]);
    llvm::DenseSet<RecordId> Ending;
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
      if (F.Functions[Id].K == Function::Destructor)
        Ending.insert(F.Functions[Id].Class);
      if (F.Functions[Id].Class && !F.Functions[Id].is(Function::Implicit))
        declared(Id);
    }
    for (Member &M : All)
      M.Ended |= !Ending.contains(M.Of); // ~Registry() = delete
    for (Member &M : All)
      for (StepRef Join : M.EndedIf)
        M.Ended |= endsEitherWay(M, Join) || !isRefused(M, Join);
    for (Member &M : All)
      if (!M.EndedBy.empty()) {
        M.EndsItself = endsItselfOnly(M);
        M.IsLeftToUsers = !M.Ended && isLeftToUsers(M);
        M.Ended |= !M.EndsItself && !isNeverAsked(M);
      }
  }

  void each(llvm::function_ref<void(const AbandonedThread &)> Each) {
    for (const Member &M : All) {
      if (M.IsLeftToUsers && M.Ended)
        eachForgotten(M, Each);
      const bool Leaks =
          F.Strings[M.Is->Type].ends_with("*") && !M.Destroyed.Body;
      if (M.Ended || !M.Started.Body || Leaks || isNeverDestroyed(M.Of))
        continue;
      AbandonedThread T;
      T.At = M.Destroyed;
      T.Where = M.Destroyed.Body ? stepOf(P, M.Destroyed)->At : M.Is->At;
      T.In = M.Destroyed.Body ? functionOf(P, M.Destroyed) : 0;
      T.Name = F.Strings[M.Is->Name];
      T.IsMember = true;
      T.Started = M.Started;
      T.Unless = P.text(M.Unless);
      T.IsEndedForNext = M.ReplacedIn != 0;
      T.OnlyBy = M.EndedBy.empty() ? 0 : M.EndedBy.front();
      T.OnceDone = P.text(M.OnceDone);
      T.EndsItself = M.EndsItself;
      Each(T);
    }
  }

private:
  /// Whether a function comes to one of those that end the thread.
  bool comesToEnd(const Member &M, FunctionId Id, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 3;
    if (llvm::is_contained(M.EndedBy, Id))
      return true;
    return Depth != Deepest &&
           llvm::any_of(F.Functions[Id].Bodies, [&](uint32_t B) {
             for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
               const Step &S = F.Steps[F.Bodies[B].First + I];
               if (S.Kind != Op::Call)
                 continue;
               for (FunctionId To : P.targets({B, I}))
                 if (comesToEnd(M, To, Depth + 1))
                   return true;
               // std::call_once(once_, &Worker::finish, this)
               for (const Value &V : F.args(S))
                 if (V.K == Value::Function && comesToEnd(M, V.Id, Depth + 1))
                   return true;
             }
             return false;
           });
  }

  /// ~Worker() = default;   void terminate() { thread_.join(); }
  bool isLeftToUsers(const Member &M) const {
    return M.Destroyed.Body && M.Started.Body &&
           !comesToEnd(M, functionOf(P, M.Destroyed));
  }

  /// worker.start().stop();   (worker.*end)();
  bool isReachedOtherwise(uint32_t Body, PathId Object) const {
    const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[Body]);
    return llvm::any_of(Steps, [&](const Step &S) {
      if (S.Kind == Op::Run && F.root(S.Subject) == Object)
        return true;
      const PathNode &Root = F.Paths[F.root(S.Subject)];
      return Root.K == PathNode::Result && Root.Number < Steps.size() &&
             F.root(Steps[Root.Number].Subject) == Object;
    });
  }

  /// What a call does that comes to where the thread is started, by way of the
  /// interface's methods too.
  Deed startBy(const Member &M, FunctionId Fn, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 3;
    auto IsSure = [&](StepRef At) {
      const Body &B = F.Bodies[At.Body];
      return F.blocksAround(B, At.Index).empty() &&
             llvm::none_of(F.steps(B).take_front(At.Index),
                           [](const Step &S) { return leavesBlock(S.Kind); });
    };
    // bool start() { if (!ready()) return false; thread_ = …; }
    if (Fn == functionOf(P, M.Started))
      return IsSure(M.Started) ? Deed::Starts : Deed::MayStart;
    if (Depth == Deepest)
      return Deed::Nothing;
    for (uint32_t B : F.Functions[Fn].Bodies)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
        const Step &S = F.Steps[F.Bodies[B].First + I];
        if (S.Kind != Op::Call || F.Paths[S.Subject].K != PathNode::This)
          continue;
        for (FunctionId To : P.targets({B, I}))
          if (const Deed D = startBy(M, To, Depth + 1); D != Deed::Nothing)
            return IsSure({B, I}) ? D : Deed::MayStart;
      }
    return Deed::Nothing;
  }

  /// Whether a local's class is such a class, or owns an object that is no other:
  /// std::unique_ptr<Base>, where nothing else is made that is a Base.
  bool mayHave(RecordId Local, RecordId Of) const {
    if (Local == Of)
      return true;
    llvm::StringRef Owned = F.Strings[F.Records[Local].Name];
    if (!Owned.consume_front("std::unique_ptr<") || !Owned.consume_back(">"))
      return false;
    for (RecordId Base = 1; Base < F.Records.size(); ++Base)
      if (F.Strings[F.Records[Base].Name] == Owned)
        return Base == Of || (F.derives(Of, Base) &&
                              llvm::all_of(F.Values, [&](const Value &V) {
                                return V.K != Value::New || V.Id == Of ||
                                       !F.derives(V.Id, Base);
                              }));
    return false;
  }

  /// auto worker = std::make_unique<Worker>(); if (!ok) throw …;   A local object
  /// with a thread that ends without the method which would have joined it.
  void eachForgotten(const Member &M,
                     llvm::function_ref<void(const AbandonedThread &)> Each) {
    const FunctionId Starter = functionOf(P, M.Started);
    auto Does = [&](const Step &S) {
      if (S.Kind == Op::Set)
        return F.args(S)[0].K == Value::New && F.args(S)[0].Id == M.Of &&
                       F.Functions[Starter].K == Function::Constructor
                   ? Deed::Starts
                   : Deed::Nothing;
      if (!S.Callee)
        return Deed::Nothing;
      // What starts it and joins it has ended it.
      if (!S.is(Step::Constructs) &&
          !F.Functions[S.Callee].is(Function::Toolchain) &&
          comesToEnd(M, S.Callee))
        return Deed::Ends;
      return startBy(M, S.Callee);
    };
    for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
      if (!isUserCode(P, F.Bodies[B].Of) || F.classOf(F.Bodies[B].Of) == M.Of)
        continue;
      llvm::SmallDenseSet<PathId, 4> Seen;
      for (const Step &S : F.steps(F.Bodies[B])) {
        if (!S.is(Step::AtScopeEnd) || !S.Callee ||
            F.Paths[S.Subject].K != PathNode::Local)
          continue;
        if (!mayHave(F.Functions[S.Callee].Class, M.Of))
          continue;
        if (!Seen.insert(S.Subject).second || isReachedOtherwise(B, S.Subject))
          continue;
        LocalThread Follow(P, B, S.Subject, Does);
        if (F.Functions[S.Callee].Class != M.Of)
          Follow.isOnlyOwner();
        if (!Follow.abandoned())
          continue;
        AbandonedThread T;
        T.At = M.Destroyed;
        T.Where = stepOf(P, M.Destroyed)->At;
        T.In = functionOf(P, M.Destroyed);
        T.Name = F.Strings[M.Is->Name];
        T.IsMember = true;
        T.Started = M.Started;
        T.OnlyBy = M.EndedBy.front();
        T.ForgottenAt =
            Follow.Destroyed.Body ? Follow.Destroyed : Follow.Leaves;
        return Each(T);
      }
    }
  }

  /// Whether nobody calls a method, or only who is not called either.
  bool isUncalled(FunctionId Id, unsigned Depth = 0) const {
    constexpr unsigned Deepest = 3;
    const Function &Of = F.Functions[Id];
    if (Depth == Deepest || Of.K != Function::Method ||
        llvm::any_of(Of.Overrides,
                     [&](FunctionId Base) {
                       return F.Functions[Base].is(Function::System) ||
                              !isUncalled(Base, Depth + 1);
                     }) ||
        !llvm::all_of(P.callers(Id), [&](StepRef Call) {
          return isUncalled(functionOf(P, Call), Depth + 1);
        }))
      return false;
    return llvm::none_of(F.Values, [&](const Value &V) {
      return V.K == Value::Function && V.Id == Id;
    });
  }

  /// Whether a thread is joined by methods only that nobody calls, though
  /// somebody starts it and the object ends.
  bool isNeverAsked(const Member &M) const {
    return M.Started.Body && isRunByMain(P, functionOf(P, M.Started)) &&
           M.Destroyed.Body && !P.callers(functionOf(P, M.Destroyed)).empty() &&
           llvm::all_of(M.EndedBy,
                        [&](FunctionId By) { return isUncalled(By); });
  }

  /// static Pool *const pool = new Pool;   Whether all objects of a class are parts
  /// of what is made on the heap, and nobody is seen to delete that.
  bool isNeverDestroyed(RecordId Of) const {
    llvm::SmallVector<RecordId, 4> Reached{Of}, Outermost;
    for (size_t I = 0; I != Reached.size(); ++I) {
      bool IsPart = false;
      for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
        if (F.Functions[Id].K != Function::Destructor ||
            F.Functions[Id].Class != Reached[I])
          continue;
        for (StepRef Ends : P.callers(Id)) {
          const Function &By = F.Functions[functionOf(P, Ends)];
          if (stepOf(P, Ends)->is(Step::MaybeMoved))
            continue;
          if (By.K != Function::Destructor)
            return false;
          IsPart = true;
          if (!llvm::is_contained(Reached, By.Class))
            Reached.push_back(By.Class);
        }
      }
      if (!IsPart)
        Outermost.push_back(Reached[I]);
    }
    return llvm::all_of(Outermost, [&](RecordId R) { return isMadeOnHeap(R); });
  }

  /// Whether a function that makes an object of a class keeps it in a global, or
  /// returns one that has it.
  bool keepsGlobally(uint32_t Body, RecordId Of) const {
    const FunctionId In = F.Bodies[Body].Of;
    auto IsGlobal = [&](PathId Place) {
      return F.Paths[Place].K == PathNode::Global && F.classAt(In, Place) == Of;
    };
    return llvm::any_of(F.steps(F.Bodies[Body]), [&](const Step &S) {
      return (S.Kind == Op::Set && IsGlobal(S.Subject)) ||
             (S.Kind == Op::Return && S.NumArgs &&
              F.args(S)[0].K == Value::Path &&
              IsGlobal(F.root(F.args(S)[0].Id)));
    });
  }

  bool isMadeOnHeap(RecordId Of) const {
    bool Any = false;
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
      if (F.Functions[Id].K == Function::Constructor &&
          F.Functions[Id].Class == Of)
        for (StepRef Makes : P.callers(Id)) {
          if (F.Paths[stepOf(P, Makes)->Subject].K != PathNode::Result ||
              !keepsGlobally(Makes.Body, Of))
            return false;
          Any = true;
        }
    return Any;
  }

  /// if (done_) { thread_.detach(); return; } thread_.join();   or in an else:
  /// whether another step of the body ends it where this one does not.
  bool endsEitherWay(const Member &M, StepRef Join) const {
    const Body &B = F.Bodies[Join.Body];
    const std::vector<OpenBlock> Mine = F.blocksAround(B, Join.Index);
    return llvm::any_of(M.EndedIf, [&](StepRef Other) {
      if (Other.Body != Join.Body || Other.Index == Join.Index)
        return false;
      const std::vector<OpenBlock> Its = F.blocksAround(B, Other.Index);
      for (const OpenBlock &Block : Mine)
        for (const OpenBlock &Beside : Its)
          if (Block.Opener == Beside.Opener && Block.InFirst != Beside.InFirst)
            return true;
      // One leaves, and the other comes behind.
      const uint32_t Second = std::max(Join.Index, Other.Index);
      return llvm::any_of(
          Join.Index < Other.Index ? Mine : Its, [&](const OpenBlock &Block) {
            const uint32_t End = blockEnd(F.steps(B), Block.Opener + 1);
            return Block.InFirst && End < Second &&
                   leavesBlock(F.steps(B)[End - 1].Kind);
          });
    });
  }

  /// if (!done_) thread_.join();   where the thread itself sets done_.
  bool isRefused(Member &M, StepRef Join) {
    auto IsOf = [&](const StartedThread &T) {
      return lastField(F, T.Object) == M.Is->Name &&
             F.classOf(functionOf(P, T.At)) == M.Of;
    };
    // delete thread_;   behind the same condition
    if (M.Destroyed.Body && stepOf(P, M.Destroyed)->is(Step::Deletes) &&
        hasFlag(P, M.Destroyed, M.Is->Name))
      return false;
    M.Unless = refusedBy(P, Join, M.Is->Name, IsOf);
    if (M.Unless || isInDestructor(Join, M) || waitsAtEnd(M))
      return M.Unless != 0;
    llvm::SmallVector<FunctionId, 2> Threads;
    for (const StartedThread &T : P.started())
      if (IsOf(T))
        Threads.push_back(T.Runs);
    M.OnceDone = joinedOnceDone(P, Join, M.Is->Name, Threads);
    return M.OnceDone != 0;
  }

  /// Whether the destructor waits for something: for the thread to say that it is
  /// done.
  bool waitsAtEnd(const Member &M) const {
    return M.Destroyed.Body &&
           !P.effects(functionOf(P, M.Destroyed),
                      {Effect::WaitCondition, Effect::WaitSync,
                       Effect::WaitFuture, Effect::WaitThread, Effect::WaitIO,
                       Effect::Sleep, Effect::Spin},
                      Scope::Everything)
                .empty();
  }

  /// Whether nobody but the threads of its class come to a function.
  bool isRunByThreads(const Member &M, FunctionId Id,
                      unsigned Depth = 0) const {
    constexpr unsigned Deepest = 4;
    if (llvm::any_of(P.started(), [&](const StartedThread &T) {
          return T.Runs == Id && F.classOf(functionOf(P, T.At)) == M.Of;
        }))
      return true;
    const auto Callers = P.callers(Id);
    return Depth != Deepest && !Callers.empty() &&
           llvm::all_of(Callers, [&](StepRef Call) {
             return isRunByThreads(M, functionOf(P, Call), Depth + 1);
           });
  }

  /// void run() { …; thread_.detach(); }   by itself, and by nobody else
  bool endsItselfOnly(const Member &M) const {
    if (!M.Destroyed.Body || waitsAtEnd(M))
      return false;
    // delete this;   or what the thread keeps, by shared_from_this()
    const auto Ends = P.callers(functionOf(P, M.Destroyed));
    const bool EndsWithIt =
        !Ends.empty() && llvm::all_of(Ends, [&](StepRef By) {
          return isRunByThreads(M, functionOf(P, By));
        });
    const bool KeepsIt = llvm::any_of(P.started(), [&](const StartedThread &T) {
      return T.At.Body && F.classOf(functionOf(P, T.At)) == M.Of &&
             llvm::any_of(F.steps(F.Bodies[T.At.Body]), [&](const Step &S) {
               return S.Callee && lastName(F, S.Callee).ends_with("_from_this");
             });
    });
    return !EndsWithIt && !KeepsIt &&
           llvm::all_of(M.EndedBy,
                        [&](FunctionId By) { return isRunByThreads(M, By); });
  }

  bool isInDestructor(StepRef At, const Member &M) const {
    const Function &In = F.Functions[functionOf(P, At)];
    return In.K == Function::Destructor && In.Class == M.Of;
  }

  PathId memberPath(PathId Path) const {
    return within(F, Path, [&](const PathNode &N, PathId) {
      return N.K == PathNode::Field && ByName.contains(N.Name);
    });
  }

  /// The members that a path is, or is part of.
  template <typename Visit> void members(StepRef At, PathId Path, Visit Each) {
    const PathId Found = memberPath(Path);
    if (!Found)
      return;
    const PathId Object = F.Paths[Found].Parent;
    const bool Own = F.Paths[Object].K == PathNode::This;
    const RecordId Class = F.classOf(functionOf(P, At));
    for (uint32_t M : ByName[F.Paths[Found].Name]) {
      // auto p = std::make_unique<Worker>(); p->thread_ = …   in its factory
      // Worker &w = workers_.back(); w.thread_ = …   in who has them all
      const PathNode::Kind K = F.Paths[Object].K;
      const bool Made = !Own &&
                        (K == PathNode::Local || K == PathNode::Element) &&
                        F.classAt(functionOf(P, At), Object) == All[M].Of;
      if (Made && Class != All[M].Of)
        All[M].StartedBy = Class;
      if (!Own || F.derives(Class, All[M].Of))
        Each(All[M], Own || (Made && Class));
    }
  }

  void use(StepRef At, const Step &S) {
    if (S.Kind == Op::If || S.Kind == Op::Loop || S.Kind == Op::Switch)
      return;
    members(At, S.Subject, [&](Member &M, bool Own) {
      if (S.Kind == Op::Set) {
        if (Own && !M.Started.Body && F.args(S)[0].K != Value::Null)
          M.Started = At;
      } else if (S.is(Step::Destroys)) {
        // detach(); delete thread_; thread_ = new std::thread(…);
        if ((S.is(Step::Member) || S.is(Step::Deletes)) && Own &&
            At.Body != M.ReplacedIn &&
            !(M.Destroyed.Body && isInDestructor(M.Destroyed, M)))
          M.Destroyed = At;
      } else if (Deed D = deedOf(F, S); D == Deed::Ends) {
        if (Own && isStartedAgain(P, At, memberPath(S.Subject)))
          M.ReplacedIn = At.Body;
        else if (Own && hasFlag(P, At, M.Is->Name))
          M.EndedIf.push_back(At);
        else if (const FunctionId By = functionOf(P, At);
                 Own && F.Functions[By].K == Function::Method &&
                 F.Functions[By].Class == M.Of)
          M.EndedBy.push_back(By);
        else
          M.Ended = true;
      } else if (D == Deed::Starts && Own && !M.Started.Body) {
        M.Started = At;
      }
    });
    for (auto [I, V] : llvm::enumerate(F.args(S)))
      if (V.K == Value::Path && !leavesAlone(P, S, I))
        members(At, V.Id, [](Member &M, bool) { M.Ended = true; });
    // A thread that the class ends, reached in a way that is not followed.
    if (S.Kind == Op::Call && S.Callee)
      if (llvm::StringRef Name = lastName(F, S.Callee);
          (Name == "join" || Name == "detach") &&
          F.Paths[S.Subject].K != PathNode::Field)
        for (Member &M : All)
          if (F.derives(F.classOf(functionOf(P, At)), M.Of) &&
              M.Is->Type != F.Functions[S.Callee].Class &&
              F.Strings[M.Is->Type] != "std::thread")
            M.Ended = true;
  }

  /// A method that is not seen may do it, if its name does not speak against.
  void declared(FunctionId Id) {
    const Function &Of = F.Functions[Id];
    static constexpr llvm::StringRef Ending[] = {
        "finish", "end",     "reset",   "clear",    "clean",    "cleanup",
        "deinit", "destroy", "release", "finalize", "teardown", "join",
        "wait",   "detach",  "dispose", "drain",    "sync",     "halt"};
    // virtual void close() = 0;   is what the classes below make of it
    const auto Versions = P.versions(Id);
    const bool IsSeen =
        !Of.Bodies.empty() || (Of.is(Function::Pure) && Versions.size() > 1 &&
                               llvm::all_of(Versions, [&](FunctionId Version) {
                                 return Version == Id ||
                                        !F.Functions[Version].Bodies.empty();
                               }));
    if (!IsSeen &&
        (Of.K == Function::Destructor ||
         (Of.K == Function::Method && (saysAnyOf(lastName(F, Id), StopWords) ||
                                       saysAnyOf(lastName(F, Id), Ending)))))
      for (Member &M : All)
        M.Ended |= M.Of == Of.Class || M.StartedBy == Of.Class;
  }
};

} // namespace

/// Constructors that throw when a thread that is a member has started: there is
/// no destructor then to join it.
static void
forEachUnfinished(const Summary &P,
                  llvm::function_ref<void(const AbandonedThread &)> Each) {
  const Facts &F = P.facts();
  llvm::DenseMap<StringId, PathId> Own; ///< `this.name`, by name
  for (PathId Id = 1; Id < F.Paths.size(); ++Id)
    if (F.Paths[Id].K == PathNode::Field &&
        F.Paths[F.Paths[Id].Parent].K == PathNode::This)
      Own[F.Paths[Id].Name] = Id;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
    const FunctionId In = F.Bodies[B].Of;
    const RecordId Class = F.Functions[In].Class;
    if (F.Functions[In].K != Function::Constructor || !isUserCode(P, In) ||
        !Class)
      continue;
    llvm::SmallVector<PathId, 2> Members;
    for (const Record::Member &M : F.Records[Class].Members)
      if (PathId Of = holdsThreads(F.Strings[M.Type]) ? Own.lookup(M.Name) : 0)
        Members.push_back(Of);
    for (const PathId Member : Members) {
      LocalThread Follow(P, B, Member);
      if (!Follow.abandoned() || !Follow.Leaves.Body)
        continue;
      AbandonedThread T;
      T.At = Follow.Leaves;
      T.Where = stepOf(P, T.At)->At;
      T.In = In;
      T.Name = F.Strings[F.Paths[Member].Name];
      T.IsMember = true;
      T.Started = Follow.Started;
      T.Leaves = Follow.Leaves;
      Each(T);
    }
  }
}

/// std::thread(f);   started, and gone at once.
static void
forEachDropped(const Summary &P, uint32_t B,
               llvm::function_ref<void(const AbandonedThread &)> Each) {
  const Facts &F = P.facts();
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[B]);
  for (uint32_t I = 0; I < Steps.size(); ++I) {
    const Step &S = Steps[I];
    if (!S.is(Step::Temporary) || S.is(Step::MaybeMoved) || !S.Callee ||
        F.Paths[S.Subject].K != PathNode::Result ||
        F.Paths[S.Subject].Number >= I)
      continue;
    const uint32_t Made = F.Paths[S.Subject].Number;
    if (!Steps[Made].is(Step::Constructs) || !Steps[Made].is(Step::Discarded) ||
        deedOf(F, Steps[Made]) != Deed::Starts ||
        !F.Strings[F.Functions[S.Callee].Key].starts_with("std::thread::"))
      continue;
    AbandonedThread T;
    T.At = {B, I};
    T.Where = S.At;
    T.In = F.Bodies[B].Of;
    T.Started = {B, Made};
    Each(T);
  }
}

void forEachAbandonedThread(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each) {
  forEachUnfinished(P, Each);
  const Facts &F = P.facts();
  for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
    if (!isUserCode(P, F.Bodies[B].Of))
      continue;
    llvm::MapVector<PathId, uint32_t> Locals;
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
      if (const Step &S = F.Steps[F.Bodies[B].First + I];
          S.is(Step::AtScopeEnd) && F.Paths[S.Subject].K == PathNode::Local &&
          S.Callee && F.Functions[S.Callee].Class &&
          holdsThreads(F.Strings[F.Records[F.Functions[S.Callee].Class].Name]))
        Locals.insert({S.Subject, I});
    forEachDropped(P, B, Each);
    for (auto [Object, Index] : Locals) {
      LocalThread Follow(P, B, Object);
      if (!Follow.abandoned())
        continue;
      AbandonedThread T;
      T.At = Follow.Destroyed.Body ? Follow.Destroyed : StepRef{B, Index};
      T.Where = stepOf(P, T.At)->At;
      T.In = F.Bodies[B].Of;
      T.Name = F.Strings[F.Paths[Object].Name].split('@').first;
      T.Started = Follow.Started;
      if (!Follow.Destroyed.Body)
        T.Leaves = Follow.Leaves;
      Each(T);
    }
  }
  MemberThreads(P).each(Each);
  forEachStaticThread(P, Each);
}

} // namespace cleanexit
