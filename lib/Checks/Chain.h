//===-- Chain.h - A finding's words and its chain ---------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// What all checks say in the same way: what a cleanup is called, how long an
// act may last, and the notes from the cleanup down to the act.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_CHAIN_H
#define CLEANEXIT_CHECKS_CHAIN_H

#include "Checks/Finding.h"
#include "Summary/Summary.h"
#include <string>

namespace cleanexit {

/// The step itself; null for a chain link that has none.
const Step *stepOf(const Summary &P, StepRef S);
/// The place that an operand of a call is; 0 if it is none.
PathId placeOf(const Facts &F, const Step &S, Operand Which);
/// The function whose body S is in.
FunctionId functionOf(const Summary &P, StepRef S);

Position positionOf(const Summary &P, Place At);
Position positionOf(const Summary &P, StepRef S);

/// "'Pool::stop'"; "the lambda" for one without a name.
std::string quoted(const Summary &P, FunctionId F);

/// "destructor 'Pool::~Pool'", "scope guard", "deleter 'Close::operator()'".
std::string describe(const Summary &P, const Cleanup &C);

/// "with no bound", "for up to 5 s".
std::string lasting(const Bound &B);

/// Who writes a cleanup, or holds a lock, knows what is done so many calls
/// below; that it may wait or throw further down is how the program is built,
/// and no slip. No maintainer mends it there: it is Strict.
constexpr size_t FarAway = 6;
/// How many of a chain's calls are the project's own: not those within a
/// library whose headers show how it works.
size_t ownCalls(const Summary &P, llvm::ArrayRef<Link> Chain);
/// The same without those that only hand on: of what talks to another machine,
/// and of what throws there, which is often done by many layers.
size_t callsAway(const Summary &P, llvm::ArrayRef<Link> Chain);

/// Why a wait or exchange need not be reported: it polls, is short enough, or
/// is defensible or far away and Strict is off. Empty if it must be looked at
/// further.
std::string harmless(const Summary &P, const Witness &W, unsigned MaxBoundMs,
                     bool Strict);

/// The act in words: "joins a thread ('std::thread::join')".
std::string act(const Summary &P, const Witness &W);

/// Notes for each step of the chain after the first, and the last one's why.
std::vector<ChainNote> notes(const Summary &P, llvm::ArrayRef<Link> Chain);

/// A finding at the chain's first step. Cleanup and Through are filled.
Finding finding(const Summary &P, llvm::StringRef Check, FunctionId In,
                llvm::ArrayRef<Link> Chain, std::string Message);

/// The same, of what a cleanup leads to; of a scope guard, also who runs it.
Finding finding(const Summary &P, llvm::StringRef Check, const Cleanup &C,
                llvm::ArrayRef<Link> Chain, std::string Message);

/// The innermost loop of its function that a step is done in, by the index of
/// what opens it; UINT32_MAX if there is none.
uint32_t loopAround(const Facts &F, StepRef At);
/// The index of the End of the loop that a step opens.
uint32_t endOfLoop(const Facts &F, StepRef Loop);
/// Whether anything in it may leave the loop that a step opens.
bool mayLeave(const Facts &F, StepRef Loop);
/// Whether a step is done once for each turn of a loop of its function.
bool isInLoop(const Facts &F, StepRef At);

/// Whether findings may stand in a function: user code that somebody wrote.
bool isUserCode(const Summary &P, FunctionId F);

/// Do all ways from a step of a body lead to another one, as far as blocks tell?
bool leadsTo(const Facts &F, const Body &B, uint32_t From, uint32_t To);

} // namespace cleanexit

#endif
