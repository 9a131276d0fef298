//===-- Cache.h - What was found in runs before -----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   command, models, binary ──> lists of files   llvmcache-u…
//                                   │
//   their contents, what is absent ─┴───────────> answer   llvmcache-a…
//                                                   │
//   settings, all of the models ────────────────────┴────> the checks' answers
//                                                          llvmcache-p…
//
// The first key leads to the files that this TU's parse depended on the last
// few times; what is in them now makes the second. So a file that returns to an
// earlier content finds its earlier facts. The third key is of a program: of
// the names of its TUs' answers, so nobody need read them.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_CACHE_H
#define CLEANEXIT_TOOLS_CLEANEXIT_CACHE_H

#include "Arguments.h"
#include "Recording.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <optional>

namespace cleanexit {

extern const OptionSpec CacheOption, CacheSizeOption, NoCacheOption;

/// A folder of entries, each written whole or not at all. What is damaged, or
/// another binary's, is as if it were not there; what cannot be written is not
/// kept.
class Cache {
  std::string Folder; ///< empty: nothing is found or kept
  uint64_t Salt = 0;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS; ///< of the sources
  uint64_t MaxSize = 0;                               ///< in bytes
  bool SizeIsGiven = false;
  struct Content {
    std::optional<uint64_t> Hash; ///< none: it cannot be read
    llvm::sys::TimePoint<> Changed;
  };
  llvm::StringMap<Content> Contents; ///< as seen in this run
  llvm::StringMap<bool> AreThere;    ///< likewise, of what was absent

public:
  /// ModelsHash: of what scanning itself takes from the models.
  static llvm::Expected<Cache>
  from(const Arguments &Args, uint64_t ModelsHash,
       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);

  /// The entry that has the answer for this TU, if nothing that matters
  /// changed; else an empty string. It is then among those used last.
  std::string find(const clang::tooling::CompileCommand &Command);

  /// Also: files that were read without Seen knowing. The entry's name is
  /// what find() will say; empty if nothing was kept.
  std::string keep(const clang::tooling::CompileCommand &Command,
                   const RecordingFileSystem &Seen,
                   const std::vector<std::string> &Also,
                   llvm::StringRef Answer);

  /// The entry of a program of which this is all that matters.
  std::string programEntry(llvm::ArrayRef<std::string> Parts) const;

  /// What an entry has, if it is whole.
  std::optional<std::string> read(llvm::StringRef Entry) const;
  void write(llvm::StringRef Entry, llvm::StringRef Content) const;

  /// What the TU's parse read the last time.
  std::set<std::string>
  filesRead(const clang::tooling::CompileCommand &Command) const;

  /// Forgets what was not used for long until the folder is within its size.
  void prune();

private:
  struct Dependencies;
  std::string unitEntry(const clang::tooling::CompileCommand &Command) const;
  std::optional<std::string> answerEntry(llvm::StringRef UnitEntry,
                                         const Dependencies &Of);
  std::optional<uint64_t> hashOf(const std::string &File);
  bool isThere(const std::string &File);
  llvm::sys::TimePoint<> lastChange(const std::string &File);
};

} // namespace cleanexit

#endif
