// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: FileCheck %s --implicit-check-not=warning: < %t
// What a dismissing method may do, and by which names the guard may be called.
#include <functional>
#include <memory>
#include <optional>
#include <unistd.h>
#include <utility>
void work();
struct Fn {
  std::function<void()> f;
  explicit Fn(std::function<void()> f) : f(std::move(f)) {}
  ~Fn() { if (f) f(); }
  void dismiss() { f = nullptr; }
  void clear() { f = {}; }
  void take() { std::exchange(f, nullptr); }
  void call() { f(); f = nullptr; }
  void set(std::function<void()> g) { f = std::move(g); }
};
struct Early {
  std::function<void()> f;
  bool on = true;
  explicit Early(std::function<void()> f) : f(std::move(f)) {}
  ~Early() { if (!on) return; f(); }
  void dismiss() { on = false; }
};
struct Helper {
  std::function<void()> f;
  bool on = true;
  explicit Helper(std::function<void()> f) : f(std::move(f)) {}
  ~Helper() { fire(); }
  void fire() { if (on) f(); }
  void dismiss() { on = false; }
};
template <class C> struct Opt {
  std::optional<C> f;
  explicit Opt(C c) : f(std::move(c)) {}
  ~Opt() { if (f) (*f)(); }
  void cancel() { f.reset(); }
};
void fn_ok() { Fn g([] { sleep(60); }); g.dismiss(); }
void clear_ok() { Fn g([] { sleep(60); }); g.clear(); }
void take_ok() { Fn g([] { sleep(60); }); g.take(); }
void early_ok() { Early g([] { sleep(60); }); g.dismiss(); }
void helper_ok() { Helper g([] { sleep(60); }); g.dismiss(); }
void opt_ok() { Opt g([] { sleep(60); }); g.cancel(); }
void unique_ok() { auto g = std::make_unique<Fn>([] { sleep(60); }); g->dismiss(); work(); }
void new_ok() { auto *g = new Fn([] { sleep(60); }); g->dismiss(); work(); delete g; }
void shared_ok() { auto g = std::make_shared<Fn>([] { sleep(60); }); g->dismiss(); work(); }
void pointer_ok() { Fn g([] { sleep(60); }); Fn *p = &g; p->dismiss(); work(); }
void call_bad() { Fn g([] { sleep(60); }); g.call(); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
void set_bad() { Fn g([] { sleep(60); }); g.set([] { work(); }); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
void again_bad() { auto g = std::make_unique<Fn>([] { sleep(60); }); g->dismiss(); g->set([] { sleep(50); }); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
// CHECK: :[[@LINE-2]]:{{.*}}warning: scope guard
void between_bad() { auto g = std::make_unique<Fn>([] { sleep(60); }); work(); g->dismiss(); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
void other_bad(Fn *q) { Fn g([] { sleep(60); }); Fn *p = q; p->dismiss(); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard

// Made by a function, which is told of as well.
template <class F> struct Made {
  F f;
  bool on = true;
  explicit Made(F &&f) : f(std::move(f)) {}
  Made(Made &&o) : f(std::move(o.f)), on(std::exchange(o.on, false)) {}
  void dismiss() { on = false; }
  ~Made() {
    if (on)
      f();
  }
};
template <class F> Made<F> make(F &&f) { return Made<F>(std::move(f)); }
void dismissedAtOnce_ok() {
  auto g = make([] { sleep(9); });
  g.dismiss();
}
void dismissedLate_bad() {
  auto g = make([] { sleep(9); });
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  work();
  g.dismiss();
}

// Two that give back what the other makes.
template <class F> Made<F> turn(F &&f, int n);
template <class F> Made<F> around(F &&f, int n) { return turn(std::move(f), n - 1); }
template <class F> Made<F> turn(F &&f, int n) {
  if (n)
    return around(std::move(f), n);
  return Made<F>(std::move(f));
}
void FP_aroundAtOnce() {
  auto g = around([] { sleep(9); }, 2);
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  g.dismiss();
}
