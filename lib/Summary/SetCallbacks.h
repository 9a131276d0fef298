//===-- SetCallbacks.h - What a handle has been told to call ----*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//   gnutls_transport_set_pull_function(session_, pull);
//   gnutls_bye(session_, GNUTLS_SHUT_RDWR);          calls pull()
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_SETCALLBACKS_H
#define CLEANEXIT_SUMMARY_SETCALLBACKS_H

#include "Summary/Calls.h"

namespace cleanexit {

/// Calls for Calls::add: those whose models say that they run what other calls
/// have set, and what such calls of the same class set.
std::vector<Lists::Entry> runsOfSet(const Program &P, Stores &Kept,
                                    const Calls &Graph);

} // namespace cleanexit

#endif
