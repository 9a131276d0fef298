// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A shared_ptr that a method has put into its container is not the last.
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Timer {
  explicit Timer(std::function<void()> run) : run_(std::move(run)) {}
  ~Timer() { run_(); }
  std::function<void()> run_;
};
using TimerPtr = std::shared_ptr<Timer>;

class Wheel {
public:
  Wheel() { slots_.resize(8); }
  void remember_ok(const std::string &name, unsigned delay) {
    std::lock_guard<std::mutex> lock(mutex_);
    values_[name] = 1;
    auto timer = std::make_shared<Timer>([this, name] { forget(name); });
    put(delay, timer);
  }
  void remember_bad(const std::string &name, unsigned delay) {
    std::lock_guard<std::mutex> lock(mutex_);
    values_[name] = 1;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'mutex_', which is held here, is taken again
    auto timer = std::make_shared<Timer>([this, name] { forget(name); });
    putIf(delay, timer);
  }

  // What keeps it ends as well, or keeps it weakly.
  struct Batch {
    void add(TimerPtr timer) { timers_.push_back(timer); }
    std::vector<TimerPtr> timers_;
  };
  void batch_bad(const std::string &name) {
    std::lock_guard<std::mutex> lock(mutex_);
    Batch batch;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'mutex_', which is held here, is taken again
    auto timer = std::make_shared<Timer>([this, name] { forget(name); });
    batch.add(timer);
  }
  void watch_bad(const std::string &name) {
    std::lock_guard<std::mutex> lock(mutex_);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'mutex_', which is held here, is taken again
    auto timer = std::make_shared<Timer>([this, name] { forget(name); });
    watch(timer);
  }

private:
  void watch(TimerPtr timer) { watched_ = timer; }
  void forget(const std::string &name) {
    std::lock_guard<std::mutex> lock(mutex_);
    values_.erase(name);
  }
  void put(unsigned delay, TimerPtr timer) { slots_[delay % slots_.size()].insert(timer); }
  void putIf(unsigned delay, TimerPtr timer) {
    if (delay < slots_.size())
      slots_[delay].insert(timer);
  }
  std::mutex mutex_;
  std::weak_ptr<Timer> watched_;
  std::unordered_map<std::string, int> values_;
  std::vector<std::unordered_set<TimerPtr>> slots_;
};
