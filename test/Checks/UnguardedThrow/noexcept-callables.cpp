// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a guard runs is told where that was made, and not once more in the guard.
#include <stdexcept>
#include <utility>

template <class F> class ScopeGuard {
  F Fn;

public:
  explicit ScopeGuard(F Fn) : Fn(std::move(Fn)) {}
  ~ScopeGuard() noexcept { Fn(); }
};

void emit(int Error) {
  if (Error)
    throw std::runtime_error("failed");
}

void save_bad(int Error) {
  auto Guard = ScopeGuard([&]() noexcept {
    emit(Error); // CHECK: :[[@LINE]]:5: warning: 'std::runtime_error' may leave scope guard
  });
}
void save_ok(int Error) {
  auto Guard = ScopeGuard([&]() noexcept {
    try {
      emit(Error);
    } catch (...) {
    }
  });
}
