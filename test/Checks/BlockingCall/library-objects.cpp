// Objects of the standard library whose own end waits.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <atomic>
#include <future>
#include <thread>
#include <vector>
int compute();

// CHECK: :[[#@LINE+6]]:3: warning: {{.*}} its callable takes no stop_token
struct Deaf_bad {
  std::jthread t{[] {
    for (volatile int i = 0; i < 9; i = i + 1)
      ;
  }};
  ~Deaf_bad() {}
};

// CHECK-NOT: Listens_ok
struct Listens_ok {
  std::jthread t{[](std::stop_token stop) { while (!stop.stop_requested()); }};
  ~Listens_ok() {}
};

// CHECK: :[[#@LINE+4]]:3: warning: {{.*}} waits for a result
struct Async_bad {
  std::future<int> value;
  Async_bad() { value = std::async(std::launch::async, compute); }
  ~Async_bad() {}
};

// CHECK-NOT: :[[#@LINE+4]]:3: warning
struct Promised_ok {
  std::future<int> value;
  explicit Promised_ok(std::future<int> f) : value(std::move(f)) {}
  ~Promised_ok() {}
};

// What is moved into its place does not wait.
// CHECK-NOT: warning
void moved_ok(std::vector<std::future<int>> &all) {
  all.push_back(std::async(std::launch::async, compute));
}
// CHECK-NOT: warning:
