//===-- StaticThreads.cpp - Static threads that nobody joins --------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   static std::thread ticker;
//   void start() { ticker = std::thread(tick); }   and no more of it
//
// Who else might join it is in this file, so all of that is seen.
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "Checks/Joinable.h"
#include "Checks/RefusedJoins.h"
#include "Checks/ThreadDeeds.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

class StaticThreads {
  const Summary &P;
  const Facts &F;
  struct Static {
    const Owner *Is = nullptr;
    StepRef Started;
    bool Ended = false;
    llvm::SmallVector<StepRef, 1> EndedIf; ///< a flag allows it
    PathId Unless = 0;
    bool IsEndedForNext = false;
  };
  std::vector<const Owner *> Owners;
  llvm::MapVector<StringId, Static> All; ///< by the variable's name in paths

public:
  explicit StaticThreads(const Summary &P) : P(P), F(P.facts()) {
    for (const Owner &O : llvm::drop_begin(F.Owners))
      if (O.Runs && F.Functions[O.Runs].Class &&
          holdsThreads(F.Strings[F.Records[F.Functions[O.Runs].Class].Name]))
        Owners.push_back(&O);
    if (Owners.empty())
      return;
    find();
    for (uint32_t B = 1; B < F.Bodies.size(); ++B)
      for (uint32_t I = 0; I < F.Bodies[B].Count; ++I)
        use({B, I}, F.Steps[F.Bodies[B].First + I]);
    for (auto &[Name, Of] : All)
      for (StepRef Join : Of.EndedIf) {
        Of.Unless = refusedBy(P, Join, Name, [&](const StartedThread &T) {
          return staticAt(T.Object) == &Of;
        });
        Of.Ended |= !Of.Unless;
      }
  }

  void each(llvm::function_ref<void(const AbandonedThread &)> Each) const {
    for (const auto &[Name, Of] : All) {
      if (Of.Ended || !Of.Started.Body ||
          !isUserCode(P, functionOf(P, Of.Started)))
        continue;
      AbandonedThread T;
      T.Where = Of.Is->At;
      T.Name = F.Strings[Of.Is->Name];
      T.Lives = Of.Is->K == Owner::ThreadLocal ? AbandonedThread::ThreadLocal
                                               : AbandonedThread::Static;
      T.Unless = P.text(Of.Unless);
      T.IsEndedForNext = Of.IsEndedForNext;
      T.Started = Of.Started;
      Each(T);
    }
  }

private:
  /// Of internal linkage, or a function's.
  static bool isOfOneFile(llvm::StringRef Name) { return Name.contains('@'); }

  const Owner *ownerAt(const Place &At) const {
    const auto O =
        llvm::find_if(Owners, [&](const Owner *O) { return O->At == At; });
    return O == Owners.end() ? nullptr : *O;
  }

  /// A variable is where it is made, by its initializer or by a step of its
  /// function.
  void find() {
    llvm::StringMap<const Owner *> ByInitializer;
    for (const Function &Of : llvm::drop_begin(F.Functions))
      if (const Owner *O = ownerAt(Of.At)) {
        llvm::StringRef Name = F.Strings[Of.Name];
        if (Name.consume_back("{initializer}"))
          ByInitializer[Name] = O;
      }
    for (const PathNode &Node : F.Paths)
      if (Node.K == PathNode::Global && isOfOneFile(F.Strings[Node.Name]))
        if (const Owner *O = ByInitializer.lookup(F.Strings[Node.Name]))
          All[Node.Name].Is = O;
    for (const Step &S : F.Steps)
      if (S.is(Step::Constructs) && F.Paths[S.Subject].K == PathNode::Global &&
          isOfOneFile(F.Strings[F.Paths[S.Subject].Name]))
        if (const Owner *O = ownerAt(S.At))
          All[F.Paths[S.Subject].Name].Is = O;
  }

  Static *staticAt(PathId Path) {
    const PathId Found = within(F, Path, [&](const PathNode &N, PathId) {
      return N.K == PathNode::Global;
    });
    const auto Known = Found ? All.find(F.Paths[Found].Name) : All.end();
    return Known == All.end() ? nullptr : &Known->second;
  }

  void use(StepRef At, const Step &S) {
    if (S.Kind == Op::If || S.Kind == Op::Loop || S.Kind == Op::Switch)
      return;
    if (Static *Of = staticAt(S.Subject)) {
      const Deed D = S.Kind == Op::Call && !S.is(Step::Destroys)
                         ? deedOf(F, S)
                         : Deed::Nothing;
      if (D == Deed::Ends && isStartedAgain(P, At, S.Subject))
        Of->IsEndedForNext = true;
      else if (D == Deed::Ends &&
               hasFlag(P, At, F.Paths[F.root(S.Subject)].Name))
        Of->EndedIf.push_back(At);
      else
        Of->Ended |= D == Deed::Ends;
      if (D == Deed::Starts && !Of->Started.Body)
        Of->Started = At;
    }
    for (auto [I, V] : llvm::enumerate(F.args(S)))
      if (Static *Of = V.K == Value::Path ? staticAt(V.Id) : nullptr)
        Of->Ended |= !leavesAlone(P, S, I);
  }
};

} // namespace

void forEachStaticThread(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each) {
  StaticThreads(P).each(Each);
}

} // namespace cleanexit
