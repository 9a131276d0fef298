//===-- Recording.h - Which files a parse depends on ------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_TOOLS_CLEANEXIT_RECORDING_H
#define CLEANEXIT_TOOLS_CLEANEXIT_RECORDING_H

#include "llvm/Support/VirtualFileSystem.h"
#include <functional>
#include <map>
#include <set>
#include <string>

namespace cleanexit {

/// The disk, or the disk as it was. Each has its own working directory.
using MakeFileSystem =
    std::function<llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>()>;

/// A file system which writes down what it is asked for: files that
/// were read, and paths where there was no file (a header that would be found
/// first if it existed, `__has_include`).
class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  explicit RecordingFileSystem(
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Of)
      : ProxyFileSystem(std::move(Of)) {}

  /// Absolute paths, with the time of last change when read.
  std::map<std::string, llvm::sys::TimePoint<>> Read;
  /// Where nothing was; with a slash at its end, where a folder was and no file.
  std::set<std::string> Absent;

  /// Drops what was asked for at paths that begin so.
  void forget(llvm::StringRef Prefix);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;

private:
  std::string absolute(const llvm::Twine &Path) const;
};

} // namespace cleanexit

#endif
