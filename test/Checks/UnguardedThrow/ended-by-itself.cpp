// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that nobody ends but itself, or that is joined only when it has ended.
#include <condition_variable>
#include <mutex>
#include <sys/socket.h>
#include <thread>
void once();

struct Closer_bad {
  bool isDone = false;
  std::thread thread; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread' is joined only when it has set 'isDone' itself
  void run() {
    once();
    isDone = true;
  }
  void start() {
    if (thread.joinable() && isDone) {
      thread.join();
      isDone = false;
    }
    if (!thread.joinable())
      thread = std::thread(&Closer_bad::run, this);
  }
};
struct Closer_ok {
  bool isDone = false;
  std::thread thread;
  void run() {
    once();
    isDone = true;
  }
  void start() {
    if (thread.joinable() && isDone) {
      thread.join();
      isDone = false;
    }
    if (!thread.joinable())
      thread = std::thread(&Closer_ok::run, this);
  }
  ~Closer_ok() {
    if (thread.joinable())
      thread.detach();
  }
};

struct Self_bad {
  int fd;
  std::thread thread;
  void start() {
    thread = std::thread([this] { run(); });
  }
  void run() {
    char bytes[10];
    while (::recv(fd, bytes, sizeof bytes, 0) > 0) {
    }
    end();
  }
  void end() {
    if (thread.joinable())
      thread.detach();
  }
  ~Self_bad() { ::shutdown(fd, SHUT_RDWR); } // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread' is ended only by itself, in 'Self_bad::end'
};
struct Self_ok {
  int fd;
  std::thread thread;
  void start() {
    thread = std::thread([this] { run(); });
  }
  void run() {
    char bytes[10];
    while (::recv(fd, bytes, sizeof bytes, 0) > 0) {
    }
    end();
  }
  void end() {
    if (thread.joinable())
      thread.detach();
  }
  void stop() {
    ::shutdown(fd, SHUT_RDWR);
    end();
  }
  ~Self_ok() { stop(); }
};
// Who ends waits until the thread is gone.
struct Awaited_ok {
  bool isDone = false;
  std::mutex mutex;
  std::condition_variable changed;
  std::thread thread;
  void run() {
    once();
    std::lock_guard<std::mutex> lock(mutex);
    thread.detach();
    isDone = true;
    changed.notify_all();
  }
  void start() { thread = std::thread(&Awaited_ok::run, this); }
  ~Awaited_ok() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return isDone; });
  }
};

// What its base asks for is what the classes below make of it.
struct Device_bad {
  virtual ~Device_bad() = default;
  virtual void stop() = 0;
  std::thread thread; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread' is neither joined nor detached
  void start() { thread = std::thread(once); }
};
struct Sound : Device_bad {
  void stop() override { once(); }
};
struct Unseen_ok {
  virtual ~Unseen_ok() = default;
  virtual void stop() = 0;
  std::thread thread;
  void start() { thread = std::thread(once); }
};
