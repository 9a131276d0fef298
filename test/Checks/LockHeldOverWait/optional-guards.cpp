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

// Where one of two questions was answered with yes, it is held.
#include <chrono>
#include <thread>
struct Timed {
  std::timed_mutex TimedMutex;
  int Count = 0;
  void slow_bad() {
    std::unique_lock<std::timed_mutex> Hold(TimedMutex, std::try_to_lock);
    if (!Hold.owns_lock() && !Hold.try_lock_for(std::chrono::seconds(3)))
      return;
    // CHECK: [[@LINE+1]]:5: warning: 'TimedMutex' is held while 'Timed::slow_bad' sleeps
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  void failed_ok() {
    std::unique_lock<std::timed_mutex> Hold(TimedMutex, std::try_to_lock);
    if (!Hold.owns_lock() && !Hold.try_lock_for(std::chrono::seconds(3)))
      std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  void count1() { std::lock_guard<std::timed_mutex> Hold(TimedMutex); ++Count; }
  void count2() { std::lock_guard<std::timed_mutex> Hold(TimedMutex); ++Count; }
  void count3() { std::lock_guard<std::timed_mutex> Hold(TimedMutex); ++Count; }
};
