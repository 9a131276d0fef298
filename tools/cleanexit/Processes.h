//===-- Processes.h - Many jobs in processes of their own -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_PROCESSES_H
#define CLEANEXIT_TOOLS_CLEANEXIT_PROCESSES_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <string>

namespace cleanexit {

/// Makes the answer to job I, in a child process.
using Job = llvm::function_ref<std::string(unsigned I)>;
/// Takes job I's answer, in the parent; an error if its process died.
using Answered =
    llvm::function_ref<void(unsigned I, llvm::Expected<std::string>)>;

/// Does jobs 0 to Count - 1 in up to Processes children of this process, each
/// doing one job after the other. Answers come in any order. A job that
/// crashes its process is lost, and no other.
void doInProcesses(unsigned Count, unsigned Processes, Job Do, Answered Take);

/// What the children that have ended took.
double cpuSecondsOfChildren();

} // namespace cleanexit

#endif
