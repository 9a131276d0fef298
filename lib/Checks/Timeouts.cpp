//===-- Timeouts.cpp - Does a timeout govern a call? ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Timeouts.h"
#include "Checks/Chain.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace cleanexit {

/// The functions of a chain, and those that they call beside it: helpers that
/// set up what the chain uses.
static llvm::DenseSet<FunctionId> around(const Summary &P, const Witness &W) {
  const Facts &F = P.facts();
  llvm::DenseSet<FunctionId> All;
  for (const Link &L : W.Chain) {
    if (!stepOf(P, L.At))
      continue;
    const FunctionId In = functionOf(P, L.At);
    All.insert(In);
    for (uint32_t B : F.Functions[In].Bodies)
      for (const Step &S : F.steps(F.Bodies[B]))
        if (S.Kind == Op::Call && S.Callee)
          All.insert(S.Callee);
  }
  return All;
}

/// Socket(Context &c) : …   The classes of what is made with an object of one of
/// these, which its end may wait for.
static llvm::SmallVector<RecordId, 4>
madeWith(const Facts &F, const llvm::DenseSet<RecordId> &Classes) {
  llvm::SmallVector<RecordId, 4> All;
  for (const Function &Of : F.Functions)
    if (Of.K == Function::Constructor && Of.Class &&
        !llvm::is_contained(All, Of.Class))
      for (const Function::Object &O : Of.Objects)
        if (F.Paths[O.Root].K == PathNode::Param && Classes.contains(O.Class) &&
            !Classes.contains(Of.Class)) {
          All.push_back(Of.Class);
          break;
        }
  return All;
}

/// set(option, value) { lib_set(handle_, option, &value); }   The arguments of the
/// inner call as each caller of set() says.
static bool
anyCallerSays(const Summary &P, FunctionId In, llvm::ArrayRef<Value> Args,
              llvm::function_ref<bool(llvm::ArrayRef<Value>)> Fits) {
  const Facts &F = P.facts();
  auto IsParam = [&](const Value &V) {
    return V.K == Value::Path && F.Paths[V.Id].K == PathNode::Param;
  };
  return llvm::any_of(Args, IsParam) &&
         llvm::any_of(P.callers(In), [&](StepRef Call) {
           const llvm::ArrayRef<Value> Given = F.args(*stepOf(P, Call));
           llvm::SmallVector<Value, 4> Said(Args);
           for (Value &V : Said)
             if (IsParam(V) && F.Paths[V.Id].Number < Given.size())
               V = Given[F.Paths[V.Id].Number];
           return Fits(Said);
         });
}

bool limited(const Summary &P, const Witness &W) {
  const ActModel *Act = W.Chain.back().Act;
  const llvm::ArrayRef<ArgumentTest> Wanted =
      Act ? llvm::ArrayRef(Act->UnlessSet) : llvm::ArrayRef<ArgumentTest>();
  auto Fits = [&](const FunctionModel &M, llvm::ArrayRef<Value> Args) {
    return Wanted.empty() ? M.LimitsWhen.empty() || anyHolds(M.LimitsWhen, Args)
                          : anyHolds(Wanted, Args);
  };
  const Facts &F = P.facts();
  const FunctionModel *Acts = P.model(W.Chain.back().Callee);
  if (!Acts || !stepOf(P, W.Chain.back().At))
    return false;
  const llvm::DenseSet<FunctionId> Around = around(P, W);
  llvm::DenseSet<RecordId> Classes;
  for (const Link &L : W.Chain)
    if (stepOf(P, L.At))
      if (RecordId Class = F.classOf(functionOf(P, L.At)))
        Classes.insert(Class);
  // Whether code of this library's, which IsIn, calls anything of it, and what
  // limits it.
  struct Use {
    bool Any = false, Limits = false;
  };
  auto UseOf = [&](llvm::function_ref<bool(FunctionId)> IsIn) {
    Use Found;
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
      for (uint32_t B :
           IsIn(Id) ? F.Functions[Id].Bodies : std::vector<uint32_t>())
        for (const Step &Other : F.steps(F.Bodies[B])) {
          const FunctionModel *M = Other.Kind == Op::Call && Other.Callee
                                       ? P.model(Other.Callee)
                                       : nullptr;
          if (!M || M->Library != Acts->Library)
            continue;
          Found.Any = true;
          Found.Limits |= M->Limits &&
                          (Fits(*M, F.args(Other)) ||
                           (!Wanted.empty() &&
                            anyCallerSays(P, Id, F.args(Other), [&](auto Args) {
                              return Fits(*M, Args);
                            })));
        }
    return Found;
  };
  if (UseOf([&](FunctionId Id) {
        return Around.contains(Id) || Classes.contains(F.Functions[Id].Class);
      }).Limits)
    return true;
  // All that is made with it, and makes use of the library.
  bool Any = false;
  if (!Wanted.empty())
    for (RecordId Class : madeWith(F, Classes)) {
      const Use Here =
          UseOf([&](FunctionId Id) { return F.Functions[Id].Class == Class; });
      if (Here.Any && !Here.Limits)
        return false;
      Any |= Here.Limits;
    }
  return Any;
}

} // namespace cleanexit
