//===-- Once.h - What has been run before, and runs once --------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   bus();                                 pthread_once(&once, connect)
//   pthread_mutex_lock(&m);
//   bus();                                 runs nothing any more
//
//   if (!log)             what whoever comes first makes for all
//     log = openLog();
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_ONCE_H
#define CLEANEXIT_CHECKS_ONCE_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether what ends there is a `do … while (0)`, which a macro may be.
bool closesOnce(const Facts &F, uint32_t Body, uint32_t End);

/// Whether a chain leads through what runs once, and a call before it, in a
/// function of the chain and on every way there, has run that.
bool hasRunBefore(const Summary &P, llvm::ArrayRef<Link> Chain);

/// Whether a chain leads through the making of a global, or of a function's
/// static, that is made when it is first asked for. A cleanup hardly is the first.
bool isMadeAtFirstUse(const Summary &P, llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
