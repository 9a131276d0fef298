// RUN: not %cleanexit check --checks='cleanup-*' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// Lambdas see what they capture under the name it has outside.
#include <functional>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>
#include <memory>

template <class F> struct Guard {
  F run;
  ~Guard() { run(); }
};
template <class F> Guard(F) -> Guard<F>;

// A captured parameter keeps its identity although the lambda has parameters.
void captured_bad(std::thread &worker, int) {
  auto stop = [&](std::thread &other) { (void)other; worker.join(); };
  Guard g{[&] { stop(worker); }};
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
struct M { std::mutex mu; int fd; };
void capturedLock_bad(M &a) {
  std::lock_guard lk(a.mu);
  auto f = [&a](int x) { sleep(60 + x); };
  f(1);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void unlocksCaptured_ok(M &a, M &b) {
  a.mu.lock();
  auto f = [&](M &first) { (void)first; a.mu.unlock(); };
  f(b);
  sleep(60);
}
void unlocksOther_bad(M &a, M &b) {
  a.mu.lock();
  auto f = [&](M &first) { first.mu.unlock(); };
  f(b);
  sleep(60);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  a.mu.unlock();
}
// Init-captures.
void initCapture_bad(int fd) {
  Guard g{[copy = fd] { fsync(copy); }};
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void initCaptureCall_bad() {
  Guard g{[t = std::make_shared<std::thread>([] {})] { t->join(); }};
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
// Nested.
void nested_bad(int fd) {
  Guard g{[=] {
    auto inner = [=] {
      fsync(fd);
    };
    inner();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }};
}
void nestedNotRun_ok(int fd) {
  Guard g{[=] {
    auto inner = [=] { fsync(fd); };
    (void)inner;
  }};
}
// Run on the spot.
void immediately_bad(int fd) {
  Guard g{[=] {
    [&] { fsync(fd); }();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }};
}
// In a default member initializer and in a global one.
struct Holder {
  std::function<void()> stop = [] { sleep(60); };
  ~Holder() { stop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void holder_bad() { Holder h; }
auto halt = [](int fd) { fsync(fd); };
struct UsesGlobal {
  int fd;
  ~UsesGlobal() { halt(fd); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
std::function<void()> quit = [] { sleep(60); };
struct UsesGlobalFunction {
  ~UsesGlobalFunction() { quit(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void (*const hook)() = [] { sleep(60); };
struct UsesGlobalPointer {
  ~UsesGlobalPointer() { hook(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// Generic.
struct UsesGeneric {
  std::vector<int> fds;
  ~UsesGeneric() {
    auto each = [](auto fd) { fsync(fd); };
    for (int fd : fds)
      each(fd);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
struct Generic2 {
  std::thread t;
  ~Generic2() {
    auto each = [](auto &&x) { x.join(); };
    each(t);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
// Each instance of a generic lambda is its own.
struct Quick { void stop() {} };
struct Slow { void stop() { sleep(60); } };
struct Generic3 {
  Quick q;
  ~Generic3() {
    auto each = [](auto &x) { x.stop(); };
    each(q);
  }
};
struct Generic4 {
  Slow s;
  Quick q;
  ~Generic4() {
    auto each = [](auto &x) { x.stop(); };
    each(q);
    each(s);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
// A template's lambda.
template <class T> struct Pool {
  T item;
  std::function<void()> f = [this] { item.stop(); };
  ~Pool() {
    auto go = [this] { item.stop(); };
    go();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
void pool_bad() { Pool<Slow> p; }
template <class T> struct PoolOk {
  T item;
  ~PoolOk() {
    auto go = [this] { item.stop(); };
    go();
  }
};
void pool_ok() { PoolOk<Quick> p; }
