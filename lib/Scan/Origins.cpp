//===-- Origins.cpp - Where code comes from ---------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Scan/Origins.h"
#include "clang/Basic/FileManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace cleanexit {
namespace {

/// Folders of the C library below an include root.
constexpr llvm::StringRef LibcFolders[] = {
    "bits", "sys", "net",   "netinet",  "arpa",      "asm", "asm-generic",
    "gnu",  "rpc", "linux", "finclude", "protocols", "scsi"};

} // namespace

bool isToolchainPath(llvm::StringRef Path) {
  // libstdc++ and libc++: .../include/c++/12/..., .../include/c++/v1/...
  // clang's and gcc's own: .../lib/clang/22/include/..., .../lib/gcc/...
  if (Path.contains("/include/c++/") || Path.contains("/lib/clang/") ||
      Path.contains("/lib/gcc/") || Path.contains("/c++/v1/"))
    return true;
  for (llvm::StringRef Root : {"/usr/include/", "/usr/local/include/"}) {
    llvm::StringRef Rest = Path;
    if (!Rest.consume_front(Root))
      continue;
    // Debian keeps a copy of some folders per architecture.
    if (Rest.starts_with("x86_64-linux-") || Rest.starts_with("aarch64-linux-"))
      Rest = Rest.split('/').second;
    auto [First, More] = Rest.split('/');
    return More.empty() || First == "c++" ||
           llvm::is_contained(LibcFolders, First);
  }
  return false;
}

bool isInstalledPath(llvm::StringRef Path) {
  return Path.starts_with("/usr/") && !Path.starts_with("/usr/src/") &&
         (Path.contains("/include/") || Path.contains("/lib/"));
}

std::string canonicalPath(FileEntryRef File, const FileManager &Files) {
  llvm::StringRef Real = File.getFileEntry().tryGetRealPathName();
  llvm::SmallString<256> Path(Real.empty() ? File.getName() : Real);
  Files.makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  // ".." after a symbolic link leads elsewhere than by the text, as clang has
  // it: /bin/../lib/gcc, where /bin is /usr/bin.
  llvm::vfs::FileSystem &FS = Files.getVirtualFileSystem();
  if (llvm::SmallString<256> Found; File.getName().contains("..") &&
                                    !FS.exists(Path) &&
                                    !FS.getRealPath(File.getName(), Found))
    Path = Found;
  return std::string(Path);
}

std::vector<std::string> filesRead(const SourceManager &Sources) {
  std::vector<std::string> Paths;
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
    Paths.push_back(canonicalPath(It->first, Sources.getFileManager()));
  return Paths;
}

llvm::StringRef Origins::file(FileID File) {
  auto [It, New] = Paths.try_emplace(File);
  if (New)
    if (OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File))
      It->second = canonicalPath(*Entry, Sources.getFileManager());
  return It->second;
}

Origins::Origin Origins::of(SourceLocation Loc) {
  if (Loc.isInvalid())
    return Toolchain; // builtins
  FileID File = Sources.getFileID(Sources.getExpansionLoc(Loc));
  auto [It, New] = Known.try_emplace(File, User);
  if (New && (SrcMgr::isSystem(Sources.getFileCharacteristic(
                  Sources.getLocForStartOfFile(File))) ||
              isInstalledPath(file(File))))
    It->second = isToolchainPath(file(File)) ? Toolchain : System;
  return It->second;
}

Origins::Origin Origins::ofText(SourceLocation Loc) {
  // What ## makes is written nowhere: who asked for it is.
  while (Loc.isMacroID() &&
         Sources.isWrittenInScratchSpace(Sources.getSpellingLoc(Loc)))
    Loc = Sources.getImmediateMacroCallerLoc(Loc);
  return of(Sources.getSpellingLoc(Loc));
}

} // namespace cleanexit
