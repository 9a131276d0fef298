//===-- Progress.cpp - How far the work is, on a terminal -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

namespace cleanexit {

static constexpr llvm::StringLiteral EraseLine = "\r\033[K";

const OptionSpec ProgressOption = {
    "progress", "HOW",
    "live, plain or none (default: live on a terminal, else none)"};

llvm::Expected<Progress::Style> Progress::style(const Arguments &Args) {
  std::optional<std::string> Word = Args.value(ProgressOption.Name);
  if (Args.has("quiet"))
    return None;
  if (!Word)
    return llvm::sys::Process::StandardErrIsDisplayed() ? Live : None;
  if (*Word == "live")
    return Live;
  if (*Word == "plain")
    return Plain;
  if (*Word == "none")
    return None;
  return llvm::createStringError("--progress=" + *Word +
                                 ": it is live, plain or none");
}

Progress::~Progress() {
  if (Shown == Live && Done > 0)
    llvm::errs() << EraseLine;
}

std::string Progress::line(llvm::StringRef File) const {
  std::chrono::duration<double> Passed = Clock::now() - Begin;
  double Rate = Done / std::max(Passed.count(), 0.001);
  return llvm::formatv("[{0}/{1}] {2:f1}/s, {3:f0} s left  {4}", Done, All,
                       Rate, (All - Done) / Rate,
                       llvm::sys::path::filename(File));
}

void Progress::did(llvm::StringRef File) {
  ++Done;
  if (Shown == Live) {
    std::string Line = line(File);
    unsigned Columns = llvm::sys::Process::StandardErrColumns();
    if (Columns > 1 && Line.size() >= Columns)
      Line.resize(Columns - 1);
    llvm::errs() << EraseLine << Line;
  }
  bool Due = Clock::now() - Said >= std::chrono::seconds(1) || Done == All;
  if (Shown == Plain && Due) {
    Said = Clock::now();
    llvm::errs() << line(File) << '\n';
  }
}

} // namespace cleanexit
