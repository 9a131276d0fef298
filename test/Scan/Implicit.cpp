// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is not written, or is written elsewhere, and runs all the same.
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <unistd.h>
#include <vector>

// The iterators of a range-based for.
struct Slow {
  int i;
  int operator*() { sleep(3); return i; }
  Slow &operator++() { return *this; }
  bool operator!=(const Slow &o) const { return i != o.i; }
};
struct Range {
  Slow begin() { return {0}; }
  Slow end() { return {9}; }
};
struct Iterates_bad {
  Range r;
  ~Iterates_bad() {
    for (int x : r) // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Iterates_bad::~Iterates_bad' sleeps
      (void)x;
  }
};
struct Counts_ok {
  std::vector<int> v;
  ~Counts_ok() {
    for (int x : v)
      (void)x;
  }
};

// A written assignment is done, also to what is new.
struct Assigned {
  Assigned &operator=(int) { sleep(3); return *this; }
};
struct Assigns_bad {
  ~Assigns_bad() {
    Assigned a;
    a = 4; // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Assigns_bad::~Assigns_bad' sleeps
  }
};

// A member that the destructor has moved out ends with nothing to do.
struct MovesOut_ok {
  std::future<int> f = std::async([] { return 1; });
  ~MovesOut_ok() {
    std::thread([y = std::move(f)] {}).detach();
  }
};
struct Keeps_bad { // CHECK: warning: {{.*}}waits for a result
  std::future<int> f = std::async([] { return 1; });
  ~Keeps_bad() {}
};

// A guard of inherited constructors.
std::mutex m;
struct Derived : std::lock_guard<std::mutex> {
  using lock_guard::lock_guard;
};
void inherited_bad() {
  Derived g(m);
  sleep(3); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}is held while 'inherited_bad' sleeps
}
void inherited_ok() {
  { Derived g(m); }
  sleep(3);
}

// A function as a type.
static void close_bad(int *p) {
  sleep(3); // CHECK: :[[@LINE]]:{{.*}}warning: deleter 'close_bad' sleeps
  delete p;
}
void constant(int i) {
  std::unique_ptr<int, std::integral_constant<void (*)(int *), close_bad>> p(new int(i));
}

// Exit handlers by a variable, or by an object that registers them.
static void variable_bad() { sleep(3); } // CHECK: :[[@LINE]]:{{.*}}warning: exit handler 'variable_bad' sleeps
void registers() {
  auto f = variable_bad;
  std::atexit(f);
}
struct Registers {
  explicit Registers(void (*f)()) { std::atexit(f); }
};
static void object_bad() { sleep(3); } // CHECK: :[[@LINE]]:{{.*}}warning: exit handler 'object_bad' sleeps
static Registers object{object_bad};

// A future that came from std::async stays one on its way into its place.
class Given_bad {
  std::future<int> f;

public:
  explicit Given_bad(std::future<int> x) : f(std::move(x)) {}
  ~Given_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
Given_bad gives() { return Given_bad(std::async([] { return 1; })); }
class Set_bad {
  std::future<int> f;

public:
  void set(std::future<int> x) { f = std::move(x); }
  ~Set_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
void sets(Set_bad &s) { s.set(std::async([] { return 1; })); }
class Maybe_bad {
  std::optional<std::future<int>> f;

public:
  Maybe_bad() { f = std::async([] { return 1; }); }
  ~Maybe_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
class Promised_ok {
  std::future<int> f;

public:
  explicit Promised_ok(std::future<int> x) : f(std::move(x)) {}
  ~Promised_ok() {}
};
Promised_ok promised(std::promise<int> &p) { return Promised_ok(p.get_future()); }
