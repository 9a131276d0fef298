// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Waits that are over when they begin.
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <thread>
using namespace std::chrono_literals;

std::mutex m;
int ready_ok(std::future<int> &f) {
  std::lock_guard l(m);
  if (f.valid() && f.wait_for(0s) == std::future_status::ready)
    return f.get();
  return 0;
}
int ready_or_leave_ok(std::future<int> &f) {
  std::lock_guard l(m);
  if (f.wait_for(0s) != std::future_status::ready)
    return 0;
  return f.get();
}
int not_asked_bad(std::future<int> &f) {
  std::lock_guard l(m);
  return f.get(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
class Periodic {
  std::mutex lock;
  std::atomic<bool> active{false}, stop{false};
  int jobs = 0;
  std::thread thread;
  void run() {
    while (!stop) {
      std::lock_guard l(lock);
      if (--jobs <= 0)
        return;
    }
  }

public:
  void said_done_ok() {
    std::lock_guard l(lock);
    ++jobs;
    if (!active.load() && thread.joinable())
      thread.join();
    if (!thread.joinable()) {
      active.store(true);
      thread = std::thread([this] {
        run();
        active.store(false);
      });
    }
  }
  void runs_bad() {
    std::lock_guard l(lock);
    if (active.load() && thread.joinable())
      thread.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock
  }
  ~Periodic() {
    stop = true;
    if (thread.joinable())
      thread.join();
  }
};
