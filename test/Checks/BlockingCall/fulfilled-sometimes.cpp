// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is set only if something else holds is not set for sure.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

struct Reply {
  std::mutex mutex;
  std::condition_variable changed;
  bool isReady = false;
  void set() {
    std::lock_guard<std::mutex> lock(mutex);
    isReady = true;
    changed.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> lock(mutex);
    while (!isReady)
      changed.wait(lock);
  }
};
void send(std::function<void()> onReply);

struct Pool_bad {
  std::vector<int> sessions;
  Reply all;
  void drain() {
    if (sessions.empty())
      all.set();
    for (int session : sessions)
      send([this] { all.set(); });
  }
  ~Pool_bad() {
    drain();
    all.wait(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: destructor 'Pool_bad::~Pool_bad' waits for a condition
  }
};
struct Pool_ok {
  Reply all;
  ~Pool_ok() {
    all.set();
    all.wait();
  }
};
