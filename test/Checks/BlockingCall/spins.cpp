// Loops that wait by doing nothing.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <atomic>
#include <chrono>
#include <thread>

// CHECK: :[[#@LINE+4]]:{{.*}}'Users_bad::~Users_bad' loops until something else changes
struct Users_bad {
  std::atomic<int> users{0};
  ~Users_bad() {
    while (users.load() != 0)
      std::this_thread::yield();
  }
};

// CHECK-NOT: Counted_ok
struct Counted_ok {
  std::atomic<int> users{0};
  ~Counted_ok() {
    for (int i = 0; i < 16 && users.load() != 0; ++i)
      std::this_thread::yield();
  }
};

// CHECK: :[[#@LINE+4]]:{{.*}}'Breaks_bad::~Breaks_bad' loops until something else changes
struct Breaks_bad {
  std::atomic<int> users{0};
  ~Breaks_bad() {
    for (;;) {
      if (users.load() == 0)
        break;
      std::this_thread::yield();
    }
  }
};

// What looks at a clock gives up some time.
// CHECK-NOT: Clock_ok
struct Clock_ok {
  std::atomic<int> users{0};
  ~Clock_ok() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(5);
    while (users.load() != 0 && std::chrono::steady_clock::now() < end)
      std::this_thread::yield();
  }
};

// A lock that others hold for a moment, a list that changes under it.
// CHECK-NOT: Spinlock_ok
struct Spinlock_ok {
  static inline std::atomic_flag flag;
  ~Spinlock_ok() {
    while (flag.test_and_set())
      ;
    flag.clear();
  }
};
// CHECK-NOT: FreeList_ok
struct FreeList_ok {
  FreeList_ok *next = nullptr;
  static inline std::atomic<FreeList_ok *> head{nullptr};
  ~FreeList_ok() {
    while (!head.compare_exchange_weak(next, nullptr))
      ;
  }
};
// CHECK-NOT: warning:

// Who helps while there is something to do waits for the others all the same.
// CHECK: :[[#@LINE+5]]:{{.*}}'Helps_bad::~Helps_bad' loops until something else changes
struct Helps_bad {
  std::atomic<int> open{0};
  bool workOff();
  ~Helps_bad() {
    while (open.load() != 0)
      if (!workOff())
        std::this_thread::yield();
  }
};

// CHECK: :[[#@LINE+6]]:{{.*}}'Otherwise_bad::~Otherwise_bad' loops until something else changes
struct Otherwise_bad {
  std::atomic<int> open{0};
  bool workOff();
  void count();
  ~Otherwise_bad() {
    while (open.load() != 0)
      if (workOff())
        count();
      else
        std::this_thread::yield();
  }
};

// CHECK-NOT: HelpsForAWhile_ok
struct HelpsForAWhile_ok {
  std::atomic<int> open{0};
  bool workOff(std::chrono::steady_clock::time_point until);
  ~HelpsForAWhile_ok() {
    while (open.load() != 0)
      if (!workOff(std::chrono::steady_clock::now() + std::chrono::milliseconds(1)))
        std::this_thread::yield();
  }
};

// CHECK-NOT: WorksOff_ok
struct WorksOff_ok {
  std::atomic<int> open{0};
  bool workOff();
  ~WorksOff_ok() {
    while (open.load() != 0)
      if (workOff())
        open.fetch_sub(1);
  }
};

// An engine that has to be driven until the other side has answered.
// TELLS: worker_progress
struct worker;
struct request;
extern "C" int request_status(request *of);
extern "C" unsigned worker_progress(worker *of);
// CHECK: :[[#@LINE+5]]:{{.*}}'Flushes_bad::~Flushes_bad' loops until something else changes
struct Flushes_bad {
  worker *by = nullptr;
  request *last = nullptr;
  ~Flushes_bad() {
    while (request_status(last) != 0)
      worker_progress(by);
  }
};
// CHECK-NOT: FlushesOnce_ok
struct FlushesOnce_ok {
  worker *by = nullptr;
  ~FlushesOnce_ok() { worker_progress(by); }
};
