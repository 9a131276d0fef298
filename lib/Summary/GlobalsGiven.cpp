//===-- GlobalsGiven.cpp - Globals by way of a function -------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/GlobalsGiven.h"
#include "Effects/PathInfo.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

class GlobalsGiven {
  Facts &F;
  std::vector<PathId> Gives; ///< by function
  llvm::DenseMap<PathNode, PathId, PathInfo> Known;

  /// The one global that a function returns; 0 if it may be something else.
  PathId givenBy(const Function &Of) const {
    PathId Only = 0;
    for (uint32_t B : Of.Bodies)
      for (const Step &S : F.steps(F.Bodies[B])) {
        if (S.Kind != Op::Return)
          continue;
        const Value V = S.NumArgs == 1 ? F.args(S)[0] : Value();
        if (V.K != Value::Path || F.rootKind(V.Id) != PathNode::Global ||
            (V.Flags & ~Value::Lifted) || V.Number || (Only && Only != V.Id))
          return 0;
        Only = V.Id;
      }
    return Only;
  }

  PathId add(PathNode Node) {
    auto [It, New] = Known.try_emplace(Node, F.Paths.size());
    if (New)
      F.Paths.push_back(Node);
    return It->second;
  }

  PathId rebased(PathId P, PathId From, PathId To) {
    if (P == From)
      return To;
    PathNode Node = F.Paths[P];
    Node.Parent = rebased(Node.Parent, From, To);
    // What a pointer points to has one name.
    if (Node.K == PathNode::Element &&
        F.Paths[Node.Parent].K == PathNode::Element)
      return Node.Parent;
    return add(Node);
  }

  /// A part of what a call of the body gives, as a part of the global.
  PathId global(const Body &B, PathId P, bool AlsoWhole) {
    const PathId Root = F.root(P);
    const PathNode &Node = F.Paths[Root];
    if (!P || Node.K != PathNode::Result || Node.Number >= B.Count ||
        (P == Root && !AlsoWhole))
      return P;
    const Step &Call = F.Steps[B.First + Node.Number];
    const PathId Given = Call.Kind == Op::Call && !Call.is(Step::Virtual) &&
                                 !Call.is(Step::Constructs)
                             ? Gives[Call.Callee]
                             : 0;
    if (!Given)
      return P;
    tellClass(B.Of, Call.Callee, F.root(Given));
    return rebased(P, Root, Given);
  }

  /// Of which class the global is, as the function says that gives it.
  void tellClass(FunctionId To, FunctionId From, PathId Global) {
    const RecordId Class = F.classAt(From, Global);
    std::vector<Function::Object> &Into = F.Functions[To].Objects;
    auto At = llvm::lower_bound(
        Into, Global, [](const auto &O, PathId Root) { return O.Root < Root; });
    if (Class && (At == Into.end() || At->Root != Global))
      Into.insert(At, {Global, Class});
  }

public:
  explicit GlobalsGiven(Facts &F) : F(F), Gives(F.Functions.size()) {}

  /// Whether anything is given.
  bool run() {
    bool Any = false;
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id) {
      Gives[Id] = givenBy(F.Functions[Id]);
      Any |= Gives[Id] != 0;
    }
    if (!Any)
      return false;
    for (PathId P = 1; P < F.Paths.size(); ++P)
      Known.try_emplace(F.Paths[P], P);
    for (const Body &B : F.Bodies)
      for (uint32_t I = 0; I != B.Count; ++I) {
        Step &S = F.Steps[B.First + I];
        if (S.is(Step::Temporary))
          continue;
        S.Subject =
            global(B, S.Subject, S.Kind == Op::Call && !S.is(Step::Destroys));
        for (uint32_t A = 0; A != S.NumArgs; ++A)
          if (Value &V = F.Values[S.FirstArg + A]; V.K == Value::Path)
            V.Id = global(B, V.Id,
                          V.Flags == 0 &&
                              (S.Kind == Op::Return || S.is(Step::Constructs)));
      }
    return true;
  }
};

} // namespace

Facts cleanexit::withGlobalsGiven(Facts United) {
  // Some give what others do: return instance().jobs;
  constexpr unsigned Rounds = 2;
  GlobalsGiven In(United);
  for (unsigned Round = 0; Round != Rounds && In.run();)
    ++Round;
  return United;
}
