// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' \
// RUN:   --config='{CheckOptions: {cleanup-lock-held-over-wait.Strict: true}}' %s -- -std=c++20 \
// RUN:   | grep -E '^[^ ]+: warning: ' | FileCheck %s --check-prefix=STRICT
// Who cannot finish what it has begun to make ends it, and that waits for hardly
// anybody. Where it does not give up, or where the thread needs the lock, it does.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Worker {
  std::atomic<int> jobs_{0};
  std::thread thread_;

public:
  bool start();
  void finish() {
    if (thread_.joinable())
      thread_.join();
  }
};

static Worker *make(int n) {
  Worker *w = new Worker;
  for (int i = 0; i < n; ++i)
    if (!w->start()) {
      w->finish();
      delete w;
      return nullptr;
    }
  return w;
}
class Pool1 {
  std::mutex mutex_;
  std::vector<Worker *> all_;

public:
  void grow_ok(int n) {
    std::lock_guard<std::mutex> l(mutex_);
    // STRICT: :[[@LINE+1]]:{{.*}}warning: 'mutex_' is held
    if (Worker *w = make(n))
      all_.push_back(w);
  }
};

// Two ways lead to one end, as in C.
static Worker *makeInC(int n) {
  Worker *w = new Worker;
  for (int i = 0; i < n; ++i)
    if (!w->start())
      goto failed;
  return w;
failed:
  w->finish();
  return nullptr;
}
class Pool2 {
  std::mutex mutex_;
  std::vector<Worker *> all_;

public:
  bool grow_ok(int n) {
    std::lock_guard<std::mutex> l(mutex_);
    Worker *w = makeInC(n);
    all_.push_back(w);
    return w != nullptr;
  }
};

class Pool3 {
  std::mutex mutex_;
  std::vector<Worker> all_;

public:
  void grow_ok(int n) {
    std::lock_guard<std::mutex> l(mutex_);
    Worker w;
    try {
      for (int i = 0; i < n; ++i)
        w.start();
    } catch (...) {
      w.finish();
      throw;
    }
  }
};

// It goes on with what it has waited for.
static Worker *makeReady() {
  Worker *w = new Worker;
  w->start();
  w->finish();
  return w;
}
class Pool4 {
  std::mutex mutex_;
  std::vector<Worker *> all_;

public:
  size_t size_ok() {
    std::lock_guard<std::mutex> l(mutex_);
    return all_.size();
  }
  void grow_bad() {
    std::lock_guard<std::mutex> l(mutex_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'mutex_' is held
    all_.push_back(makeReady());
  }
};

// Others had it before.
class Pool5 {
  std::mutex mutex_;
  std::vector<Worker *> all_;

public:
  Worker *replace_bad() {
    std::lock_guard<std::mutex> l(mutex_);
    Worker *w = all_.back();
    if (!w->start()) {
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'mutex_' is held
      w->finish();
      return nullptr;
    }
    return w;
  }
};

// What it has begun needs the lock.
class Server {
  std::mutex mutex_;
  int served_ = 0;
  bool open();
  void serve() {
    std::lock_guard<std::mutex> l(mutex_);
    ++served_;
  }

public:
  bool start_bad() {
    std::lock_guard<std::mutex> l(mutex_);
    std::thread first([this] { serve(); });
    if (!open()) {
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'mutex_' is held {{.*}}deadlock
      first.join();
      return false;
    }
    first.detach();
    return true;
  }
};
