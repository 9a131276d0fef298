//===-- LowerOpenMP.cpp - OpenMP's directives -------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Who comes to a parallel region takes part in it and waits for its end, so what
// is done there is done. A critical section is held by all of its name:
//
//   #pragma omp critical(log)     acquire ::"omp critical(log)"
//   { write(); }                    call write
//                                 release
//   #pragma omp taskwait          call GOMP_taskwait
//===----------------------------------------------------------------------===//
#include "Scan/Lowering.h"
#include "clang/AST/StmtOpenMP.h"

using namespace clang;

namespace cleanexit {

/// What the library would be asked; empty if nothing.
static llvm::StringRef waitOf(const OMPExecutableDirective &D) {
  switch (D.getDirectiveKind()) {
  case llvm::omp::OMPD_barrier:
    return "GOMP_barrier";
  case llvm::omp::OMPD_taskwait:
    return "GOMP_taskwait";
  default:
    return "";
  }
}

void Lowering::directive(const OMPExecutableDirective &D) {
  const SourceLocation Loc = D.getBeginLoc();
  if (llvm::StringRef Name = waitOf(D); !Name.empty()) {
    Step S;
    S.Kind = Op::Call;
    S.At = U.place(Loc);
    S.Callee = U.synthesize(Name, Name, Name, cleanexit::Function::Free, {});
    U.Made.Functions[S.Callee].Flags |=
        cleanexit::Function::Toolchain | cleanexit::Function::System;
    emit(S);
    return;
  }
  // What a task does, any thread does later; what a target does, a device.
  if (!D.hasAssociatedStmt() ||
      isOpenMPTaskingDirective(D.getDirectiveKind()) ||
      isOpenMPTargetExecutionDirective(D.getDirectiveKind()))
    return;
  const Stmt *Body = D.getAssociatedStmt();
  while (const auto *Captured = dyn_cast_or_null<CapturedStmt>(Body))
    Body = Captured->getCapturedStmt();
  PathId Lock = 0;
  if (const auto *Critical = dyn_cast<OMPCriticalDirective>(&D)) {
    std::string Name = Critical->getDirectiveName().getAsString();
    Name = Name.empty() ? "omp critical" : "omp critical(" + Name + ")";
    Lock = U.path({PathNode::Global, 0, U.Made.Strings.intern(Name), 0});
  }
  lockCall("cleanexit::acquire", Lock, Loc);
  block(Body);
  lockCall("cleanexit::release", Lock, D.getEndLoc());
}

} // namespace cleanexit
