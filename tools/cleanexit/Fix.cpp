//===-- Fix.cpp - Applying repairs to files ---------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Fix.h"
#include "Report/Report.h"
#include "UnifiedDiff.h"
#include "WholeFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace cleanexit {

Fixes::Fixes(llvm::ArrayRef<Finding> Findings, Tier UpTo) {
  for (size_t I = 0; I < Findings.size(); ++I) {
    const Finding &F = Findings[I];
    const Repair *Best = nullptr;
    for (const Repair &R : F.Repairs)
      if (!Best && R.Is <= UpTo)
        Best = &R;
    std::string Where = F.At.File + ":" + std::to_string(F.At.Line) + ": ";
    if (Best && add(*Best))
      Mended.push_back(I);
    else if (Best)
      Refused.push_back(Where + "left for the next run: " + Best->Sentence +
                        " overlaps another repair");
    else if (!F.Repairs.empty() && F.Repairs.front().Is == Tier::Manual)
      Refused.push_back(Where + "not mended: " + F.Repairs.front().Sentence);
  }
}

bool Fixes::add(const Repair &R) {
  std::map<std::string, Replacements> Tried;
  for (const Edit &E : R.Edits) {
    auto [It, New] = Tried.try_emplace(E.File);
    if (auto Known = ByFile.find(E.File); New && Known != ByFile.end())
      It->second = Known->second;
    Replacement Wanted(E.File, E.Offset, E.Length, E.Text);
    // The same edit for two findings is one: `#include <mutex>`.
    if (llvm::is_contained(It->second, Wanted))
      continue;
    if (llvm::Error Overlap = It->second.add(Wanted)) {
      llvm::consumeError(std::move(Overlap));
      return false;
    }
  }
  for (auto &[File, Merged] : Tried)
    ByFile[File] = std::move(Merged);
  return true;
}

std::vector<Edit> Fixes::edits() const {
  std::vector<Edit> All;
  for (const auto &[File, Merged] : ByFile)
    for (const Replacement &R : Merged)
      All.push_back(
          {File, R.getOffset(), R.getLength(), R.getReplacementText().str()});
  return All;
}

static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
contents(llvm::StringRef File) {
  auto Code = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false,
                                          /*IsVolatile=*/true);
  if (!Code)
    return llvm::createStringError(File + ": " + Code.getError().message());
  return std::move(*Code);
}

llvm::Error Fixes::write() const {
  for (const auto &[File, Edits] : ByFile) {
    auto Code = contents(File);
    if (!Code)
      return Code.takeError();
    llvm::Expected<std::string> New =
        clang::tooling::applyAllReplacements((*Code)->getBuffer(), Edits);
    if (!New)
      return New.takeError();
    if (llvm::Error E =
            writeWhole(File, [&](llvm::raw_ostream &OS) { OS << *New; }))
      return E;
  }
  return llvm::Error::success();
}

llvm::Error Fixes::print(llvm::raw_ostream &OS, llvm::StringRef Root) const {
  for (const auto &[File, Edits] : ByFile) {
    auto Code = contents(File);
    if (!Code)
      return Code.takeError();
    printDiff(OS, relativeTo(Root, File), (*Code)->getBuffer(), Edits);
  }
  return llvm::Error::success();
}

} // namespace cleanexit
