//===-- Repairs.cpp - The kinds of repairs there are ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Repair/Repairs.h"
#include "Repair/Draft.h"
#include "Repair/Site.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace cleanexit {

#define REPAIR(ID, NAME) extern const RepairKind ID;
#include "AllRepairs.inc"
#undef REPAIR

llvm::ArrayRef<NamedRepair> allRepairs() {
  static constexpr NamedRepair All[] = {
#define REPAIR(ID, NAME) {NAME, &ID},
#include "AllRepairs.inc"
#undef REPAIR
  };
  return All;
}

/// To give up one lock is not enough then.
static bool hasOtherHolders(const Finding &F) {
  return F.Check == "cleanup-lock-held-over-wait" &&
         llvm::any_of(F.Chain, [](const ChainNote &N) {
           llvm::StringRef Text = N.Text;
           return Text.contains(" is taken here, and ") &&
                  Text.ends_with(" as well");
         });
}

/// Then nothing helps that is done around the call.
static bool isOfNoexceptCallee(const Finding &F) {
  return F.Check == "cleanup-unguarded-throw" &&
         llvm::StringRef(F.Message).contains(
             "noexcept: std::terminate ends the process in ");
}

std::vector<Repair> repairsFor(const Finding &F, clang::ASTContext &Context) {
  std::vector<Repair> Found;
  if (isOfNoexceptCallee(F))
    return Found;
  Site At(F, Context);
  for (auto Turn : {RepairKind::Early, RepairKind::Usual, RepairKind::General})
    for (const NamedRepair &R : allRepairs()) {
      if ((R.Is->Check != F.Check && R.Is->AlsoCheck != F.Check) ||
          R.Is->Turn != Turn || !(At.found() || R.Is->Elsewhere))
        continue;
      Draft D(At);
      if (!R.Is->Make(At, D))
        continue;
      Found.push_back(D.finish());
      Found.back().Kind = R.Name.str();
      if (!Found.back().Edits.empty() && hasOtherHolders(F))
        Found.back().Sentence += "; another lock is held over this as well";
    }
  std::stable_sort(
      Found.begin(), Found.end(),
      [](const Repair &A, const Repair &B) { return A.Is < B.Is; });
  return Found;
}

} // namespace cleanexit
