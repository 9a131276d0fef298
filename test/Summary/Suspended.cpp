// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// A coroutine that begins suspended runs nothing where it is only made.
#include <coroutine>
#include <mutex>
#include <unistd.h>
#include <utility>
#include <vector>

template <class Initial> struct Task {
  struct promise_type {
    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    Initial initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  explicit Task(std::coroutine_handle<promise_type> h) : handle(h) {}
  Task(Task &&o) : handle(std::exchange(o.handle, {})) {}
  ~Task() {
    if (handle)
      handle.destroy();
  }
  void resume() { handle.resume(); }
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return handle; }
  void await_resume() {}
};
struct Never {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
struct Perhaps {
  bool ready;
  bool await_ready() { return ready; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
using Lazy = Task<std::suspend_always>;
Lazy lazy() { sleep(20); co_return; }
Task<Never> lazyToo() { sleep(20); co_return; }
Task<std::suspend_never> eager() { sleep(20); co_return; }
Task<Perhaps> perhaps() { sleep(20); co_return; }

Lazy handsOn_ok() { static std::mutex m; std::lock_guard g(m); return lazy(); }
void discards_ok() { static std::mutex m; std::lock_guard g(m); lazy(); lazyToo(); }
void keeps_ok() { static std::mutex m; std::lock_guard g(m); auto t = lazy(); }
void stores_ok(std::vector<Lazy> &all) { static std::mutex m; std::lock_guard g(m); all.push_back(lazy()); }
struct Holds { Lazy t; Holds() : t(lazy()) {} };
void makes_ok() { static std::mutex m; std::lock_guard g(m); Holds h; }
void handedOn_ok() { static std::mutex m; std::lock_guard g(m); handsOn_ok(); }

void begins_bad() { static std::mutex m; std::lock_guard g(m); eager(); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sleeps
void mayBegin_bad() { static std::mutex m; std::lock_guard g(m); perhaps(); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sleeps
void resumes_bad() { static std::mutex m; std::lock_guard g(m); auto t = lazy(); t.resume(); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sleeps
void resumesAtOnce_bad() { static std::mutex m; std::lock_guard g(m); lazy().resume(); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sleeps
void resumesHandedOn_bad() { static std::mutex m; std::lock_guard g(m); handsOn_ok().resume(); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sleeps
Lazy awaits_bad() { static std::mutex m; std::lock_guard g(m); co_await lazy(); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}held over a suspension
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}}sleeps
void drive(Lazy l) { l.resume(); }
void hands_bad() { static std::mutex m; std::lock_guard g(m); drive(lazy()); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sleeps

// A generator runs where somebody goes over what it yields.
struct Generator {
  struct promise_type {
    int now = 0;
    Generator get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int n) { now = n; return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  struct End {};
  struct Iterator {
    std::coroutine_handle<promise_type> handle;
    int operator*() const { return handle.promise().now; }
    Iterator &operator++() { handle.resume(); return *this; }
    bool operator!=(End) const { return !handle.done(); }
  };
  Iterator begin() { handle.resume(); return {handle}; }
  End end() { return {}; }
};
Generator numbers() { for (int i = 0;; ++i) { sleep(20); co_yield i; } }
int goesOver_bad() {
  static std::mutex m; std::lock_guard g(m);
  for (int n : numbers())
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}sleeps
    return n;
  return 0;
}
Generator onlyMakes_ok() { static std::mutex m; std::lock_guard g(m); return numbers(); }
