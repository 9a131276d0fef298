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

// Whoever destroys a suspended coroutine ends what it has.
struct Owner {
  struct promise_type {
    Owner get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  void drop() { handle.destroy(); }
};
struct Slow {
  int fd;
  ~Slow() { sleep(5); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: destructor 'Slow::~Slow'
};
Owner keeps(int fd) {
  Slow s{fd};
  co_await std::suspend_always();
}
Owner keeps_not(int fd) {
  { Slow s{fd}; }
  co_await std::suspend_always();
}
struct Table {
  std::mutex m;
  Owner o;
  void clear_bad() {
    std::lock_guard l(m);
    o.drop();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}held while 'Table::clear_bad' sleeps
    // CHECK: note: {{.*}}frame of keeps
  }
};

// What a coroutine throws goes to its promise.
Owner fails() {
  co_await std::suspend_always();
  throw 1;
}
struct Starts_ok {
  ~Starts_ok() { fails(); }
};
