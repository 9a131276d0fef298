// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: FileCheck %s --implicit-check-not=warning: < %t
// A guard that is dismissed before anything can leave its scope runs nothing.
#include <exception>
#include <functional>
#include <unistd.h>
#include <utility>

template <class F> struct Guard {
  F f;
  bool on = true;
  explicit Guard(F g) : f(std::move(g)) {}
  void drop() { on = false; }
  ~Guard() { if (on) f(); }
};
template <class F> struct OnFailure {
  F f;
  int before = std::uncaught_exceptions();
  bool on = true;
  explicit OnFailure(F g) : f(std::move(g)) {}
  void drop() { on = false; }
  ~OnFailure() { if (on && std::uncaught_exceptions() > before) f(); }
};
struct Holder {
  std::function<void()> f;
  bool armed = true;
  explicit Holder(std::function<void()> g) : f(std::move(g)) {}
  void drop() { armed = false; }
  void arm() { armed = true; }
  void look() {}
  ~Holder() { if (armed) f(); }
};
void work();
void quiet() noexcept;

void after_bad() { Guard g([] { sleep(60); }); work(); g.drop(); }
// CHECK: :[[@LINE-1]]:{{.*}} sleeps
void sometimes_bad(bool b) { Guard g([] { sleep(60); }); if (b) g.drop(); }
// CHECK: :[[@LINE-1]]:{{.*}} sleeps
void leaves_bad(bool b) { Holder g([] { sleep(60); }); if (b) return; g.drop(); }
// CHECK: :[[@LINE-1]]:{{.*}} sleeps
void armedAgain_bad() { Holder g([] { sleep(60); }); g.drop(); g.arm(); }
// CHECK: :[[@LINE-1]]:{{.*}} sleeps
void otherMethod_bad() { Holder g([] { sleep(60); }); g.look(); }
// CHECK: :[[@LINE-1]]:{{.*}} sleeps
void never_bad() { OnFailure g([] { sleep(60); }); work(); }
// CHECK: :[[@LINE-1]]:{{.*}} sleeps

void template_ok() { Guard g([] { sleep(60); }); g.drop(); }
void failure_ok() { OnFailure g([] { sleep(60); }); g.drop(); work(); }
void plain_ok() { Holder g([] { sleep(60); }); g.drop(); work(); }
void between_ok() { Holder g([] { sleep(60); }); quiet(); g.drop(); }
