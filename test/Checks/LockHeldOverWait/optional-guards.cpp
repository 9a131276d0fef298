// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A guard locks only if it is told to; who makes it often tells that by a constant.
#include <mutex>

struct Guard {
  std::mutex &Mutex;
  const bool Locks;
  Guard(std::mutex &M, bool L) : Mutex(M), Locks(L) {
    if (Locks)
      Mutex.lock();
  }
  ~Guard() {
    if (Locks)
      Mutex.unlock();
  }
};

struct Plainly {
  std::mutex PlainMutex;
  int Count = 0;
  void next() {
    std::lock_guard<std::mutex> Hold(PlainMutex);
    ++Count;
  }
  void told_bad() {
    Guard Hold(PlainMutex, true);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'PlainMutex', which is held here, is taken again on the way and is not recursive
    next();
  }
  void toldNot_ok() {
    Guard Hold(PlainMutex, false);
    next();
  }
};

struct Again {
  std::mutex AgainMutex;
  int Count = 0;
  void next() {
    Guard Hold(AgainMutex, true);
    ++Count;
  }
  void twice_bad() {
    Guard Hold(AgainMutex, true);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'AgainMutex'
    next();
  }
};

struct Handed {
  std::mutex HandedMutex;
  int Count = 0;
  void next(bool Locks) {
    Guard Hold(HandedMutex, Locks);
    ++Count;
  }
  void both_bad() {
    Guard Hold(HandedMutex, true);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'HandedMutex'
    next(true);
  }
  void one_ok() {
    Guard Hold(HandedMutex, true);
    next(false);
  }
  void other_ok() {
    Guard Hold(HandedMutex, false);
    next(true);
  }
  void unknown_ok(bool Locks) {
    Guard Hold(HandedMutex, !Locks);
    next(Locks);
  }
};
