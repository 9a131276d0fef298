//===-- Revision.cpp - The source tree as it was ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Revision.h"
#include "Git.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;

namespace cleanexit {

llvm::Expected<std::shared_ptr<Revision>> Revision::at(llvm::StringRef Name,
                                                       llvm::StringRef Folder) {
  auto Then = std::make_shared<Revision>();
  llvm::Expected<std::string> Root =
      git(Folder, {"rev-parse", "--show-toplevel"});
  if (!Root)
    return llvm::createStringError("--diff=" + Name + ": " +
                                   llvm::toString(Root.takeError()));
  Then->Root = llvm::StringRef(*Root).rtrim('\n').str();
  std::string Wanted = branchPoint(Name, Folder) + "^{commit}";
  llvm::Expected<std::string> Commit =
      git(Folder, {"rev-parse", "--verify", "--quiet", Wanted});
  if (!Commit) {
    llvm::consumeError(Commit.takeError());
    return llvm::createStringError(
        "--diff=" + Name + ": git knows no such revision in '" + Folder +
        "'; a shallow clone needs `git fetch --unshallow`");
  }
  Then->Commit = llvm::StringRef(*Commit).trim().str();
  if (llvm::Error E = Then->readChanges())
    return std::move(E);
  if (llvm::Error E = Then->readUntracked())
    return std::move(E);
  return Then;
}

/// M\0path\0 A\0path\0 D\0path\0 R100\0before\0now\0
llvm::Error Revision::readChanges() {
  llvm::Expected<std::string> Listed =
      git(Root, {"diff", "--name-status", "-z", "-M", "--no-relative",
                 "--ignore-submodules", Commit, "--"});
  if (!Listed)
    return Listed.takeError();
  llvm::StringRef Rest = *Listed;
  auto next = [&Rest] {
    llvm::StringRef Word;
    std::tie(Word, Rest) = Rest.split('\0');
    return Word;
  };
  while (!Rest.empty()) {
    llvm::StringRef Status = next(), Path = next();
    if (Status.starts_with("R") || Status.starts_with("C")) {
      llvm::StringRef Now = next();
      wasNotThere(Now);
      if (Status.starts_with("C"))
        continue;
      Renames.push_back({absolute(Path), absolute(Now)});
      wasThere(Path);
    } else if (Status == "A") {
      wasNotThere(Path);
    } else {
      wasThere(Path);
      if (Status == "D")
        Removed.push_back(absolute(Path));
    }
  }
  return llvm::Error::success();
}

/// New files that git was not told of yet; ignored ones are taken to be made
/// by the build, the same then as now.
llvm::Error Revision::readUntracked() {
  llvm::Expected<std::string> Listed =
      git(Root, {"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Listed)
    return Listed.takeError();
  llvm::SmallVector<llvm::StringRef, 0> Paths;
  llvm::StringRef(*Listed).split(Paths, '\0', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Path : Paths)
    wasNotThere(Path);
  return llvm::Error::success();
}

std::string Revision::absolute(llvm::StringRef Relative) const {
  return Root + "/" + Relative.str();
}

void Revision::wasThere(llvm::StringRef Relative) {
  File &F = Changed[absolute(Relative)];
  F.Exists = true;
  F.RelativePath = Relative.str();
  F.Id = llvm::vfs::getNextVirtualUniqueID();
}

void Revision::wasNotThere(llvm::StringRef Relative) {
  Changed.try_emplace(absolute(Relative));
}

bool Revision::load(File &F) const {
  std::string Name = Commit + ":" + F.RelativePath;
  llvm::Expected<std::string> Text = git(Root, {"cat-file", "blob", Name});
  if (!Text) {
    llvm::consumeError(Text.takeError());
    return false;
  }
  F.Text = llvm::MemoryBuffer::getMemBufferCopy(*Text, F.RelativePath);
  return true;
}

const Revision::File *Revision::file(llvm::StringRef AbsolutePath) {
  llvm::SmallString<256> Path = AbsolutePath;
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  auto It = Changed.find(Path);
  if (It == Changed.end()) {
    llvm::StringRef Folder = path::parent_path(Path);
    auto [Real, New] = RealFolders.try_emplace(Folder);
    llvm::SmallString<256> Resolved;
    if (New && !llvm::sys::fs::real_path(Folder, Resolved))
      Real->second = Resolved.str().str();
    It = Changed.find((Real->second + "/" + path::filename(Path)).str());
  }
  if (It == Changed.end())
    return nullptr;
  File &F = It->second;
  if (F.Exists && !F.Text && !load(F))
    return nullptr;
  return &F;
}

bool Revision::hadFolder(llvm::StringRef AbsolutePath) const {
  std::string Prefix = AbsolutePath.rtrim('/').str() + "/";
  for (const auto &Entry : Changed)
    if (Entry.second.Exists && Entry.getKey().starts_with(Prefix))
      return true;
  return false;
}

} // namespace cleanexit
