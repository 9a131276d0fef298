// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that is running ends the process when another is assigned to it.
#include <thread>
#include <utility>

class Plain {
  std::thread thread_;

public:
  Plain() = default;
  Plain(Plain &&) noexcept = default;
  Plain &operator=(Plain &&other) noexcept {
    thread_ = std::move(other.thread_); // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 'thread_' is assigned over
    return *this;
  }
  void start_bad() { thread_ = std::thread([] {}); }
  ~Plain() { stop(); }
  void stop() {
    if (thread_.joinable())
      thread_.join();
  }
};

class Stops {
  std::thread thread_;

public:
  Stops() = default;
  Stops(Stops &&) noexcept = default;
  Stops &operator=(Stops &&other) noexcept {
    if (this != &other) {
      stop();
      thread_ = std::move(other.thread_);
    }
    return *this;
  }
  void start_ok() { thread_ = std::thread([] {}); }
  ~Stops() { stop(); }
  void stop() {
    if (thread_.joinable())
      thread_.join();
  }
};

class Swaps {
  std::thread thread_;

public:
  Swaps() = default;
  Swaps(Swaps &&) noexcept = default;
  Swaps &operator=(Swaps &&other) noexcept {
    thread_.swap(other.thread_);
    return *this;
  }
  void start_ok() { thread_ = std::thread([] {}); }
  ~Swaps() {
    if (thread_.joinable())
      thread_.join();
  }
};
