//===-- Beside.cpp - What is called by the same class ---------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Beside.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

/// A method that nobody in the program calls, or hands on: what it would set is
/// not set.
static bool isNeverRun(const Program &P, const Calls &Graph, FunctionId F) {
  const Function &Of = P.Of.Functions[F];
  return Of.K == Function::Method && !Of.is(Function::Virtual) &&
         Graph.callers(F).empty() &&
         llvm::none_of(P.Of.Values, [&](const Value &V) {
           return V.K == Value::Function && V.Id == F;
         });
}

bool cleanexit::isBeside(const Program &P, const Calls &Graph, FunctionId In,
                         StepId Call) {
  const FunctionId Other = P.functionOf(Call);
  if (Other == In)
    return true;
  const RecordId Class = P.Of.classOf(In);
  return !isNeverRun(P, Graph, Other) &&
         (Class ? P.Of.classOf(Other) == Class
                : !P.Of.classOf(Other) && P.Of.Functions[Other].At.File ==
                                              P.Of.Functions[In].At.File);
}
