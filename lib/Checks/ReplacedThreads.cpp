//===-- ReplacedThreads.cpp - Threads that an assignment runs over --------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   Tracker &operator=(Tracker &&other) noexcept {
//     thread_ = std::move(other.thread_);   std::terminate, if one is running
//     return *this;
//   }
//===----------------------------------------------------------------------===//
#include "Checks/Chain.h"
#include "Checks/Joinable.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {
namespace {

constexpr unsigned Deepest = 3;

class Assignment {
  const Facts &F;

public:
  explicit Assignment(const Facts &F) : F(F) {}

  bool isOfMember(const Step &S) const {
    return S.Kind == Op::Call && S.Callee &&
           F.Strings[F.Functions[S.Callee].Key] == "std::thread::operator=" &&
           F.Paths[S.Subject].K == PathNode::Field &&
           F.Paths[F.Paths[S.Subject].Parent].K == PathNode::This;
  }

  /// Whether a member is joined, detached, swapped or asked for in the first
  /// steps of a body, or by a method that is called there.
  bool minds(uint32_t Body, uint32_t End, PathId Member,
             unsigned Depth = 0) const {
    return llvm::any_of(
        F.steps(F.Bodies[Body]).take_front(End), [&](const Step &S) {
          if (S.Kind != Op::Call || !S.Callee)
            return false;
          if (S.Subject == Member)
            return true;
          if (llvm::any_of(F.args(S), [&](const Value &V) {
                return V.K == Value::Path && V.Id == Member;
              }))
            return true;
          const Function &Callee = F.Functions[S.Callee];
          if (F.Paths[S.Subject].K != PathNode::This)
            return false;
          return Callee.Bodies.empty() || Depth == Deepest ||
                 llvm::any_of(Callee.Bodies, [&](uint32_t Inner) {
                   return minds(Inner, F.Bodies[Inner].Count, Member,
                                Depth + 1);
                 });
        });
  }
};

} // namespace

void forEachReplacedThread(
    const Summary &P, llvm::function_ref<void(const AbandonedThread &)> Each) {
  const Facts &F = P.facts();
  const Assignment To(F);
  for (uint32_t B = 1; B < F.Bodies.size(); ++B) {
    const FunctionId In = F.Bodies[B].Of;
    if (!isUserCode(P, In) || F.Functions[In].is(Function::Implicit) ||
        lastName(F, In) != "operator=")
      continue;
    for (uint32_t I = 0; I < F.Bodies[B].Count; ++I) {
      const Step &S = F.Steps[F.Bodies[B].First + I];
      if (!To.isOfMember(S) || To.minds(B, I, S.Subject))
        continue;
      AbandonedThread T;
      T.At = {B, I};
      T.Where = S.At;
      T.In = In;
      T.Name = F.Strings[F.Paths[S.Subject].Name];
      T.IsMember = true;
      T.IsReplaced = true;
      Each(T);
    }
  }
}

} // namespace cleanexit
