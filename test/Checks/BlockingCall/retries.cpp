// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A compare-and-swap that tries again with what it has found waits for nobody.
#include <atomic>
#include <thread>

class Retries_ok {
  std::atomic<int> count_{0};

public:
  void add() { ++count_; }
  ~Retries_ok() {
    int was = count_.load();
    for (;;) {
      if (count_.compare_exchange_strong(was, was + 1))
        break;
    }
  }
};

class WeakRetries_ok {
  std::atomic<int> count_{0};

public:
  void add() { ++count_; }
  ~WeakRetries_ok() {
    int was = count_.load();
    while (!count_.compare_exchange_weak(was, was + 1))
      ;
  }
};

// By a function that brings what was read up to date.
class Protects_ok {
  std::atomic<int *> from_{nullptr};
  int *hazard_ = nullptr;
  bool tryProtect(int *&p, const std::atomic<int *> &from) {
    int *was = p;
    hazard_ = p;
    p = from.load();
    return p == was;
  }
  void protect(const std::atomic<int *> &from) {
    int *p = from.load();
    while (!tryProtect(p, from)) {
    }
  }

public:
  void set(int *p) { from_ = p; }
  ~Protects_ok() { protect(from_); }
};

class Waits_bad {
  std::atomic<bool> busy_{false};

public:
  void begin() { busy_ = true; }
  void end() { busy_ = false; }
  ~Waits_bad() {
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Waits_bad::~Waits_bad' loops until something else changes
    while (busy_.load()) {
    }
  }
};

// Beside the swap it waits for something else.
class Frozen_bad {
  std::atomic<int> refs_{1};
  std::atomic<bool> frozen_{false};

public:
  void freeze(bool to) { frozen_ = to; }
  ~Frozen_bad() {
    int was = refs_.load();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Frozen_bad::~Frozen_bad' loops until something else changes
    for (;;) {
      if (!frozen_ && refs_.compare_exchange_weak(was, was - 1))
        break;
      std::this_thread::yield();
    }
  }
};
