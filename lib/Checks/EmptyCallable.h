//===-- EmptyCallable.h - Functions that nothing was stored in --*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_EMPTYCALLABLE_H
#define CLEANEXIT_CHECKS_EMPTYCALLABLE_H

#include "Summary/Summary.h"
#include <string>

namespace cleanexit {

/// Why the std::function, a member or local variable, that a step runs may be
/// empty, in words; "" if nothing is seen that leaves it so, or the body asks.
std::string whyEmpty(const Summary &P, StepRef At);

/// The way from a step to where a std::function is run that one of the calls on
/// the way has handed over empty; the last link is that. Empty if there is none.
std::vector<Link> runsHandedEmpty(const Summary &P, StepRef At);

} // namespace cleanexit

#endif
