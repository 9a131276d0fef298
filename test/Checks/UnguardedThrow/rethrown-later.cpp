// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 \
// RUN:   | grep -E '^[^ ]+: warning: ' | FileCheck %s --implicit-check-not=warning:
// A handler keeps what it caught, and the function throws it when the rest is
// done.
#include <exception>
#include <functional>
#include <stdexcept>
#include <utility>

void raise(int n) {
  if (n)
    throw std::range_error("t");
}
void rest();

struct Later {
  ~Later() {
    std::exception_ptr e;
    try {
      raise(1);
      // CHECK: :[[@LINE-1]]:{{.*}}warning: {{.*}}range_error
    } catch (...) {
      e = std::current_exception();
    }
    rest();
    if (e)
      std::rethrow_exception(e);
  }
};
struct Named {
  ~Named() {
    std::exception_ptr kept;
    try {
      raise(1);
      // CHECK: :[[@LINE-1]]:{{.*}}warning: {{.*}}range_error
    } catch (const std::runtime_error &) {
      kept = std::current_exception();
    }
    if (kept)
      std::rethrow_exception(std::move(kept));
  }
};
struct Caught {
  ~Caught() {
    std::exception_ptr e;
    try {
      raise(1);
    } catch (...) {
      e = std::current_exception();
    }
    try {
      if (e)
        std::rethrow_exception(e);
    } catch (std::range_error &) {
    }
  }
};
struct Forgotten {
  std::exception_ptr last;
  ~Forgotten() {
    try {
      raise(1);
    } catch (...) {
      last = std::current_exception();
    }
  }
};

// A guard that does so with what it runs lets it out.
struct Guard {
  std::function<void()> f;
  explicit Guard(std::function<void()> f) : f(std::move(f)) {}
  ~Guard() noexcept(false) {
    std::exception_ptr e;
    try {
      f();
    } catch (...) {
      e = std::current_exception();
    }
    rest();
    if (e)
      std::rethrow_exception(e);
  }
};
struct Absorbing {
  std::function<void()> f;
  explicit Absorbing(std::function<void()> f) : f(std::move(f)) {}
  ~Absorbing() {
    try {
      f();
    } catch (...) {
    }
  }
};
void guard_bad() {
  Guard g([] { raise(1); });
  // CHECK: :[[@LINE-1]]:{{.*}}warning: {{.*}}range_error
}
void guard_ok() {
  Absorbing g([] { raise(1); });
}
