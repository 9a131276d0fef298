//===-- Revision.h - The source tree as it was ------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_REVISION_H
#define CLEANEXIT_TOOLS_CLEANEXIT_REVISION_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <optional>
#include <string>

namespace cleanexit {

/// How a git work tree was at a revision, told as what differs from the disk.
class Revision {
public:
  /// A file that is not the same now.
  struct File {
    bool Exists = false; ///< then
    std::string RelativePath;
    std::unique_ptr<llvm::MemoryBuffer> Text; ///< once it was asked for
    llvm::sys::fs::UniqueID Id;
  };

  /// The point at which the work tree around Folder branched off Name: their
  /// merge base; where there is none, Name itself.
  static llvm::Expected<std::shared_ptr<Revision>> at(llvm::StringRef Name,
                                                      llvm::StringRef Folder);

  /// Absolute path of a file that was renamed since, before and now.
  struct Rename {
    std::string Before, Now;
  };
  llvm::ArrayRef<Rename> renames() const { return Renames; }
  /// Absolute paths of files that are gone, and were not renamed.
  llvm::ArrayRef<std::string> removed() const { return Removed; }

  /// Null if the file is the same now.
  const File *file(llvm::StringRef AbsolutePath);
  /// Whether there were files below that path.
  bool hadFolder(llvm::StringRef AbsolutePath) const;
  /// "1a2b3c4d5e6f"
  llvm::StringRef shortName() const {
    return llvm::StringRef(Commit).take_front(12);
  }

private:
  std::string Root;   ///< of the work tree
  std::string Commit; ///< its full hash
  llvm::StringMap<File> Changed;
  llvm::StringMap<std::string> RealFolders; ///< links resolved
  std::vector<Rename> Renames;
  std::vector<std::string> Removed;

  llvm::Error readChanges();
  llvm::Error readUntracked();
  std::string absolute(llvm::StringRef Relative) const;
  void wasThere(llvm::StringRef Relative);
  void wasNotThere(llvm::StringRef Relative);
  bool load(File &F) const;
};

/// The disk as it was. Each has its own working directory.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
fileSystemAt(std::shared_ptr<Revision> Then);

} // namespace cleanexit

#endif
