//===-- Report.h - Writing findings down ------------------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A format is one file: lib/Report/Sarif.cpp defines `const Format Sarif`, and
// the build makes of that the name `sarif`.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_REPORT_REPORT_H
#define CLEANEXIT_REPORT_REPORT_H

#include "Checks/Check.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>
#include <vector>

namespace cleanexit {

/// The texts of the files that findings stand in, each read once.
class SourceTexts {
  struct Text {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    std::vector<llvm::StringRef> Lines;
  };
  llvm::StringMap<Text> Files;

public:
  /// A line from 1, without its end; empty if there is none.
  llvm::StringRef line(llvm::StringRef File, unsigned Number);
  /// All of a file; empty if it cannot be read.
  llvm::ArrayRef<llvm::StringRef> lines(llvm::StringRef File);
  /// The same as one.
  llvm::StringRef text(llvm::StringRef File);
  /// Where a byte of the file is, or its end; line 1 if it cannot be read.
  Position position(llvm::StringRef File, unsigned Offset);
  /// The opposite: bytes before the position; 0 if the file has no such line.
  unsigned offset(const Position &At);
};

/// A TU that could not be analyzed, or not wholly.
struct Failure {
  std::string File;
  std::string Why; ///< may have several lines
};

/// What a run found, with what formats say about it.
struct Outcome {
  std::vector<Finding> Findings;
  std::vector<Failure> Failures;
  unsigned NumUnits = 0;
  double Seconds = 0;
  std::string Root; ///< absolute; where relative paths start
  bool Colors = false;
};

struct Format {
  llvm::StringRef Promise; ///< one line: who reads it
  void (*Write)(llvm::raw_ostream &, const Outcome &, SourceTexts &);
  bool Repairs = false; ///< whether it has a place for them
};

struct NamedFormat {
  llvm::StringRef Name;
  const Format *Is;
};

/// All formats, by name.
llvm::ArrayRef<NamedFormat> allFormats();

/// A path as seen from Root, if it is below it; else unchanged.
std::string relativeTo(llvm::StringRef Root, llvm::StringRef Path);

/// "warning" or "error".
llvm::StringRef level(const Finding &F);

/// How much of a line, from a position in it, is the name there; 1 if none.
size_t nameLength(llvm::StringRef Rest);

/// "3 findings", "1 finding".
std::string count(unsigned Number, llvm::StringRef Noun);

} // namespace cleanexit

#endif
