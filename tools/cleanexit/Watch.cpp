//===-- Watch.cpp - Again whenever a file is saved --------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Watch.h"
#include "Report/Report.h"
#include "llvm/Support/FileSystem.h"
#include <chrono>
#include <thread>

namespace cleanexit {

const OptionSpec WatchOption = {
    "watch", "", "analyze again whenever a file is saved, until interrupted"};

using Times = std::vector<llvm::sys::TimePoint<>>;

static Times timesOf(const std::set<std::string> &Files) {
  Times All;
  for (const std::string &File : Files) {
    llvm::sys::fs::file_status Status;
    All.push_back(llvm::sys::fs::status(File, Status)
                      ? llvm::sys::TimePoint<>()
                      : Status.getLastModificationTime());
  }
  return All;
}

/// Several files that are saved together make one run.
static void waitUntilStill(const std::set<std::string> &Files, Times Last) {
  for (bool Moving = true; Moving;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    Times Now = timesOf(Files);
    Moving = Now != Last;
    Last = std::move(Now);
  }
}

int watch(llvm::function_ref<int(std::set<std::string> &Files)> Run) {
  std::set<std::string> Before;
  Times Saved;
  for (;;) {
    std::set<std::string> Files;
    int Code = Run(Files);
    if (Files.empty() && Before.empty())
      return Code;
    if (Files.empty()) // the run failed: what was there may come back
      Files = Before;
    // Since the run began, if it read the same files as the one before.
    Times Now = Files == Before ? Saved : timesOf(Files);
    llvm::errs() << "watching " << count(Files.size(), "file") << '\n';
    Times Next = timesOf(Files);
    for (; Next == Now; Next = timesOf(Files))
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    waitUntilStill(Files, std::move(Next));
    Saved = timesOf(Files);
    Before = std::move(Files);
  }
}

} // namespace cleanexit
