// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// A guard is known by its shape: a destructor that runs what was stored.
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

void slow() { sleep(60); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:

class WithFunction {
  std::function<void()> run;

public:
  explicit WithFunction(std::function<void()> f) : run(std::move(f)) {}
  ~WithFunction() { run(); }
};
void withFunction_bad() {
  WithFunction g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void withFunction_ok() {
  WithFunction g([] {});
}

// Several guards of one class are told apart.
void several_bad() {
  WithFunction a([] {});
  WithFunction b([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

class Flagged {
  std::function<void()> run;
  bool armed = true;

public:
  explicit Flagged(std::function<void()> f) : run(std::move(f)) {}
  void dismiss() { armed = false; }
  ~Flagged() {
    if (armed)
      run();
  }
};
void flagged_bad() {
  Flagged g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

template <class F> class Templated {
  F run;
  bool armed = true;

public:
  explicit Templated(F f) : run(std::move(f)) {}
  Templated(Templated &&o) noexcept
      : run(std::move(o.run)), armed(std::exchange(o.armed, false)) {}
  void release() noexcept { armed = false; }
  ~Templated() noexcept {
    if (armed)
      run();
  }
};
template <class F> Templated<F> makeTemplated(F f) {
  return Templated<F>(std::move(f));
}
template <class F> auto onExit(F &&f) {
  return Templated<std::decay_t<F>>(std::forward<F>(f));
}
void deduced_bad() {
  Templated g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void factory_bad() {
  auto g = makeTemplated([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void forwarded_bad() {
  auto g = onExit([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void kept_bad() {
  const auto &g = onExit([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void named_bad() {
  auto later = [] { sleep(60); };
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  auto g = onExit(later);
}
void moved_bad() {
  auto later = [] { sleep(60); };
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  auto g = onExit(std::move(later));
}
void factory_ok() {
  auto g = onExit([] {});
}

struct Tag {};
template <class F> Templated<F> operator+(Tag, F &&f) {
  return Templated<F>(std::forward<F>(f));
}
#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define SCOPE_EXIT auto JOIN(scope_exit_, __LINE__) = Tag() + [&]()
void macro_bad() {
  SCOPE_EXIT { sleep(60); };
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
// Derived from what it runs.
template <class F> struct Derived : F {
  bool enabled = true;
  explicit Derived(F &&f) : F(std::move(f)) {}
  Derived(Derived &&other) : F(std::move(other)), enabled(other.enabled) {
    other.enabled = false;
  }
  ~Derived() {
    if (enabled)
      F::operator()();
  }
};
struct DerivedTag {
  template <class F> Derived<F> operator+(F &&f) {
    return Derived<F>(std::forward<F>(f));
  }
};
void derived_bad() {
  auto g = DerivedTag() + [] { sleep(60); };
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void derived_ok() {
  auto g = DerivedTag() + [] {};
}
#define DEFER(code) auto JOIN(defer_, __LINE__) = onExit([&] { code; })
void macroArgument_bad() {
  DEFER(sleep(60));
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

class WithPointer {
  void (*run)();

public:
  explicit WithPointer(void (*f)()) : run(f) {}
  ~WithPointer() { run(); }
};
void withPointer_bad() {
  WithPointer g(slow);
}
void withPointerLambda_bad() {
  WithPointer g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

template <class T> class WithMember {
  T *object;
  void (T::*run)();

public:
  WithMember(T *o, void (T::*f)()) : object(o), run(f) {}
  ~WithMember() { (object->*run)(); }
};
struct Engine {
  void halt() { sleep(60); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  void idle() {}
};
void withMember_bad(Engine &e) { WithMember g(&e, &Engine::halt); }
void withMember_ok(Engine &e) { WithMember g(&e, &Engine::idle); }

class Pimpl {
  struct Impl {
    std::function<void()> run;
    ~Impl() { run(); }
  };
  std::unique_ptr<Impl> impl;

public:
  explicit Pimpl(std::function<void()> f) : impl(new Impl{std::move(f)}) {}
};
void pimpl_bad() {
  Pimpl g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

class PimplByHand {
  struct Impl {
    std::function<void()> run;
  };
  Impl *impl;

public:
  explicit PimplByHand(std::function<void()> f) : impl(new Impl{std::move(f)}) {}
  ~PimplByHand() {
    impl->run();
    delete impl;
  }
};
void pimplByHand_bad() {
  PimplByHand g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

class Base {
protected:
  std::function<void()> run;
  explicit Base(std::function<void()> f) : run(std::move(f)) {}
  ~Base() { run(); }
};
class Derived : Base {
public:
  explicit Derived(std::function<void()> f) : Base(std::move(f)) {}
};
void base_bad() {
  Derived g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

template <class F> class Invoking {
  F run;

public:
  explicit Invoking(F f) : run(std::move(f)) {}
  ~Invoking() { std::invoke(run); }
};
void invoking_bad() {
  Invoking g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

class Exchanging {
  std::function<void()> run;

public:
  explicit Exchanging(std::function<void()> f) : run(std::move(f)) {}
  ~Exchanging() {
    if (auto f = std::exchange(run, nullptr))
      f();
  }
};
void exchanging_bad() {
  Exchanging g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

class Helper {
  std::function<void()> run;
  void finish() {
    auto f = std::move(run);
    run = nullptr;
    if (f)
      f();
  }

public:
  explicit Helper(std::function<void()> f) { run = std::move(f); }
  ~Helper() { finish(); }
};
void helper_bad() {
  Helper g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

template <class F> class Optional {
  std::optional<F> run;

public:
  explicit Optional(F f) : run(std::move(f)) {}
  void dismiss() { run.reset(); }
  ~Optional() {
    if (run)
      (*run)();
  }
};
void optional_bad() {
  Optional g([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

// Set after it was made.
class Settable {
  std::function<void()> run;

public:
  void set(std::function<void()> f) { run = std::move(f); }
  ~Settable() {
    if (run)
      run();
  }
};
void settable_bad() {
  Settable g;
  g.set([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: scope guard
}

// Kept in a container.
class Stack {
  std::vector<std::function<void()>> all;

public:
  void push(std::function<void()> f) { all.push_back(std::move(f)); }
  ~Stack() {
    for (auto it = all.rbegin(); it != all.rend(); ++it)
      (*it)();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: destructor 'Stack::~Stack'
  }
};
void stack_bad() {
  Stack g;
  g.push([] { sleep(60); });
}
// What is handed in is run by a thread; only the other is run at the end.
class Worker {
  std::vector<std::function<void()>> jobs;
  std::function<void()> last;

public:
  explicit Worker(std::function<void()> f) : last(std::move(f)) {}
  void submit(std::function<void()> f) { jobs.push_back(std::move(f)); }
  void work() {
    for (auto &job : jobs)
      job();
  }
  ~Worker() { last(); }
};
void submitted_ok(Worker &w) {
  w.submit([] { sleep(60); });
}

// The functor's operator is written by hand.
struct Closer {
  int fd;
  void operator()() const { fsync(fd); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void functor_bad(int fd) {
  Templated g(Closer{fd});
}

// A guard that is a member, given its callable by the constructor.
class Owner {
  WithFunction guard;

public:
  Owner() : guard([this] { halt(); }) {}
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  void halt() { sleep(60); }
};
class OwnerByDefault {
  int fd = 0;
  WithFunction guard{[this] { fsync(fd); }};
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void ownerByDefault_bad() { OwnerByDefault o; }

// On the heap.
void heap_bad() {
  auto g = std::make_unique<WithFunction>([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  auto h = new WithFunction([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  delete h;
}
void inOptional_bad() {
  std::optional<WithFunction> g;
  g.emplace([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}

// Runs it at once: no guard.
template <class F> struct Now {
  explicit Now(F f) { f(); }
  ~Now() {}
};
void now_ok() {
  Now n([] { sleep(60); });
}

// A guard is one wherever it is made, and wherever it goes.
namespace made {
struct Ends {
  std::function<void()> f;
  Ends() = default;
  explicit Ends(std::function<void()> f) : f(std::move(f)) {}
  Ends(Ends &&o) : f(std::exchange(o.f, nullptr)) {}
  Ends &operator=(Ends &&o) {
    std::swap(f, o.f);
    return *this;
  }
  ~Ends() {
    if (f)
      f();
  }
};
void take(Ends);
Ends returned_bad() {
  return Ends([] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
}
void argument_bad() {
  take(Ends([] { sleep(60); }));
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
}
struct Keeps {
  Ends e;
  void start_bad() {
    e = Ends([] { sleep(60); });
    // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  }
};
void elements_bad(std::vector<Ends> &v) {
  v.push_back(Ends([] { sleep(60); }));
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
}

// Of several callables only that which the end runs is a cleanup.
class Connection {
  std::function<void()> data, close;

public:
  Connection(std::function<void()> data, std::function<void()> close)
      : data(std::move(data)), close(std::move(close)) {}
  void poll() { data(); }
  ~Connection() { close(); }
};
void several_ok() { Connection c([] { sleep(60); }, [] {}); }
void several_bad() {
  Connection c([] {}, [] { sleep(60); });
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
}
} // namespace made
