// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A helper makes a guard of a lambda that runs what the helper was given: within a try
// block, or not. And a result of what a cleanup calls may be an exception.
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <utility>

template <typename F> class Deferred {
  F Run;

public:
  explicit Deferred(F &&Run) : Run(std::forward<F>(Run)) {}
  Deferred(const Deferred &) = delete;
  ~Deferred() { Run(); }
};
template <typename F> Deferred<F> defer(F &&Run) {
  return Deferred<F>(std::forward<F>(Run));
}
template <typename F> auto deferCaught(const char *What, F &&Run) {
  return defer([What, Run = std::forward<F>(Run)] {
    try {
      Run();
    } catch (const std::exception &E) {
      std::fprintf(stderr, "%s: %s\n", What, E.what());
    } catch (...) {
    }
  });
}
template <typename F> auto deferSaid(const char *What, F &&Run) {
  return defer([What, Run = std::forward<F>(Run)] {
    std::puts(What);
    Run();
  });
}

void stop(int N) {
  if (N > 3)
    throw std::runtime_error("more than three");
}
int caught_ok(int N) {
  auto G = deferCaught("stop", [N] { stop(N); });
  return N;
}
int said_bad(int N) {
  auto G = deferSaid("stop", [N] { stop(N); }); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave scope guard
  return N;
}

class Future {
  std::exception_ptr Failed;

public:
  Future() = default;
  explicit Future(std::exception_ptr E) : Failed(E) {}
  void get() {
    if (Failed)
      std::rethrow_exception(Failed);
  }
};
class Service {
  Future Last;

public:
  Future stop() {
    return Future(std::make_exception_ptr(std::runtime_error("broken")));
  }
  Future state() { return Last; }
};
int result_bad(Service &S) {
  auto G = defer([&S] { S.stop().get(); }); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: an exception may leave scope guard
  return 1;
}
// What was kept before: with Strict.
int state_ok(Service &S) {
  auto G = defer([&S] { S.state().get(); });
  return 1;
}
