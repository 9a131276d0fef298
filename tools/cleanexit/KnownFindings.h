//===-- KnownFindings.h - Findings that were there before -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_KNOWNFINDINGS_H
#define CLEANEXIT_TOOLS_CLEANEXIT_KNOWNFINDINGS_H

#include "Checks/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <map>

namespace cleanexit {

/// A baseline: the findings that are accepted for now, by fingerprint. On disk
/// one finding a line, sorted, so that versions of it merge like source:
///
///   # CleanExit baseline 1: ...
///   9a4f0c51d1e0b7c2 cleanup-blocking-call Pool::~Pool > Pool::stop
class KnownFindings {
  std::map<std::string, std::string> ByFingerprint; ///< with words for people

public:
  /// Fails if there is no such file, or if it is none of ours.
  static llvm::Expected<KnownFindings> read(llvm::StringRef File);
  llvm::Error write(llvm::StringRef File) const;

  void add(llvm::ArrayRef<Finding> Findings);
  /// Forgets those that are not among the findings.
  void keepOnly(llvm::ArrayRef<Finding> Findings);

  /// How many of them are not among the findings.
  unsigned numMissingIn(llvm::ArrayRef<Finding> Findings) const;
  /// Takes the known ones out; how many they were.
  unsigned takeOut(std::vector<Finding> &Findings) const;
  unsigned size() const { return ByFingerprint.size(); }
};

} // namespace cleanexit

#endif
