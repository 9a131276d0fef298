// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is waited for may want the very lock: a thread, and what a future is of.
#include <future>
#include <mutex>
#include <thread>

class Loads {
  std::mutex m;
  int count = 0;
  std::future<void> loaded;
  std::future<void> other;
  void load() {
    std::lock_guard g(m);
    ++count;
  }

public:
  void start() { loaded = std::async(std::launch::async, [this] { load(); }); }
  void startOther() { other = std::async(std::launch::async, [] {}); }
  void result_bad() {
    std::lock_guard g(m);
    loaded.get(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock
  }
  void local_bad() {
    std::lock_guard g(m);
    auto f = std::async(std::launch::async, [this] { load(); });
    f.wait(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock
  }
  void outside_ok() {
    auto f = std::async(std::launch::async, [this] { load(); });
    f.wait();
  }
};

// Of another class a member of the same name is another lock.
class Sums {
  std::mutex m;
  int sum = 0;
  std::thread thread;
  void run() {
    std::lock_guard g(m);
    ++sum;
  }

public:
  void start() {
    thread = std::thread([this] { run(); });
  }
  void finish() { thread.join(); }
};
class Totals {
  std::mutex m;

public:
  void finish_bad(Sums &s) {
    std::lock_guard g(m);
    s.finish(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}whoever wants the lock waits as long
  }
};
