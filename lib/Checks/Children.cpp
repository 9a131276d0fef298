//===-- Children.cpp - What only a forked child does ----------------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Children.h"
#include "Checks/Chain.h"
#include "Checks/Names.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

bool isOfChild(const Summary &P, StepRef At) {
  const Facts &F = P.facts();
  const llvm::ArrayRef<Step> Steps = F.steps(F.Bodies[At.Body]);
  auto IsForked = [&](PathId Of) {
    const PathNode &Node = F.Paths[Of];
    for (uint32_t I = 0; I != Steps.size(); ++I)
      if (Steps[I].Kind == Op::Call && Steps[I].Callee &&
          lastName(F, Steps[I].Callee) == "fork" &&
          (Steps[I].Result == Of ||
           (Node.K == PathNode::Result && Node.Number == I)))
        return true;
    return false;
  };
  return llvm::any_of(P.conditions(At), [&](const Summary::KnownThere &C) {
    return !C.Holds && IsForked(C.Of);
  });
}

} // namespace cleanexit
