//===-- Text.h - Facts as text that is read back ----------------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// One line per thing and per step; blocks are indented, for the eye alone.
//
//   facts of "/src/a.cpp"
//   record "Pool" @"/src/a.h":3:7
//     member worker "std::thread" class "std::thread" @4:15
//   function _ZN4PoolD1Ev "Pool::~Pool" destructor of "Pool" noexcept
//   @"/src/a.cpp":7:7
//     body 5f0c
//       if (this.stopped_+then)                            @8:3
//         return                                           @9:5
//       end                                                @9:5
//       set this.stop_ = 1                                 @10:3
//       call "std::thread::join" _ZNSt6thread4joinEv on this.worker  @11:10
//   cleanup guard runs NAME by NAME in NAME on g@5:3 @"/src/a.cpp":5:3
//   owner static "pool" runs _ZN4PoolD1Ev @"/src/a.cpp":20:6
//
// Paths: this  $0  lk@3:5  ::global  #4 (result of step 4)  return
//        .field  .* (some element)
// Values: 5  250ms  30ns  null  fn NAME  new "T"  unwinding  ?  &path (its
//        address)  path*1000000 (a duration of so many ns per unit); with
//        +then, +else and +not in conditions.
// A step: OP … on SUBJECT (ARGUMENTS) -> RESULT #NUMBER [FLAGS] @LINE:COLUMN;
// a file is named where it changes. Lines that start with # are comments.
//
// What a test does not care about may be left out: a function that is only
// called needs no line of its own, `call sleep (5)` is enough, nor does a
// class, and a function's key is its name for people.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_EFFECTS_TEXT_H
#define CLEANEXIT_EFFECTS_TEXT_H

#include "Effects/Facts.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"

namespace cleanexit {

/// In the order of the tables. What is printed parses, and prints the same.
void print(const Facts &F, llvm::raw_ostream &OS);

/// The steps of one body alone, indented.
void print(const Facts &F, const Body &B, llvm::raw_ostream &OS);

/// Fails with "FILE:LINE:COL: what is wrong; what would be right".
llvm::Expected<Facts> parseText(llvm::MemoryBufferRef Text);

} // namespace cleanexit

#endif
