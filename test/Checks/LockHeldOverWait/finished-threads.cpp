// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that puts itself among the finished ones, as its last act, is done.
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Pool {
  std::mutex mutex_;
  std::list<std::thread> working_;
  std::vector<std::thread> finished_;
  bool ended_ = false;
  int done_ = 0;

  void work(std::list<std::thread>::iterator self) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!ended_) {
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
    }
    finished_.push_back(std::move(*self));
    working_.erase(self);
  }

public:
  void start() {
    std::lock_guard<std::mutex> lock(mutex_);
    working_.emplace_back();
    auto self = --working_.end();
    *self = std::thread([this, self] { work(self); });
  }
  void collect_ok() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (std::thread &t : finished_)
      t.join();
    finished_.clear();
  }
  void end_bad() {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
    for (std::thread &t : working_)
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mutex_' is held while 'Pool::end_bad' waits for a thread to end {{.*}}deadlock
      t.join();
  }
};

// Behind it there is more to do, under the lock.
class Counts {
  std::mutex mutex_;
  std::list<std::thread> working_;
  std::vector<std::thread> finished_;
  int done_ = 0;

  void work(std::list<std::thread>::iterator self) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      finished_.push_back(std::move(*self));
      working_.erase(self);
    }
    std::lock_guard<std::mutex> lock(mutex_);
    ++done_;
  }

public:
  void start() {
    std::lock_guard<std::mutex> lock(mutex_);
    working_.emplace_back();
    auto self = --working_.end();
    *self = std::thread([this, self] { work(self); });
  }
  void collect_bad() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (std::thread &t : finished_)
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mutex_' is held while 'Counts::collect_bad' waits for a thread to end {{.*}}deadlock
      t.join();
    finished_.clear();
  }
};

void use(Pool &pool, Counts &counts) {
  pool.start();
  pool.collect_ok();
  pool.end_bad();
  counts.start();
  counts.collect_bad();
}
