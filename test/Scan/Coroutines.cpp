// RUN: not %cleanexit check --checks='cleanup-*' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// A coroutine's frame ends what is in it.
#include <coroutine>
#include <mutex>
#include <thread>
#include <unistd.h>

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct Joins {
  std::thread t;
  ~Joins() { t.join(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
Task joins_bad() {
  Joins j;
  co_await std::suspend_always();
}
struct Awaits {
  bool await_ready() { sleep(60); return true; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
Task underLock_bad(std::mutex &m) {
  std::lock_guard l(m);
  co_await Awaits();
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
Task plain_ok(std::mutex &m) {
  { std::lock_guard l(m); }
  co_await Awaits();
  co_return;
}
