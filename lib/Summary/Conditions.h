//===-- Conditions.h - What is known where a step stands --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   if (locked_ == 0)             locked_ is false, zero or null
//     unlock();                     at this call
//
//   void unlock() {
//     if (locked_ != 0)           and true at this throw: they do not go
//       throw Error();              together
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_CONDITIONS_H
#define CLEANEXIT_SUMMARY_CONDITIONS_H

#include "Summary/Terms.h"

namespace cleanexit {

struct Condition {
  PathId Of = 0;
  bool Holds = false; ///< true, nonzero or not null
  StepId If = 0;
};

/// What the Ifs around a step tell of places.
llvm::SmallVector<Condition, 4> conditions(const Program &P, StepId S);

/// What the Ifs and loops around a step tell of a term, as far as that is true or not.
struct Asked {
  Term Of;
  bool Holds = false;
  StepId If = 0;
};
llvm::SmallVector<Asked, 4> asked(const Program &P, StepId S);

/// Whether conditions that stand around a call on the same object, or a call of
/// a function, rule out that the callee comes to a step of its own.
bool ruledOut(const Program &P, StepId Call, StepId Within);

/// The member by which what is known of an object at a step rules out that a method
/// that is called on it later, if that is still so, comes to a step of its own; 0 if
/// there is none.
StringId excludes(const Program &P, const Term &Object, StepId At,
                  StepId Within);

/// Whether a condition on a parameter may be true (or false), of what that is
/// given.
bool mayHold(const Value &Given, const Value &Asked, bool Truth);

/// Whether the constants that a function is given rule out that it comes to a
/// step of its own.
bool ruledOutBy(const Facts &F, llvm::ArrayRef<Value> Args, StepRef Within);

/// Whether a step is one of several ways to go, and not only: if (f) f();
bool isChoice(const Facts &F, StepRef At, PathId Callable);

} // namespace cleanexit

#endif
