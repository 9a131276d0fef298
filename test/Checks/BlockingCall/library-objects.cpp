// Objects of the standard library whose own end waits.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
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

// CHECK: :[[#@LINE+2]]:{{.*}} warning: the end of 'later' waits for a result
int local_bad(bool early) {
  auto later = std::async(std::launch::async, compute);
  return early ? 0 : compute();
}
// CHECK: :[[#@LINE+2]]:{{.*}} warning: the discarded result waits for a result
void discarded_bad() {
  std::async(std::launch::async, compute);
}
// CHECK-NOT: warning
int asked_ok() {
  auto later = std::async(std::launch::async, compute);
  return later.get();
}

// What is shared waits where the shared future ends.
// CHECK: :[[#@LINE+4]]:3: warning: destructor 'Shared_bad::~Shared_bad' waits for a result
struct Shared_bad {
  std::shared_future<int> value;
  Shared_bad() : value(begin()) {}
  ~Shared_bad() {}
  static std::shared_future<int> begin() {
    // CHECK-NOT: :[[#@LINE+1]]:{{.*}}discarded
    return std::async(std::launch::async, compute).share();
  }
};

// A stop token ends what looks at it, and what waits with it.
// CHECK: :[[#@LINE+10]]:3: warning: {{.*}}'Mailbox_bad::~Mailbox_bad' {{.*}} although asked to stop {{.*}} waits for a condition
struct Mailbox_bad {
  std::mutex m;
  std::condition_variable_any cv;
  bool full = false;
  std::jthread t{[this](std::stop_token stop) {
    std::unique_lock<std::mutex> l(m);
    while (!stop.stop_requested())
      cv.wait(l, [this] { return full; });
  }};
  ~Mailbox_bad() {}
};
// CHECK-NOT: _ok
struct Mailbox_ok {
  std::mutex m;
  std::condition_variable_any cv;
  bool full = false;
  std::jthread t{[this](std::stop_token stop) {
    std::unique_lock<std::mutex> l(m);
    while (!stop.stop_requested())
      cv.wait(l, stop, [this] { return full; });
  }};
  ~Mailbox_ok() {}
};
// CHECK-NOT: warning:
