//===-- Terms.h - What a condition asks, in words of its function -*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   bool Job::empty() const { return !run_; }
//   explicit Job::operator bool() const { return !this->empty(); }
//
//   if (job_)                 not not this.job_.run_
//   if (kindOf(name) == 3)    kindOf(name), which is 3
//
// Two that are equal have the same answer, as long as nobody changes a place
// that they read.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_TERMS_H
#define CLEANEXIT_SUMMARY_TERMS_H

#include "Summary/Program.h"

namespace cleanexit {

/// A place that a function has, or what a call with no effects returns.
struct Term {
  PathNode::Kind Root = PathNode::Unknown; ///< Result: of a call
  uint32_t Id = 0; ///< Param: its index; Local, Global: name; Result: callee
  std::vector<Term> Args; ///< Result: the receiver, if any, and the arguments
  llvm::SmallVector<StringId, 4> Fields; ///< of what that is
  friend bool operator==(const Term &A, const Term &B) {
    return A.Root == B.Root && A.Id == B.Id && A.Args == B.Args &&
           A.Fields == B.Fields;
  }
};

/// A term whose truth may be the opposite of what was asked for.
struct Answer {
  Term Of;
  bool Negated = false;
};

/// What a place holds when a step is done, or nothing if that cannot be said:
/// functions that only return something are seen through.
std::optional<Answer> answer(const Program &P, PathId Place, StepId At);

/// A term of a callee in words of who calls it by a step.
std::optional<Term> inCaller(const Program &P, const Term &T, StepId Call);

/// Whether steps may change what a term is: they set a place that it reads, or
/// call a method that may.
bool changes(const Program &P, const Term &T, StepId First, StepId End);

} // namespace cleanexit

#endif
