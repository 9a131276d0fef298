//===-- Git.cpp - Asking git ------------------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Git.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

namespace cleanexit {

static std::string contents(llvm::StringRef File) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  return Text ? (*Text)->getBuffer().str() : "";
}

llvm::Expected<std::string> git(llvm::StringRef Folder,
                                llvm::ArrayRef<llvm::StringRef> Words) {
  llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return llvm::createStringError("there is no git to ask");
  llvm::SmallString<128> Out, Err;
  if (llvm::sys::fs::createTemporaryFile("cleanexit", "out", Out) ||
      llvm::sys::fs::createTemporaryFile("cleanexit", "err", Err))
    return llvm::createStringError("no temporary file for git's answer");
  llvm::FileRemover RemoveOut(Out), RemoveErr(Err);
  llvm::SmallVector<llvm::StringRef, 16> Line = {*Program, "-C", Folder};
  llvm::append_range(Line, Words);
  std::string Problem;
  int Code = llvm::sys::ExecuteAndWait(
      *Program, Line, std::nullopt,
      {llvm::StringRef(""), llvm::StringRef(Out), llvm::StringRef(Err)},
      /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Problem);
  if (Code == 0)
    return contents(Out);
  if (Problem.empty())
    Problem = llvm::StringRef(contents(Err)).trim().str();
  return llvm::createStringError("git " + Words.front() + ": " + Problem);
}

std::string branchPoint(llvm::StringRef Revision, llvm::StringRef Folder) {
  llvm::Expected<std::string> Common =
      git(Folder, {"merge-base", Revision, "HEAD"});
  if (Common)
    return llvm::StringRef(*Common).trim().str();
  llvm::consumeError(Common.takeError());
  return Revision.str();
}

} // namespace cleanexit
