//===-- Descriptors.h - What is known of a file descriptor ------*- C++ -*-===//
// Part of CleanExit, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
// A descriptor is known by the member, global or local that keeps it:
//
//   fd_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);   a socket that
//   fcntl(fd_, F_SETFL, flags | O_NONBLOCK);                 does not block
//   write(fd_, …)                                            so this polls
//   SSL_set_fd(ssl_, fd_); SSL_shutdown(ssl_);               and this too
//
//   fd_ = socket(AF_INET, SOCK_DGRAM, 0);     what is sent to it waits for no
//   sendto(fd_, …)                            peer
//
// A parameter is what all callers that are seen hand over, and what a call gives
// is what the callee returns. What is switched on by a parameter is if a caller
// that is seen does it.
//===----------------------------------------------------------------------===//
#ifndef CLEANEXIT_SUMMARY_DESCRIPTORS_H
#define CLEANEXIT_SUMMARY_DESCRIPTORS_H

#include "Summary/Calls.h"
#include "Summary/Stores.h"
#include <map>

namespace cleanexit {

class Descriptors {
  Program &P;
  Stores &Kept;
  const Calls &Graph;
  using Key = std::pair<uint64_t, PathId>; ///< identity, or body and path
  llvm::DenseSet<Key> Sockets, Pipes, Opened, Terminals, NonBlocking, Datagram;
  llvm::DenseSet<Key> Lent;     ///< who else puts something there is not seen
  llvm::DenseSet<Key> Switched; ///< NonBlocking, by functions that are called
  /// A set, a function, its parameter, and a depth.
  using Question =
      std::tuple<const llvm::DenseSet<Key> *, FunctionId, uint32_t, unsigned>;
  std::map<Question, bool> Asked;
  std::map<Question, unsigned> Noted; ///< at what depth; in it depth is 0
  /// By function: the model that says what works over what, also of one that
  /// has a body, which says no more.
  std::vector<const FunctionModel *> WorksOver;

  Key key(StepId S, PathId Place);
  bool knows(const llvm::DenseSet<Key> &Set, StepId S, const Value &Fd,
             unsigned Depth);
  bool isUsed(FunctionId F) const;
  bool isCopyOfKnown(const llvm::DenseSet<Key> &Set, StepId S, PathId Local,
                     unsigned Depth);
  /// Notes Fd, and what callers hand over if it is a parameter, or get if it
  /// is what they are given.
  void note(llvm::DenseSet<Key> &Set, StepId S, const Value &Fd,
            unsigned Depth = 0);
  bool isFoundDatagram(StepId S, const Value &Type);
  void noteAsked(StepId S, const Value &Type, const Value &Made,
                 unsigned Depth = 0);
  void opened(StepId S, const OpenModel &M);
  void handOn(StepId S);
  Value result(StepId S);
  void lend(StepId S);
  bool isInherited(StepId S) const;
  bool isReturned(StepId S, PathId Place) const;
  void noteEnds(StepId S, const Value &Array);
  bool unblocks(const FunctionModel &M, StepId S);
  bool setsFlagsOnce(StepId S, const FunctionModel &M) const;
  bool mayBeSetElsewhere(StepId S, PathId Settings) const;
  bool isSaid(const ArgumentTest &T, StepId S);
  bool isWritten(const ArgumentTest &T, StepId S) const;
  bool mayBe(FunctionId F, uint32_t Param, bool Truth, unsigned Depth);
  bool mayCome(StepId S);
  bool switchesOn(StepId S, const Value &On, int64_t Bits);

public:
  Descriptors(Program &P, Stores &Kept, const Calls &Graph);

  bool isSocket(StepId S, const Value &Fd) { return knows(Sockets, S, Fd, 0); }
  bool isPipe(StepId S, const Value &Fd) { return knows(Pipes, S, Fd, 0); }
  /// A device that sends when it likes: a serial line, a console.
  bool isTerminal(StepId S, const Value &Fd) {
    return knows(Terminals, S, Fd, 0);
  }
  /// What open() gives: a file, or a device.
  bool isOpened(StepId S, const Value &Fd) { return knows(Opened, S, Fd, 0); }
  bool isNonBlocking(StepId S, const Value &Fd) {
    return knows(NonBlocking, S, Fd, 0);
  }
  bool isDatagram(StepId S, const Value &Fd) {
    return knows(Datagram, S, Fd, 0);
  }
};

} // namespace cleanexit

#endif
