// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A constructor that throws has no destructor to join what it has started.
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

class Throws {
  std::atomic<bool> stop_{false};
  std::vector<std::thread> threads_;
  void check(int n) {
    if (n < 0)
      throw std::invalid_argument("n");
  }

public:
  explicit Throws(int n) {
    threads_.emplace_back([this] {
      while (!stop_)
        std::this_thread::yield();
    });
    check(n); // CHECK: :[[@LINE]]:{{.*}}warning: an exception may leave the constructor when the thread in 'threads_' has started
  }
  ~Throws() {
    stop_ = true;
    for (auto &t : threads_)
      t.join();
  }
};

class Starts {
  std::atomic<bool> stop_{false};
  std::thread thread_;
  void start() {
    thread_ = std::thread([this] {
      while (!stop_)
        std::this_thread::yield();
    });
  }
  void stop() {
    stop_ = true;
    thread_.join();
  }

public:
  explicit Starts(int n) {
    start();
    if (n < 0)
      throw std::invalid_argument("n"); // CHECK: :[[@LINE]]:{{.*}}warning: an exception may leave the constructor
  }
  struct Before_ok {};
  Starts(int n, Before_ok) {
    if (n < 0)
      throw std::invalid_argument("n");
    start();
  }
  struct Stops_ok {};
  Starts(int n, Stops_ok) {
    start();
    if (n < 0) {
      stop();
      throw std::invalid_argument("n");
    }
  }
  struct Catches_ok {};
  Starts(int n, Catches_ok) {
    start();
    try {
      if (n < 0)
        throw std::invalid_argument("n");
    } catch (...) {
      stop();
      throw;
    }
  }
  ~Starts() { stop(); }
};
