// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A request that is made only if the thread has begun.
#include <atomic>
#include <thread>
bool work();

struct Begun_bad {
  std::atomic<bool> running_{false}, stop_{false};
  std::thread *thread_ = nullptr;
  void start() { thread_ = new std::thread([this] { run(); }); }
  void run() {
    running_ = true;
    while (!stop_)
      work();
    running_ = false;
  }
  void stop() {
    if (running_)
      stop_ = true;
    if (thread_) {
      thread_->join();
      delete thread_;
      thread_ = nullptr;
    }
  }
  ~Begun_bad() { stop(); } // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: {{.*}} asked to stop only if it has set 'running_' itself
};
struct ByStarter_ok {
  std::atomic<bool> running_{false}, stop_{false};
  std::thread thread_;
  void start() {
    running_ = true;
    thread_ = std::thread([this] { run(); });
  }
  void run() {
    while (!stop_)
      work();
    running_ = false;
  }
  void stop() {
    if (running_)
      stop_ = true;
    if (thread_.joinable())
      thread_.join();
  }
  ~ByStarter_ok() { stop(); }
};
struct Anyway_ok {
  std::atomic<bool> running_{false}, stop_{false};
  std::thread thread_;
  void start() { thread_ = std::thread([this] { run(); }); }
  void run() {
    running_ = true;
    while (!stop_)
      work();
    running_ = false;
  }
  void stop() {
    stop_ = true;
    if (thread_.joinable())
      thread_.join();
  }
  ~Anyway_ok() { stop(); }
};
struct Awaited_ok {
  std::atomic<bool> running_{false}, stop_{false};
  std::thread thread_;
  void start() {
    thread_ = std::thread([this] { run(); });
    while (!running_)
      std::this_thread::yield();
  }
  void run() {
    running_ = true;
    while (!stop_)
      work();
    running_ = false;
  }
  void stop() {
    if (running_)
      stop_ = true;
    if (thread_.joinable())
      thread_.join();
  }
  ~Awaited_ok() { stop(); }
};
