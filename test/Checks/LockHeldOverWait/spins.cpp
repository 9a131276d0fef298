// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A loop that waits for another thread waits under the lock as a call would.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

struct Counted {
  std::mutex m;
  std::atomic<bool> ready{false};
  std::atomic<int> users{0};

  void ready_bad() {
    std::lock_guard<std::mutex> l(m);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm' is held while {{.*}} loops until
    while (!ready.load())
      std::this_thread::yield();
  }
  void idle() {
    while (users.load() > 0)
      std::this_thread::yield();
  }
  void idle_bad() {
    std::lock_guard<std::mutex> l(m);
    idle(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while {{.*}} loops
  }
  void idle_ok() {
    {
      std::lock_guard<std::mutex> l(m);
      ready = true;
    }
    idle();
  }
  void enter_ok() {
    std::lock_guard<std::mutex> l(m);
    int none = 0;
    while (!users.compare_exchange_weak(none, 1))
      none = 0;
  }
};

struct Watched {
  std::mutex m;
  std::shared_ptr<int> token = std::make_shared<int>(0);
  static void yield_thread() { std::this_thread::yield(); }
  void gone_bad() {
    std::lock_guard<std::mutex> l(m);
    std::weak_ptr<int> weak{token};
    token.reset();
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm' is held while {{.*}} loops until
    while (!weak.expired())
      yield_thread();
  }
};
