// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Before they are joined under a lock, threads have counted themselves, under that
// lock and at last.
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

void work();

class Pool_ok {
  std::mutex mutex_;
  std::condition_variable changed_, ended_;
  bool stop_ = false;
  std::size_t exited_ = 0;
  std::vector<std::thread> threads_;
  void run() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return stop_; });
    }
    std::unique_lock<std::mutex> lock(mutex_);
    ++exited_;
    if (exited_ == threads_.size())
      ended_.notify_all();
  }

public:
  Pool_ok() {
    std::lock_guard<std::mutex> lock(mutex_);
    threads_.emplace_back([this] { run(); });
  }
  void stop() {
    std::unique_lock<std::mutex> lock(mutex_);
    stop_ = true;
    changed_.notify_all();
    ended_.wait(lock, [this] { return exited_ == threads_.size(); });
    for (std::thread &thread : threads_)
      thread.join();
  }
};

// They count themselves when they begin to end, and need the lock once more.
class Pool_bad {
  std::mutex mutex_;
  std::condition_variable changed_, ended_;
  bool stop_ = false;
  std::size_t exited_ = 0, done_ = 0;
  std::vector<std::thread> threads_;
  void run() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return stop_; });
      ++exited_;
      ended_.notify_all();
    }
    work();
    std::unique_lock<std::mutex> lock(mutex_);
    ++done_;
  }

public:
  Pool_bad() {
    std::lock_guard<std::mutex> lock(mutex_);
    threads_.emplace_back([this] { run(); });
  }
  void stop() {
    std::unique_lock<std::mutex> lock(mutex_);
    stop_ = true;
    changed_.notify_all();
    ended_.wait(lock, [this] { return exited_ == threads_.size(); });
    for (std::thread &thread : threads_)
      thread.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'mutex_' is held while 'Pool_bad::stop' waits for a thread to end {{.*}}deadlock
  }
};
