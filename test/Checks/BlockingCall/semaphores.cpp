// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that waits for a semaphore does not hear a request that wakes something
// else.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <semaphore>
#include <thread>

// Nobody may ever have activated it.
class Entrypoint_bad {
  std::binary_semaphore begin_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queued_;
  bool quit_ = false;
  std::thread thread_;
  void run() {
    begin_.acquire();
    std::unique_lock l(mutex_);
    while (!quit_)
      wake_.wait(l, [this] { return quit_ || !queued_.empty(); });
  }

public:
  explicit Entrypoint_bad(bool now) : thread_([this] { run(); }) {
    if (now)
      activate();
  }
  ~Entrypoint_bad() {
    {
      std::lock_guard l(mutex_);
      quit_ = true;
    }
    wake_.notify_one();
    // CHECK: :[[@LINE+1]]:{{.*}}warning: {{.*}}waits for other threads {{.*}}, which the request does not wake
    thread_.join();
  }
  void activate() { begin_.release(); }
};

// Its constructor activates it.
class Begun_ok {
  std::binary_semaphore begin_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queued_;
  bool quit_ = false;
  std::thread thread_;
  void run() {
    begin_.acquire();
    std::unique_lock l(mutex_);
    while (!quit_)
      wake_.wait(l, [this] { return quit_ || !queued_.empty(); });
  }
  void activate() { begin_.release(); }

public:
  Begun_ok() : thread_([this] { run(); }) { activate(); }
  ~Begun_ok() {
    {
      std::lock_guard l(mutex_);
      quit_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
};

// Each job releases it, and so does the request.
class Jobs_ok {
  std::counting_semaphore<> jobs_{0};
  std::mutex mutex_;
  std::condition_variable idle_;
  std::deque<std::function<void()>> queued_;
  bool quit_ = false;
  std::thread thread_;
  void run() {
    for (;;) {
      jobs_.acquire();
      std::lock_guard l(mutex_);
      if (quit_)
        return;
      queued_.pop_front();
      idle_.notify_one();
    }
  }

public:
  Jobs_ok() : thread_([this] { run(); }) {}
  ~Jobs_ok() {
    {
      std::lock_guard l(mutex_);
      quit_ = true;
    }
    idle_.notify_all();
    jobs_.release();
    thread_.join();
  }
  void add(std::function<void()> f) {
    std::lock_guard l(mutex_);
    queued_.push_back(std::move(f));
    jobs_.release();
  }
};

// Who releases this one is not seen.
class Elsewhere_ok {
  std::binary_semaphore begin_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool quit_ = false;
  std::thread thread_;
  void run() {
    begin_.acquire();
    std::unique_lock l(mutex_);
    while (!quit_)
      wake_.wait(l);
  }

public:
  Elsewhere_ok() : thread_([this] { run(); }) {}
  ~Elsewhere_ok() {
    {
      std::lock_guard l(mutex_);
      quit_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  void activate();
};
