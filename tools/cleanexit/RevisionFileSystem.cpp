//===-- RevisionFileSystem.cpp - The disk as it was -------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Revision.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cleanexit {
namespace {

vfs::Status statusOf(const Twine &Path, const Revision::File &F) {
  return vfs::Status(Path, F.Id, sys::TimePoint<>(), /*User=*/0, /*Group=*/0,
                     F.Text->getBufferSize(), sys::fs::file_type::regular_file,
                     sys::fs::perms::all_read);
}

/// A file's text from then, open for reading.
class OpenFile : public vfs::File {
  vfs::Status Is;
  const MemoryBuffer &Text;

public:
  OpenFile(vfs::Status Is, const MemoryBuffer &Text)
      : Is(std::move(Is)), Text(Text) {}

  ErrorOr<vfs::Status> status() override { return Is; }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t,
                                                   bool RequiresNullTerminator,
                                                   bool) override {
    return MemoryBuffer::getMemBuffer(Text.getBuffer(), Name.str(),
                                      RequiresNullTerminator);
  }
  std::error_code close() override { return {}; }
};

class RevisionFileSystem : public vfs::ProxyFileSystem {
  std::shared_ptr<Revision> Then;

public:
  explicit RevisionFileSystem(std::shared_ptr<Revision> Then)
      : ProxyFileSystem(vfs::createPhysicalFileSystem()),
        Then(std::move(Then)) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    SmallString<256> Full = absolute(Path);
    if (const Revision::File *F = Then->file(Full)) {
      if (F->Exists)
        return statusOf(Path, *F);
      return make_error_code(errc::no_such_file_or_directory);
    }
    ErrorOr<vfs::Status> Now = ProxyFileSystem::status(Path);
    if (Now || !Then->hadFolder(Full))
      return Now;
    return vfs::Status(Path, vfs::getNextVirtualUniqueID(), sys::TimePoint<>(),
                       0, 0, 0, sys::fs::file_type::directory_file,
                       sys::fs::perms::all_all);
  }

  bool exists(const Twine &Path) override { return bool(status(Path)); }

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    const Revision::File *F = Then->file(absolute(Path));
    if (!F)
      return ProxyFileSystem::openFileForRead(Path);
    if (!F->Exists)
      return make_error_code(errc::no_such_file_or_directory);
    return std::make_unique<OpenFile>(statusOf(Path, *F), *F->Text);
  }

  std::error_code getRealPath(const Twine &Path,
                              SmallVectorImpl<char> &Output) override {
    std::error_code Problem = ProxyFileSystem::getRealPath(Path, Output);
    if (!Problem || !exists(Path))
      return Problem;
    SmallString<256> Full = absolute(Path);
    sys::path::remove_dots(Full, /*remove_dot_dot=*/true);
    Output.assign(Full.begin(), Full.end());
    return {};
  }

private:
  SmallString<256> absolute(const Twine &Path) const {
    SmallString<256> Full;
    Path.toVector(Full);
    makeAbsolute(Full);
    return Full;
  }
};

} // namespace

IntrusiveRefCntPtr<vfs::FileSystem>
fileSystemAt(std::shared_ptr<Revision> Then) {
  return makeIntrusiveRefCnt<RevisionFileSystem>(std::move(Then));
}

} // namespace cleanexit
