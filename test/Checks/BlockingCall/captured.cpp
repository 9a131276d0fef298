// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The last owner may be what a queued lambda has captured: it ends on the worker.
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>

struct Pool {
  std::mutex m;
  std::queue<std::function<void()>> all;
  bool stop = false;
  std::thread t;
  Pool() : t([this] { loop(); }) {}
  ~Pool() { // the join is of the thread that may run it
    {
      std::lock_guard<std::mutex> l(m);
      stop = true;
    }
    t.join(); // CHECK: :[[@LINE]]:{{.*}}'Pool::~Pool' waits for a thread to end {{.*}}and may run on the very thread that it waits for
  }
  void loop() {
    while (true) {
      std::function<void()> f;
      {
        std::lock_guard<std::mutex> l(m);
        if (stop)
          return;
        if (all.empty())
          continue;
        f = std::move(all.front());
        all.pop();
      }
      f();
    }
  }
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m);
    all.push(std::move(f));
  }
};
struct Owner : std::enable_shared_from_this<Owner> {
  Pool pool;
  void go_bad() {
    pool.post([self = shared_from_this()] {});
  }
};

struct PoolOk {
  std::mutex m;
  std::queue<std::function<void()>> all;
  bool stop = false;
  std::thread t;
  PoolOk() : t([this] { loop(); }) {}
  ~PoolOk() {
    {
      std::lock_guard<std::mutex> l(m);
      stop = true;
    }
    t.join();
  }
  void loop() {
    while (true) {
      std::function<void()> f;
      {
        std::lock_guard<std::mutex> l(m);
        if (stop)
          return;
        if (all.empty())
          continue;
        f = std::move(all.front());
        all.pop();
      }
      f();
    }
  }
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m);
    all.push(std::move(f));
  }
};
struct OwnerOk : std::enable_shared_from_this<OwnerOk> {
  PoolOk pool;
  void go_ok() {
    pool.post([self = weak_from_this()] {});
  }
};
