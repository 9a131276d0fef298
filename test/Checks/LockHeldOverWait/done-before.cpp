// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Waits that are over when they begin.
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <thread>
#include <unistd.h>
using namespace std::chrono_literals;

std::mutex m;
int asked;
int asked_ok() {
  std::lock_guard l(m);
  return asked;
}
int ready_ok(std::future<int> &f) {
  std::lock_guard l(m);
  if (f.valid() && f.wait_for(0s) == std::future_status::ready)
    return f.get();
  return 0;
}
int ready_or_leave_ok(std::future<int> &f) {
  std::lock_guard l(m);
  if (f.wait_for(0s) != std::future_status::ready)
    return 0;
  return f.get();
}
int not_asked_bad(std::future<int> &f) {
  std::lock_guard l(m);
  return f.get(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
class Periodic {
  std::mutex lock;
  std::atomic<bool> active{false}, stop{false};
  int jobs = 0;
  std::thread thread;
  void run() {
    while (!stop) {
      std::lock_guard l(lock);
      if (--jobs <= 0)
        return;
    }
  }

public:
  void said_done_ok() {
    std::lock_guard l(lock);
    ++jobs;
    if (!active.load() && thread.joinable())
      thread.join();
    if (!thread.joinable()) {
      active.store(true);
      thread = std::thread([this] {
        run();
        active.store(false);
      });
    }
  }
  void runs_bad() {
    std::lock_guard l(lock);
    if (active.load() && thread.joinable())
      thread.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock
  }
  ~Periodic() {
    stop = true;
    if (thread.joinable())
      thread.join();
  }
};

// A loop that asks what was set just before.
struct Outlet {
  std::atomic<bool> cut{false};
  std::atomic<int> queued{0};
  void drain() {
    while (!cut && queued > 0)
      usleep(50000);
  }
  void drainOnce() {
    do
      usleep(500000);
    while (!cut && queued > 0);
  }
};
struct Pump {
  Outlet a, b;
  void cutFirst_ok() {
    std::lock_guard l(m);
    a.cut = true;
    a.drain();
  }
  void cutOther_bad() {
    std::lock_guard l(m);
    b.cut = true;
    a.drain(); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void cutMaybe_bad(bool now) {
    std::lock_guard l(m);
    if (now)
      a.cut = true;
    a.drain(); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void uncut_bad() {
    std::lock_guard l(m);
    a.cut = true;
    a.cut = false;
    a.drain(); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void onceAnyway_bad() {
    std::lock_guard l(m);
    a.cut = true;
    a.drainOnce(); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
};

// The project's own atomic is no other.
class Flag {
  volatile bool value = false;

public:
  Flag &operator=(bool b);
  operator bool() const;
};
struct Sink {
  Flag cut;
  int queued = 0;
  void drain() {
    while (!cut && queued > 0)
      usleep(50000);
  }
  void cutFirst_ok() {
    std::lock_guard l(m);
    cut = true;
    drain();
  }
  void uncut_bad() {
    std::lock_guard l(m);
    cut = false;
    drain(); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
};

// The flag is what the thread makes of its work, and its last act.
struct Drainer {
  std::mutex lock;
  bool drained = false;
  std::thread thread{[this] {
    bool all = false;
    if (usleep(3000000) == 0)
      all = true;
    drained = all;
  }};
  void said_ok() {
    std::lock_guard l(lock);
    if (drained)
      thread.join();
  }
  bool isDone_ok() {
    std::lock_guard l(lock);
    return drained;
  }
  void unsaid_bad() {
    std::lock_guard l(lock);
    if (!drained)
      thread.join(); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
};

// A loop that goes on until it is ready.
int until_ready_ok(std::future<int> &f, const bool &left) {
  std::lock_guard l(m);
  while (f.wait_for(0s) != std::future_status::ready)
    if (left)
      return 0;
  return f.get();
}
int until_left_bad(std::future<int> &f, const bool &left) {
  std::lock_guard l(m);
  while (f.wait_for(0s) != std::future_status::ready)
    if (left)
      break;
  return f.get(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
int until_valid_bad(std::future<int> &f) {
  std::lock_guard l(m);
  while (!f.valid()) // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while 'until_valid_bad' loops
    std::this_thread::yield();
  return f.get(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
