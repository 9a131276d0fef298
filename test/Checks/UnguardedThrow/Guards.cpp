// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A guard that runs its callable in a noexcept helper stops nothing: the process
// ends there. Who throws is said.
#include <functional>
#include <future>
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
