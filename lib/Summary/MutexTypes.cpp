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
static constexpr size_t LongestWay = 3;

/// The class that a path of a function is of; 0 if it is not known.
static RecordId classOf(const Facts &F, FunctionId In, PathId P) {
  const PathNode &Node = F.Paths[P];
  if (Node.K == PathNode::Element)
    return classOf(F, In, Node.Parent);
  if (Node.K != PathNode::Field)
    return F.classAt(In, P);
  return F.classOfMember(classOf(F, In, Node.Parent), Node.Name);
}

MutexTypes::Way MutexTypes::way(const Facts &F, FunctionId In, PathId Mutex) {
  Way Members;
  for (PathId P = Mutex; P && Members.size() < LongestWay;
       P = F.Paths[P].Parent)
    if (F.Paths[P].K == PathNode::Field)
      Members.push_back({classOf(F, In, F.Paths[P].Parent), F.Paths[P].Name});
  return Members;
}

/// Follows attributes to the mutexes that are made with them.
class MutexTypesFinder {
  const Facts &F;
  MutexTypes &Found;
  FunctionId Init = 0;
  llvm::DenseMap<FunctionId, std::vector<StepRef>> CallsOf;

  /// Something that a function is handed: an attribute, or an object in which
  /// it makes a mutex, if a condition on other parameters holds.
  struct Handed {
    FunctionId Function = 0;
    unsigned Param = 0;
    bool IsMutex = false;
    MutexTypes::Way Within; ///< from the object to the mutex
    std::vector<Value> If;  ///< conditions that hold
    auto key() const { return std::tuple(Function, Param, IsMutex, Within); }
  };
  std::vector<Handed> Work;
  std::set<std::tuple<FunctionId, unsigned, bool, MutexTypes::Way>> Seen;

  const Step &step(StepRef At) const {
    return F.Steps[F.Bodies[At.Body].First + At.Index];
  }
  /// What a step is handed, without `&`; 0 if that is no path.
  PathId argument(const Step &S, unsigned N) const {
    return N < S.NumArgs && F.args(S)[N].K == Value::Path ? F.args(S)[N].Id : 0;
  }
  std::vector<Value> conditions(StepRef At) const;
  bool mayHold(const std::vector<Value> &If, const Step &Call) const;
  void attribute(StepRef At, PathId Attribute, std::vector<Value> If);
  void initializers();
  void unseenMakers();
  void mutex(StepRef At, PathId Object, MutexTypes::Way Within,
             std::vector<Value> If);
  void handOn(Handed Next);

public:
  MutexTypesFinder(const Facts &F, MutexTypes &Found) : F(F), Found(Found) {}
  void run();
};

/// The conditions on parameters that hold at a step.
std::vector<Value> MutexTypesFinder::conditions(StepRef At) const {
  const Body &B = F.Bodies[At.Body];
  std::vector<Value> All;
  for (const OpenBlock &Around : F.blocksAround(B, At.Index))
    if (const Step &S = F.Steps[B.First + Around.Opener];
        S.Kind == Op::If && Around.InFirst)
      llvm::copy_if(F.args(S), std::back_inserter(All), [&](const Value &V) {
        return V.K == Value::Path && V.Flags & Value::HoldsInThen &&
               F.Paths[V.Id].K == PathNode::Param;
      });
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
    return handOn({B.Of, Node.Number, false, {}, std::move(If)});
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
      mutex(Made, argument(step(Made), 0), {}, If);
    }
  }
  // What a variable is handed on to gets it by a parameter.
  if (IsOwn && !Any)
    for (StepRef Made : std::vector<StepRef>(CallsOf[Init]))
      if (F.rootKind(argument(step(Made), 1)) == PathNode::Param) {
        Any = true;
        mutex(Made, argument(step(Made), 0), {}, If);
      }
  Found.MayBeAny |= !Any;
}

