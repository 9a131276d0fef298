// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A lock behind a condition around nothing else is there for who has it already.

#include <mutex>

class Log {
  std::mutex Mutex;
  int Lines = 0;
  bool Shared = false;
  void put(bool NeedsLock) {
    if (NeedsLock)
      Mutex.lock();
    ++Lines;
    if (NeedsLock)
      Mutex.unlock();
  }
  void always() {
    Mutex.lock();
    ++Lines;
    Mutex.unlock();
  }
  void sometimes(int Level) {
    if (Level > 3) {
      Mutex.lock();
      ++Lines;
      Mutex.unlock();
    }
  }

public:
  void flag_ok() {
    std::lock_guard<std::mutex> Hold(Mutex);
    put(!Shared);
  }
  void always_bad() {
    std::lock_guard<std::mutex> Hold(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again on the way
    always();
  }
  void sometimes_bad(int Level) {
    std::lock_guard<std::mutex> Hold(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again on the way
    sometimes(Level);
  }
};
