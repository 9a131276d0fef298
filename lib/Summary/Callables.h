//===-- Callables.h - Callables that are handed over ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// "Runs parameter i" and "starts parameter i" (as a thread) are found like
// effects, backwards from the Run steps and the models; what a call hands to
// such a parameter is then run, or started, by that call.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_CALLABLES_H
#define CLEANEXIT_SUMMARY_CALLABLES_H

#include "Summary/Calls.h"

namespace cleanexit {

class Callables {
  Program &P;
  Stores &Kept;
  const Calls &Graph;

  /// By parameter of each function.
  struct Parameter {
    bool Runs = false;
    bool Escapes = false; ///< with no handler for everything around it
    bool Starts = false;
    PathId Thread = 0;    ///< Starts: the object, in the function's own terms
    StepId At = 0;        ///< Runs: the step that runs it or hands it on
    bool Several = false; ///< Runs: there are more such steps
  };
  struct Handing {
    Lists::Entry Edge; ///< as in Indirect
    FunctionId Callee;
    unsigned Index;
  };
  std::vector<Handing> Handings; ///< sorted by Edge
  std::vector<uint32_t> First;   ///< by function
  std::vector<Parameter> Parameters;
  std::vector<std::pair<FunctionId, unsigned>> Work;
  /// Lambdas that run or start a parameter of the function they are written
  /// in; it does, too, if it runs them.
  struct Capture {
    FunctionId Lambda;
    unsigned Index;
    Parameter Use;
  };
  std::vector<Capture> Captures;
  std::vector<Lists::Entry> RunBy; ///< Indirect, by function
  std::vector<StepId> Runners;     ///< Run steps, and calls of pure functions

  Parameter *parameter(FunctionId F, unsigned Index);
  void found(FunctionId F, unsigned Index, const Parameter &More);
  void search();
  bool isRunBy(FunctionId Lambda, FunctionId Outer) const;
  bool searchCaptures();
  void seed();
  void seedWrapper(StepId S, unsigned Callable);
  void follow(FunctionId F, unsigned Index);
  void answer(FunctionId F, unsigned Index);
  void run(StepId S);
  bool runsAtOnce(FunctionId F, unsigned Index) const;
  void runHanded(StepId S, FunctionId Callee);
  bool isForOthers(const Step &Call) const;
  void addSet(StepId S, llvm::SmallVectorImpl<FunctionId> &Functions);
  FunctionId onlyGiven(StepId S);
  bool addGiven(StepId At, const Value &V, unsigned Depth, FunctionId &Only);
  bool addGivenTo(FunctionId In, unsigned Index, unsigned Depth,
                  FunctionId &Only);
  FunctionId givenToOuter(FunctionId F, unsigned Index);
  FunctionId givenToThread(FunctionId F, unsigned Index);
  bool isReturned(FunctionId F, PathId Local) const;
  PathId translated(PathId InCallee, StepId S);
  PathId threadOf(StepId S, unsigned Callable);

public:
  /// Finds all; the results are in the members below.
  Callables(Program &P, Stores &Kept, const Calls &Graph);

  /// Calls for Calls::add: (step, function).
  std::vector<Lists::Entry> Indirect;
  /// Those of them whose callee lets no exception out. Sorted.
  std::vector<Lists::Entry> Guarded;
  /// Steps that run something unknown; Index: the step, Number: 1 plus the
  /// parameter of the step's own function that it is, or 0. Sorted.
  std::vector<Lists::Entry> Unknown;
  std::vector<StartedThread> Started;

  bool runs(FunctionId F, unsigned Index) const;
  /// The same, where what it throws may leave the function.
  bool letsOut(FunctionId F, unsigned Index) const;
  /// Of an entry of Indirect: the steps, each in another function, by which the
  /// callable is run, as far as there is only one in each.
  llvm::SmallVector<StepId, 4> stepsToRun(Lists::Entry Edge) const;
};

/// Is every exception caught within the step's own body, for good?
bool catchesAll(const Program &P, StepId S);

} // namespace cleanexit

#endif
