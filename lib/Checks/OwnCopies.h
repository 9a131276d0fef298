//===-- OwnCopies.h - References that are not the last ----------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   struct Options { std::shared_ptr<FileManager> files; };
//   class Database { Options options_; … };
//   void Database::compact() {
//     Compaction c(options_);     has a copy of them
//   }                             and ends it: the Database has the files as well
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_CHECKS_OWNCOPIES_H
#define CLEANEXIT_CHECKS_OWNCOPIES_H

#include "Summary/Summary.h"

namespace cleanexit {

/// Whether what a chain waits for is ended by a shared_ptr in an object of a class
/// of which the object at the chain's beginning has one itself: of such bundles
/// there are copies, and the last of them is not this one. Not if it is the
/// object's own that ends, or one that is no part of something else.
bool endsCopyOfOwn(const Summary &P, llvm::ArrayRef<Link> Chain);

} // namespace cleanexit

#endif
