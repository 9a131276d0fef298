//===-- MemberThreads.cpp - Threads that a class has and forgets ----------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/MemberThreads.h"
#include "Checks/Chain.h"
#include "Checks/Handshake.h"
#include "Checks/LocalThread.h"
#include "Checks/Names.h"
#include "Checks/Reached.h"
#include "Checks/RefusedJoins.h"
#include "Checks/ThreadDeeds.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

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
        const auto Left = followOwner(P, B, S.Subject, Does,
                                      F.Functions[S.Callee].Class != M.Of);
        if (!Left)
          continue;
        AbandonedThread T;
        T.At = M.Destroyed;
        T.Where = stepOf(P, M.Destroyed)->At;
        T.In = functionOf(P, M.Destroyed);
        T.Name = F.Strings[M.Is->Name];
        T.IsMember = true;
        T.Started = M.Started;
        T.OnlyBy = M.EndedBy.front();
        T.ForgottenAt = Left->Destroyed.Body ? Left->Destroyed : Left->Leaves;
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

void forEachForgottenMember(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each) {
  MemberThreads(P).each(Each);
}

} // namespace cleanexit
