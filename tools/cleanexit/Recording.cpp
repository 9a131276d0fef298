//===-- Recording.cpp - Which files a parse depends on ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Recording.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cleanexit {

std::string RecordingFileSystem::absolute(const Twine &Path) const {
  SmallString<256> Full;
  Path.toVector(Full);
  makeAbsolute(Full);
  return Full.str().str();
}

void RecordingFileSystem::forget(StringRef Prefix) {
  std::erase_if(Read, [&](const auto &File) {
    return StringRef(File.first).starts_with(Prefix);
  });
  std::erase_if(Absent,
                [&](StringRef File) { return File.starts_with(Prefix); });
}

ErrorOr<vfs::Status> RecordingFileSystem::status(const Twine &Path) {
  ErrorOr<vfs::Status> Found = ProxyFileSystem::status(Path);
  if (!Found)
    Absent.insert(absolute(Path));
  return Found;
}

bool RecordingFileSystem::exists(const Twine &Path) {
  bool Found = ProxyFileSystem::exists(Path);
  if (!Found)
    Absent.insert(absolute(Path));
  return Found;
}

ErrorOr<std::unique_ptr<vfs::File>>
RecordingFileSystem::openFileForRead(const Twine &Path) {
  auto File = ProxyFileSystem::openFileForRead(Path);
  if (!File) {
    Absent.insert(absolute(Path));
    return File;
  }
  ErrorOr<vfs::Status> S = (*File)->status();
  if (S && S->isDirectory()) // <memory>, and there is a folder of that name
    Absent.insert(absolute(Path) + "/");
  else if (S)
    Read.try_emplace(absolute(Path), S->getLastModificationTime());
  return File;
}

} // namespace cleanexit
