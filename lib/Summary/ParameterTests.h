//===-- ParameterTests.h - What a parameter decides ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Whether a step is reached may hang on a parameter that callers know:
//
//   void close(bool Goodbye) {        ~Session() { close(false); }   does not
//     if (Goodbye)                    void end() { close(true); }    does
//       send(...);  <- only if parameter 0 is true
//
// Only parameters that some caller hands a constant are looked at.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_PARAMETERTESTS_H
#define CLEANEXIT_SUMMARY_PARAMETERTESTS_H

#include "Summary/Calls.h"

namespace cleanexit {

struct ParameterTest {
  unsigned Index = 0;
  bool Truth = true;
  friend bool operator==(const ParameterTest &,
                         const ParameterTest &) = default;
};

class ParameterTests {
  const Program &P;
  const Calls &Graph;
  llvm::DenseMap<StepId, ParameterTest> Under;
  llvm::DenseMap<std::pair<FunctionId, unsigned>, bool> Telling;

  bool isTelling(FunctionId F, unsigned Index, unsigned Depth = 0);
  bool isKept(const Body &B, PathId Parameter) const;
  std::optional<ParameterTest> test(const Body &B, llvm::ArrayRef<Value> Tested,
                                    uint8_t Where);
  void read(const Body &B);

public:
  ParameterTests(const Program &P, const Calls &Graph);

  /// What must hold for a step to be reached, if a parameter decides it.
  std::optional<ParameterTest> of(StepId S) const;

  enum Answer : uint8_t { Fails, Holds, Passed };
  /// What a call says of a test of its callee's parameters. What is not known
  /// holds; Passed: it is a parameter of the caller.
  Answer at(StepId Call, const ParameterTest &T) const;
  /// Which parameter of the caller.
  unsigned passed(StepId Call, unsigned Index) const;
};

} // namespace cleanexit

#endif
