//===-- Finding.h - A reported misuse and its explanation -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_FINDING_H
#define CLEANEXIT_CHECKS_FINDING_H

#include <cstdint>
#include <string>
#include <vector>

namespace cleanexit {

/// A position that stands on its own: canonical absolute path, line and
/// column from 1. An empty File is "nowhere" (a model).
struct Position {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
  friend auto operator<=>(const Position &, const Position &) = default;
};

/// One step of the chain from a cleanup down to the act.
struct ChainNote {
  Position At;
  std::string Text;
  friend auto operator<=>(const ChainNote &, const ChainNote &) = default;
};

/// Bytes of a file that are replaced.
struct Edit {
  std::string File; ///< canonical absolute path
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;
  friend auto operator<=>(const Edit &, const Edit &) = default;
};

/// How far a repair goes by itself.
enum class Tier : uint8_t {
  Safe,      ///< keeps what the code promised; `--fix`
  Suggested, ///< changes when or whether something happens; `--fix=suggested`
  Manual,    ///< a sentence and no edits: why it is not done here
};

/// One way to mend a finding.
struct Repair {
  Tier Is = Tier::Manual;
  std::string Kind; ///< "catch-all"; the name of its row in docs/fixits.md
  std::string Sentence;
  std::vector<Edit> Edits; ///< applied together or not at all
};

/// "repair: ...", "suggested repair: ...".
std::string repairInWords(const Repair &R);

struct Finding {
  std::string Check; ///< "cleanup-blocking-call"
  Position At;
  std::string Message;
  std::vector<ChainNote> Chain;
  Position Owner; ///< the object that the exit of process or thread ends
  /// Names, not places: the cleanup and each function of the chain. What
  /// identifies the finding when lines move.
  std::string Cleanup;
  std::vector<std::string> Through;
  std::string Fingerprint; ///< made of these by identify()
  bool AsError = false;    ///< WarningsAsErrors names its check
  /// The best one first. Made on demand, from a fresh parse.
  std::vector<Repair> Repairs;
};

/// Its place, then those of its chain, then its owner's.
std::vector<Position> placesOf(const Finding &F);

/// Sorts by place and leaves out duplicates: of findings of one check at one
/// place, that with the shortest chain explains it best.
void arrange(std::vector<Finding> &Findings);

/// Gives each finding its fingerprint, 16 hex digits of its check, cleanup and
/// chain by name, so that it survives moved lines and renamed files. Findings
/// that are alike in these are numbered in their order.
void identify(std::vector<Finding> &Findings);

} // namespace cleanexit

#endif
