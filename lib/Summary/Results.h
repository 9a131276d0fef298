//===-- Results.h - What taking a future's result throws --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   done_ = std::async(std::launch::async, [this] { run(); });
//   …
//   ~Worker() { stop_ = true; done_.get(); }       throws what run() throws
//
// Of a promise which nobody gives an exception it throws none.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_RESULTS_H
#define CLEANEXIT_SUMMARY_RESULTS_H

#include "Summary/Callables.h"

namespace cleanexit {

class Results {
  llvm::DenseMap<StepId, llvm::SmallVector<FunctionId, 1>> Makers;
  std::vector<std::pair<FunctionId, StepId>> Takers; ///< sorted

public:
  /// Finds the steps that take results of which it is known who makes them.
  Results(const Program &P, Stores &Kept, const Calls &Graph,
          const Callables &Handed);

  /// Whether whatever a step takes is made by the functions below, or set by
  /// what cannot fail.
  bool isKnown(StepId Takes) const { return Makers.contains(Takes); }
  /// The functions whose exceptions a step throws.
  llvm::ArrayRef<FunctionId> makers(StepId Takes) const;
  /// The steps that throw what a function lets out.
  llvm::SmallVector<StepId, 2> takers(FunctionId Maker) const;
};

} // namespace cleanexit

#endif
