// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A guard that was moved runs an empty function, unless the move says so.
#include <exception>
#include <functional>
#include <utility>
#include <vector>

struct Flag {
  bool dismissed = false;
  Flag() = default;
  Flag(Flag &&) noexcept = default;
};
struct OwnFlag {
  bool dismissed = false;
  OwnFlag() = default;
  OwnFlag(OwnFlag &&other) noexcept
      : dismissed(std::exchange(other.dismissed, true)) {}
};
struct Counter {
  int before = std::uncaught_exceptions();
  bool isNew() const noexcept { return std::uncaught_exceptions() > before; }
};

template <class Base, bool OnFailure> struct Guard : Base {
  Counter counter;
  std::function<void()> run;
  explicit Guard(std::function<void()> f) : run(std::move(f)) {}
  Guard(Guard &&) = default;
  ~Guard() {
    if (!this->dismissed && OnFailure == counter.isNew())
      run(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_function_call' may leave destructor 'Guard<Flag, true>::~Guard'
  }
};

void keep_bad(std::vector<Guard<Flag, true>> &all) {
  Guard<Flag, true> g([] {});
  all.push_back(std::move(g));
}
void keep_ok(std::vector<Guard<OwnFlag, true>> &all) {
  Guard<OwnFlag, true> g([] {});
  all.push_back(std::move(g));
}

// Made in its place, and never moved.
struct Deferred {
  std::function<void()> run;
  explicit Deferred(std::function<void()> f) : run(std::move(f)) {}
  Deferred(Deferred &&other) noexcept : run(std::move(other.run)) {}
  ~Deferred() { run(); }
};
Deferred defer(std::function<void()> f) { return Deferred(std::move(f)); }
void deferred_ok() { auto d = defer([] {}); }
