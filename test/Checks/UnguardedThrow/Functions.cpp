// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Calling a std::function that nothing was stored in.
#include <functional>
#include <utility>
#include <vector>

class NeverSet_bad {
public:
  NeverSet_bad() = default;
  explicit NeverSet_bad(std::function<void()> f) : f(std::move(f)) {}
  ~NeverSet_bad() { f(); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_function_call' may leave {{.*}} a constructor leaves it empty

private:
  std::function<void()> f;
};
NeverSet_bad never() { return {}; }

class MovedAway_bad {
public:
  explicit MovedAway_bad(std::function<void()> f) : f(std::move(f)) {}
  void handOver(std::vector<std::function<void()>> &to) { to.push_back(std::move(f)); }
  ~MovedAway_bad() { f(); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_function_call' may leave {{.*}} moves it away

private:
  std::function<void()> f;
};

class Asked_ok {
public:
  Asked_ok() = default;
  ~Asked_ok() { if (f) f(); }
  std::function<void()> f;
};
Asked_ok asked() { return {}; }

class Always_ok {
public:
  explicit Always_ok(std::function<void()> f) : f(std::move(f)) {}
  ~Always_ok() { f(); }

private:
  std::function<void()> f;
};

// A flag that the move copies says nothing about what was moved.
class FlagCopied_bad {
public:
  explicit FlagCopied_bad(std::function<void()> f) : f(std::move(f)), armed(true) {}
  FlagCopied_bad(FlagCopied_bad &&o) : f(std::move(o.f)), armed(o.armed) {}
  ~FlagCopied_bad() {
    if (armed)
      f(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_function_call' may leave {{.*}} moves it away
  }

private:
  std::function<void()> f;
  bool armed;
};
FlagCopied_bad pass(FlagCopied_bad &guard) { return std::move(guard); }
class FlagCleared_ok {
public:
  explicit FlagCleared_ok(std::function<void()> f) : f(std::move(f)), armed(true) {}
  FlagCleared_ok(FlagCleared_ok &&o) : f(std::move(o.f)), armed(std::exchange(o.armed, false)) {}
  ~FlagCleared_ok() {
    if (armed)
      f();
  }

private:
  std::function<void()> f;
  bool armed;
};
FlagCleared_ok pass(FlagCleared_ok &guard) { return std::move(guard); }
