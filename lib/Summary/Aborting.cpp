//===-- Aborting.cpp - What is done on the way to abort() -----------------===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Aborting.h"
#include "Summary/Pruning.h"
#include "llvm/ADT/STLExtras.h"

using namespace cleanexit;

namespace {

class Aborting {
  Facts &F;
  std::vector<bool> Aborts; ///< by function

  bool abortsHere(const Step &S) const {
    return S.Kind == Op::Call && S.Callee && !S.is(Step::Virtual) &&
           Aborts[S.Callee];
  }

  /// void die() { log("…"); abort(); }   and not: sometimes, or in the end
  bool onlyAborts(const Function &Of) const {
    return Of.is(Function::NoReturn) && !Of.Bodies.empty() &&
           llvm::all_of(Of.Bodies, [&](uint32_t B) {
             unsigned Depth = 0;
             for (const Step &S : F.steps(F.Bodies[B])) {
               if (leavesBody(S) || (F.endsHere(S) && !abortsHere(S)) ||
                   (S.Kind == Op::Loop && S.is(Step::Endless)))
                 return false;
               Depth += opensBlock(S.Kind);
               Depth -= S.Kind == Op::End;
               if (!Depth && abortsHere(S))
                 return true;
             }
             return false;
           });
  }

  /// Or is come to from elsewhere.
  static bool leavesBody(const Step &S) {
    return leavesBlock(S.Kind) || S.Kind == Op::Label;
  }

  /// Blocks stay, with nothing in them.
  static bool isStructure(const Step &S) {
    return opensBlock(S.Kind) || S.Kind == Op::Else || S.Kind == Op::Case ||
           S.Kind == Op::Catch || S.Kind == Op::End;
  }

  void takeOut(const Body &B, bool Whole) {
    struct Block {
      uint32_t First; ///< from where on nothing leaves it
      bool IsChoice;  ///< it may be passed by
    };
    llvm::SmallVector<Block, 8> Open{{0, Whole}};
    for (uint32_t I = 0; I != B.Count; ++I) {
      const Step S = F.Steps[B.First + I];
      if (leavesBody(S)) {
        for (Block &Around : Open)
          Around.First = I + 1;
      } else if (abortsHere(S) && Open.back().IsChoice) {
        for (uint32_t Before = Open.back().First; Before < I; ++Before)
          if (!isStructure(F.Steps[B.First + Before]))
            cleanexit::takeOut(F.Steps[B.First + Before]);
      } else if (opensBlock(S.Kind)) {
        // `do … while (0)` is a Switch of nothing.
        const bool IsOnce = S.Kind == Op::Switch && S.NumArgs == 0;
        const bool IsChoice = IsOnce ? Open.back().IsChoice : S.Kind != Op::Try;
        Open.push_back({I + 1, IsChoice});
      } else if (S.Kind == Op::Else || S.Kind == Op::Case ||
                 S.Kind == Op::Catch) {
        Open.back() = {I + 1, true};
      } else if (S.Kind == Op::End && Open.size() > 1) {
        Open.pop_back();
      }
    }
  }

public:
  Aborting(Facts &United, const Models &Known)
      : F(United), Aborts(United.Functions.size()) {
    for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
      if (F.Functions[Id].Bodies.empty())
        if (const FunctionModel *M =
                Known.function(F.Strings[F.Functions[Id].Key]))
          Aborts[Id] = M->Aborts;
    constexpr unsigned MostRounds = 4;
    bool News = true;
    for (unsigned Round = 0; News && Round != MostRounds; ++Round) {
      News = false;
      for (FunctionId Id = 1; Id < F.Functions.size(); ++Id)
        if (!Aborts[Id] && onlyAborts(F.Functions[Id]))
          News = Aborts[Id] = true;
    }
  }

  void run() {
    if (!llvm::is_contained(Aborts, true))
      return;
    // std::set_terminate(handler): somebody waits for its end.
    std::vector<bool> IsHandler(F.Functions.size());
    for (const Value &V : F.Values)
      if (V.K == Value::Function)
        IsHandler[V.Id] = true;
    for (const Cleanup &C : F.Cleanups)
      IsHandler[C.Runs] = true;
    for (const Body &B : llvm::drop_begin(F.Bodies))
      if (llvm::any_of(F.steps(B),
                       [&](const Step &S) { return abortsHere(S); }))
        takeOut(B, Aborts[B.Of] && !IsHandler[B.Of]);
  }
};

} // namespace

Facts cleanexit::withoutAborting(Facts United, const Models &Known) {
  Aborting(United, Known).run();
  return United;
}