void MutexTypesFinder::mutex(StepRef At, PathId Object, MutexTypes::Way Within,
                             std::vector<Value> If) {
  const FunctionId In = F.Bodies[At.Body].Of;
  for (const auto &Member : MutexTypes::way(F, In, Object))
    if (Within.size() < LongestWay)
      Within.push_back(Member);
  const PathId Root = F.root(Object);
  const PathNode &Node = F.Paths[Root];
  if (Node.K == PathNode::Param && Within.size() < LongestWay &&
      !CallsOf[In].empty())
    handOn({In, Node.Number, true, std::move(Within), std::move(If)});
  else if (Node.K == PathNode::Global && Within.empty())
    Found.Variables.insert(Root);
  else if (Within.empty())
    Found.MayBeAny |= Node.K != PathNode::Param;
  else
    Found.Members.insert(std::move(Within));
}

/// pthread_mutex_t m = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;   as glibc's
/// header writes it: m.__data.__kind = 1.
void MutexTypesFinder::initializers() {
  for (uint32_t B = 1; B < F.Bodies.size(); ++B)
    for (const auto &[I, S] : llvm::enumerate(F.steps(F.Bodies[B]))) {
      const PathNode &Kind = F.Paths[S.Subject];
      if (S.Kind != Op::Set || !S.NumArgs || Kind.K != PathNode::Field ||
          F.Strings[Kind.Name] != "__kind" ||
          F.args(S)[0].K != Value::Integer || F.args(S)[0].Number != Recursive)
        continue;
      const PathId Object = F.Paths[Kind.Parent].Parent;
      if (F.Paths[Object].K == PathNode::Local)
        Found.Variables.insert(Object);
      else if (Object)
        mutex({B, uint32_t(I)}, Object, {}, {});
    }
}

/// class Mutex { Mutex(bool recursive = true); pthread_mutex_t m_; };   made in a
/// library, where nobody sees how.
void MutexTypesFinder::unseenMakers() {
  for (const Function &Made : F.Functions) {
    // A mutex and not much more, of which no other constructor is seen.
    constexpr size_t Most = 2;
    if (Made.K != Function::Constructor || !Made.Bodies.empty() ||
        Made.is(Function::Implicit) || Made.is(Function::Toolchain) ||
        F.Records[Made.Class].Members.size() > Most ||
        llvm::any_of(F.Functions, [&](const Function &Other) {
          return Other.K == Function::Constructor &&
                 Other.Class == Made.Class && !Other.Bodies.empty() &&
                 !Other.is(Function::Implicit);
        }))
      continue;
    for (const Record::Member &M : F.Records[Made.Class].Members)
      if (F.Strings[M.Type] == "pthread_mutex_t")
        Found.Members.insert({{Made.Class, M.Name}});
  }
}

void MutexTypesFinder::run() {
  initializers();
  unseenMakers();
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
        mutex(At, argument(S, Now.Param), Now.Within, conditions(At));
      else
        attribute(At, argument(S, Now.Param), conditions(At));
    }
  }
}

MutexTypes::MutexTypes(const Facts &Program) {
  MutexTypesFinder(Program, *this).run();
}

using ClassMember = std::pair<RecordId, StringId>;

/// Whether two members may be one, as far as their classes are known.
static bool isSame(const Facts &F, ClassMember A, ClassMember B) {
  return A.second == B.second &&
         (!A.first || !B.first || F.derives(A.first, B.first) ||
          F.derives(B.first, A.first));
}

bool MutexTypes::mayRecurse(const Facts &F, FunctionId In, PathId Mutex) const {
  if (MayBeAny || Variables.contains(F.root(Mutex)))
    return true;
  const Way Asked = way(F, In, Mutex);
  if (Asked.empty() && F.rootKind(Mutex) == PathNode::Global)
    return false;
  return llvm::any_of(Members, [&](const Way &Known) {
    return llvm::all_of(llvm::zip(Known, Asked), [&](const auto &Pair) {
      return isSame(F, std::get<0>(Pair), std::get<1>(Pair));
    });
  });
}

bool MutexTypes::mayRecurseIn(const Facts &F, RecordId Class,
                              StringId Member) const {
  return MayBeAny || llvm::any_of(Members, [&](const Way &Known) {
           return isSame(F, Known.front(), {Class, Member});
         });
}

} // namespace cleanexit
