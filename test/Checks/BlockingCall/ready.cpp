// A result that was asked for first, and is taken only if it is there.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <chrono>
#include <future>
using namespace std::chrono_literals;

// CHECK: :[[#@LINE+6]]:{{.*}}'Anyway_bad::~Anyway_bad' waits for a result{{.*}}blocking-call]
struct Anyway_bad {
  std::shared_future<int> f;
  int late = 0;
  ~Anyway_bad() {
    late = f.wait_for(0s) != std::future_status::ready;
    f.get();
  }
};

// CHECK-NOT: _ok{{.*}} waits
struct Asked_ok {
  std::shared_future<int> f;
  ~Asked_ok() {
    if (f.wait_for(0s) == std::future_status::ready)
      f.get();
  }
};
struct Helper_ok {
  std::shared_future<int> f;
  int last = 0;
  bool ready() const { return f.wait_for(0s) == std::future_status::ready; }
  ~Helper_ok() { last = ready() ? f.get() : -1; }
};
struct Leaves_ok {
  std::shared_future<int> f;
  ~Leaves_ok() {
    if (f.wait_for(0s) != std::future_status::ready)
      return;
    f.get();
  }
};
// CHECK-NOT: blocking-call

struct Switched_ok {
  std::future<int> f;
  ~Switched_ok() {
    switch (f.wait_for(std::chrono::seconds(0))) {
    case std::future_status::ready:
      f.get();
      break;
    default:
      break;
    }
  }
};
