//===-- MutexTypes.cpp - Which POSIX mutexes may be recursive ---*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/MutexTypes.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <vector>

namespace cleanexit {

static constexpr int64_t Recursive = 1; // PTHREAD_MUTEX_RECURSIVE on Linux

/// Follows attributes to the mutexes that are made with them.
class MutexTypesFinder {
  const Facts &F;
  MutexTypes &Found;
  FunctionId Init = 0;
  llvm::DenseMap<FunctionId, std::vector<StepRef>> CallsOf;

  /// Something that a function is handed: an attribute, or a mutex that it
  /// makes, if a condition on other parameters holds.
  struct Handed {
    FunctionId Function = 0;
    unsigned Param = 0;
    bool IsMutex = false;
    std::vector<Value> If; ///< conditions that hold
    auto key() const { return std::tuple(Function, Param, IsMutex); }
  };
  std::vector<Handed> Work;
  std::set<std::tuple<FunctionId, unsigned, bool>> Seen;

  const Step &step(StepRef At) const {
    return F.Steps[F.Bodies[At.Body].First + At.Index];
  }
  /// What a step is handed, without `&`; 0 if that is no path.
  PathId argument(const Step &S, unsigned N) const {
    return N < S.NumArgs && F.args(S)[N].K == Value::Path ? F.args(S)[N].Id : 0;
  }
  std::vector<Value> conditions(StepRef At) const;
  bool mayHold(const std::vector<Value> &If, const Step &Call) const;
  RecordId classOf(FunctionId In, PathId P) const;
  void attribute(StepRef At, PathId Attribute, std::vector<Value> If);
  void mutex(StepRef At, PathId Mutex, std::vector<Value> If);
  void handOn(Handed Next);

public:
  MutexTypesFinder(const Facts &F, MutexTypes &Found) : F(F), Found(Found) {}
  void run();
};

/// The conditions on parameters that hold at a step.
std::vector<Value> MutexTypesFinder::conditions(StepRef At) const {
  std::vector<std::vector<Value>> Blocks;
  llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  for (const Step &S : Steps.take_front(At.Index)) {
    if (opensBlock(S.Kind)) {
      Blocks.emplace_back();
      if (S.Kind == Op::If)
        for (const Value &V : F.args(S))
          if (V.K == Value::Path && V.Flags & Value::HoldsInThen &&
              F.Paths[V.Id].K == PathNode::Param)
            Blocks.back().push_back(V);
    } else if (S.Kind == Op::Else && !Blocks.empty()) {
      Blocks.back().clear();
    } else if (S.Kind == Op::End && !Blocks.empty()) {
      Blocks.pop_back();
    }
  }
  std::vector<Value> All;
  for (const std::vector<Value> &Block : Blocks)
    All.insert(All.end(), Block.begin(), Block.end());
  return All;
}

bool MutexTypesFinder::mayHold(const std::vector<Value> &If,
                               const Step &Call) const {
  return llvm::all_of(If, [&](const Value &Condition) {
    const unsigned N = F.Paths[Condition.Id].Number;
    if (N >= Call.NumArgs)
      return true;
    const Value &Given = F.args(Call)[N];
    if (Given.K != Value::Integer && Given.K != Value::Null)
      return true;
    int64_t Number = Given.K == Value::Integer ? Given.Number : 0;
    if (Condition.Flags & Value::Masked)
      Number &= Condition.Number;
    return bool(Number) != bool(Condition.Flags & Value::Negated);
  });
}

/// The class that a path of a function is of; 0 if it is not known.
RecordId MutexTypesFinder::classOf(FunctionId In, PathId P) const {
  const PathNode &Node = F.Paths[P];
  if (Node.K == PathNode::Element)
    return classOf(In, Node.Parent);
  if (Node.K != PathNode::Field)
    return F.classAt(In, P);
  const RecordId Around = classOf(In, Node.Parent);
  auto Member =
      llvm::find_if(F.Records[Around].Members, [&](const Record::Member &M) {
        return M.Name == Node.Name;
      });
  return Member == F.Records[Around].Members.end() ? 0 : Member->Class;
}

void MutexTypesFinder::handOn(Handed Next) {
  if (Seen.insert(Next.key()).second)
    Work.push_back(std::move(Next));
}

/// An attribute that says recursive: what is made with it?
void MutexTypesFinder::attribute(StepRef At, PathId Attribute,
                                 std::vector<Value> If) {
  const Body &B = F.Bodies[At.Body];
  const PathNode &Node = F.Paths[Attribute];
  if (Node.K == PathNode::Param)
    return handOn({B.Of, Node.Number, false, std::move(If)});
  // A variable is the body's own, a member or global anybody's by its name.
  const bool IsOwn = Node.K == PathNode::Local;
  bool Any = false;
  for (StepRef Made : CallsOf[Init]) {
    const PathId With = argument(step(Made), 1);
    if (IsOwn ? Made.Body == At.Body && With == Attribute
              : With == Attribute || (Node.K == PathNode::Field &&
                                      F.Paths[With].K == PathNode::Field &&
                                      F.Paths[With].Name == Node.Name)) {
      Any = true;
      mutex(Made, argument(step(Made), 0), If);
    }
  }
  Found.MayBeAny |= !Any;
}

void MutexTypesFinder::mutex(StepRef At, PathId Mutex, std::vector<Value> If) {
  while (F.Paths[Mutex].K == PathNode::Element)
    Mutex = F.Paths[Mutex].Parent;
  const FunctionId In = F.Bodies[At.Body].Of;
  const PathNode &Node = F.Paths[Mutex];
  if (Node.K == PathNode::Field)
    Found.Members.insert({classOf(In, Node.Parent), Node.Name});
  else if (Node.K == PathNode::Global)
    Found.Globals.insert(Mutex);
  else if (Node.K == PathNode::Param)
    handOn({In, Node.Number, true, std::move(If)});
  else if (Node.K != PathNode::This || !F.classOf(In))
    Found.MayBeAny = true;
}

void MutexTypesFinder::run() {
  FunctionId SetType = 0;
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
    llvm::StringRef Key = F.Strings[F.Functions[Id].Key];
    if (Key == "pthread_mutexattr_settype")
      SetType = Id;
    else if (Key == "pthread_mutex_init")
      Init = Id;
  }
  if (!SetType)
    return;
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    for (const auto &[I, S] : llvm::enumerate(F.steps(F.Bodies[B])))
      if (S.Kind == Op::Call && S.Callee)
        CallsOf[S.Callee].push_back({B, uint32_t(I)});
  for (StepRef At : std::vector<StepRef>(CallsOf[SetType])) {
    const Step &S = step(At);
    if (S.NumArgs == 2 && F.args(S)[1].K == Value::Integer &&
        F.args(S)[1].Number != Recursive)
      continue;
    attribute(At, argument(S, 0), conditions(At));
  }
  while (!Work.empty()) {
    const Handed Now = std::move(Work.back());
    Work.pop_back();
    for (StepRef At : std::vector<StepRef>(CallsOf[Now.Function])) {
      const Step &S = step(At);
      if (!mayHold(Now.If, S))
        continue;
      if (Now.IsMutex)
        mutex(At, argument(S, Now.Param), conditions(At));
      else
        attribute(At, argument(S, Now.Param), conditions(At));
    }
  }
}

MutexTypes::MutexTypes(const Facts &Program) {
  MutexTypesFinder(Program, *this).run();
}

bool MutexTypes::mayRecurse(const Facts &Program, PathId Mutex,
                            RecordId Around) const {
  while (Program.Paths[Mutex].K == PathNode::Element)
    Mutex = Program.Paths[Mutex].Parent;
  const PathNode &Node = Program.Paths[Mutex];
  if (MayBeAny || Globals.contains(Mutex))
    return true;
  if (Node.K == PathNode::Global)
    return false;
  const bool IsMember = Node.K == PathNode::Field;
  return llvm::any_of(Members, [&](const auto &Member) {
    return !IsMember || (Member.second == Node.Name &&
                         (!Around || !Member.first || Around == Member.first));
  });
}

} // namespace cleanexit
