//===-- EmptyStates.h - Members that are empty in a state -------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   void start() {                        void stop() {
//     if (mode_ != None) return;            old = std::move(server_);
//     server_ = makeServer();               mode_ = None;
//     mode_ = Running;                    }
//   }
//
// Whoever takes mode_ back empties server_, and whoever fills that sets mode_.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_EMPTYSTATES_H
#define CLEANEXIT_SUMMARY_EMPTYSTATES_H

#include "Effects/Facts.h"
#include "llvm/ADT/DenseSet.h"

namespace cleanexit {

class EmptyStates {
  /// A class, and two of its members.
  using Pair = std::pair<RecordId, std::pair<StringId, StringId>>;
  llvm::DenseSet<Pair> All;

public:
  explicit EmptyStates(const Facts &F);
  /// Whether a member holds nothing while another one is false or 0.
  bool isEmptyWithout(RecordId Class, StringId State, StringId Member) const {
    return All.contains({Class, {State, Member}});
  }
};

} // namespace cleanexit

#endif
