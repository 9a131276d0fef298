// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Callables that a function puts into a global object, whose destructor runs them.
#include <functional>
#include <thread>
#include <unistd.h>
#include <vector>

struct Registry {
  std::function<void()> on_end;
  std::function<void()> on_data;
  void (*raw)() = nullptr;
  std::vector<std::function<void()>> all;
  ~Registry() {
    if (on_end)
      on_end();
    if (raw)
      raw();
    for (auto &f : all)
      f();
  }
};
static Registry registry;
void slow() {
  sleep(2); // CHECK: :[[@LINE]]:{{.*}}scope guard 'slow' sleeps ('sleep') for up to 2 s
}
void set_end(std::function<void()> f) { registry.on_end = std::move(f); }
void set_end_too(std::function<void()> f) { set_end(f); }
void set_raw(void (*f)()) { registry.raw = f; }
void set_data(std::function<void()> f) { registry.on_data = std::move(f); }
void add(std::function<void()> f) { registry.all.push_back(std::move(f)); }
void set_up() {
  set_end_too([] { sleep(3); }); // CHECK: :[[@LINE]]:{{.*}}sleeps ('sleep') for up to 3 s
  set_raw(slow);
  add([] { sleep(4); });      // CHECK: :[[@LINE]]:{{.*}}sleeps ('sleep') for up to 4 s
  set_data([] { sleep(5); }); // nobody runs it at the end
  registry.on_end = [] { sleep(6); }; // CHECK: :[[@LINE]]:{{.*}}sleeps ('sleep') for up to 6 s
}

struct Single {
  std::function<void()> on_end;
  ~Single() {
    if (on_end)
      on_end();
  }
};
Single &single() {
  static Single one;
  return one;
}
void set_single(std::function<void()> f) { single().on_end = f; }
void set_up_single() {
  set_single([] { sleep(7); }); // CHECK: :[[@LINE]]:{{.*}}sleeps ('sleep') for up to 7 s
}

struct Hook {
  void (*fn)(void *) = nullptr;
  void *arg = nullptr;
  ~Hook() {
    if (fn)
      fn(arg);
  }
};
Hook *hook = new Hook;
void slow_hook(void *) {
  sleep(8); // CHECK: :[[@LINE]]:{{.*}}scope guard 'slow_hook' sleeps ('sleep') for up to 8 s
}
extern "C" void set_hook(void (*fn)(void *), void *arg) {
  hook->fn = fn;
  hook->arg = arg;
}
void set_up_hook() { set_hook(slow_hook, nullptr); }
void tear_down() { delete hook; }

// Of several static guards each says whose it is.
struct AtEnd {
  std::function<void()> f;
  explicit AtEnd(std::function<void()> f) : f(std::move(f)) {}
  ~AtEnd() { f(); }
};
static std::thread worker;
static AtEnd joins([] {
  worker.join(); // CHECK: :[[@LINE]]:{{.*}}waits for a thread to end {{.*}}at process exit, {{.*}}(owner: 'joins')
});
static AtEnd quiet_ok([] {});
