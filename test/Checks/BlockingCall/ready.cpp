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

// CHECK: :[[#@LINE+5]]:{{.*}}'OtherBranch_bad::~OtherBranch_bad' waits for a result{{.*}}blocking-call]
struct OtherBranch_bad {
  std::shared_future<int> f;
  ~OtherBranch_bad() {
    if (f.wait_for(0s) != std::future_status::ready)
      f.get();
  }
};

// CHECK: :[[#@LINE+5]]:{{.*}}'OtherFuture_bad::~OtherFuture_bad' waits for a result{{.*}}blocking-call]
struct OtherFuture_bad {
  std::shared_future<int> f, other;
  ~OtherFuture_bad() {
    if (other.wait_for(0s) == std::future_status::ready)
      f.get();
  }
};

// CHECK: :[[#@LINE+6]]:{{.*}}'LeftReady_bad::~LeftReady_bad' waits for a result{{.*}}blocking-call]
struct LeftReady_bad {
  std::shared_future<int> f;
  ~LeftReady_bad() {
    if (f.wait_for(0s) == std::future_status::ready)
      return;
    f.get();
  }
};

// CHECK: :[[#@LINE+6]]:{{.*}}'HelperSaysNo_bad::~HelperSaysNo_bad' waits for a result{{.*}}blocking-call]
struct HelperSaysNo_bad {
  std::shared_future<int> f;
  bool ready() const { return f.wait_for(0s) == std::future_status::ready; }
  ~HelperSaysNo_bad() {
    if (!ready())
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
// Asked by who calls the method that takes it.
struct Below_ok {
  std::future<int> f;
  int last = 0;
  bool ready() const {
    return f.valid() && f.wait_for(0s) == std::future_status::ready;
  }
  int take() { return f.get(); }
  void report() { last = take(); }
  ~Below_ok() {
    if (ready())
      report();
  }
};
