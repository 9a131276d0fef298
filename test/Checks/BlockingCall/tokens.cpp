// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that goes on until its stop token is asked, and what else is done
// before the join.
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

struct Joining : std::jthread {
  using std::jthread::jthread;
  ~Joining() {
    if (joinable())
      join(); // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Joining::~Joining' waits for a thread to end
  }
};

struct Asking : std::jthread {
  using std::jthread::jthread;
  ~Asking() {
    request_stop();
    if (joinable())
      join();
  }
};

template <class Thread> class Queue {
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<int> pending_;
  Thread worker_;

  void run(std::stop_token stopping) {
    while (!stopping.stop_requested()) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stopping, [this] { return !pending_.empty(); });
      pending_.clear();
    }
  }

public:
  Queue() : worker_([this](std::stop_token stopping) { run(stopping); }) {}
  void push(int n) {
    std::lock_guard lock(mutex_);
    pending_.push_back(n);
    changed_.notify_one();
  }
};

void work_bad() {
  Queue<Joining> queue;
  queue.push(1);
}

void work_ok() {
  Queue<Asking> queue;
  queue.push(1);
}

void plain_ok() {
  Queue<std::jthread> queue;
  queue.push(1);
}
