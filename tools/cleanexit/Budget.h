//===-- Budget.h - Keeping within a budget ----------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_BUDGET_H
#define CLEANEXIT_TOOLS_CLEANEXIT_BUDGET_H

#include "Arguments.h"
#include "BudgetFile.h"

namespace cleanexit {

extern const OptionSpec BudgetOption;

/// How a run's findings stand to `--budget FILE`. Without one: nothing is
/// covered, nothing is overspent.
class Budget {
  BudgetFile Limits;
  std::string Raised; ///< since the revision that the run is compared with

public:
  static llvm::Expected<Budget> from(const Arguments &Args);

  struct Verdict {
    bool Overspent = false; ///< or raised
    std::string Text;       ///< a line for each limit
  };
  Verdict judge(llvm::ArrayRef<Finding> All) const;
  /// Those that no limit is about.
  std::vector<Finding> uncovered(llvm::ArrayRef<Finding> Findings) const;
  /// A line about them; nothing without a budget.
  std::string remark(llvm::ArrayRef<Finding> Uncovered) const;
};

} // namespace cleanexit

#endif
