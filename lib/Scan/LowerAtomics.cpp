//===-- LowerAtomics.cpp - What is set and read as a whole ----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// Of whichever kind an atomic is, writing to it is a Set like another:
//
//   done.store(true)   std::atomic_store(&done, true)   atomic_store(&done, 1)
//   __atomic_store_n(&done, 1, order)   __sync_lock_test_and_set(&done, 1)
//===----------------------------------------------------------------------===//
#include "Scan/Library.h"
#include "Scan/Lowering.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace cleanexit {

namespace {
using AtomicAccess = Lowering::AtomicAccess;

/// By a name without its prefix: `load_n`, `store_explicit`, `fetch_add`.
AtomicAccess accessNamed(llvm::StringRef Name) {
  if (Name.starts_with("load") || Name.starts_with("is_lock_free") ||
      Name == "test" || Name == "test_explicit")
    return AtomicAccess::Reads;
  // The generic __atomic_store(p, &v, order) is given an address.
  if (Name.starts_with("store") || Name.starts_with("exchange"))
    return AtomicAccess::Assigns;
  if (Name.starts_with("wait") || Name.starts_with("notify") ||
      Name.contains("fence") || Name.starts_with("init"))
    return AtomicAccess::Other;
  return AtomicAccess::Changes;
}
} // namespace

Value Lowering::accessed(AtomicAccess How, const Expr &Place, const Expr *By,
                         SourceLocation Loc) {
  Value Object = expression(&Place);
  Object.Flags &= ~Value::Lifted;
  Value To = By ? expression(By) : Value();
  if (How == AtomicAccess::Reads)
    return Object;
  if (How != AtomicAccess::Assigns || To.Flags & Value::Lifted)
    To = Value();
  set(pathOf(Object), To, Loc);
  return Object;
}

/// `atomic_store(&x, v)` of C11, and GCC's and clang's builtins.
Value Lowering::atomicExpression(const AtomicExpr &E) {
  llvm::StringRef Name = E.getOpAsString();
  for (llvm::StringRef Prefix :
       {"__c11_atomic_", "__scoped_atomic_", "__opencl_atomic_",
        "__hip_atomic_", "__atomic_"})
    if (Name.consume_front(Prefix))
      break;
  const AtomicAccess How = accessNamed(Name);
  if (How == AtomicAccess::Other) {
    children(E);
    return {};
  }
  const bool HasValue = How != AtomicAccess::Reads && E.getNumSubExprs() > 2;
  return accessed(How, *E.getPtr(), HasValue ? E.getVal1() : nullptr,
                  E.getBeginLoc());
}

/// `std::atomic_store(&x, v)`, `std::atomic_flag_clear(&x)`.
std::optional<Value> Lowering::atomicFunction(const CallExpr &E,
                                              const FunctionDecl &Callee) {
  llvm::StringRef Name = Callee.getName();
  Name.consume_front("atomic_");
  Name.consume_front("flag_");
  const AtomicAccess How = accessNamed(Name);
  if (How == AtomicAccess::Other)
    return std::nullopt;
  const bool HasValue = E.getNumArgs() > 1;
  return accessed(How, *E.getArg(0), HasValue ? E.getArg(1) : nullptr,
                  E.getBeginLoc());
}

/// `__sync_fetch_and_add(&x, 1)`
std::optional<Value> Lowering::syncBuiltin(const CallExpr &E,
                                           const FunctionDecl &Callee) {
  if (!Callee.getIdentifier() || E.getNumArgs() == 0 ||
      !Callee.getName().starts_with("__sync_"))
    return std::nullopt;
  const bool Swaps = Callee.getName().starts_with("__sync_lock_test_and_set");
  return accessed(Swaps ? AtomicAccess::Assigns : AtomicAccess::Changes,
                  *E.getArg(0), E.getNumArgs() > 1 ? E.getArg(1) : nullptr,
                  E.getBeginLoc());
}

/// A method: loads are reads of the path, everything else sets it.
Value Lowering::atomic(const CallExpr &E, const CXXMethodDecl &Method,
                       const Expr &Receiver, unsigned FirstArg) {
  Value Object = expression(&Receiver);
  llvm::SmallVector<Value, 4> Args;
  for (unsigned I = FirstArg; I < E.getNumArgs(); ++I)
    Args.push_back(expression(E.getArg(I)));
  AtomicAccess How = AtomicAccess::Changes;
  if (isa<CXXConversionDecl>(Method))
    How = AtomicAccess::Reads;
  else if (Method.getOverloadedOperator() == OO_Equal)
    How = AtomicAccess::Assigns;
  else if (Method.getIdentifier())
    How = accessNamed(Method.getName());
  if (How == AtomicAccess::Other) { // wait(), notify_one()
    Step S;
    S.Kind = Op::Call;
    S.At = U.place(E.getBeginLoc());
    S.Callee = U.function(Method);
    S.Subject = pathOf(Object);
    emit(S, Args);
    return {};
  }
  const bool Assigns = How == AtomicAccess::Assigns && !Args.empty();
  if (How != AtomicAccess::Reads)
    set(pathOf(Object), Assigns ? Args[0] : Value(), E.getBeginLoc());
  return Object;
}

} // namespace cleanexit
