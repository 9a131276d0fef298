// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A guard that runs its callable in a noexcept helper stops nothing: the process
// ends there. Who throws is said.
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <utility>

class Fires {
  std::function<void()> f;
  void fire() noexcept { f(); }

public:
  explicit Fires(std::function<void()> f) : f(std::move(f)) {}
  ~Fires() { fire(); }
};
class Catches {
  std::function<void()> f;
  void fire() noexcept {
    try {
      f();
    } catch (...) {
    }
  }

public:
  explicit Catches(std::function<void()> f) : f(std::move(f)) {}
  ~Catches() { fire(); }
};
void commit(int n) {
  if (n)
    throw std::runtime_error("no");
}
void noexcept_bad(int n) {
  Fires f([n] {
    commit(n); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave scope guard{{.*}}; 'commit' throws it
  });
}
void noexceptLambda_bad(int n) {
  Fires f([n]() noexcept {
    commit(n); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave scope guard
  });
}
void caught_ok(int n) {
  Catches f([n] { commit(n); });
}
struct Result_bad {
  std::future<int> f;
  ~Result_bad() {
    f.get(); // CHECK: :[[@LINE]]:{{.*}}warning: an exception may leave destructor {{.*}}; 'std::future<int>::get' throws it
  }
};

// A handle's end is that of any counted object, and one of them runs a hook: no
// other object is a guard for that. A guard may keep its callable behind a base.
class Counted {
  int refs = 0;

public:
  virtual ~Counted() = default;
  void take() { ++refs; }
  void drop() {
    if (--refs == 0)
      delete this;
  }
};
template <class T> class Handle {
  T *to;

public:
  explicit Handle(T *p) : to(p) { to->take(); }
  Handle(const Handle &other) : to(other.to) { to->take(); }
  ~Handle() { to->drop(); }
};
struct Leaf : Counted {};
struct Hook : Counted {
  std::function<void()> run;
  explicit Hook(std::function<void()> f) : run(std::move(f)) {}
  ~Hook() override {
    if (run)
      run();
  }
};
struct Form {
  Handle<Leaf> root;
  int id;
  template <class F> Form(const Handle<Leaf> &r, F ask) : root(r), id(ask()) {}
};
void form_ok(const Handle<Leaf> &root) {
  Form form(root, []() -> int { throw std::runtime_error("no id"); });
}

struct Kept {
  virtual ~Kept() = default;
};
template <class F> struct KeptAs : Kept {
  F run;
  explicit KeptAs(F f) : run(std::move(f)) {}
  ~KeptAs() override { run(); }
};
class AnyGuard {
  std::unique_ptr<Kept> kept;

public:
  template <class F> explicit AnyGuard(F f) : kept(new KeptAs<F>(std::move(f))) {}
};
void any_bad() {
  AnyGuard first([] {});
  AnyGuard guard([] {
    throw std::runtime_error("late"); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave scope guard
  });
}
