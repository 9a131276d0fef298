//===-- Finding.cpp - Order and identity of findings ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Checks/Finding.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>

namespace cleanexit {

static bool inOrder(const Finding &A, const Finding &B) {
  if (auto Order = A.At <=> B.At; Order != 0)
    return Order < 0;
  if (A.Check != B.Check)
    return A.Check < B.Check;
  if (A.Chain.size() != B.Chain.size())
    return A.Chain.size() < B.Chain.size();
  if (A.Message != B.Message)
    return A.Message < B.Message;
  return A.Chain < B.Chain;
}

std::vector<Position> placesOf(const Finding &F) {
  std::vector<Position> All = {F.At};
  for (const ChainNote &N : F.Chain)
    All.push_back(N.At);
  All.push_back(F.Owner);
  return All;
}

void arrange(std::vector<Finding> &Findings) {
  std::sort(Findings.begin(), Findings.end(), inOrder);
  Findings.erase(std::unique(Findings.begin(), Findings.end(),
                             [](const Finding &A, const Finding &B) {
                               return A.At == B.At && A.Check == B.Check;
                             }),
                 Findings.end());
}

static std::string names(const Finding &F) {
  std::string All = F.Check + '\0' + F.Cleanup;
  for (const std::string &Name : F.Through)
    All += '\0' + Name;
  return All;
}

void identify(std::vector<Finding> &Findings) {
  llvm::StringMap<unsigned> Seen;
  for (Finding &F : Findings) {
    std::string Names = names(F);
    unsigned Nth = Seen[Names]++;
    F.Fingerprint =
        llvm::utohexstr(llvm::xxh3_64bits(Names + '\0' + std::to_string(Nth)),
                        /*LowerCase=*/true, /*Width=*/16);
  }
}

std::string repairInWords(const Repair &R) {
  switch (R.Is) {
  case Tier::Safe:
    return "repair: " + R.Sentence;
  case Tier::Suggested:
    return "suggested repair: " + R.Sentence;
  case Tier::Manual:
    return "to be mended by hand: " + R.Sentence;
  }
  return "";
}

} // namespace cleanexit
