// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A lock of the project's own that another machine keeps: the guard's end gives it
// back, and that is no wait under the lock itself.

#include <mutex>
#include <sys/socket.h>

class Lease {
  int Peer;
  bool Held = false;

public:
  explicit Lease(int Fd) : Peer(Fd) {}
  void lock() { Held = true; }
  void unlock() {
    Held = false;
    ::send(Peer, "u", 1, 0);
    char Answer;
    ::recv(Peer, &Answer, 1, 0);
  }
};

struct Index {
  Lease Shared;
  int Entries = 0;
};

int count_bad(Index &Of) {
  // CHECK: [[@LINE+1]]:32: warning: the unlock at the end of 'count_bad' talks to another machine ('send'), and no timeout is seen to govern it{{.*}} [cleanup-network-io]
  const std::lock_guard<Lease> Hold(Of.Shared);
  return Of.Entries;
}

class LocalLease {
  bool Held = false;

public:
  void lock() { Held = true; }
  void unlock() { Held = false; }
};

int count_ok(LocalLease &Of, int Entries) {
  const std::lock_guard<LocalLease> Hold(Of);
  return Entries;
}

// Another lock that is held when it is given back is held over that.
int both_bad(Index &Of, std::mutex &Around) {
  std::lock_guard<std::mutex> Outer(Around);
  // CHECK: [[@LINE+1]]:10: warning: the lock that is handed over is held while 'both_bad' talks to another machine{{.*}} [cleanup-lock-held-over-wait]
  return count_bad(Of);
}

// By hand, it is the same, and in no cleanup.
int refresh_ok(Index &Of) {
  Of.Shared.lock();
  const int Seen = Of.Entries;
  Of.Shared.unlock();
  return Seen;
}

// What is not the lock itself waits under it, also if it gives it up at last.
class Ledger {
  std::mutex M;
  int Peer = -1, Lines = 0;

public:
  void unlockAll() {
    ::send(Peer, "l", 1, 0);
    M.unlock();
  }
  int close_bad() {
    M.lock();
    const int All = Lines;
    // CHECK: [[@LINE+1]]:5: warning: 'M' is held while 'Ledger::close_bad' talks to another machine{{.*}} [cleanup-lock-held-over-wait]
    unlockAll();
    return All;
  }
};
