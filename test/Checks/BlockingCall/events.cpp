// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a cleanup waits for was set before: of the same event, not of another.
#include <condition_variable>
#include <mutex>

class Event {
  std::mutex mutex_;
  std::condition_variable condition_;
  bool state_ = false;

public:
  void set() {
    std::lock_guard l(mutex_);
    state_ = true;
    condition_.notify_one();
  }
  void wait() {
    std::unique_lock l(mutex_);
    while (!state_)
      condition_.wait(l);
  }
};

struct Timer_bad {
  Event wake_, done_;
  void stop() {
    wake_.set();
    done_.wait();
  }
  ~Timer_bad() { stop(); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Timer_bad::~Timer_bad' waits for a condition
};

struct Timer_ok {
  Event done_;
  void stop() {
    done_.set();
    done_.wait();
  }
  ~Timer_ok() { stop(); }
};

struct Plain {
  std::mutex mutex_;
  std::condition_variable condition_;
  struct Side {
    bool open = false;
  } left_, right_;
};

struct Sides_bad : Plain {
  ~Sides_bad() {
    std::unique_lock l(mutex_);
    left_.open = true;
    while (!right_.open)
      condition_.wait(l); // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Sides_bad::~Sides_bad' waits for a condition
  }
};

struct Sides_ok : Plain {
  ~Sides_ok() {
    std::unique_lock l(mutex_);
    right_.open = true;
    while (!right_.open)
      condition_.wait(l);
  }
};
