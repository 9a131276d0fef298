//===-- Calls.h - Who calls whom --------------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A virtual function that is overridden has a second node, its dispatch, which
// stands for "whatever a call through the vtable reaches"; so a thousand calls
// and a thousand overriders are two thousand edges, not a million:
//
//   p->close() ──> dispatch(Stream::close) ──> Stream::close
//   q->close() ──/          \──> dispatch(File::close) ──> File::close …
//
// Calls on objects of a class below the function's have a dispatch of their own,
// which goes straight to those versions that such objects may have; so do calls
// from code that several programs share, where one of them alone has a version.
//
// A callable handed to a function that runs it is called by the step that
// hands it over, so that one waiting lambda does not make every caller of
// `withLock(f)` wait.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_CALLS_H
#define CLEANEXIT_SUMMARY_CALLS_H

#include "Summary/Overriders.h"
#include "Summary/Program.h"
#include "Summary/Stores.h"

namespace cleanexit {

/// A function, or a dispatch.
using NodeId = uint32_t;

class Calls {
  const Program &P;
  Overriders Virtuals;
  NodeId NumNodes = 0;
  std::vector<NodeId> Dispatch; ///< by function, 0: never overridden
  std::vector<bool> HasBody;    ///< by function
  /// By function, class of the receiver, if it is below the function's, and
  /// programs of the caller.
  using From = std::pair<RecordId, uint32_t>;
  llvm::DenseMap<std::pair<FunctionId, From>, NodeId> Narrow;
  Lists Up;     ///< by node: dispatches it is a target of
  Lists Direct; ///< by node: steps that call it
  Lists Handed; ///< by function: steps that hand it over to
                ///< be run, or run what is stored
  std::vector<Lists::Entry> HandedBy; ///< step, function; by step
  std::vector<uint32_t> Alternatives; ///< by dispatch, from the first

  bool isAlternative(FunctionId F) const;
  From from(StepId S) const {
    return {P.step(S).Type, P.Of.Functions[P.functionOf(S)].Programs};
  }
  void addNarrow(StepId S, std::vector<Lists::Entry> &Edges);

public:
  explicit Calls(const Program &P);

  /// Adds calls that no step spells: (step, function).
  void add(std::vector<Lists::Entry> Indirect);

  const Overriders &virtuals() const { return Virtuals; }
  NodeId size() const { return NumNodes; }
  bool isFunction(NodeId N) const { return N < P.Of.Functions.size(); }
  /// How many functions that do something at all a dispatch goes to; of too
  /// many, which of them is meant is anybody's guess.
  uint32_t alternatives(NodeId Dispatch) const {
    return Alternatives[Dispatch - P.Of.Functions.size()];
  }
  bool isWide(NodeId N) const;
  /// What a call step goes to: a function or a dispatch; 0 if neither.
  NodeId node(StepId S) const;
  /// Steps whose own callee is the node.
  llvm::ArrayRef<StepId> direct(NodeId N) const { return Direct[N]; }
  llvm::ArrayRef<StepId> handed(NodeId N) const { return Handed[N]; }
  llvm::ArrayRef<NodeId> dispatches(NodeId N) const { return Up[N]; }
  /// All dispatches that reach a function.
  llvm::SmallVector<NodeId, 4> above(FunctionId F) const;
  /// Direct steps of a function and of all dispatches that reach it.
  llvm::SmallVector<StepId, 8> callers(FunctionId F) const;

  /// The functions that a step's own callee may be.
  llvm::SmallVector<FunctionId, 2> targets(StepId S) const;
  /// Those of them without a body, whose models speak.
  llvm::SmallVector<FunctionId, 2> bodiless(StepId S) const;
  /// The functions that run because of the step without being its callee.
  llvm::SmallVector<FunctionId, 2> indirect(StepId S) const;
};

} // namespace cleanexit

#endif
