// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A part has the lock of the whole by a reference.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

class Counter {
  std::mutex &lock_;
  std::atomic<bool> stop_{false};
  int turns_ = 0;
  std::thread thread_{[this] { turn(); }};
  void turn() {
    while (!stop_) {
      std::lock_guard<std::mutex> hold(lock_);
      ++turns_;
    }
  }

public:
  explicit Counter(std::mutex &lock) : lock_(lock) {}
  void end() {
    stop_ = true;
    thread_.join();
  }
};
class Whole_bad {
  std::mutex mutex_;
  std::unique_ptr<Counter> part_;

public:
  void begin() {
    std::lock_guard<std::mutex> hold(mutex_);
    part_ = std::make_unique<Counter>(mutex_);
  }
  void end() {
    std::lock_guard<std::mutex> hold(mutex_);
    part_->end(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'mutex_' is held while 'Whole_bad::end' waits for a thread to end {{.*}}; deadlock if the 'Whole_bad::mutex_'
  }
};
class Whole_ok {
  std::mutex mutex_, other_;
  std::unique_ptr<Counter> part_;

public:
  void begin() {
    std::lock_guard<std::mutex> hold(mutex_);
    part_ = std::make_unique<Counter>(other_);
  }
  bool has() {
    std::lock_guard<std::mutex> hold(mutex_);
    return part_ != nullptr;
  }
  void end() {
    std::lock_guard<std::mutex> hold(mutex_);
    part_->end();
  }
};
