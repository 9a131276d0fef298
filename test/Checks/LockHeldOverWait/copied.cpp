// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Callbacks that are copied first, but still run under the owner's lock.
#include <functional>
#include <mutex>
#include <vector>

// Both kept and run at once.
class Condition {
public:
  void onReady_bad(std::function<void()> f) {
    std::lock_guard<std::mutex> g(m_);
    ready_ = f;
    if (isReady_)
      f(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
  void once_ok(std::function<void()> f) {
    std::lock_guard<std::mutex> g(m_);
    if (isReady_)
      f();
  }
  bool has() {
    std::lock_guard<std::mutex> g(m_);
    return isReady_;
  }

private:
  std::mutex m_;
  std::function<void()> ready_;
  bool isReady_ = false;
};

// A part walks over a copy; the lock is its owner's.
struct Center {
  std::mutex m;
  std::vector<std::function<void()>> all;
  void add(std::function<void()> f) {
    std::lock_guard<std::mutex> g(m);
    all.push_back(f);
  }
  void post() {
    std::vector<std::function<void()>> copy;
    {
      std::lock_guard<std::mutex> g(m);
      copy = all;
    }
    for (auto &f : copy)
      f();
  }
};
class Tasks {
  std::mutex mutex_;
  Center center_;

public:
  void addObserver(std::function<void()> f) { center_.add(f); }
  int count() {
    std::lock_guard<std::mutex> g(mutex_);
    return 1;
  }
  void cancel_bad() {
    std::lock_guard<std::mutex> g(mutex_);
    center_.post(); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex_' is held
  }
  void cancel_ok() {
    { std::lock_guard<std::mutex> g(mutex_); }
    center_.post();
  }
};
