// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A join that the thread's own flag prevents, and one of the thread before, leave a
// joinable thread.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <sys/socket.h>
#include <thread>
bool work();
void once();

namespace cleared {
static std::thread checker_bad; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'cleared::checker_bad' is not joined when it has set 'cleared::running' itself
static std::atomic<bool> running{false};
static std::atomic<bool> cancel{false};
static void check() {
  once();
  running.store(false);
}
void start() {
  if (running.exchange(true))
    return;
  if (checker_bad.joinable())
    checker_bad.join();
  checker_bad = std::thread(check);
}
void stop() {
  if (!running.load())
    return;
  cancel.store(true);
  if (checker_bad.joinable())
    checker_bad.join();
}
} // namespace cleared

// The loop goes on until it is asked to stop, and who asks joins.
namespace asked {
static std::thread loop_ok;
static std::atomic<bool> running{false};
static std::atomic<bool> stop{false};
static void check() {
  while (!stop)
    work();
  running.store(false);
}
void start() {
  running = true;
  loop_ok = std::thread(check);
}
void finish() {
  if (!running.load())
    return;
  stop = true;
  if (loop_ok.joinable())
    loop_ok.join();
}
} // namespace asked

namespace always {
static std::thread joined_ok;
static std::atomic<bool> running{false};
static void check() {
  once();
  running.store(false);
}
void start() {
  running = true;
  joined_ok = std::thread(check);
}
void finish() {
  running = false;
  if (joined_ok.joinable())
    joined_ok.join();
}
} // namespace always

struct Receiver_bad {
  int fd_;
  std::atomic<bool> running_{false};
  std::thread thread_;
  void start() {
    running_ = true;
    thread_ = std::thread([this] { run(); });
  }
  void run() {
    char bytes[100];
    while (running_)
      if (::recv(fd_, bytes, sizeof bytes, 0) <= 0)
        break;
    running_ = false;
  }
  void stop() {
    if (!running_)
      return;
    running_ = false;
    ::shutdown(fd_, SHUT_RDWR);
    thread_.join();
  }
  ~Receiver_bad() { stop(); } // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread_' is not joined when it has set 'running_' itself
};

struct Receiver_ok {
  int fd_;
  std::atomic<bool> running_{false};
  std::thread thread_;
  void start() {
    running_ = true;
    thread_ = std::thread([this] { run(); });
  }
  void run() {
    char bytes[100];
    while (running_)
      if (::recv(fd_, bytes, sizeof bytes, 0) <= 0)
        break;
    running_ = false;
  }
  void stop() {
    running_ = false;
    ::shutdown(fd_, SHUT_RDWR);
    if (thread_.joinable())
      thread_.join();
  }
  ~Receiver_ok() { stop(); }
};

struct Loop_ok {
  std::atomic<bool> stop_{false}, running_{false};
  std::thread thread_;
  void start() {
    running_ = true;
    thread_ = std::thread([this] {
      run();
      running_ = false;
    });
  }
  void run() {
    for (;;) {
      if (stop_)
        break;
      work();
    }
  }
  void ask() { stop_ = true; }
  ~Loop_ok() {
    if (!running_)
      return;
    ask();
    thread_.join();
  }
};
struct LoopFails_bad {
  std::atomic<bool> stop_{false}, running_{false};
  std::thread thread_;
  void start() {
    running_ = true;
    thread_ = std::thread([this] {
      run();
      running_ = false;
    });
  }
  void run() {
    for (;;) {
      if (stop_)
        break;
      if (!work())
        return;
    }
  }
  void ask() { stop_ = true; }
  ~LoopFails_bad() { // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread_' is not joined when it has set 'running_' itself
    if (!running_)
      return;
    ask();
    thread_.join();
  }
};

// What ends the last one says nothing of the next.
struct Slave_bad {
  std::thread *sync = nullptr;
  ~Slave_bad() {
    delete sync; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'sync' is ended only where the next one takes its place
  }
  void again() {
    if (sync) {
      sync->detach();
      delete sync;
    }
    sync = new std::thread([] { once(); });
  }
};
struct Slave_ok {
  std::thread *sync = nullptr;
  ~Slave_ok() {
    if (sync) {
      sync->join();
      delete sync;
    }
  }
  void again() {
    if (sync) {
      sync->detach();
      delete sync;
    }
    sync = new std::thread([] { once(); });
  }
};
struct Again_bad {
  std::thread thread_; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread_' is ended only where the next one takes its place
  void again() {
    if (thread_.joinable())
      thread_.join();
    thread_ = std::thread(once);
  }
};
struct InOneCase_ok {
  std::thread thread_;
  void again(bool more) {
    if (thread_.joinable())
      thread_.join();
    if (more)
      thread_ = std::thread(once);
  }
};

// It ends by itself when something goes wrong, whatever it waits for meanwhile.
struct Fails_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<std::function<void()>> Jobs;
  std::atomic<bool> Ended{false};
  std::thread worker_;
  Fails_bad() : worker_([this] { run(); }) {}
  void post(std::function<void()> Job) {
    std::lock_guard<std::mutex> Hold(Lock);
    Jobs.push_back(std::move(Job));
    Wake.notify_one();
  }
  void run() {
    while (!Ended) {
      std::function<void()> Job;
      {
        std::unique_lock<std::mutex> Hold(Lock);
        Wake.wait(Hold, [this] { return !Jobs.empty(); });
        Job = std::move(Jobs.front());
        Jobs.pop_front();
      }
      try {
        Job();
      } catch (...) {
        Ended = true;
      }
    }
  }
  ~Fails_bad() { // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'worker_'
    if (!Ended) {
      post([this] { Ended = true; });
      worker_.join();
    }
  }
};

// On either way it is ended.
struct Either_ok {
  std::atomic<bool> Failed{false};
  std::thread either_;
  Either_ok() : either_([this] { run(); }) {}
  void run() {
    Failed = false;
    try {
      once();
    } catch (...) {
      Failed = true;
    }
  }
  ~Either_ok() {
    if (Failed) {
      once();
      either_.join();
    } else {
      either_.join();
    }
  }
};
struct Leaves_ok {
  std::atomic<bool> Failed{false};
  std::thread leaves_;
  Leaves_ok() : leaves_([this] { run(); }) {}
  void run() {
    Failed = false;
    try {
      once();
    } catch (...) {
      Failed = true;
    }
  }
  ~Leaves_ok() {
    if (Failed) {
      leaves_.detach();
      return;
    }
    leaves_.join();
  }
};
