// RUN: not %cleanexit check %s -- -std=c++20 | grep -E '^[^ ]+: warning: ' \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// What a guard or a smart pointer is given reaches it by a variable, a
// function's result, a parameter or a member.
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unistd.h>
#include <utility>
#include <vector>

using Fn = std::function<void()>;
struct Guard {
  Fn f;
  bool on = true;
  explicit Guard(Fn f) : f(std::move(f)) {}
  void drop() { on = false; }
  ~Guard() { if (on) f(); }
};
struct Plain {
  Fn f;
  ~Plain() { f(); }
};
struct Other {
  Fn f, g;
  Other(Fn f, Fn g) : f(std::move(f)), g(std::move(g)) {}
  ~Other() { f(); }
};
struct Raw {
  void (*f)();
  explicit Raw(void (*f)()) : f(f) {}
  ~Raw() { f(); }
};
void work();
std::mutex m;

void variable_bad() {
  Fn f = [] { sleep(5); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  Guard g(f);
}
void made_bad() {
  Fn f = [] { sleep(5); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  auto g = std::make_unique<Guard>(f);
}
void emplaced_bad() {
  Fn f = [] { sleep(5); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  std::optional<Guard> g;
  g.emplace(std::move(f));
}
void aggregate_bad() {
  Fn f = [] { sleep(5); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  Plain p{f};
}
void filled_bad(Plain &p) {
  Fn f = [] { sleep(5); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  p.f = f;
}
void slow() { sleep(5); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
void pointer_bad() {
  auto *p = &slow;
  Raw r(p);
}
void named() { sleep(5); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
void named_bad() {
  std::lock_guard l(m);
  auto *p = &named;
  Raw r(p);
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
}
void called() { named(); }
void slower() { sleep(6); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
void (*pick())() { return slower; }
void result_bad() { Raw r(pick()); }

Fn either(bool b) {
  if (b)
    return [] { sleep(7); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  return [] { work(); };
}
void either_bad(bool b) { Guard g(either(b)); }

// Each caller answers for what it hands over.
void with(Fn f) { Guard g(std::move(f)); work(); }
void through(Fn f) { with(std::move(f)); }
void parameter_bad() {
  std::lock_guard l(m);
  through([] { sleep(5); });
  // CHECK: :[[@LINE-1]]:{{.*}}warning: {{.*}}lock
  // CHECK: :[[@LINE-2]]:{{.*}}warning: scope guard
}
void parameter_ok() {
  std::lock_guard l(m);
  with([] { work(); });
}
Guard giving(Fn f) { return Guard(std::move(f)); }
void given_bad() {
  auto g = giving([] { sleep(5); });
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  std::lock_guard l(m);
}
void given_ok() {
  auto g = giving([] { work(); });
}

class Job {
  Fn end_, other_;

public:
  Job(Fn end, Fn other) : end_(std::move(end)), other_(std::move(other)) {}
  void run() { Guard g(end_); work(); }
  void callOther() { other_(); }
};
void member_bad() {
  Job j([] { sleep(5); }, [] { sleep(6); });
  // CHECK: :[[@LINE-1]]:[[#]]: warning: scope guard
  j.run();
  j.callOther();
}

// Not what the end runs.
void other_ok() {
  Fn f = [] { work(); }, g = [] { sleep(5); };
  Other o(f, g);
  g();
}
void other_handed(Fn f, Fn g) { Other o(std::move(f), std::move(g)); }
void other_handed_ok() { other_handed([] { work(); }, [] { sleep(5); }); }
void dropped_ok() {
  Fn f = [] { sleep(5); };
  Guard g(f);
  g.drop();
}
void dropping(Fn f) { Guard g(std::move(f)); g.drop(); }
void dropping_ok() { dropping([] { sleep(5); }); }

// Deleters
void close_slowly(int *p) { sleep(5); delete p; }
// CHECK: :[[@LINE-1]]:{{.*}}warning: deleter
void deleter_bad() {
  void (*d)(int *) = close_slowly;
  std::unique_ptr<int, void (*)(int *)> u(new int, d);
}
void shared_bad() {
  std::function<void(int *)> d = [](int *p) { sleep(5); delete p; };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: deleter
  std::shared_ptr<int> u(new int, d);
}
void reset_bad(std::shared_ptr<int> &u) {
  std::function<void(int *)> d = [](int *p) { sleep(5); delete p; };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: deleter
  u.reset(new int, d);
}
std::shared_ptr<int> wrap(int *p, std::function<void(int *)> d) {
  return std::shared_ptr<int>(p, d);
}
void wrap_bad() {
  std::lock_guard l(m);
  auto u = wrap(new int, [](int *p) { sleep(5); delete p; });
  // CHECK: :[[@LINE-1]]:{{.*}}warning: {{.*}}lock
  // CHECK: :[[@LINE-2]]:{{.*}}warning: deleter
}
void wrap_ok() {
  std::lock_guard l(m);
  auto u = wrap(new int, [](int *p) { delete p; });
}
