// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that only a method joins, and an object that ends without a call of it.
#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
bool work();
bool isReady();

struct Worker_bad {
  std::atomic<bool> stop{false};
  std::thread thread;
  Worker_bad();
  ~Worker_bad();
  void terminate();
};
Worker_bad::Worker_bad() {
  thread = std::thread([this] {
    while (!stop)
      work();
  });
}
Worker_bad::~Worker_bad() = default; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread' is ended by 'Worker_bad::terminate' only, and 'Service::init' ends its object without that
void Worker_bad::terminate() {
  stop = true;
  if (thread.joinable())
    thread.join();
}
struct Service {
  std::unique_ptr<Worker_bad> worker;
  void init() {
    auto made = std::make_unique<Worker_bad>();
    if (!isReady())
      throw std::runtime_error("not ready");
    worker = std::move(made);
  }
  void end() {
    if (worker)
      worker->terminate();
    worker.reset();
  }
};

struct Worker_ok {
  std::atomic<bool> stop{false};
  std::thread thread;
  Worker_ok() {
    thread = std::thread([this] {
      while (!stop)
        work();
    });
  }
  void terminate() {
    stop = true;
    if (thread.joinable())
      thread.join();
  }
};
struct Service_ok {
  std::unique_ptr<Worker_ok> worker;
  void init() {
    if (!isReady())
      throw std::runtime_error("not ready");
    auto made = std::make_unique<Worker_ok>();
    worker = std::move(made);
  }
  void end() {
    if (worker)
      worker->terminate();
    worker.reset();
  }
};

struct Started_bad {
  std::atomic<bool> isStopped{false};
  std::thread thread; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread' is ended by 'Started_bad::stop' only, and 'useBadly' ends its object without that
  void start() {
    thread = std::thread([this] {
      while (!isStopped)
        work();
    });
  }
  void stop() {
    isStopped = true;
    if (thread.joinable())
      thread.join();
  }
};
int useBadly() {
  Started_bad local;
  local.start();
  if (!isReady())
    return 1;
  local.stop();
  return 0;
}

struct Started_ok {
  std::atomic<bool> isStopped{false};
  std::thread thread;
  void start() {
    thread = std::thread([this] {
      while (!isStopped)
        work();
    });
  }
  void stop() {
    isStopped = true;
    if (thread.joinable())
      thread.join();
  }
};
struct Stops {
  Started_ok &of;
  ~Stops() { of.stop(); }
};
int useWell() {
  Started_ok local;
  if (!isReady())
    return 1;
  local.start();
  work();
  local.stop();
  return 0;
}
int useGuarded() {
  Started_ok local;
  Stops stops{local};
  local.start();
  return isReady();
}
