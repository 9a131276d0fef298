//===-- Reasons.h - The first step of the shortest way to an act -*- C++ -*-==//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// One table per effect: for each function the worst bound, and how to get
// there. A search runs backwards from the acts, worst bound first; a loop on
// the way makes the bound worse, so a function may be reached anew, but never
// over itself.
//
//   nodes:  functions | dispatches | (function, parameter) pairs
//
// The last are acts whose bound is a parameter: each call answers for itself.
//
// A virtual call has an effect if more than half of the functions that it may go
// to have it, or one of two, and they are not too many. The rest, and what a maintainer may
// defend, has a table of its own, which holds only what is worse than the sure
// one says.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_REASONS_H
#define CLEANEXIT_SUMMARY_REASONS_H

#include "Summary/Acts.h"
#include <deque>

namespace cleanexit {

/// How a node comes to an act: over the step At to the node Next, or, at
/// Distance 1, to the act numbered Next there. A dispatch goes on to Next with
/// no step; a function that declares the effect goes nowhere.
struct Reason {
  Bound::Class Kind = Bound::Polls;
  bool Known = false;
  uint16_t Distance = 0;
  uint32_t Ms = 0;
  StepId At = 0;
  uint32_t Next = 0;

  bool isAct() const { return At && Distance == 1; }
  bool isDeclared() const { return !At && !Next; }
};

/// What searches share.
struct Search {
  const Program &P;
  const Calls &Graph;
  const Acts &Done;
  /// By function: an end for searches that stay within a cleanup.
  const std::vector<bool> &IsCleanup;
  /// By function: its waits for a condition are those for a lock.
  const std::vector<bool> &LocksByCondition;
};

class Reasons {
public:
  /// What there is to look at in a step, for whatever effect.
  struct Here {
    StepId S;
    llvm::ArrayRef<Act> Done;
    NodeId Callee;
    llvm::SmallVector<FunctionId, 2> Indirect;
    StepId Since; ///< not 0: loops around this one, too, are not counted
    Here(const Search &In, StepId S, StepId Since = 0);
    bool isNothing() const {
      return Done.empty() && !Callee && Indirect.empty();
    }
  };

private:
  const Search In;
  Effect What;
  const Reasons *Sure; ///< null: this is the sure table
  Scope How;
  std::vector<Reason> Table; ///< by node
  struct ParameterNode {
    FunctionId F;
    Bound Lasts; ///< as a parameter of F says
    bool operator==(const ParameterNode &) const = default;
  };
  std::vector<ParameterNode> Parameters; ///< nodes from Graph.size()
  llvm::DenseMap<FunctionId, llvm::SmallVector<uint32_t, 1>> ParametersOf;
  std::deque<uint32_t> Work;
  /// By dispatch: how many of its functions have the effect, and the worst.
  struct Vote {
    uint32_t Have = 0;
    Reason Worst;
  };
  std::vector<Vote> Votes;
  std::vector<bool> Voted; ///< by function

  const Reason &at(uint32_t Node) const {
    return Sure && Node < In.Graph.size() && !Table[Node].Known
               ? Sure->Table[Node]
               : Table[Node];
  }
  void seed();
  void seedOutvoted();
  void vote(FunctionId F);
  bool ends(uint32_t Node) const;
  bool leadsTo(uint32_t From, uint32_t Node) const;
  void improve(uint32_t Node, const Reason &R);
  void arrive(FunctionId F, const Bound &Lasts, Reason R);
  uint32_t parameter(const ParameterNode &New);
  void relax(uint32_t Node);
  Bound boundAt(const Bound &B, StepId S, FunctionId Callee) const;
  void relaxParameter(uint32_t Node);
  void drain();
  Reason over(StepId S, uint32_t Node) const;
  const ParameterNode &parameterNode(uint32_t Node) const {
    return Parameters[Node - In.Graph.size()];
  }
  struct Choice {
    Reason R;
    Bound Lasts;
  };
  void consider(const Here &At, Reason R, const Bound &Lasts,
                Choice &Best) const;
  void considerCallee(const Here &At, NodeId Callee, Choice &Best) const;
  void considerParameters(const Here &At, Choice &Best) const;
  void link(const Reason &R, Witness &W) const;
  void chain(uint32_t Node, Witness &W) const;
  void act(uint32_t Number, Witness &W) const;
  Witness joined(const Witness &W, size_t Links, FunctionId To, Witness Rest,
                 StepId Since) const;
  std::optional<Witness> leaving(const Witness &W, size_t Link, StepId By,
                                 StepId Since) const;
  std::optional<Witness> dispatched(const Witness &W, size_t Link,
                                    FunctionId To, StepId Since) const;

public:
  Reasons(const Search &In, Effect What, const Reasons *Sure, Scope How);

  /// The worst of a function, or of a step.
  std::optional<Witness> ofFunction(FunctionId F) const;
  std::optional<Witness> ofStep(const Here &At) const;
  /// Ways from W's first step to other acts than W's: each leaves a way that is
  /// known in one of its functions. Since: as in Here.
  std::vector<Witness> others(const Witness &W, StepId Since) const;
};

} // namespace cleanexit

#endif
