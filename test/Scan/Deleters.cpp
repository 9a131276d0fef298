// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// Deleters, and what owners destroy.
#include <array>
#include <cstdio>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <thread>
#include <tuple>
#include <unistd.h>
#include <unordered_map>
#include <variant>
#include <vector>

struct File { int fd; };
void closeSlowly(File *f) { fsync(f->fd); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
void closeFast(File *) {}
void closeSlowly2(File *f) { fsync(f->fd); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
void closeSlowly3(File *f) { fsync(f->fd); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
void closeSlowly4(File *f) { fsync(f->fd); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
void closeFromTemplate(File *f) { fsync(f->fd); }
void closeWith(int ms, File *f) { fsync(f->fd + ms); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:

struct Functor {
  void operator()(File *f) const { fsync(f->fd); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void functor_bad(File *f) { std::unique_ptr<File, Functor> p(f); }
void pointer_bad(File *f) { std::unique_ptr<File, void (*)(File *)> p(f, closeSlowly); }
void pointer_ok(File *f) { std::unique_ptr<File, void (*)(File *)> p(f, closeFast); }
void address_bad(File *f) { std::unique_ptr<File, decltype(&closeSlowly2)> p(f, &closeSlowly2); }
void function_bad(File *f) { std::unique_ptr<File, std::function<void(File *)>> p(f, closeSlowly3); }
void shared_bad(File *f) { std::shared_ptr<File> p(f, closeSlowly4); }
void bound_bad(File *f) {
  using std::placeholders::_1;
  std::shared_ptr<File> p(f, std::bind(closeWith, 3, _1));
}
void lambda_bad(File *f) {
  auto d = [](File *f) { fsync(f->fd); };
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  std::unique_ptr<File, decltype(d)> p(f, d);
}
void lambdaInPlace_bad(File *f) {
  std::shared_ptr<File> p(f, [](File *f) { fsync(f->fd); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void reset_bad(File *f) {
  std::shared_ptr<File> p;
  p.reset(f, [](File *f) { fsync(f->fd); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
std::shared_ptr<File> returned_bad(File *f) {
  return std::shared_ptr<File>(f, [](File *f) { fsync(f->fd); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
template <auto F> struct Calls {
  template <class T> void operator()(T *p) const { F(p); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void constant_bad(File *f) { std::unique_ptr<File, Calls<closeFromTemplate>> p(f); }
template <auto F> using Constant = std::integral_constant<std::decay_t<decltype(F)>, F>;
void pipe(FILE *f) { pclose(f); }
void member_ok(File *f) { std::unique_ptr<File> p(f); }
class Holds {
  std::unique_ptr<File, void (*)(File *)> f{nullptr, [](File *f) { fsync(f->fd); }};
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
Holds h;

// What an object is made with is not what it is deleted with.
struct Listens {
  explicit Listens(std::function<void(File *)>) {}
};
void madeWith_ok() {
  auto p = std::make_unique<Listens>([](File *f) { fsync(f->fd); });
  auto q = std::make_shared<Listens>([](File *f) { fsync(f->fd); });
  std::shared_ptr<Listens> r(new Listens([](File *f) { fsync(f->fd); }));
}

// A project's own default.
struct Session { int fd; };
template <> struct std::default_delete<Session> {
  void operator()(Session *s) const { fsync(s->fd); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void ownDefault_bad(Session *s) { std::unique_ptr<Session> p(s); }
