//===-- Sound.cpp - Whether facts can be worked with at all ---------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Effects/Sound.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace cleanexit;

/// Paths are followed by recursion.
static constexpr unsigned DeepestPath = 1000;

namespace {

class Inspection {
  const Facts &F;
  bool Fine = true;

  void string(StringId Id) { Fine &= Id < F.Strings.size(); }
  void place(Place P) { string(P.File); }
  void path(PathId Id) { Fine &= Id < F.Paths.size(); }
  void record(RecordId Id) { Fine &= Id < F.Records.size(); }
  void function(FunctionId Id) { Fine &= Id < F.Functions.size(); }

  void value(const Value &V) {
    Fine &= V.K <= Value::Unwinding;
    if (V.K == Value::Path)
      path(V.Id);
    if (V.K == Value::Function)
      function(V.Id);
    if (V.K == Value::New)
      record(V.Id);
  }

  void step(const Step &S) {
    Fine &= S.Kind <= Op::End &&
            uint64_t(S.FirstArg) + S.NumArgs <= F.Values.size();
    place(S.At);
    function(S.Callee);
    record(S.Type);
    path(S.Subject);
    path(S.Result);
  }

  void tables();
  bool nested(const Body &B) const;
  std::string where(const Body &B) const {
    return "in the body of '" + F.Strings[F.Functions[B.Of].Pretty].str() +
           "' ";
  }

public:
  explicit Inspection(const Facts &F) : F(F) {}
  std::optional<std::string> run();
};

void Inspection::tables() {
  // What a path is part of comes before it, so none is inside itself.
  std::vector<uint16_t> Depth(F.Paths.size());
  for (PathId P = 1; P < F.Paths.size(); ++P) {
    const PathNode &Node = F.Paths[P];
    bool Part = Node.K == PathNode::Field || Node.K == PathNode::Element;
    Fine &= Node.K <= PathNode::Element && Node.Parent < P;
    Fine &= Part == (Node.Parent != 0);
    if (Node.Parent < P)
      Depth[P] = Depth[Node.Parent] + 1;
    Fine &= Depth[P] < DeepestPath;
    string(Node.Name);
  }
  for (const Record &R : F.Records) {
    string(R.Name);
    place(R.At);
    llvm::for_each(R.Bases, [&](RecordId Base) { record(Base); });
    llvm::for_each(R.Uncaught, [&](RecordId Base) { record(Base); });
    for (const Record::Member &M : R.Members) {
      string(M.Name);
      string(M.Type);
      record(M.Class);
      place(M.At);
    }
  }
  for (const Function &Of : F.Functions) {
    Fine &= Of.K <= Function::Block && Of.Except <= Function::SaidMayThrow;
    string(Of.Name);
    string(Of.Pretty);
    string(Of.Key);
    record(Of.Class);
    place(Of.At);
    function(Of.Parent);
    for (uint32_t B : Of.Bodies)
      Fine &= B != 0 && B < F.Bodies.size();
    llvm::for_each(Of.Overrides, [&](FunctionId Id) { function(Id); });
    for (const Function::Object &O : Of.Objects) {
      path(O.Root);
      record(O.Class);
    }
    Fine &= Of.Programs < F.Programs.size();
  }
  for (const Body &B : F.Bodies) {
    function(B.Of);
    Fine &= uint64_t(B.First) + B.Count <= F.Steps.size();
  }
  llvm::for_each(F.Steps, [&](const Step &S) { step(S); });
  llvm::for_each(F.Values, [&](const Value &V) { value(V); });
  for (const Cleanup &C : F.Cleanups) {
    Fine &= C.K <= Cleanup::Destructor;
    function(C.Runs);
    function(C.By);
    function(C.In);
    path(C.Owner);
    place(C.At);
  }
  for (const Owner &O : F.Owners) {
    Fine &= O.K <= Owner::ExitHandler;
    string(O.Name);
    function(O.Runs);
    place(O.At);
  }
  Fine &= !F.Programs.empty();
  for (const std::vector<StringId> &Mains : F.Programs)
    llvm::for_each(Mains, [&](StringId Id) { string(Id); });
  llvm::for_each(F.MainFiles, [&](StringId Id) { string(Id); });
}

/// Do blocks end, each with what belongs to it inside?
bool Inspection::nested(const Body &B) const {
  llvm::SmallVector<Op, 16> Open;
  for (const Step &S : F.steps(B)) {
    Op In = Open.empty() ? Op::End : Open.back();
    switch (S.Kind) {
    case Op::If:
    case Op::Loop:
    case Op::Switch:
    case Op::Try:
      Open.push_back(S.Kind);
      break;
    case Op::Else:
      if (In != Op::If)
        return false;
      Open.back() = Op::Else;
      break;
    case Op::Case:
      if (In != Op::Switch)
        return false;
      break;
    case Op::Catch:
      if (In != Op::Try)
        return false;
      break;
    case Op::End:
      if (Open.empty())
        return false;
      Open.pop_back();
      break;
    default:
      break;
    }
  }
  return Open.empty();
}

std::optional<std::string> Inspection::run() {
  for (bool Empty : {F.Paths.empty(), F.Records.empty(), F.Functions.empty(),
                     F.Bodies.empty(), F.Steps.empty(), F.Values.empty(),
                     F.Cleanups.empty(), F.Owners.empty()})
    if (Empty)
      return "a table has no entry for \"none\"";
  tables();
  if (!Fine)
    return "an entry refers to something that is not there";
  for (const Body &B : llvm::drop_begin(F.Bodies)) {
    if (!nested(B))
      return where(B) + "blocks do not nest; each if, loop, switch and try "
                        "needs its own end";
    if (!llvm::is_contained(F.Functions[B.Of].Bodies,
                            uint32_t(&B - F.Bodies.data())))
      return where(B) + "is not one of its function's";
  }
  for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
    for (uint32_t B : F.Functions[Id].Bodies)
      if (F.Bodies[B].Of != Id)
        return where(F.Bodies[B]) + "is claimed by another function";
  return std::nullopt;
}

} // namespace

std::optional<std::string> cleanexit::defect(const Facts &F) {
  return Inspection(F).run();
}
