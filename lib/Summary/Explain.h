//===-- Explain.h - A summary and its chains as text ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// For `cleanexit link` and `cleanexit why`:
//
//   Client::~Client: waits for a thread to end, unbounded
//     /src/client.cpp:12:3: calls Client::stop
//     /src/client.cpp:20:11: calls std::thread::join: join() returns when …
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_EXPLAIN_H
#define CLEANEXIT_SUMMARY_EXPLAIN_H

#include "Summary/Summary.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace cleanexit {

/// "unbounded", "up to 250 ms", "polls", "as parameter 1 says".
std::string text(const Bound &B);

/// One line per link, "path:line:col: calls X"; the last says why it matters.
void explain(const Summary &Program, llvm::ArrayRef<Link> Chain,
             llvm::raw_ostream &OS);

/// What a function does, with chains: the given effects, for as long as Lasting
/// says, and what it throws if Throws is set. False if there is nothing to say.
bool explain(const Summary &Program, FunctionId F, EffectSet Of, bool Throws,
             llvm::function_ref<std::string(const Witness &)> Lasting,
             llvm::raw_ostream &OS);

/// Functions that a user may mean by a name: mangled, qualified with or
/// without template arguments, or the end of that from a `::`. Sorted.
std::vector<FunctionId> functionsNamed(const Summary &Program,
                                       llvm::StringRef Name);

/// The whole program: cleanups, threads that are started, and what each
/// function does, with chains, sorted by name.
void print(const Summary &Program, llvm::raw_ostream &OS);

} // namespace cleanexit

#endif
