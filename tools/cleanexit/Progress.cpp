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

Progress::~Progress() {
  if (Show && Done > 0)
    llvm::errs() << EraseLine;
}

void Progress::did(llvm::StringRef File) {
  ++Done;
  if (!Show)
    return;
  std::chrono::duration<double> Passed =
      std::chrono::steady_clock::now() - Begin;
  double Rate = Done / std::max(Passed.count(), 0.001);
  std::string Line =
      llvm::formatv("[{0}/{1}] {2:f1}/s, {3:f0} s left  {4}", Done, All, Rate,
                    (All - Done) / Rate, llvm::sys::path::filename(File));
  unsigned Columns = llvm::sys::Process::StandardErrColumns();
  if (Columns > 1 && Line.size() >= Columns)
    Line.resize(Columns - 1);
  llvm::errs() << EraseLine << Line;
}

} // namespace cleanexit
