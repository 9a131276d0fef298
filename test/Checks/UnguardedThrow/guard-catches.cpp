// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a guard catches by its type does not leave what it runs.
#include <exception>
#include <functional>
#include <new>
#include <stdexcept>
#include <utility>

template <class F> struct Guard {
  F body;
  ~Guard() {
    try {
      body();
    } catch (const std::exception &) {
    }
  }
};
template <class F> Guard(F) -> Guard<F>;

struct Handed {
  explicit Handed(std::function<void()> f) : run(std::move(f)) {}
  ~Handed() {
    if (run)
      fire();
  }
  void fire() {
    try {
      run();
    } catch (const std::logic_error &) {
    }
  }
  std::function<void()> run;
};

struct Odd {};
void release(int handle) {
  if (handle < 0)
    throw std::invalid_argument("handle");
}
void fail() { throw Odd(); }

void work_ok(int handle) {
  Guard guard{[&] { release(handle); }};
  Handed handed([handle] { release(handle); });
}
void work_bad() {
  Guard guard{[] { fail(); }}; // CHECK: :[[@LINE]]:{{.*}}'Odd' may leave scope guard
  Handed handed([] {
    throw std::runtime_error("late"); // CHECK: :[[@LINE]]:{{.*}}'std::runtime_error' may leave scope guard
  });
}

struct Owner_ok {
  ~Owner_ok() { work_ok(1); }
};

// Thrown on if all is well, and kept while something else is in flight.
template <class F> struct Polite {
  F body;
  int before = std::uncaught_exceptions();
  ~Polite() noexcept(false) {
    if (std::uncaught_exceptions() == before) {
      body();
    } else {
      try {
        body();
      } catch (...) {
      }
    }
  }
};
template <class F> struct Rude {
  F body;
  int before = std::uncaught_exceptions();
  ~Rude() noexcept(false) {
    if (std::uncaught_exceptions() == before) {
      try {
        body();
      } catch (...) {
      }
    } else {
      body();
    }
  }
};
void polite_ok() {
  Polite guard{[] { fail(); }};
}
void rude_bad() {
  Rude guard{[] { fail(); }}; // CHECK: :[[@LINE]]:{{.*}}'Odd' may leave scope guard
}
